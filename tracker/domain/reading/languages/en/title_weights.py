"""What words of titles weigh, in English. Written by tests/bench/train_titles.py: never edit."""

# ruff: noqa: E501  (runs of one weight stand in one row; "^" and "$" are where a title begins and ends)
# fmt: off

from tracker.domain.reading.plain import Layer


def _words(rows: dict[float, str]) -> dict[str, float]:
    return {run: weight for weight, runs in rows.items() for run in runs.split("|")}


PROMISE = Layer(
    base=-1.95,
    rules={"at the latest": 2.15, "bill": 3.2, "birthday": -1.75, "block": -2.55, "books": 4.65, "called off": -9.0, "calls an office": 3.5, "calls back": 3.2, "closes": 2.7, "closes for": 3.0, "course in brackets": 2.3, "coursework": 3.2, "due to someone": 4.15, "due word": 4.55, "ends": -0.15, "form": 3.45, "group noun": -2.9, "group routine": -2.85, "handed in": 3.1, "handed out": -2.85, "health": -0.85, "holiday": -1.55, "kept until": -1.65, "lesson or show": -1.85, "light verb": 2.0, "named event": -3.0, "numbered work": 3.35, "occasion": -2.05, "on stage or screen": -4.2, "opens": -1.45, "owed": 4.55, "paper out": 3.15, "paper to someone": 3.8, "place closes": -3.25, "then do": 3.6, "to be done": 4.95, "travel": -1.45, "verb": 4.05, "verb and name": 2.45, "verb and object": 1.25},
    longest=2,
    words=_words({
        -0.7: "^ renewal",
        -0.5: "run $",
        -0.4: "^ check|^ move|^ report|^ study|blood|check in|coffee chat|debate|lesson $|month|prep|re :",
        -0.3: "^ date|^ design|^ submission|a $|bank $|chat $|coffee with|conf|end|keys|move|retreat $|review session|run|study|work $",
        -0.2: ",|. $|00am|00am $|0:0 $|0am|0am $|^ advisor|^ catch-up|^ closing|^ donor|^ dr|^ drive|^ exec|^ mentoring|^ photo|^ playdate|^ schedule|^ skip|^ skype|^ sync|^ visit|^ walk|^ work|answer|appointment|appointment $|bank|beer|board of|break|break $|call $|catch|catch up|change $|chat|check-in|closing|coffee|coffee $|crew|crew $|date|day of|debate $|delivery|delivery $|design|dinner $|donor|down|dr .|event with|expo|final $|final exam|finals|first day|help|home|hours $|house|housing|induction|induction $|inspection $|intake|intro to|lab $|leave $|maintenance|maintenance $|meet $|meeting :|meetup|meetup $|mentoring|mixer|mixer $|museum|networking $|off $|paper $|piano $|pickup $|play|playdate|poster session|re|recital|recital $|release $|retreat|review w|round|schedule|service $|shoot|skype|students|study group|supper|surgery|surgery $|swimming $|sync|sync $|sync w|talks|tea|test $|testing|testing $|time|time $|town $|trustees|trustees $|user|visit|visiting|visiting $|weekend|weekend $|weekly $|window $|work|x|x 0|year",
        0.2: "00th $|^ birthday|^ board|^ buy|^ change|^ chase|^ deposit|^ first|^ get|^ insurance|^ investor|^ library|^ pay|^ pitch|^ print|^ progress|^ quarterly|^ quote|^ rec|^ renew|^ rent|^ reply|^ timesheets|aid|application|back|bday|benefits|bio|buy|car $|chase|claim|closes $|dentist $|drop|drop off|ends|ends $|enrollment|essay|expires|expires $|filing|first|for|gala|get|grant|health|holiday|hotel|last|letter|letters|library|minutes|nominations close|numbers|numbers $|out $|papers|pick up|pitch|plan|prescription|prescription $|present|print|printer $|progress|q|quarterly|quote|registration|reimbursement|reply|reply to|report|report $|report to|seminar|send|sheet|submission|swim|teacher|thesis|timesheets|to|to printer",
        0.3: "0000|^ cancel|^ exam|^ gym|^ party|^ pick|^ seminar|^ turn|^ update|about|abstract|annual|bill|by 00th|cancel|card|check $|commission|deposit|deposit $|draft|file|form|form $|gala $|grant report|in by|insurance|insurance $|lessons|license|list|milestone|notes|pay|payment|payment $|permission|pick|post|proposals|proposals due|q 0|register|results|return|rsvp|sign|submit|turn|turn in|website",
        0.4: "0.0 $|^ annual|^ file|^ order|^ proposal|^ rsvp|add|back $|bug|comments|contract|draft $|dues|fee|nominations|offer|order|rebuttal|renewal $|results to|slides|up $",
        0.5: "0.0|^ 000|^ boiler|^ nominations|^ register|^ swim|^ visa|^ water|boiler|books|cards|deck|desk|enrollment ends|extension|foundation|gym|h|mrs|mrs .|registration $|renew|response|ring|submission $|talk to|tax|visa|water",
        0.6: "^ holiday|^ tax|docs|fees|in $|library books|proposal|registration ends|release notes|s|update|v 0",
        0.7: "0 to|^ bill|code|extension $|money|reference|taxes",
        0.8: "^ code|^ mail|^ slides|ch|expenses|gift|mail|upload",
        0.9: "balance|proofs",
        1.0: "app $",
        1.1: "app",
        1.2: "return $|update $",
        1.3: "freeze",
    }),
)

