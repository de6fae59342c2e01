"""The words for lines of notes, in English. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

from tracker.domain.reading.languages.en.verbs import SURE_VERBS
from tracker.domain.reading.line_shapes import LineWords, lines

_MIXED = (
    "update|answer|e-?mail|file|order|fix|refund|invoice|post|share|mail|print|book|text|record|draft|report|"
    "import|export|transfer|return|sign|merge|ship|call|reply|check|move|run|try|process|help|comment|commit|"
    "complete|support|copy|find|track|highlight|alert|demo|cancel|contact|start|stop|pass|drive|search|switch|"
    "walk|turn|pick|hire|design|plan"
)
_MORE_VERBS = (
    "abolish|accelerate|accept|accommodate|accompany|accomplish|achieve|acknowledge|acquire|activate|adapt|"
    "administer|adopt|advertise|advise|advocate|agree (?:on|with)|aggregate|allocate|amend|annotate|anticipate|"
    "apologise|apologize|appoint|appraise|ascertain|assemble|assert|assist|attach|attempt|augment|authenticate|"
    "author|avoid|await|backport|bake|befriend|bisect|brainstorm|broadcast|broker|browse|calculate|calibrate|"
    "canvass|carry (?:on|out)|catch up|cater|centralise|certify|characterise|choreograph|classify|co-?author|"
    "co-?host|coax|codify|combine|come up with|commit|compose|concentrate|condense|conduct|configure|construct|"
    "contain|contribute|cross-?check|crowd-?source|cull|customi[sz]e|debug|debrief|declare|decommission|decorate|"
    "dedupe|deduplicate|defer|define|demonstrate|deputi[sz]e|derive|designate|detect|diagnose|differentiate|"
    "digiti[sz]e|disambiguate|discover|dispose|dissect|dive into|donate|downgrade|downsize|dry[- ]run|dust off|"
    "educate|elect|elicit|embed|emphasi[sz]e|employ|empower|encourage|endorse|enforce|enhance|enlist|enrich|erase|"
    "evangeli[sz]e|exclude|execute|expedite|expose|express|extract|familiari[sz]e|feed back|fetch|figure out|fill|"
    "fund(?=raise)|fundraise|gauge|glue|google|govern|grab|greet|halve|harden|harmoni[sz]e|hide|hook up|hunt|"
    "illustrate|impose|incubate|ingest|initialise|initialize|initiate|inject|inquire|insert|instruct|insure|"
    "invent|investigate|involve|isolate|itemi[sz]e|jot down|justify|kick off|lay out|leverage|liberate|line up|"
    "link up|log in|mail|map out|marshal|masquerade|mediate|mentor|merge|minimi[sz]e|mitigate|mobili[sz]e|"
    "moderate|motivate|multiply|navigate|narrow|nominate|normali[sz]e|observe|offload|onboard|optimi[sz]e|"
    "orchestrate|orient|outsource|overhaul|oversee|parallelise|parametri[sz]e|parse|partner|paste|phase out|"
    "photograph|point out|polish|populate|post-?process|postpone|practi[cs]e|predict|preload|prevent|procure|"
    "prohibit|prove|push|qualify|quantify|ramp up|rationali[sz]e|reassess|rebuild|rebut|recap|recast|recommission|"
    "reconvene|recruit|rectify|redact|redesign|redirect|redo|refer|reflect|reformat|refresh|refuse|refute|"
    "register|regroup|regulate|rehearse|reimplement|reinstall|reissue|reject|relocate|rely|remodel|render|reopen|"
    "reorder|reorgani[sz]e|repackage|rephrase|repost|represent|reprint|reprioriti[sz]e|republish|requeue|rescue|"
    "reshape|restart|restock|restore|restrict|restructure|resubmit|resume|retain|rethink|retrieve|retrofit|reuse|"
    "reveal|revert|revisit|revive|revoke|rinse|rotate|sanitise|satisfy|scrub|send|set(?: up|out|down)?|settle|"
    "shrink|shuffle|sift|simulate|sit down|skim|slim|smooth|snapshot|soften|solicit|standardi[sz]e|stand up|steer|"
    "stipulate|strengthen|subdivide|subscribe|substitute|sum up|supervise|supplement|suppress|suspend|sustain|"
    "sweep|symlink|tabulate|tailor|take over|teach|tease|telephone|terminate|tighten|toggle|track down|transform|"
    "transmit|transport|troubleshoot|truncate|typeset|uncover|undertake|undo|unify|uninstall|unlock|unpack|unpick|"
    "untangle|upgrade|urge|utili[sz]e|vote on|wait for|warn|watch out|weed|weigh|welcome|whip up|whittle|widen|"
    "withdraw|wrangle"
)
_MORE_UNSURE = (
    "appeal|audit|balance|ban|base|batch|block|blog|boost|break down|brief|budget|bundle|capture|cast|champion|"
    "claim|clone|coach|commission|contrast|cook|cost|counter|craft|critique|crop|detail|digest|direct|dispatch|"
    "drop|echo|exercise|experiment|filter|flag|float|focus|forecast|fork|frame|group|guide|harvest|index|"
    "influence|interface with|inventory|land|lift|load|lobby|lock|lower|map|master|mind|mine|mount|name|network|"
    "package|paint|pilot|pitch|play|poll|pool|press|probe|profile|program|project|proof|provision|purchase|query|"
    "queue|quiz|raise|rank|release|remedy|request|research|reserve|reset|reward|risk|route|scale|schedule|scout|"
    "screen|seal|secure|seed|segment|sequence|service|shadow|shape|shift|shop|sketch|slice|sponsor|stage|state|"
    "stay|step|stress|stretch|strip|structure|style|supply|survey|target|tie|trace|trade|transition|treat|trigger|"
    "trust|type|vendor|venture|water|wire|wrap"
)
_VERBS = (
    f"{SURE_VERBS}|check|move|run|try|propose|handle|explain|alert|process|highlight|ratify|chair|track|call(?= )|phone|define|discuss|ensure|bring|reach out|upload|close|write|lead|coordinate|sync|push|"
    "seek|implement|clarify|help|attend|speak|go|join|learn|verify|double[- ]check|sanity[- ]check|cross[- ]check|circle back|"
    "do|keep|adjust|rename|generate|extend|integrate|assign|summari[sz]e|announce|publici[sz]e|promote|"
    "look (?:into|at|up|after|for)|buy|read|find(?: out)?|pull|clean|wash|decide|choose|investigate|add|remove|get|back ?up|"
    "work (?:on|with|out|through)|take(?! (?:about|around|up to))|solve|build|hire|sell|replace|repair|compare|"
    "chase|identify|create|re-?[a-z]{3,12}(?:ise|ize|fy|ate)|[a-z]{3,12}i[sz]e|[a-z]{3,9}ify|enable|disable|improve|reduce|increase|"
    "allow|apply|align|analy[sz]e|append|archive|assess|automate|be sure|begin|bump|cc|celebrate|clear|collate|communicate|connect|"
    "consider|consolidate|consult|continue|convert|convene|copy|correct|curate|deal with|delete|delegate|demo|deprecate|describe|"
    "determine|develop|dig (?:into|out|up)|distribute|divide|ditch|elaborate|eliminate|engage|escalate|establish|estimate|evaluate|"
    "examine|expand|explore|facilitate|fill (?:in|out|this|the|up)|flesh out|formulate|gather|go (?:over|through|back)|hand|have (?:a|the)|host|"
    "ignore|include|incorporate|inform|inquire|enquire|inspect|interview|invite|iterate|launch|liaise|list out|locate|look|maintain|"
    "make|manage|mention|migrate|mock up|modify|negotiate|notify|nudge|obtain|own|pass|pay|perform|persuade|pick|ping|pin|poke|port|"
    "prioriti[sz]e|produce|proof-?read|prototype|prune|publish|pursue|put|raise|reach|rebase|reconcile|reconsider|refactor|refine|"
    "rehearse|relay|reproduce|resolve|retest|rethink|return|rework|rewrite|reword|ring|roll (?:out|back)|route|save|scan|scope|"
    "search|select|separate|serve|set|shorten|shortlist|simplify|sketch|socialise|sort(?: out)?|sound out|spec|spin up|split|squash|"
    "start|stop|streamline|suggest to|survey|swap|switch|synthesi[sz]e|talk (?:to|with|about)|tally|tell|tidy|transcribe|trim|tune|"
    "turn|tweak|understand|unblock|update|validate|vet|volunteer|walk|weigh|wind up|wrap up|write up|zip"
)
_UNSURE_VERBS = (
    "test|review|request|report|comment|plan|study|design|research|change|open|work|show|present|drive|"
    "see|talk|monitor|triage|tag|let|question|contact|message|document|outline|explain|look|start|support|test|"
    "use|view|watch|visit|list|label|link|log|mark|merge|meet|measure|model|note|offer|pair|patch|point|post|price|proof|quote|"
    "rate|record|release|rent|reply|rota|sample|script|sign|source|spread|stage|store|summary|task|time|touch|train|vote|cost|cut|fit|"
    "swap|tune|fix|draft|file|order|share|store|schedule|document|cover|leave|address|provision|size|price|benchmark|mirror"
)
_AFTER_UNSURE = (
    "(?:the|an?|all|any|every|each|our|my|his|her|their|its|this|that|these|those|some|with|to|for|on|up|into|out|over|if|whether|"
    r"how|what|where|why|when|which|and|new|more|it|them|him|us|back|through|again|against|between|about|in the|one|two|three)\b|"
    r"(?-i:[A-Z@#\"'`\[(])|https?:|\d"
)

_NO_VERB = (
    "an?|the|this|that|these|those|our|my|your|his|her|its|their|all|any|some|each|every|no|both|one|two|three|four|it|them|him|us|"
    "me|you|be|come|date|left|right|end|start of|top|bottom|which|what|whom|who|where|when|how|why|and|or|but|for|from|with|in|on|"
    r"at|by|of|as|if|is|are|was|were|has|had|not be|new|other|others|another|more|most|many|much|work$|\w+ing|\w+(?:tion|ness)s?"
)
_NO_WILL = (
    "be(?! (?:the one|responsible|sure|happy to|working on|sending|preparing|writing|looking into))|not|never|no longer|have (?:to|been)|require|need|remain|become|seem|still|"
    "probably|likely|also be|always|soon|then be|only|allow|happen|drop|support|depend|cause|result|appear|exist|include|contain|"
    "expire|fail|retire|miss|leave|like|want|know|see|lose|stay|arrive|depart|return from"
)

_NOT_OWNERS = """
    this that it there they you he she new release currently also default date meeting meetings resolution goal
    reminder note notes fyi example proposal need needs next first last please if when what how why who can action
    actions ai todo topic subject agenda question answer update updates status time title present scribe a q
    installation reviewer applicants ambassadorships some each any no yes ok one people link links taken required
    log list plan plans back thanks thank welcome introduction want wants going ready happy able trying hoping up
    due close more less place option access related according from here users user clients client servers server
    members developers contributors projects project issue issues pr prs regrets attendees minutes motion
    vote decision decided agreed discussion discussed idea ideas suggestion opportunity support similar compared
    thought thoughts summary version open closed done pending background context maybe perhaps probably then so
    and or but because otherwise instead once after before until since while during however finally generally
    usually see nothing nobody none folks' pros cons costs cost risk risks blocked waiting response request
    feedback input concern concerns intent attempt move switch talk reply add refer remember try continue start
    looking asked asking having being getting making using working moving switching adding item items epic
    invitation document documents page slides slide recording recordings handout handouts transcript tickets
