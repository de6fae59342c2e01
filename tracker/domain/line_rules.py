"""The tables of rules for lines of notes and for sentences, in English. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.title_rules import SURE_VERBS, WEAK_VERBS

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]*\.?"
_WHO = rf"(?:@[\w.-]*\w|{_NAME}(?: (?:{_NAME}|van|de|von|der))?(?: {_NAME})?)"
OWNER = rf"(?P<owner>{_WHO}(?:(?:,(?: and)?| and| &) {_WHO}){{0,5}})"  # bounded, and one way to read each "and"
VERBS = (
    f"{SURE_VERBS}|{WEAK_VERBS}|call|phone|contact|track|define|talk|discuss|propose|ensure|see|try|bring|raise|reach out|collect|"
    "comment|upload|close|open|write|work|drive|lead|own|handle|coordinate|sync|push|seek|provide|implement|clarify|"
    "help|attend|speak|meet|go|join|learn|verify|double[- ]check|circle back|finalise|finalize|put|set|do|run|keep|"
    "adjust|rename|tag|generate|extend|integrate|triage|assign|summari[sz]e|announce|publicize|promote|monitor"
)
_MARK = r"(?i:action(?: items?)?|ai|to-?do|next steps?|follow[- ]?up|task)\b(?:\s*#?\d+)?"
_DO = r"(?i:to|will|shall|should|must|can|needs to|has to|is going to|is to|agreed to|promised to|volunteered to)"

GATE = re.compile(
    r"@|!p|\[.?\]|\b(?:to|will|shall|should|must|action|ai|todo|to-do|task|next step)\b|['’]ll\b|:", re.I
)
BULLET = re.compile(r"^(?:[\s>|#…*•·–=-]|=>|->|\d{1,2}[.)]\s)*")
BOX = re.compile(r"^\[(?P<mark>.?)\]\s*")
HEADING = re.compile(
    r"^[#*_\s]*(?:action(?: items?| points?)?s?|next steps?|to-?dos?|follow[- ]?ups?|ais?|commitments?|tasks)[*_\s]*:?[*_\s]*$",
    re.I,
)
OTHER_HEADING = re.compile(r"^#{1,6} \S|^[A-Z][\w /&-]{2,40}:\s*$")
BOILERPLATE = re.compile(
    r"https?://\S*(?:zoom|meet\.google|teams|webex)|join (?:by|the|with|zoom)|dial[- ]?in|meeting id|passcode|"
    r"one tap mobile|find your local number|learn more about|microsoft teams|unsubscribe",
    re.I,
)

LINES: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("marked for", 4.0, re.compile(rf"^[|\s…]*(?:{_MARK}[|\s-]*){{1,3}}[:\s–-]+{OWNER}(?:\s*[:,–-]+\s*(?:{_DO} )?| {_DO} |\s+(?=(?:{VERBS})\b))(?P<what>.*)")),
    ("marked, owner last", 4.0, re.compile(rf"^{_MARK}\s*[:–-]\s*(?P<what>.+?)\s*\({OWNER}\)\s*\.?$")),
    ("owner behind", 3.5, re.compile(rf"^(?P<what>.+?)[\s,;(\[_–>-]*\b(?:AI|Action|TODO|owner)\b:?\s*{OWNER}[\s)\]_.]*$")),
    ("box for", 3.5, re.compile(rf"^(?P<box>){OWNER}(?:\s*[:,–-]+\s*(?:{_DO} )?| {_DO} |(?<=\w)\s+(?=(?i:{VERBS})\b))(?P<what>.+)")),
    ("handle", 3.0, re.compile(rf"^(?P<owner>@[\w.-]*\w(?:(?:,| and| &) @?[\w.-]*\w)*)(?:\s*[:–-]\s*| {_DO} |\s+(?=(?i:{VERBS})\b))(?P<what>\S.+)")),
    ("named", 2.5, re.compile(rf"^{OWNER} {_DO} (?:take|(?=(?i:also |then |now )?(?i:{VERBS})\b))(?P<what>.+)")),
    ("named:", 2.2, re.compile(rf"^{OWNER} ?: (?:{_DO} )?(?=(?i:{VERBS})\b)(?P<what>.+)")),
    ("first person", 2.5, re.compile(rf"^(?P<owner>I|We|we|Me|me)(?i:['’]ll| will| shall| to|:| need to| have to) (?P<what>(?i:{VERBS})\b.+)")),
    ("marked", 2.5, re.compile(rf"^{_MARK}\s*[:–-]\s*(?P<owner>)(?P<what>\S.{{3,}})")),
)  # fmt: skip
IN_SECTION = re.compile(rf"^(?P<owner>)(?P<what>(?i:{VERBS})\b.+)")
NOT_OWNERS = frozenset(
    [
    "this", "that", "it", "there", "we", "they", "you", "he", "she", "new", "release", "currently", "also",
    "default", "date", "meeting", "meetings", "resolution", "goal", "reminder", "note", "fyi", "example",
    "proposal", "need", "needs", "next", "first", "last", "please", "if", "when", "what", "how", "why", "who",
    "can", "action", "actions", "ai", "todo", "topic", "subject", "agenda", "question", "answer", "update",
    "status", "time", "title", "present", "scribe", "a", "q", "installation", "reviewer", "applicants",
    "ambassadorships", "some", "all", "each", "any", "no", "yes", "ok", "one", "people", "link",
]
)  # fmt: skip

# Commissive first-person grammar: each row adds its weight; the sum starts at SENTENCE_BASE.
SENTENCE_BASE = -1.6
_ADV = r"(?:(?:just|also|then|try to|try and|definitely|probably|certainly|maybe|now|quickly|only|even|gladly|be happy to|uh|um|gonna) )*"
_STATE = (
    r"(?:be|have|need|see if you|know|think|want|like|love|guess|remember|miss|hate|assume|never|not|probably be|"
    r"all|always|bet|admit|say|agree)\b"
)
SENTENCES: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (name, weight, re.compile(pattern, re.I))
    for name, weight, pattern in (
        ("I will", 3.4, rf"\bi(?:['’]ll| ?['’] ?ll| will| shall) (?:uh |um )*{_ADV}(?!{_STATE})[a-z]"),
        ("I will be -ing", 2.4, r"\bi(?:['’]ll| will| shall) be (?:\w+ly )?(?:\w+ing\b|glad|happy|able|there|back|in touch|sure)"),
        ("we will", 2.3, rf"\bwe(?:['’]ll| will| shall) (?:uh |um )*{_ADV}(?!{_STATE})[a-z]"),
        ("going to", 2.6, rf"\b(?:i|we)(?:['’]m| am|['’]re| are) (?:just |uh |um |also )*(?:gonna|going to|about to) (?:uh |um )*{_ADV}(?!{_STATE}|get\b)[a-z]"),
        ("gonna", 1.2, r"^(?:uh |um |so |and |okay |just )*gonna "),
        ("let me", 2.3, r"\b(?:let|lemme) ?me (?!know|have|in\b|down)(?:\w+)"),
        ("will follow", 2.6, r"(?:^|[,.;] |\b(?:and|but) )will (?:\w+ )?(?:follow|send|call|get|check|try|let you|forward|keep|do|look|review)\b"),
        ("offer", 1.8, r"\b(?:shall|should) i\b|\b(?:do you )?want me to\b|\bi can (?:\w+ )?(?:try|send|take|do|give|show|bring|write|make|check|put|ask|get|help|look|start|handle|set)\b"),
        ("I could", 0.9, r"\bi (?:could|might) (?:\w+ )?(?:try|send|take|do|give|show|bring|write|make|check|put|ask|look)\b"),
        ("must", 1.4, r"\bi (?:have to|hafta|gotta|['’]ve got to|need to|must|should|wanna|want to|would like to) (?:\w+ )?"
                      r"(?:send|write|check|do|make|find|look|ask|prepare|finish|call|get|take|talk|go|read|show|present|listen|hook)\b"),
        ("plan", 1.6, r"\bi(?:['’]m| am)? (?:plan|planning|intend|promise|try|trying|aim|hope)(?:ing)? to\b|\bi promise\b|\bi(?:['’]d| would) be (?:happy|glad) to\b"),
        ("do it", 1.8, r"\b(?:i will|i['’]ll)[.,!]?$|\bleave (?:it|that) (?:to|with) me|\bi['’]m on it|\bwill do\b"),
        ("to you", 0.8, r"\b(?:i|we)(?:['’]ll| will| shall)\b.{0,40}\b(?:you|back|tomorrow|today|next week|later|soon|by)\b"),
        ("we could", 0.3, r"\bwe (?:can|could) (?:\w+ )?(?:try|take|do|summarize|discuss)\b"),
        ("starts", 0.7, r"^(?:um |uh |so |okay |ok |well |and |yeah |oh |alright )*(?:i(?:['’]ll| will| shall)|let me)\b"),
        ("if", -0.8, r"^(?:and |so |but |because |cause )*(?:if|when|whether) (?:i|we)\b"),
        ("others", -1.2, r"\b(?:you|he|she|it|they|that|this|which|there)(?:['’]ll| will| would)\b(?!.*\bi(?:['’]ll| will))"),
        ("question", -0.8, r"\?\s*$"),
        ("report", -1.6, r"\b(?:said|thought|told|mean|guess|think|suppose|if) (?:that )?(?:i|we)(?:['’]ll| will)\b"),
        ("absent", -1.8, r"\bi(?:['’]ll| will| shall) be (?:out|in|away|off|on|travel\w*|at|here|traveling|gone)\b"),
        ("unsure", -1.2, r"\bi don['’]t (?:know|think)\b|\bi (?:wonder|doubt)\b"),
    )
)  # fmt: skip