MEETING = Layer(
    base=-1.9,
    rules={"a task": -2.2, "birthday": -4.95, "block": -3.7, "called off": -9.0, "calls a role": 2.65, "check-in": 2.0, "committee": 3.6, "counterpart": 2.55, "ends": -2.75, "feast": 2.65, "first name": 0.9, "for families": -1.95, "gathering": 2.25, "group routine": -3.1, "health": -3.7, "holiday": -2.85, "interview": 2.8, "is here": 2.3, "kept until": -2.1, "kin": 1.4, "lesson or show": -2.4, "meal": 2.7, "meal duty": -3.3, "meeting of": 2.95, "meets": 3.35, "mentoring": 2.9, "name and initial": 2.85, "networking": 3.45, "occasion": -1.35, "on stage or screen": -2.35, "one to one": 4.75, "only names": 3.2, "opens": -2.15, "pair": 3.75, "place closes": -1.15, "public meal": -1.9, "role": 3.55, "role meeting": 3.4, "someone's meeting": 2.65, "someone's place": 2.95, "talk at work": 3.65, "talk with": 1.8, "their meeting": 1.85, "thing of a group": -4.35, "travel": -4.2, "visits": 2.9, "with": 1.4, "with someone": 2.7},
    longest=2,
    words=_words({
        -0.5: "answer|retreat|ring",
        -0.4: "^ donor|^ opening|by fri|donor|event with|follow|follow up|forms to|learn|nominations close|prep $|retreat $",
        -0.3: "^ annual|^ renewal|^ thesis|a $|applications|cake|close|commission|day to|draft|expo|fest $|fri|fri $|nominations|opening|tickets",
        -0.2: "0 to|00am $|0am|0am $|^ club|^ committee|^ draft|^ event|^ last|^ mail|^ nominations|^ payroll|^ project|^ quote|^ rec|^ review|^ section|^ slides|^ status|^ swim|^ tutorial|^ wedding|a|alarm|all staff|annual|app|application|band $|bank $|beer|before|bill|bill $|block $|break $|breakfast $|card|check $|close $|closes|closes $|club|club $|copy|dance $|deliver|docs|dog|drive|due $|dues|duty|event|fest|filing|final $|finals|form|forms|h|induction|induction $|keys|last|last day|lesson|mail|maintenance|maintenance $|market|market $|minutes|money|morning|museum|notes to|numbers|off $|office $|opening $|order|out|out $|outage|outage $|package|papers|payment|payment $|payroll|permission|piano|piano $|pickup $|plan|planning $|prep|present|printer|proofs|reading $|recital|recital $|registration $|renewal|renewal $|results|return $|room|rsvp|sale $|school $|section|service|service $|sheet|shift|shift $|shoot|staff $|status|surgery|surgery $|swimming|swimming $|talk $|talk :|talks|test $|testing|testing $|text|trip $|tutorial|week|week $|weekend $|window $",
        0.2: ". $|^ alumni|^ career|^ coffee|^ concert|^ dr|^ drinks|^ finance|^ intro|^ lab|^ networking|^ onsite|^ party|^ poker|^ steering|^ tea|^ walk|^ welcome|^ working|^ zoom|alumni|at|board $|board meeting|board of|business|call|career|coffee|committee|committee $|committee meeting|council|dinner|dinner w|finance committee|group|interview|interview :|jo $|landlord|lunch $|meeting :|mgmt|networking|party|pitch|re|sales|site|speaker|talk to|team|the|trustees|union|visit|visiting $|walk|welcome|with the|working|zoom",
        0.3: "^ advisor|^ breakfast|^ class|^ date|^ demo|^ group|^ gym|^ kickoff|^ meet|^ mtg|^ parents|^ pitch|^ playdate|^ site|and|bank|bram|chat|check-in|city|dinner $|dr|dr .|drinks|evening|exec|flight|game|gym|intake|intro|meeting|meetup|meetup $|mixer|mixer $|mtg|panel|partners|playdate|re :|reception $|round|screening|supervisor|trustees $|user group|x",
        0.4: "00am|?|? $|^ flight|^ sales|candidate|chat $|coffee chat|demo|demo $|foundation|interview $|intro to|meet|meet $|meeting $|mtg with|networking $|officer|phone screen|resume|screen|skip|student|user|visit $|w the",
        0.5: "^ exec|^ game|^ resume|council $|director|game night|intro $|mtg $|partners $|site visit",
        0.6: "^ skip|^ train|coffee $|jo|panel $|parents evening|sales call|slot|train",
        0.7: "^ thanksgiving|drinks $|flight to|health|search|thanksgiving|x 0",
        0.8: "^ bank|onsite",
        0.9: "date $",
        1.0: "round $|train to",
        1.9: "see",
    }),
)
