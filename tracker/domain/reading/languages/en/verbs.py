"""The verbs with which a task begins, in English, as alternatives of a pattern. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

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
ONLY_VERBS = (  # these are nothing but verbs, or are no noun that begins a title
    "send|submit|deliver|pay|reply(?: to)?|respond|email|e-mail|forward|finish|finali[sz]e|complete|write(?: up)?|prepare|renew|"
    "upload|publish|provide|bring|hand (?:in|over|out|back)|turn in|get back|circulate|ship|register|rsvp|reschedule|"
    "confirm|fix|cancel|apply|pick ?up|drop ?off|give|sign(?: up| off| over)?|tell|remind|introduce|make|create|"
    "follow[- ]?up|pre-?enrol+|enrol+|enter|nominate|recommend|settle|repay|reimburse|lend|thank|accept|decline|withdraw|pick (?:\\w+ ){1,2}up|drop (?:\\w+ ){1,2}off|arrange|organi[sz]e|"
    "set ?up|ask|edit|proof-?read|translate|revise|approve|merge|deploy|install|collect|compile|import|export|buy|"
    "unlink|download|activate|redeem|refill|recharge|top up|fill (?:in|out|up)|throw|"
    "notify|inform|resubmit|resend|re-send|redo|rewrite|resolve|reset|reorder|re-order|replace|repair|verify|investigate|remove|"
    "delete|unsubscribe|clean(?: up| out)?|wash|pack|bake|sew|mow|hang up|put (?:up|out|away)|take (?:out|back)|look (?:into|up|over)|work out the|"
    "find(?: out)?|decide|choose|write|sort(?: out)?|figure out|call back|ring back|phone back|"
    "refund|sell|preorder|re-order|assign|allocate|attach|append|gather|obtain|acquire|ensure|make sure|double[- ]check|"
    "serve|chase|return|answer|apologi[sz]e|congratulate|donate|declare|notari[sz]e|"
    "outline|summari[sz]e|calculate|estimate|configure|migrate|prep|reconcile|reprint|"
    "acknowledge|escalate|clarify|check (?:in online|on|with|if|whether)|invite|learn lines|do(?= (?:\\w+ )?(?:hw|homework|taxes|pset|readings?|problem set|dishes))|water(?= (?:the |my )?(?:plants|garden|flowers|lawn))|(?:mark|grade)(?= (?:hw|homework|essays|exams|papers|ps\\d|pset))"
)
NOUN_VERBS = (  # "book tickets", but "book club": what follows decides
    "get|document|draft|transfer|hire|request|contact|swap|vote|claim|scan|purchase|process|order|book|print|post|text|mail|fax|share|file|invoice|update|schedule|record|cash|read|review|check|plan|study|"
    "test|report|message|back ?up|work on|take|solve|build|design|explain|show|present|let|put|start|change|research|"
    "move|add|pull|compare|cook|exchange|close|fill|copy|stamp|iron|feed|label|log|list|reserve|quote|place|shop for|"
    "attempt|catch up on|continue|prepare for|practice for|revise for|edit"
)
AS_NOUNS = (  # what begins like a task, and is none: "finish line", "pick-up game"
    r"finish line|(?:deploy|merge|install) (?:freeze|window|day|party|night|moratorium)|pay[- ]?(?:day|period|scale|gap|rise|week)|sign language|clean (?:air|energy)|hand in hand|(?:ask|tell) an? |answer(?:s|ing)|(?:pack|return|follow[- ]?up|sign[- ]?up|pick[- ]?up|drop[- ]?off|set[- ]?up|clean[- ]?up|give|get|make[- ]?up)[- ]"
    r"(?:session|meeting|mtg|call|day|night|week|party|game|class|exam|test|line|window|time|shift|trip|flight|journey|lane|away|desk|basketball|soccer|football|hockey|ultimate|volleyball)s?\b|"
    r"return (?:to|from|of)\b|make[- ]?up\b(?! (?:for|to|work))"
)
THEIR_VERBS = (  # "Nils brings the stands"
    "brings|sends|delivers|deploys|fixes|writes|pays|prepares|submits|finishes|shares|provides|orders|books|signs|returns|updates|"
    "reviews|uploads|publishes|drafts|posts|prints|collects|repairs|translates|edits|buys|makes|files|installs|answers|confirms"
)
TO_VERBS = (  # what somebody is "to" do, beside the others: no "visit", for a "trip to visit" is nobody's promise
    "rerun|re-run|run(?= (?:the|a|our|it))|redo|rework|rewrite|resend|resubmit|reprint|sort(?: out)?|handle|supply|source|propose|analy[sz]e|calculate|estimate|simulate|measure|negotiate|resolve|close(?= the)|"
    "load|unload|weld|bake|cook|audit|assess|evaluate|inspect|refactor|debug|migrate|benchmark|backfill|restart|escalate|unblock|liaise|fetch|drive(?= the)|host(?= the)|lead(?= the)|cover(?= (?:the|my|for))|"
    "do(?= (?:the|a|my|our))|look after|speak to|talk to|call|ring|phone|raise|recruit|hand(?= (?:in|over|out))|fill(?= (?:in|out))|type up|scan|photocopy|laminate|label|sew|mow|water(?= the)|feed(?= the)|move(?= the)|"
    "advise|clarify|cost|quote|price|procure|shortlist|interview|notify|inform|log|map|tag|tidy|unpack|pack|wire|ferry|service(?= the)|calibrate|sterili[sz]e|relabel|restock|reorder|collate|code up|illustrate|typeset"
)
