"""The table for titles, in English: what a promise, a meeting and neither look like, and what each weighs. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.language import Rule, Titles
from tracker.domain.people import MeetingKind

NAME = r"[A-ZÀ-ÖØ-Þ][\w'’]*(?:-[A-Z][\w'’]*)?\.?"
NOT_NAMES = frozenset(
    [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "the", "a", "an", "i", "we", "my", "our", "your", "this", "that", "these", "those", "all",
    "new", "meeting", "call", "lunch", "dinner", "review", "today", "tomorrow", "action", "todo", "it", "there",
    "they", "you", "everyone", "someone", "who", "what", "when", "next", "final", "draft", "release", "proposal",
    "q1", "q2", "q3", "q4", "eod", "eow",
]
)  # fmt: skip

SURE_VERBS = (
    "send|submit|deliver|pay|reply|respond|answer|email|e-mail|forward|finish|finali[sz]e|complete|write(?: up)?|draft|"
    "prepare|prep|file|renew|upload|publish|provide|bring|hand in|hand over|turn in|get back|circulate|"
    "order|ship|update|register|rsvp|reschedule|confirm|fix|cancel|transfer|refund|invoice|apply|pick up|drop off|give|"
    "return|sign(?: up| off)?|post|tell|remind|introduce|make|create|follow[- ]up|pre-?enroll|enroll|enter|cash|"
    "nominate|recommend|settle|repay|reimburse|lend|text|thank|share|mail|fax|print|book|schedule|arrange|organi[sz]e|"
    "set up|ask|edit|proofread|translate|revise|approve|merge|deploy|install|record|collect|compile|import|export"
)
WEAK_VERBS = (
    "check|look (?:into|at|up)|review|buy|start|plan|read|call back|find(?: out)?|pull|clean|wash|change|decide|"
    "choose|research|investigate|document|test|add|remove|move|get|request|report|contact|message|back ?up|work on|"
    "take|study|solve|build|design|explain|show|present|let|put|hire|sell|replace|repair|verify|compare|outline|chase"
)
_GROUPS = (
    "session|meeting|mtg|workshop|class|club|party|practice|rehearsal|seminar|webinar|lesson|course|camp|day|night|"
    "shop|shift|line|room|flight|trip|journey|desk|window|fair|festival|show|game"
)


def _rule(name: str, weight: float, pattern: str, meeting: MeetingKind | None = None) -> Rule:
    """Keywords match in any case; what stands for a name (NAME) must be written as one."""
    return Rule(name, weight, re.compile(pattern), meeting)


_HEAD = r"^(?:[\w&./-]*\d[\w&./-]*:? |\[[^\]]{1,30}\] ?|[A-Z]{2,6}: )?"
_PERSON = rf"(?:{NAME}|(?i:prof|professor|grandma|grandpa|mum|mom|dad|trustees|friends|family|boss|team|parents)\b)"

_REPLY = re.compile(r"^(?:(?:fwd?|re|aw|invitation|updated invitation|reminder|todo|to-do|task)\s*:\s*)+", re.I)
_OTHERS = re.compile(
    rf"^(?P<owner>{NAME}(?: {NAME})?(?:(?:,| and| &) {NAME})?)"
    rf"(?i: to (?=(?:{SURE_VERBS}|{WEAK_VERBS})\b)| (?:will|shall|owes(?: me| us)?|promised(?: me| us)?(?: to)?|is going to) |\s*: (?=(?:{SURE_VERBS}|{WEAK_VERBS}) ))"
    r"(?P<what>\S.*)"
)
_WAITING = re.compile(
    rf"^(?i:waiting (?:on|for))\s+(?P<owner>{NAME}(?: {NAME})?)(?:'s|’s)?(?:\s*[:,-]\s*|\s+(?i:for|to|about|on)\s+|\s+|$)"
    r"(?P<what>.*)"
)
_PROMISEE = re.compile(rf"(?<=\s)(?i:to|for)\s+(?P<who>[\w.+-]+@[\w-]+\.[\w.-]+|{NAME}(?: {NAME})?)(?=$|[\s,.;:!?)])")
_GIVEN = re.compile(
    r"^(?i:give|send|pay|show|tell|e?mail|text|bring|lend|owe|ask|remind|thank|message|buy|get|forward|"
    rf"answer|invite|contact|call|introduce|reimburse|repay|chase)\s+(?P<who>{NAME})(?=$|\s+[a-z\d£$€])"
)
_SHARED = re.compile(
    rf"^(?i:share|agree|settle|discuss|arrange)\b.*?\s(?i:with)\s+(?P<who>{NAME}(?: {NAME})?)(?=$|[\s,.;:!?)])"
)
_LEAD = re.compile(
    r"^(?:(?:i(?:['’]ll| will| shall| must| need to| have to| promised?(?: to)?)|promised? to|promise|remember(?: to)?"
    r"|don['’]?t forget(?: to)?|need to|must|have to|please)\s+|(?:deadline|due)\s*[:–—-]\s*)",
    re.I,
)  # how one promises, which is no part of what is promised
_BARE = re.compile(r"^(?:reply|respond|get back|write|talk|speak|present|report|return|apply|explain|answer)$", re.I)

_PROMISES = (
    _rule("intends", 3.0, r"^(?i:i(?:['’]ll| will| shall| must| need to| have to| promised?(?: to)?)|promised?|remember"
          r"(?: to)?|don['’]?t forget(?: to)?|need to|must|have to|please)\s+\S"),
    _rule("verb", 3.2, rf"{_HEAD}(?i:(?:{SURE_VERBS})(?=[ :])(?! of\b)) ?\S"),
    _rule("light verb", 2.0, rf"{_HEAD}(?i:(?:{WEAK_VERBS})) (?!(?i:{_GROUPS})\b)\S"),
    _rule("due word", 4.0, r"(?i:(?<!baby )\b(?:due(?! to\b| diligence\b| process\b)|deadline|ddl|due date|last (?:day|chance) to|"
          r"cut-?off)\b)"),
    _rule("closes", 2.2, r"(?i:\b(?:closes|expires?)\b)"),
    _rule("handed in", 1.8, r"(?i:\b(?:submission|camera[- ]ready|payment|renewal|hand-?in|(?:status|expense|progress) reports?"
          r"|tax return|assignment (?!group)\w+|homework|problem set(?! \w+ (?:available|out))|pset|rebuttal)\b)"),
    _rule("owed", 3.0, r"(?i:\b(?:owe|owes|owed)\b)"),
)  # fmt: skip

_MEETINGS = (
    _rule("one to one", 4.0, r"(?i:(?<![\d:-])(?:1 ?: ?1|1 ?-? ?on ?-? ?1|one[- ](?:on|to|2)[- ]one|2[- ]on[- ]1|1-1|1x1|"
          r"1-2-1)(?![\d:-]))", MeetingKind.ONE_TO_ONE),
    _rule("pair", 2.8, rf"^{NAME}(?: {NAME})?\s*(?:<>|<->|<=>|/|×|↔|\bx\b|\+)\s*{NAME}(?: {NAME})?$", MeetingKind.ONE_TO_ONE),
    _rule("meal", 2.0, r"(?i:(?:\S\s+|\b)(?:lunch|dinner|breakfast|brunch|coffee|drinks|supper|ice cream|cuppa|pint)\b"
          r"(?=.*\s\S)|\S\s+(?:lunch|dinner|breakfast|brunch|coffee|drinks|supper|cuppa|pint)\b)", MeetingKind.MEAL),
    _rule("with someone", 2.2, rf"(?i:\b(?:with|w/|w/o?)\s*(?:my |the |our )?)(?:{_PERSON})"),
    _rule("talk with", 1.5, r"(?i:\b(?:meet(?:ing)?|call|chat|catch[- ]?up|sync|talk|skype|zoom|walk|conversation|discussion|"
          r"appointment|interview|session|visit)\b.*(?:\bwith\b|\bw/))"),
    _rule("meets", 2.6, rf"^(?i:meet(?: up)?|see|visit|call|phone|ring|skype|facetime|interview)\s+(?!(?i:back|about|the|to)\b){_PERSON}"
          r"(?!.*(?i:\babout\b|\bre\b))"),
    _rule("mentoring", 3.0, r"(?i:\b(?:mentor\w*|mentee|coaching|academic advising|office hours? (?:with|w/)|career (?:chat|"
          r"conversation)|apprentice)\b)", MeetingKind.MENTORING),
    _rule("committee", 2.6, r"(?i:\b(?:committee|sub-?committee|council|trustees?|steering|advisory|task ?force|governors|"
          r"agm|board(?! games?| ?ing\b))\b)|\b(?:Comm|Cttee)\b", MeetingKind.COMMITTEE),
    _rule("counterpart", 2.4, r"(?i:\b(?:client|customer|investor|donor|sponsor|partner|vendor|supplier|parent|family|friends?|"
          r"principals?|alumni)s?\b.*\b(?:meeting|mtg|call|gathering|visit|group|catch[- ]?up)\b)"),
    _rule("gathering", 2.0, r"(?i:\b(?:catch[- ]?up|get[- ]?together|reunion|hang ?out|meet and greet|meet-?up|networking|"
          r"reception|fireside|round ?table|mixer|expo|career fair|consultation|resume reviews?|cv review|phone conference|"
          r"user group|strategy (?:mtg|meeting)|christening|baptism|wedding|retreat)\b)"),
    _rule("interview", 1.8, r"(?i:\binterviews?\b|\bappointment\b)"),
    _rule("check-in", 1.6, r"(?i:\bcheck-?in$|\bcheck-?in with\b)"),
    _rule("kin", 1.2, r"(?i:\b(?:grandma|grandpa|granny|mum|mom|parents)\b)"),
)  # fmt: skip

# The second weight is what it takes from a promise: a verb or a due word outweighs most of these.
_AGAINST: tuple[tuple[Rule, float], ...] = (
    (_rule("called off", -9.0, r"(?i:^\W*(?:cancel+ed|declined|postponed|no)\b[\s:-])"), -9.0),
    (_rule("holiday", -3.0, r"(?i:\b(?:christmas|xmas|thanksgiving|easter|new year['’]?s?|(?:public |bank )?holidays?|"
           r"valentine|halloween|labou?r day|memorial day|no school|closed|vacation|"
           r"pto|annual leave|day off|half day|half-term)\b)"), -2.0),
    (_rule("birthday", -5.0, r"(?i:\b(?:birthday|b-?day|anniversary|name day)\b)"), -2.0),
    (_rule("travel", -5.0, r"(?i:\bflights?\b|\b(?:hotel|rental car|airport|boarding|ferry|layover)\b|^check-?(?:in|out):|"
           r"\btrain to\b)|^[A-Z]{2} ?\d{2,4}\b(?=.* (?:to|-|→) )|\b[A-Z]{3} (?:to|-|→|>) [A-Z]{3}\b"), -2.0),
    (_rule("block", -4.0, r"(?i:\b(?:focus|deep work|do not book|dnd|blocked|busy|on hold|placeholder|out of office|ooo|"
           r"commute|work ?out|gym|yoga|sleep|meditation|pay ?day|school run)\b|^hold\b)"), -3.0),
    (_rule("group routine", -3.0, r"(?i:\b(?:all[- ]?hands|stand-?ups?|town ?hall|retro(?:spective)?|sprint|iteration|"
           r"triage|(?:staff|faculty|team|division|floor|weekly|department|dept) (?:meeting|mtg)|brown bag|"
           r"office party|on-?boarding|orientation)\b)"), -3.0),
    (_rule("lesson or show", -2.6, r"(?i:\b(?:class|lecture|recitation|seminar|webinar|workshop|training|bootcamp|"
           r"clinic|tech talk|info(?:rmation)? session|hackathon|practice|rehearsal|tournament|exam|quiz|midterm|"
           r"prelim|concert|show(?:case)?|party|ceremony|game|match|competition|contest|auditions?|drill|tour|parade|"
           r"graduation|convocation|assembly|s\d\de\d\d|musical|festival|church|mass|module|lab|ends?|"
           r"podcast|panel|hearing|(?<!phone )(?<!parent )conference)\b)"), -2.0),
    (_rule("opens", -2.0, r"(?i:\b(?:available|opens?|starts?|begins|launch(?:es)?|released|notification|freeze)\b(?! \w))"), -2.0),
    (_rule("health", -4.0, r"(?i:\b(?:dentist|dental|doctor|gp|health|physio|vaccine|flu shot|optician|haircut|plumber|vet|"
           r"jury duty)\b)"), -1.2),
    (_rule("group noun", 0.0, r"^(?i:book|sign|review|print|order|check|file|plan|share|finish|return|report|read|draft|mail|"
           rf"pay|start|call|study|test|post|design|text|make|record|work|build|take|show) (?:\w+ ){{0,1}}(?i:{_GROUPS})s?$"), -3.5),
    (_rule("kept until", -2.0, r"(?i:\b(?:open|away|out|off|leave|busy|sale|here|staying|visiting)\b.*\b(?:until|till|til|by)\b)"), -2.0),
    (_rule("meal duty", -2.5, r"(?i:\b(?:lunch|dinner|breakfast) (?:break|prep\w*|duty|menu|money|hour)\b|^(?:cook|prepare) )"), 0.0),
)  # fmt: skip

_MET = re.compile(
    rf"(?i:\b(?:with|w/)|^(?:meet(?: up)?|see|visit|call|phone|ring|skype|interview|facetime))\s*"
    rf"(?P<who>{NAME}(?: {NAME})?(?:(?:,| and| &) {NAME}(?: {NAME})?)*)"
)

TITLES = Titles(
    base=-1.0,
    reply=_REPLY,
    others=_OTHERS,
    waiting=_WAITING,
    promisee=_PROMISEE,
    given=_GIVEN,
    shared=_SHARED,
    met=_MET,
    joint=re.compile(r",| and | & "),
    lead=_LEAD,
    bare=_BARE,
    promises=_PROMISES,
    meetings=_MEETINGS,
    against=_AGAINST,
    due_weights={"until": 0.4, "till": 0.4, "til": 0.4, "within": 1.0, "before": 1.2, "next": 0.0},
    due_weight=2.4,  # by, due, no later than ... with a time that could be read
)
