"""The table for titles, in English: what a promise, a meeting and neither look like, and what each weighs. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.people import MeetingKind
from tracker.domain.reading.cues import FIRST, in_small, needed
from tracker.domain.reading.language import Rule, Titles
from tracker.domain.reading.languages.en.given_names import GIVEN_NAMES
from tracker.domain.reading.languages.en.occasions import OCCASIONS
from tracker.domain.reading.languages.en.title_weights import MEETING, PROMISE
from tracker.domain.reading.languages.en.verbs import (
    AS_NOUNS,
    NOUN_VERBS,
    ONLY_VERBS,
    SURE_VERBS,
    THEIR_VERBS,
    TO_VERBS,
    WEAK_VERBS,
)

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

_OBJECT = (  # what can only follow a verb
    rf"(?:(?i:the|a|an|my|our|your|his|her|their|this|these|all|some|more|new|for|to|up|out|off|back|about|into|in|on|if|"
    rf"whether|from|at least|half|most|rest)\b|\d|{NAME}(?:['’]s)? [a-z]|[A-Z]{{2,}}\b|[a-z]+(?:s|er|et|ing)\b)"
)
_GROUPS = (
    "session|meeting|mtg|workshop|class|club|party|practice|rehearsal(?! dinner)|seminar|webinar|lesson|course|camp|day|night|"
    "shop|shift|line|room|flight|trip|journey|desk|window|fair|festival|show|game|week|sale|hall|hour|group|cafe|café|event|"
    "release|launch|box|point|training|cards?|swap|drive|open(?:s|ing)|drill|time|leave|tour|meet|talk|date|end|break|drop"
)


def _rule(
    name: str, weight: float, pattern: str, meeting: MeetingKind | None = None, cues: str | None = None
) -> Rule:
    """Keywords match in any case; what stands for a name (NAME) must be written as one. `cues`: see `cues.needed`;
    given where not all that the pattern finds has a word written out, "" where nothing can be told beforehand.
    """
    small, told = in_small(pattern), needed(pattern) if cues is None else frozenset(cues.split())
    return Rule(name, weight, re.compile(small or pattern), meeting, told, small=bool(small))


def _starts(words: str) -> str:
    """The cues of words with which a title must begin."""
    return " ".join(FIRST + each for each in needed(words))


_HEAD = r"^(?:[\w&./-]*\d[\w&./-]*:? |\[[^\]]{1,30}\] ?|[A-Z]{2,6}(?: ?\d{1,4}[A-Z]?)?: |[-*•☐□✎✏️]+ ?)?"
_KIN = (
    r"(?i:grand(?:ma|pa|mum|dad|parents|kids)|gran|granny|nan|nana|mum|mom|mama|dad|papa|amma|appa|sis|bro|brother|sister|cousins?|"
    r"aunt(?:y|ie)?|uncle|parents|in-?laws|family|wife|husband|hubby|boyfriend|girlfriend|girls|boys|kids|friends|folks|"
    r"neighbou?rs|roommates?|flatmates?|boss|manager)"
)
_ROLE = (
    r"(?i:advis[eo]r|supervisor|manager|mentor|mentee|tutor|counsel+or|coach|boss|dean|principal|professor|prof|headteacher|teacher|instructor|"
    r"lawyer|attorney|solicitor|accountant|landlord|tenants?|realtor|agent|architect|banker|bank manager|broker|contractor|builder|"
    r"clients?|customers?|vendors?|suppliers?|investors?|donors?|sponsors?|partners?|founders?|stakeholders?|auditors?|consultant|"
    r"recruiters?|candidates?|hiring manager|sales ?rep|rep|counterparts?|colleagues?|ambassador|minister|mayor|governor|"
    r"senator|councill?or|secretary|director|ceo|cto|cfo|coo|vp|pi|hod|chair|editor|caterer|florist|bride|groom|couple|"
    r"photographer|producer|publisher|therapist|pastor|rabbi|imam|trustee|co-?founder|co-?authors?|collaborators?|alumni|alum|guide|"
    r"parents?|family|friends?|delegation|captains?|leader|chiefs?|officers?|maintainers|surveyor|vicar|priest|midwife|doula|journalist|reporter|constituents?|residents?|buddy|intern|nanny|neighbou?r)s?"
)
_PERSON = rf"(?:{NAME}|{_KIN}\b|{_ROLE}\b|(?i:trustees|team)\b)"
_MEET = (
    r"(?:meet(?:ing|up)?s?|mtgs?|mt|calls?|telco|chats?|catch[- ]?ups?|sync(?:[- ]up)?|talks?|skype|zoom|facetime|walk|conversation|"
    r"discussion|appointment|appt|interviews?|session|visits?|debrief|check[- ]?in|touch ?base|demo|pitch|lunch|visit|hang(?:ing|out)?|"
    r"one-to-one|review|consult(?:ation)?|drinks?|tea|walk-?through|conference|handover|negotiations?|kick-?off|intro|coffee|onsite|viva)"
)

_REPLY = re.compile(
    r"^(?:(?:fwd?|re|aw|wg|invitation|updated invitation|reminder|(?P<task>to-?do|task|action(?: item)?))\s*:\s*)+",
    re.I,
)
_NO_DOERS = (  # which are "to" do something, too: "Trip to see the site"
    "(?:Trip|Visit|Flight|Day|Days|Time|Drive|Travel|Journey|Meeting|Call|Session|Workshop|Party|Chance|Ride|Walk|Motion|Deadline|Last|Reminder|Need|Plan|Plans|Order|Vote|Consultation|Hearing|Event|"
    "Appointment|Offer|Invitation|Right|Talks|Lunch|Dinner|Coffee|Evening|Night|Week|Weekend|Hour|Window|Place|Team trip|Site visit|Field trip|Outing|Detour|Bus|Train|Ferry|Mission|Tour|Remember|Try|Have|Forget|Want|Ready|Hope|Agree|Going|Able|Got|Due|Promise|Decide|Intend|Ought|Continue|Start|Begin)"
)
_OTHERS = re.compile(
    rf"^(?!{_NO_DOERS}\b)(?P<owner>{NAME}(?: {NAME})?(?:(?:,| and| &) {NAME})?)"
    rf"(?i: to (?=(?:{SURE_VERBS}|{WEAK_VERBS}|{TO_VERBS})\b)| (?:will|shall|owes(?: me| us)?|promised(?: me| us)?(?: to)?|is going to) |\s*: (?=(?:{SURE_VERBS}|{WEAK_VERBS}) )| (?=(?:{THEIR_VERBS}) (?:the|a|an|our|my|us|me|his|her|their|all|some|\d)\b))"
    r"(?P<what>\S.*)"
)
_WAITING = re.compile(
    rf"^(?i:waiting (?:on|for))\s+(?P<owner>{NAME}(?: {NAME})?)(?:'s|’s)?(?:\s*[:,-]\s*|\s+(?i:for|to|about|on)\s+|\s+|$)"
    r"(?P<what>.*)"
)
_PROMISEE = re.compile(rf"(?<=\s)(?i:to|for)\s+(?P<who>[\w.+-]+@[\w-]+\.[\w.-]+|{NAME}(?: {NAME})?)(?=$|[\s,.;:!?)])")
_GIVEN = re.compile(
    r"^(?i:give|send|pay|show|tell|e?mail|text|bring|lend|owe|ask|remind|thank|message|buy|get|forward|"
    rf"answer|invite|contact|call|introduce|reimburse|repay|chase|reply to|invoice)\s+(?P<who>(?:(?:Mrs?|Ms|Dr|Prof)\.? )?(?!(?:Mrs?|Ms|Dr|Prof)\b){NAME})(?=$|['’]s\b|\s+(?:[a-z\d£$€]|Q\d))"
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

_CLOSING = (  # what closes for those who still have to do something
    "registration|enrol+ment|applications?|nominations?|entries|submissions?|cfp|call for (?:papers|proposals|participation|nominations)|voting|"
    "vote|poll|survey|quiz|discussion|assignment|project|homework|upload|rsvps?|sign[- ]?ups?|bids?|tenders?|consultation|rfp|rfq|"
    "early[- ]bird|add/drop|ballot|evaluations?|feedback|applications|orders|ordering|exam|forum|lab|bookings?|orders|window|comments?|test|draft"
)
_PAPERS = (  # what is handed over when it is made
    "reports?|articles?|chapters?|ch\\.? ?\\d+|pages|essays?|entries|decks?|slides?|drafts?|numbers|figures|contracts?|proposals?|paperwork|forms?|docs?|documents?|notes|minutes|invoices?|"
    "quotes?|pricing|plans?|proofs?|comments|feedback|results?|shortlist|memo|bio|headshot|photos?|pictures?|cv|resume|applications?|"
    "letters?|package|keys?|cards?|files?|data|survey|answers|edits|revisions|budget|forecast|schedule|agenda|materials|"
    "reference|abstracts?|manuscript|brief|briefs|briefing note|order|request|statements?|cheque|check|money|notice|records?|offer|sow|jd|logo|"
    "poster|papers|copy|receipts?|expenses|timesheets?|transcripts?|write-?up|review|references?|list|score|scores|spec|estimate|update|"
    "flowers|gifts?|cake|roll|tax returns?|samples?|images?|posts?|evaluations?|evals?|purchase orders?|po|mixes|voucher|sheets?|lease|terms|agreement|appeal|set ?list|questionnaire"
)
_ALSO_GIVEN = (  # what goes to somebody, but is also said of much else
    "rent|dues|fees?|deposit|tithe|laptops?|chairs?|tools|tent|drill|ladder|clothes|donations?|parcel|certificates?|cert|translation|footage|stems|stats|logs|text|figures|script|blurb|programme|artwork|declaration|claim|returns|subs|roughs|medicines?|uniform"
)
_PROMISES = (
    _rule("intends", 3.0, r"^(?i:i(?:['’]ll| will| shall| must| need to| have to| promised?(?: to)?)|promised?|remember"
          r"(?: to)?|don['’]?t forget(?: to)?|need to|must|have to|gotta|please|to ?do:)\s+\S"),
    _rule("verb", 3.2, rf"{_HEAD}(?i:(?!{AS_NOUNS})(?:{ONLY_VERBS})(?=[ :])(?! of\b| me\b| your\b| a friend\b)) ?(?=\S)", cues=_starts(ONLY_VERBS)),
    _rule("bare verb", 2.6, r"^(?i:(?:pre[- ]?)?enrol+|register|pre[- ]?register|rsvp|apply|reply|pay up|reply all)\W*$"),
    _rule("calls back", 3.2, r"^(?i:call|ring|phone|text|email|mail|get) .{1,30} back\b"),
    _rule("books", 3.2, r"^(?i:(?:book|rebook|reserve|schedule|reschedule|arrange) (?:an? |the |our |my )?(?:dinner|lunch|brunch|table|restaurant|flights?|hotel|tickets?|travel|trains?|trip|room|venue|hall|appointment|seats?|court|pitch|taxi|cab|car|van|holiday|meeting|airbnb|dentist|doctor|vet|physical|check-?up|movers|call|interview)s?)\b"),
    _rule("verb and name", 1.2, rf"^(?i:send|give|e?mail|tell|show|lend|pay|text|bring|remind|ask|owe|thank) {NAME}(?:(?:,| &| and) {NAME})* (?:[a-z\d]|Q\d)", cues="^sen ^giv ^ema ^mai ^tel ^sho ^len ^pay ^tex ^bri ^rem ^ask ^owe ^tha"),
    _rule("light verb", 2.0, rf"{_HEAD}(?i:(?:{NOUN_VERBS})) (?!(?i:in|out|on|up|off|over)\W*$)(?!(?:\w+ ){{0,2}}(?i:{_GROUPS})s?(?= *$| *[-:(,@/])|(?i:of)\b)(?=\S)", cues=_starts(NOUN_VERBS)),
    _rule("verb and object", 1.2, rf"{_HEAD}(?i:(?:{NOUN_VERBS})) (?!(?i:in|out|on|up|off|over)\W*$)(?!(?:\w+ ){{0,2}}(?i:{_GROUPS})s?(?= *$| *[-:(,@/])){_OBJECT}", cues=_starts(NOUN_VERBS)),
    _rule("due word", 4.0, r"(?i:(?<!baby )\b(?:due(?! to\b| date\W{0,2} movie| diligence\b| process\b|['’]?s\b| (?:north|south|east|west)\b)|overdue|(?<!trade )deadline(?! day)|ddl|due date|"
          r"(?:last|final) (?:day|chance|date|call) (?:to|for)|last date|cut-?off|no later than)\b)"),
    _rule("due to someone", 3.4, r"^(?i:(?!.*\b(?:cancel|clos|delay|postpon|moved|off|away|no)\w*\b).{2,60} due to \S)", cues="due"),
    _rule("closes", 2.2, r"(?i:\b(?:closes?(?= *$| at| on| \d| *\()|closing date|expir(?:es|y|ing|ation)|exp\.?(?= ?\d))\b)"),
    _rule("closes for", 2.2, rf"(?i:\b(?:{_CLOSING})\b.{{0,30}}\b(?:clos(?:es?|ing)|ends?|cut-?off|due)\b)"),
    _rule("handed in", 1.8, r"(?i:\b(?:submission|resubmission|re-submission|camera[- ]ready|(?<!non-)payment|renewal|hand-?in|(?:status|expense|progress|annual|quarterly|monthly|grant|final|incident|accident|trip|expense) reports?|q[1-4] (?:numbers|figures|forecast|report)|author response|(?:paper|abstract) registration"
          r"|tax return|tax (?:preparation|filing)|filing|homework|problem set(?! \w+ (?:available|out))|pset|p-set|rebuttal|write-?up|turn-?in|take-?home)\b(?! (?:club|help|clinic|session|room|cent(?:re|er)|hall)))"),
    _rule("numbered work", 2.2, r"(?:(?<=\d: )|(?<=\d\d\d )|^)(?:A|P|PA|HW|MP|PS)\d{1,2}$|(?i:\b(?:hw|homework|assignments?|assn|asgn|assgn|assignm|ps|pset|p-set|problem set|problem sheet|exercise(?: sheet)?|worksheet|"
          r"essay|coursework|lab report|milestone|project|proj|mp|deliverable|take-?home)[ -]?#?(?:\d+[a-e]?|i{2,3}|iv|vi+)\b(?!.*\b(?:out|available|released|posted|open(?:s|ed)?|starts?|handed out|demos?|presentations?|solutions|review|discussion)\b))", cues="0 ii iii iv vi vii viii"),
    _rule("coursework", 1.8, r"(?i:\b(?:hw|homework|(?:essay|paper|thesis|lab|report|chapter|article|speech) (?:draft|outline|proposal|plan)|pre-?lab|(?:grad|college|uni|job) apps?|essay|(?<!mock )(?<!exam )(?<!white )paper|abstract|revisions|claims?|tv licen[cs]e|meter reading|lab report|book report|term paper|(?:reading|discussion) (?:response|post|log)|journal entry|worksheet|problem set|"
          r"annotated bibliography|reflection journal|bibliography|initial post|dissertation|thesis (?:draft|chapter|proposal))\b[!.? ]*(?:$|\(|\[|#|due))"),
    _rule("course in brackets", 1.8, r"\[[A-Z]{2,5}[- ]?\d{2,4}[\w.-]*\]\s*$|(?i:\b(?:turnitin|webassign|mylab|gradescope|zybooks|aleks)\b)", cues="[ tur web myl gra zyb ale"),
    _rule("to be done", 3.0, r"(?i:\b(?:should|must|needs? to|has to|have to|to) be (?:completed|done|submitted|returned|signed|paid|sent|handed in|turned in|filed|in by)\b)"),
    _rule("then do", 2.6, r"(?i:\S ?(?:[-–—(:,!]|->) *(?:please )?(?:cancel|renew|pay|return|send|submit|rsvp|respond|order|answer|reply|confirm|sign up|deliver|buy|call back|bring|turn in|hand in|hand over|register|forward|upload|fill in|write up|get back|(?:sign|draft|email|collect|translate|complete|finish|prepare|chase|edit|approve)(?! (?:language|game|party|up sheet|beer)\b)(?= [\w+&])|sign off(?!\w| (?:meeting|call|session)))\b)", cues="- – — ( : , !"),
    _rule("calls an office", 2.8, r"^(?i:call|phone|ring|email|mail|contact|text)(?i: (?:the |my |our )?(?:bank|dentist|doctors?|dr|insurance|vet|plumber|electrician|school|office|irs|hmrc|dmv|cable|airline|hotel|gas|electric|water|"
          r"garage|mechanic|council|embassy|pharmacy|hospital|clinic|registrar|bursar|landlord about|utility|hr|it|support|warranty)\b)", cues="cal pho rin ema e con tex"),
    _rule("bill", 2.2, r"(?i:(?:^|(?<!about)\s)(?:bills?|rent|mortgage|tuition|taxes|(?:estimated|quarterly|property|income|sales|road) tax(?:es)?|invoice(?: [\w-]+)?|payroll|(?:\w+ )?(?:dues|fees?)|deposit|"
          r"installment|premium|hoa|vat|gst|insurance claim|tax return|car payment|balance due|subscription|reimbursement|utilities|fines?|(?:car|vehicle) (?:registration|tax|insurance)|smog check|wages|amex|credit card|council tax|stipend form)(?=$|[!?. ]*$| (?:due|for|-|#|\d|\+|and|&)))"),
    _rule("form", 2.2, r"(?i:\b(?:forms?|paperwork|permission slips?|consent slips?|timesheets?|time ?cards?(?: approval)?|expenses|expense (?:report|claim)|thank[- ]you (?:cards?|notes?|letters?|emails?)|"
          r"rsvps?|letter of (?:intent|recommendation)|loi|voucher|waiver|insurance claim|return label|proxy vote|"
          r"referee report|change request|registration form|applications?|annual return)(?:[!?. ]*$| (?:for|to|from|by)\b| ?[-(])|\b(?:(?:recommendation|rec|ref|reference|cover|support) letters?|referee reports?|comments on)\b)"),
    _rule("paper to someone", 2.8, rf"(?i:^(?!.*\b(?:train|flight|trip|bus|welcome|intro|guide|visit)\b).*\b(?:{_PAPERS}|{_ALSO_GIVEN})(?: v?\d+)?(?: (?:back|out|over|in|off))?) (?:to|in to|back to|for) (?!\d)\S", cues="to for"),
    _rule("paper out", 1.6, rf"(?i:^(?!check (?:out|in)).*\b(?:{_PAPERS})(?: v?\d+)? (?:out|back|mailed|to submit|needed)(?:$| by| to))", cues="out bac mai sub nee"),
    _rule("at the latest", 1.8, r"(?i:\b(?:by (?:noon|midnight|eod|cob|eob|close of business|end of|\d|mon|tue|wed|thu|fri|sat|sun|today|tomorrow)|asap|to submit|before (?:noon|midnight))\b)", cues="by asa sub bef"),
    _rule("someone wants it", 2.2, rf"(?:^|[-–:] )(?!(?:Who|Nobody|Everyone|Anyone|It|This|What)\b){NAME}(?: {NAME})? (?:needs|wants|asked for|expects|is (?:waiting|asking) for) (?!to\b)(?=\w)", cues="nee wan ask exp wai is"),
    _rule("owed", 3.0, r"(?i:\b(?:owe|owes|owed)\b)|^[A-Z]\w+: [$€£]\d", cues="owe $ € £"),
)  # fmt: skip

_MEETINGS = (
    _rule("one to one", 4.0, r"(?i:(?<![\d:-])(?:1 ?: ?1s?|1 ?-? ?on ?-? ?1|one[- ](?:on|to|2)[- ]one|2[- ]on[- ]1|1-1|1x1|1o1|1to1|121|4-eyes|"
          r"1-2-1)(?![\d-]|:\d)(?! (?:scale|ratio|notes?)))", MeetingKind.ONE_TO_ONE, cues="0 one 4"),
    _rule("pair", 3.2, rf"^(?!(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*day\b){NAME}(?: {NAME})?\s*(?:<>|<->|<=>|/|×|↔|\bx\b|\+|&)\s*{NAME}(?: {NAME})?(?=$|:| -| 1:1| (?:sync|chat|call|catch|mtg|meet|intro|weekly|check))", MeetingKind.ONE_TO_ONE, cues="< / × ↔ x + &"),
    _rule("meal", 2.0, r"(?i:(?<!before )(?<!after )(?<!until )(?<!by )(?:\b)(?:lunch|dinner|breakfast|brunch|coffee|drinks|supper|ice cream|cuppa|pint|beers?|bbq|picnic|chai|happy hour)\b"
          r"(?=.*\s\S|\?)|\S\s+(?:lunch|dinner|breakfast|brunch|coffee|drinks|supper|cuppa|pint|beers|bbq|picnic)\b)|☕|🍻|🍷", MeetingKind.MEAL),
    _rule("feast", 3.0, r"(?i:\b(?:birthday|bday|easter|christmas|xmas|thanksgiving|anniversary|farewell|leaving|engagement) (?:dinner|lunch|drinks|brunch|breakfast|tea|meal|supper)\b)", MeetingKind.MEAL),
    _rule("with someone", 2.4, rf"(?i:\b(?:with|w/|w\.|w(?=\s))\s*(?:my |the |our |an? )?)(?:{_PERSON})", cues="w wit"),
    _rule("with", 0.9, r"(?i:\b(?:with|w(?= \w))\b|\bw/)", cues="w wit"),
    _rule("talk with", 1.5, rf"(?i:\b{_MEET}\b.*(?:\bwith\b|\bw/|\bw\b))", cues="w wit"),
    _rule("meets", 2.6, rf"^(?i:(?:quick )?(?:meet(?: up)?|see|visit|zoom(?! meeting| call| link| webinar| session| training| class| lecture| room| office)|call|phone|ring|skype|facetime|interview|hang|mt|mtg|meeting|visit from|chat|bilateral|audience|receives?|catch[- ]?up))\s+(?!(?i:back|about|the|to)\b){_PERSON}"
          r"(?!.*(?i:\babout\b))"),
    _rule("role meeting", 2.6, rf"(?i:\b{_ROLE}(?:['’]s?|s['’])?[ -](?:\w+[ -])?(?:{_MEET}|conf(?:erence)?|dinner|breakfast|check|weekly)\b)", cues=" ".join(needed(_MEET + " conf dinner breakfast check weekly"))),
    _rule("meeting of", 2.0, rf"(?i:^(?!(?:\w+ )?(?:talks?|sessions?|conference|review|lecture)\b)(?:\w+ )?(?:{_MEET}|office hours?|call|phone screen|screen|onsite loop|weekly|conf call|screening call)\s*[-–—:(@|+]+\s*){NAME}", cues=": - – — ( @ | +"),
    _rule("someone's meeting", 2.0, rf"^(?!(?i:team|staff|faculty|dev|eng|zoom|weekly|daily|monthly|community|department|dept|all|group|town|company|cold|sales|earnings|club|house|live|morning|virtual|online|code|design|tech|sprint|peer|final|guest|public|open|product|project|annual|no|sick|status|roadmap|site|branch|section|division|ops|wg|sig|irc|it|hr|qa|pr|os|ux|tc|on|roll|curtain|casting|conference)\b){NAME}(?: (?!(?i:weekly|staff|team|status){NAME}))? (?i:mtg|call|chat|visiting|catch[- ]?up|check[- ]?in|sync|debrief|in town|coming|over)\b"),
    _rule("visits", 2.0, rf"(?i:\b(?:{_KIN[4:-1]})\b.*\b(?:visit(?:ing|s)?|over|coming|arrives?|in town|here|visit)\b)"),
    _rule("mentoring", 3.0, r"(?i:\b(?:mentor(?:ing|ship|s|/mentee)?|mentee|coaching|academic advising|office hours? (?:with|w/)|(?:vc|investor|founder|advisor|expert) office hours?|career (?:chat|"
          r"conversation)|apprentice|(?:virtual |writing )conference with|supervision w/|counsel+ing -)\b|\b(?:office hours?|supervision|conference) w/)", MeetingKind.MENTORING),
    _rule("committee", 2.8, r"(?i:\b(?:(?:sub-?)?committees?|council(?! tax\b)|commission(?:ers)?|trustees?|steering|steer-?co|advisory|task ?force|governors?|governing body|"
          r"agm|cabinet committee|vestry|deacons|senate|zoning board|board of|exec(?:utive)? (?:mtg|meeting|board|council)|(?<!notice )(?<!white)(?<!\bon )board(?! games?| ?ing\b| \d| (?:meeting travel|packet|packs?|book|minutes|materials|report|papers?|deck|exam|member training)\b)|"
          r"selection panel|hiring committee|pt[ao] (?:meeting|mtg|board)|leadership team|mgmt team|management (?:team|mtg|meeting))\b)|\b(?:Comm|Cttee|cttee|cmte|TSC|TOC|PCC|SLT|SMT|ELT|BoD|ExCo|EXCO)\b", MeetingKind.COMMITTEE),
    _rule("counterpart", 2.4, r"(?i:\b(?:client|customer|investor|donor|sponsor|partner|vendor|supplier|parent|family|friends?|"
          r"principals?|alumni)s?\b.*\b(?:meeting|mtg|call|gathering|visit|group|catch[- ]?up)\b)"),
    _rule("networking", 2.6, r"(?i:\b(?:networking(?! \(| basics| course)|network (?=night|event|lunch|breakfast|drinks|evening)|reception|mixer|expo|(?:careers?|jobs?|internship|recruiting) fair|meet[- ]?ups?|meet (?:and|&|n) greet|user group|fireside|"
          r"round ?table|resume reviews?|happy hour|get[- ]?together|speed networking|social hour)\b)", MeetingKind.NETWORKING),
    _rule("gathering", 2.0, r"(?i:\b(?:catch[- ]?up(?! on)|reunion|hang ?out|consultation|cv review|phone (?:conference|call|screen)|"
          r"video ?call|strategy (?:mtg|meeting)|christening|baptism|wedding|retreat|date night|(?:girls|boys|guys|ladies)['’]? night|play ?date|double date|farewell|housewarming|leaving do|touch base|"
          r"(?:intro|discovery|kick-?off|screening|client|pitch|conf|conference|check-in) call|sleepover)\b)"),
    _rule("talk at work", 2.4, r"(?i:\b(?:performance review|appraisal|skip[- ]level|(?:mid|end)[- ](?:of[- ])?year review|annual review w|supervision|reference call|exit interview)\b)", MeetingKind.ONE_TO_ONE),
    _rule("name and initial", 2.6, r"^[A-Z][a-zà-ÿ]+ [A-Z]\.$", cues="."),
    _rule("role", 1.8, rf"^(?:(?:my |the |personal )?{_ROLE})[?! ]*$"),
    _rule("calls a role", 2.0, rf"^(?i:call|phone|ring|meet(?:ing)?|see|mtg|zoom|skype|interview) (?i:\w+ )?{_ROLE}\b|^{_KIN} ?[-(–—/:,] ?(?i:video |phone |weekly )?(?i:call|phone|skype|zoom|facetime|ring)\b", MeetingKind.ONE_TO_ONE),
    _rule("interview", 1.8, r"(?i:\binterviews?\b(?! (?:skills|training|workshop|prep|on)\b)|\b(?<!by )appointment\b)"),
    _rule("check-in", 1.6, r"(?i:\bcheck-?in$|\bcheck[- ]?in (?:with|w/|-)|\bdebrief\b|\bhandover w)"),
    _rule("kin", 0.9, rf"(?i:\b(?:{_KIN[4:-1]})\b)"),
    _rule("someone's place", 2.4, r"(?:@|\b(?i:at)) (?:the )?[A-Z]\w+(?:['’]s?)(?=$|[ ,.!?)])", cues="@ at"),
)  # fmt: skip

_NAMED = (  # tried only where a first name stands
    _rule("their meeting", 1.6, rf"(?i:\b{_MEET}\b)"),
    _rule(
        "is here",
        1.6,
        r"(?i:\b(?:visit(?:s|ing)?|over|coming|arrives?|in town|here|for (?:tea|lunch|dinner|drinks|supper|coffee|brunch)|office hours?|stays?|weekly)\b)",
    ),
)

# The second weight is what it takes from a promise: a verb or a due word outweighs most of these.
_AGAINST: tuple[tuple[Rule, float], ...] = (
    (_rule("named event", 0.0, r"(?i:^(?!.*\b(?:for|to|about|re|from|at|of|by|before|due|deadline|clos\w+|fees?|registration|tickets?|send|the)\b).*\b(?:gig|fest|festival|forum|debate|concert|"
           r"taping|fair|show|walk|race|tour|outage|rollout|crew|hotline|awards|gala|summit|club|night|party|workshop|seminar|clinic|day)$)"), -3.0),
    (_rule("handed out", 0.0, r"(?i:\b(?:posted|issued|solutions?|handed out|released|grades? (?:out|available|released)|goes out|go home|returned)\b)"), -2.5),
    (_rule("place closes", -1.0, r"(?i:\b(?:pool|library|offices?|halls?|schools?|campus|store|gym|park|building|museum|shop|bar|market|road|caf[eé]|dining|exhibit(?:ion)?|polls?|restaurant|mall|bridge|street|university|lot)\b.{0,15}\bclos(?:es?|ed|ing)\b)"), -3.0),
    (_rule("thing of a group", -4.0, r"(?i:\b(?:committee|council|board|governors|trustees?|senate|cabinet|expo|reception|mixer|meet-?up|round ?table|networking|drinks|coffee|catch[- ]?up|hang ?out|"
           r"clients?|investors?|customers?|donors?|partners?|coach|mentor|parents?|family|friends|team) (?:rooms?|house|bins?|tax|cup|line|repairs?|repaint|tickets?|machine|tasting|tv|class(?:es)?|point|training|exams?|"
           r"portal|week|day|webcast|workshop|hall|hours|closure|desk|website|list|bus|text|yoga|clinic|fest|games?|elections?|survey|planning clinic|reception tickets|delivery|vaccines?)\b)"), 0.0),
    (_rule("for families", -2.0, r"(?i:\b(?:family|families|kids|parents['’]?|mothers['’]?|fathers['’]?|girls|boys|friends) (?:day|fun|night out|week(?:end)?|swim|mass|service|skate|festival|story|movie|concert|marathon|evening|"
           r"soccer|basketball|football|hockey|lacrosse|tennis|golf|volleyball|cross country|track|wrestling|union)\b|^meet the .{1,20} (?:night|event|evening|day)$)"), 0.0),
    (_rule("on stage or screen", -2.5, r"(?i:\((?:film|play|musical|movie|book|gig|band)\)|\b(?:movie|film) night|\b(?:tribute|premi[eè]re|screening|matin[ée]e|cruise)\b)"), -4.0),
    (_rule("public meal", -1.6, r"(?i:\b(?:pancake|senior|community|prayer|staff|team|dept|department|office|company|free|school|volunteer|charity|awards?|pizza|church|lenten|potluck|fundrais\w+)\b.{0,12}\b(?:lunch(?:eon)?|breakfast|dinner|supper|brunch|bbq|picnic|coffee|drinks)\b)"), 0.0),
    (_rule("called off", -9.0, r"(?i:^\W*(?:cancel+ed|declined|postponed|no)\b[\s:-])"), -9.0),
    (_rule("holiday", -3.0, r"(?i:\b(?:christmas|xmas|thanksgiving|easter|new year['’]?s?|(?:public |bank )?holidays?|"
           r"valentine|halloween|labou?r day|memorial day|no school|closed|vacation|"
           r"pto|annual leave|day off|half day|half-term)\b)"), -2.0),
    (_rule("occasion", -1.0, rf"(?i:\b(?:{OCCASIONS})\b(?!['’]?s? (?:invoice|bill|order|deposit|payment|gift|present|cards?|letter|speech|flowers|catering|tickets?)\b))", cues=" ".join(needed("|".join(each.split()[0] for each in OCCASIONS.split("|"))))), -2.0),
    (_rule("birthday", -5.0, r"(?i:\b(?:birthday|bday|b['’-]day|anniversary|name day|anniv)\b)|🎂"), -2.0),
    (_rule("travel", -5.0, r"(?i:\bflights?\b|\b(?:hotel|rental car|airport|boarding|ferry|layover)\b|\btravel(?: day| time)?$|^check[- ]?(?:in|out)(?::| at )|"
           r"\btrain to\b)|^[A-Z]{2} ?\d{2,4}\b(?=.* (?:to|-|→) )|\b[A-Z]{3} (?:to|-|→|>) [A-Z]{3}\b"), -2.0),
    (_rule("block", -4.0, r"(?i:\b(?:focus|deep work|do not book|dnd|blocked|busy|on hold|placeholder|out of office|ooo|"
           r"commute|work ?out|gym|yoga|sleep|meditation|pay ?day|school run)\b|^hold\b)"), -3.0),
    (_rule("group routine", -3.0, r"(?i:\b(?:all[- ]?hands|stand-?ups?|town ?hall|retro(?:spective)?|sprint|iteration|"
           r"triage|(?:staff|faculty|team|division|floor|weekly|department|dept) (?:meeting|mtg)|brown bag|"
           r"office party|onboarding|on-boarding|orientation)\b)"), -3.0),
    (_rule("lesson or show", -2.6, r"(?i:\b(?:class(?! reunion)|lecture|recitation|seminar|webinar|workshop|training|bootcamp|"
           r"clinic|tech talk|info(?:rmation)? session|hackathon|practice|rehearsal(?! dinner)|tournament|exam|quiz|midterm|"
           r"prelim|concert|show(?:case)?|party|ceremony|game|match|competition|contest|auditions?|drill|tour|parade|"
           r"graduation|convocation|assembly|s\d\de\d\d|musical|festival|church|mass|module|lab|"
           r"podcast|(?<!interview )panel(?! interview)|hearing|(?<!phone )(?<!parent )(?<!virtual )conference)\b)"), -2.0),
    (_rule("opens", -2.0, r"(?i:\b(?:available|opens?|starts?|begins|launch(?:es)?|released|notification|freeze)\b(?! (?!(?:for|on|at|from|today|tomorrow)\b)\w))"), -2.0),
    (_rule("ends", -2.6, r"(?i:\bends?\b)"), -0.8),
    (_rule("health", -4.0, r"(?i:\b(?:dentist|dental|doctor|gp|health|physio|vaccine|flu shot|optician|haircut|plumber|vet|(?:hair|eye|nail|skin|medical|blood|car|service|covid|visa|passport|bank) (?:appointment|appt)|"
           r"jury duty)\b)"), -1.2),
    (_rule("group noun", 0.0, r"^(?i:book (?:club|fair|sale|launch|group|week|swap|drive|shop|day|night|party|festival|talk|event|reading|signing|tour|show|release)s?$)|^(?i:sign|review|print|order|check|file|plan|return|report|read|draft|mail|invoice|repair|"
           rf"start|call|study|test|post|design|text|record|work|build|take|show) (?:\w+ ){{0,1}}(?i:{_GROUPS})s?$"), -3.5),
    (_rule("kept until", -2.0, r"(?i:\b(?:open|away|out|off|leave|busy|sale|here|staying|visiting)\b.*\b(?:until|till|til|by)\b)"), -2.0),
    (_rule("meal duty", -2.5, r"(?i:\b(?:lunch|dinner|breakfast|coffee|supper|brunch|drinks) (?:break|prep\w*|duty|menu|money|hour|and learn|& learn|dance|theatre|included|cruise|morning|order|club|tasting|machine|lady|box|voucher)\b|^(?:cook|prepare) )"), 0.0),
)  # fmt: skip

_MET = re.compile(
    rf"(?i:\b(?:with|w/)|^(?:meet(?: up)?|see|visit|call|phone|ring|skype|interview|facetime))\s*"
    rf"(?P<who>{NAME}(?: {NAME})?(?:(?:,| and| &) {NAME}(?: {NAME})?)*)"
)

TABLES = Titles(
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
    first_names=GIVEN_NAMES,
    named=_NAMED,
    beside=frozenset(("and", "x", "w", "with", "me", "us", "mt", "mtg", "meet", "see", "or")),
)

TITLES = TABLES._replace(promise_layer=PROMISE, meeting_layer=MEETING)
"""The same, with what training made of words."""