"""

LINES = lines(
    LineWords(
        base=-3.5,
        marks="action(?: items?| points?| required| requested| todo)?s?|ai|ais|to-?do|todos",
        soft_marks="(?:the )?next (?:steps?|actions?)|(?:to )?follow[- ]?ups?(?: (?:items?|actions?))?|tasks?|to do|takeaways?|deliverables?",
        marks_upper=r"(?:AP|AR|A/I|A\.I\.|AI|A\d{1,3})",
        mark_for="on|for|to|by|from",
        mark_tail="AI|ACTION(?: ITEM)?|Action(?: item)?|TODO|AP",
        joins="and|or|with|et|und|y",
        to="to",
        will="will|shall|should|must|can|needs? to|has to|have to|(?:is|are) going to|(?:is|are) to|['’]ll",
        took="(?:has |have )?(?:volunteer(?:s|ed)|agree[sd]|offer(?:s|ed)|promise[sd]|undertook|undertakes|committed|pledged) to"
        "|(?:was|were|is|are) (?:asked|tasked|assigned|requested|going) to|(?:took|takes?|has|have|got) (?:the|an) (?:action|AI|to-?do|task)(?: item)? (?:to|of)"
        "|(?:will )?takes? (?:on|care of|over|up)|is responsible for|is in charge of|(?:will )?owns?",
        please="please|pls|plz|kindly",
        could="(?:can|could|would|will) (?:you|u)(?: please)?",
        glued="['’]ll|['’]s going to",
        speaker="I(?:['’]ll| will| can| could| am going to|['’]m going to| shall|['’]d be happy to| am happy to|['’]m happy to)",
        first="I|me",
        together="we|us",
        passive="be|been|being",
        vows="['’]ll| will| shall| need to| have to| must| (?:am|are) going to|['’](?:m|re) going to| promised to| agreed to| to|:",
        waiting="waiting (?:on|for)",
        owner_word="owners?|assignees?|responsible|lead|who|driver|doer|dri|champion",
        owned_by="assigned to|owned by|responsibility of",
        task_word="task|what|action|item",
        verb_prefix="(?:re|pre|co|de|un|over|cross|double|sanity)-?",
        mixed_verbs=_MIXED,
        verbs=rf"(?!(?:{_MIXED})(?![\w-]| (?:up|out|in|off|back|down|over)\b))(?:{_VERBS}|{_MORE_VERBS})",
        unsure_verbs=f"{_UNSURE_VERBS}|{_MORE_UNSURE}",
        after_unsure=_AFTER_UNSURE,
        objects="to|with|from|and|by|for|of|ping|ask|cc|via|at|contact|invite|remind|thank|assign|tell|see|like|tag|or|as|on|about",
        adverbs="please|also|then|now|first|just|quickly|again|still|and|try to|to|help|asap|together|not forget",
        no_verb=_NO_VERB,
        no_will=_NO_WILL,
        heading=r"^[#*_\s\d.]*(?:(?:open |new |agreed |my |our |your )?action(?: items?| points?| list| log)?s?|(?:agreed )?next (?:steps?|actions?)|to-?dos?(?: list)?|to do|follow[- ]?ups?(?: items?| actions?)?|ais?|commitments?|tasks?|deliverables|homework|who does what)(?:(?:\s*[,(–-]\s*|\s+(?=(?:for|of|from|due|by|until|before|on)\b|\d))(?:(?:of|from|at|on)\s+)?(?P<of>(?:[^:–-]|-(?=\d)){1,30}?))?[*_\s)]*:?[*_\s]*$",
        other_heading=r"^#{1,6} \S|^[A-Z][\w /&-]{2,40}:\s*$|^(?:Agenda|Notes|Minutes|Decisions|Attendees|Present|Apologies|Discussion|Background|Links|Resources)\b[^:]{0,20}:?$",
        boilerplate=r"https?://\S*(?:zoom|meet\.google|teams|webex)|join (?:by|the (?:meeting|call)|with|zoom|microsoft)|dial[- ]?in|meeting id|passcode|"
        r"one tap mobile|find your local number|learn more about|microsoft teams|unsubscribe|^\W*https?://\S+$",
        gate=r"@|!p|\s[–—-]\s|\[.?\]|[☐☑✓✔→⇒|]|[-=]>|\b(?:to|will|shall|should|must|can|could|action|ai|todo|task|next step|owner|please|took|takes?|owns?|am|are|assigned|responsible)\b|['’](?:ll|m|re)\b|:|[\])]\s*$",
        not_owners=frozenset(_NOT_OWNERS.split()),
        nobody=frozenset(
            (
                "tbd",
                "tba",
                "someone",
                "somebody",
                "n/a",
                "none",
                "unassigned",
                "anyone",
                "volunteer",
                "volunteers",
                "nobody",
            )
        ),
        first_person=frozenset(("i", "we", "me", "us")),
    )
)
