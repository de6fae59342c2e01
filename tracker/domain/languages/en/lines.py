"""The table for lines of notes, in English. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.language import Lines, Rule
from tracker.domain.languages.en.titles import SURE_VERBS, WEAK_VERBS

_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]*\.?"
_WHO = rf"(?:@[\w.-]*\w|{_NAME}(?: (?:{_NAME}|van|de|von|der))?(?: {_NAME})?)"
_OWNER = rf"(?P<owner>{_WHO}(?:(?:,(?: and)?| and| &) {_WHO}){{0,5}})"  # bounded, and one way to read each "and"
_VERBS = (
    f"{SURE_VERBS}|{WEAK_VERBS}|call|phone|contact|track|define|talk|discuss|propose|ensure|see|try|bring|raise|reach out|collect|"
    "comment|upload|close|open|write|work|drive|lead|own|handle|coordinate|sync|push|seek|provide|implement|clarify|"
    "help|attend|speak|meet|go|join|learn|verify|double[- ]check|circle back|finalise|finalize|put|set|do|run|keep|"
    "adjust|rename|tag|generate|extend|integrate|triage|assign|summari[sz]e|announce|publicize|promote|monitor"
)
_MARK = r"(?i:action(?: items?)?|ai|to-?do|next steps?|follow[- ]?up|task)\b(?:\s*#?\d+)?"
_DO = r"(?i:to|will|shall|should|must|can|needs to|has to|is going to|is to|agreed to|promised to|volunteered to)"

_GATE = re.compile(
    r"@|!p|\[.?\]|\b(?:to|will|shall|should|must|action|ai|todo|to-do|task|next step)\b|['’]ll\b|:", re.I
)
_HEADING = re.compile(
    r"^[#*_\s]*(?:action(?: items?| points?)?s?|next steps?|to-?dos?|follow[- ]?ups?|ais?|commitments?|tasks)[*_\s]*:?[*_\s]*$",
    re.I,
)
_OTHER_HEADING = re.compile(r"^#{1,6} \S|^[A-Z][\w /&-]{2,40}:\s*$")
_BOILERPLATE = re.compile(
    r"https?://\S*(?:zoom|meet\.google|teams|webex)|join (?:by|the|with|zoom)|dial[- ]?in|meeting id|passcode|"
    r"one tap mobile|find your local number|learn more about|microsoft teams|unsubscribe",
    re.I,
)

_ROWS = (
    Rule("marked for", 4.0, re.compile(rf"^[|\s…]*(?:{_MARK}[|\s-]*){{1,3}}[:\s–-]+{_OWNER}(?:\s*[:,–-]+\s*(?:{_DO} )?| {_DO} |\s+(?=(?:{_VERBS})\b))(?P<what>.*)")),
    Rule("marked, owner last", 4.0, re.compile(rf"^{_MARK}\s*[:–-]\s*(?P<what>.+?)\s*\({_OWNER}\)\s*\.?$")),
    Rule("owner behind", 3.5, re.compile(rf"^(?P<what>.+?)[\s,;(\[_–>-]*\b(?:AI|Action|TODO|owner)\b:?\s*{_OWNER}[\s)\]_.]*$")),
    Rule("box for", 3.5, re.compile(rf"^(?P<box>){_OWNER}(?:\s*[:,–-]+\s*(?:{_DO} )?| {_DO} |(?<=\w)\s+(?=(?i:{_VERBS})\b))(?P<what>.+)")),
    Rule("handle", 3.0, re.compile(rf"^(?P<owner>@[\w.-]*\w(?:(?:,| and| &) @?[\w.-]*\w)*)(?:\s*[:–-]\s*| {_DO} |\s+(?=(?i:{_VERBS})\b))(?P<what>\S.+)")),
    Rule("named", 2.5, re.compile(rf"^{_OWNER} {_DO} (?:take|(?=(?i:also |then |now )?(?i:{_VERBS})\b))(?P<what>.+)")),
    Rule("named:", 2.2, re.compile(rf"^{_OWNER} ?: (?:{_DO} )?(?=(?i:{_VERBS})\b)(?P<what>.+)")),
    Rule("first person", 2.5, re.compile(rf"^(?P<owner>I|We|we|Me|me)(?i:['’]ll| will| shall| to|:| need to| have to) (?P<what>(?i:{_VERBS})\b.+)")),
    Rule("marked", 2.5, re.compile(rf"^{_MARK}\s*[:–-]\s*(?P<owner>)(?P<what>\S.{{3,}})")),
)  # fmt: skip
_IN_SECTION = re.compile(rf"^(?P<owner>)(?P<what>(?i:{_VERBS})\b.+)")
_NOT_OWNERS = frozenset(
    [
    "this", "that", "it", "there", "we", "they", "you", "he", "she", "new", "release", "currently", "also",
    "default", "date", "meeting", "meetings", "resolution", "goal", "reminder", "note", "fyi", "example",
    "proposal", "need", "needs", "next", "first", "last", "please", "if", "when", "what", "how", "why", "who",
    "can", "action", "actions", "ai", "todo", "topic", "subject", "agenda", "question", "answer", "update",
    "status", "time", "title", "present", "scribe", "a", "q", "installation", "reviewer", "applicants",
    "ambassadorships", "some", "all", "each", "any", "no", "yes", "ok", "one", "people", "link",
]
)  # fmt: skip

LINES = Lines(
    base=-1.0,
    gate=_GATE,
    heading=_HEADING,
    other_heading=_OTHER_HEADING,
    boilerplate=_BOILERPLATE,
    rows=_ROWS,
    in_section=_IN_SECTION,
    not_owners=_NOT_OWNERS,
    first_person=frozenset(("i", "we", "me")),
)
