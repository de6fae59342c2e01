"""What words of titles weigh, in English. Written by tests/bench/train_titles.py: never edit."""

# ruff: noqa: E501  (runs of one weight stand in one row; "^" and "$" are where a title begins and ends)
# fmt: off

from tracker.domain.plain import Layer


def _words(rows: dict[float, str]) -> dict[str, float]:
    return {run: weight for weight, runs in rows.items() for run in runs.split("|")}


PROMISE = Layer(
    base=-2.0,
    rules={"at the latest": 2.1, "bill": 3.1, "birthday": -1.55, "block": -2.65, "books": 2.9, "called off": -9.0, "calls an office": 1.9, "calls back": 3.2, "closes": 2.55, "closes for": 2.95, "course in brackets": 2.45, "coursework": 2.3, "due to someone": 4.25, "due word": 4.55, "ends": -0.1, "form": 3.4, "group noun": -3.65, "group routine": -2.8, "handed in": 3.15, "handed out": -2.8, "health": -1.2, "holiday": -1.75, "kept until": -1.7, "lesson or show": -1.8, "light verb": 2.05, "named event": -2.85, "numbered work": 3.2, "on stage or screen": -4.15, "opens": -1.5, "owed": 4.55, "paper out": 3.0, "paper to someone": 3.7, "place closes": -3.1, "then do": 3.5, "to be done": 4.95, "travel": -1.55, "verb": 4.25, "verb and name": 1.7, "verb and object": 1.2},
    longest=2,
    words=_words({
        -0.45: "check in|re :|run $",
        -0.4: "^ design|^ study|a $|keys|month|move|prep|window",
        -0.35: "retreat|run",
        -0.3: "coffee with|review session|round",
        -0.25: ",|^ draft|^ work|board $|conf|design|end|help|re|students|study",
        -0.2: "appointment|day of|drive|final $|first day|group|reception|release $|testing|time|time $|work",
        -0.15: "00am|00am $|0:0 $|0am|0am $|:|?|? $|^ 0|^ blood|^ choir|^ client|^ coffee|^ dinner|^ golf|^ intro|^ lunch|^ meeting|^ mtg|^ opening|^ planning|^ program|^ report|^ section|^ site|^ skip|^ visit|^ walk|a|advisor|agent|am|and|arrives|arrives $|at|bank|block $|blood|board meeting|board of|break|break $|breakfast|breakfast $|bus|call $|call :|call w|candidate|catch|catch up|catch-up|change|chat|chat w|check-in|choir|circle|coffee|coffee w|committee|committee $|committee meeting|date|day 0|debrief|delivery|delivery $|dinner|dinner $|dinner with|down|drinks|duty|end $|event|finals|golf|home|hours|house|induction|induction $|install|install $|interview :|intro|kickoff|maintenance|maintenance $|market|market $|meeting|meeting $|meetup|morning|mtg|mtg $|mtg w|networking|off $|officer|opening|parents|pickup|planning|poster session|prof .|program|quarter|review $|sale|sale $|schedule|scouts|session|shift|shift $|shoot|site|skip|surgery|surgery $|sync|sync $|tea|teacher|testing $|user|visit|visit $|visiting|visiting $|w|walk|weekend|weekend $|weekly $|with|with the|x|x 0",
        -0.1: "0000 $|00:00|00:00 $|0:0|0:00|0:00 $|0rd|^ 0:0|^ all|^ bank|^ block|^ brunch|^ call|^ daily|^ dr|^ drinks|^ exec|^ field|^ finance|^ grades|^ interview|^ leave|^ meet|^ mentor|^ movie|^ new|^ open|^ parent|^ parents|^ partners|^ phone|^ reading|^ registration|^ release|^ school|^ show|^ talk|^ weekly|^ welcome|audit|b|b $|boys|bram|brunch|cake|call|call with|cards|change $|check|cleaning|cleaning $|client|council|council $|d|daily|dinner w|dr .|drinks w|evening|evening $|exec|family $|field|film|finance|finance committee|girls|group $|inspection|inspection $|interview|late|learn|leave|lessons|lunch|lunch $|lunch w|lunch with|manager|manager $|meet|meet w|meeting w|meeting with|mentor|mgmt|mom|mom $|movie|new|open|opens|opens $|parent|park|park $|partners|partners $|personal|planning $|prep $|press|pub|reading|release|school|school $|section|service|service $|session $|soccer|sponsor|spring|staff|start|status|talk|tech|test|the|vs|week|week $|weekly|welcome|work $|writing",
        -0.05: "0 $|0 :|00|00 $|0th|: new|^ 00|^ career|^ committee|^ concert|^ conference|^ discovery|^ family|^ fire|^ flight|^ lecture|^ office|^ product|^ review|^ staff|^ status|^ team|^ tour|^ train|^ training|^ vacation|^ vendor|all|assignment|begins|begins $|board|career|close $|closed|closed $|club|conference|conference $|control|course|customer|day|demo|discovery|dog|fair|family|fire|fire drill|half|hall|hall $|hold|holiday $|hospital|landlord|landlord $|launch|launch $|lecture|no|noon|noon $|off|office|p|phone|photo|practice|practice $|product|public|rec|rehearsal|rehearsal $|sec|show|starts|starts $|student|team|tour|town|train|train to|training|training $|trip|tutorial|vacation|vendor|vote",
        0.05: "!|! $|0|000 $|0nd|0pm|0pm $|^ book|^ budget|^ feedback|^ summer|^ workshop|applications|birthday|book|car|class|class $|close|deadline|deadline $|dr|final|kitchen|on|party $|problem|prof|quiz|rent|report due|summer|survey|thank|trial",
        0.1: "00th|^ final|^ last|^ proposal|^ sign|^ thank|^ visa|by 0|claim|cover|due|due $|due for|email|filing|forms|grades|graduation|housing|hw|hw 0|in|lab|last day|nominations|of|party|registration closes|sign|swim|up|visa",
        0.15: "000|00th $|^ comments|^ contract|^ hotel|^ lab|^ nominations|^ send|^ submit|^ water|back|before|by|closes|closes $|comments on|contract|day to|drop|due to|exam|exam $|forms due|hotel|invoice|last|midterm|money|notes to|out|print|progress|recitation|registration|reply|report $|requests|response|seminar|send|today|today $|until|water",
        0.2: "^ invoice|^ library|^ pay|^ renew|^ reply|^ return|aid|deck|grant|letter|minutes|notes|numbers|paper|papers|renew|renewal|reply to|sheet",
        0.25: "0.0 $|^ first|^ quarterly|airport|application|draft|ends $|file|first|for|gala|nominations close|plan|quarterly|quote|report|results",
        0.3: "^ exam|^ get|^ party|^ quote|back $|bill|by 00th|deposit $|ends|form $|get|holiday|insurance|out $|payment|payment $|pitch|proposals|proposals due|report to|submission|thesis|to|v",
        0.35: "^ file|^ seminar|annual|card|deposit|docs|gala $|gym|order|pay|results to|submit",
        0.4: "^ pitch|add|bio|dues|fee|in by|library|register|renewal $|return",
        0.45: "0.0|0000|^ annual|comments|commission|form|in $|mrs|post|submission $",
        0.5: "list|offer|taxes",
        0.55: "books|foundation|library books|mrs .|proposal|slides|tax",
        0.6: "^ order|registration ends",
        0.65: "^ tax|code",
        0.7: "^ 000|^ holiday|extension",
        0.75: "s",
        0.85: "^ code",
        0.95: "proofs",
        1.0: "balance|upload",
        1.15: "return $",
        1.2: "freeze|update",
    }),
)

MEETING = Layer(
    base=-2.1,
    rules={"a task": -2.15, "birthday": -4.85, "block": -3.65, "called off": -9.0, "calls a role": 3.0, "check-in": 1.95, "committee": 3.75, "counterpart": 2.55, "ends": -2.8, "feast": 2.65, "first name": 1.05, "for families": -2.3, "gathering": 2.1, "group routine": -3.05, "health": -2.95, "holiday": -2.75, "interview": 2.7, "is here": 2.35, "kept until": -2.05, "kin": 1.25, "lesson or show": -2.4, "meal": 2.55, "meal duty": -3.4, "meeting of": 3.0, "meets": 3.65, "mentoring": 2.65, "networking": 3.85, "on stage or screen": -2.05, "one to one": 4.95, "only names": 3.35, "opens": -2.15, "pair": 4.05, "place closes": -1.05, "public meal": -2.35, "role": 3.8, "role meeting": 3.3, "someone's meeting": 2.5, "someone's place": 3.1, "talk at work": 2.65, "talk with": 1.85, "their meeting": 1.9, "thing of a group": -4.15, "travel": -3.8, "visits": 3.1, "with": 1.5, "with someone": 2.8},
    longest=2,
    words=_words({
        -0.55: "retreat",
        -0.4: "learn|nominations close",
        -0.35: "^ opening|nominations|wedding",
        -0.3: "^ annual|^ wedding|appointment|event|opening|prep $|shift",
        -0.25: "applications|bill $|cake|close|commission|day to|last day",
        -0.2: "00am $|^ book|^ get|^ last|^ nominations|^ review|a|annual|band|before|bill|breakfast $|card|close $|closes|closes $|dog|draft|due $|form|get|keys|last|money|numbers|off $|plan|results|travel|update|week $",
        -0.15: "0000|0000 $|0am|0am $|^ blood|^ budget|^ committee|^ design|^ field|^ group|^ invoice|^ open|^ order|^ peer|^ poster|^ print|^ quarterly|^ quote|^ reading|^ report|^ section|^ status|^ team|^ tutorial|^ work|all|am|application|assignment|back|block $|blood|book|budget|bus|by|club|club $|comments|day|day $|day 0|deck|delivery|delivery $|down|drive|due|dues|duty|field|filing|final $|finals|forms|induction|induction $|install|install $|letter|market|market $|minutes|morning|move|notes to|off|on|order|out|out $|payment $|peer|pickup|planning $|poster|poster session|prep|problem|proofs|proposal|quarterly|reading|rec|renewal|renewal $|response|review|room|run $|sale $|schedule|school $|status|surgery|surgery $|taxes|testing|testing $|tutorial|v|week",
        -0.1: "!|! $|0.0|0.0 $|00|00 $|000|000 $|00:00|00:00 $|00th|00th $|0:00|0:00 $|0pm $|0rd|0th|^ 00|^ all|^ choir|^ comments|^ conference|^ daily|^ deadline|^ discussion|^ draft|^ file|^ first|^ grades|^ leave|^ project|^ proposal|^ summer|^ travel|^ visa|^ weekly|a $|b|b $|back to|block|books|break|break $|by 0|by 00th|by noon|cards|change $|choir|circle|claim|comments on|course|cover|daily|data|day of|docs|drop|due for|due to|extension|fee|file|first|first day|for|form $|forms due|grades|grant|half|hours|hw|hw 0|in by|inspection|inspection $|insurance|invoice|kitchen|late|leave|lessons|library books|list|maintenance|maintenance $|month|noon|noon $|notes|office|office $|open|paper|papers|park|park $|payment|period|photo|post|print|progress|proposals|proposals due|public|quote|register|registration|registration closes|release $|report|report $|report due|report to|return $|review session|run|sale|school|scouts|section|security|service|service $|sheet|shift $|shoot|slides|soccer|spring|start|study|submission|submission $|summer|survey|tax|test|time|time $|today|today $|trial|trip|unit|until|up|upload|visa|vote|vs|weekend $|window|work $",
        -0.05: "0|0 $|0 :|: new|^ block|^ car|^ contract|^ family|^ feedback|^ final|^ fire|^ office|^ product|^ registration|^ release|^ study|^ tax|^ unit|^ vendor|^ water|add|aid|arrives|arrives $|back $|car|change|check|cleaning|cleaning $|contract|deadline|deadline $|deposit|deposit $|design|discussion|doc|due by|email|ends|feedback|freeze|gala|gala $|hall|hall $|hold|house|in|in $|launch|mentor|minister's|mom $|mrs|no|parents|pay|practice $|product|project|quarter|release|reply|results to|return|review $|s|sec|session $|submit|swim|to|town|vendor|water|week 0|weekend|weekly|work|you",
        0.05: "0nd|:|^ 000|^ board|^ code|^ dr|^ library|^ lunch|^ parent|^ staff|^ visit|^ welcome|advisor|birthday|board|breakfast|call with|client|conf|conference|control|d|demo|evening|evening $|group|housing|lunch|lunch $|manager|manager $|mom|mtg w|new|night $|of|parent|party|personal|pitch|planning|prof|prof .|session|students|teacher|weekly $|welcome",
        0.1: "0:0 $|?|? $|^ drinks|^ interview|^ intro|^ pitch|^ planning|^ program|^ talk|about|agent|and|catch-up|clinic|clinic $|concert|conference $|debrief|dinner with|drinks w|fair|family $|from|home|hospital|intro|meet w|meeting w|meeting with|mrs .|offer|program|re|rent|sponsor|sync $|the|thesis|w|with",
        0.15: "0:0|^ 0:0|^ call|^ council|^ dinner|^ meeting|at|board $|call|call w|customer|date|dinner|exec|finance|group $|interview|p|practice",
        0.2: ",|.|^ career|^ demo|^ partners|^ party|^ phone|career|check in|committee|committee meeting|council|finance committee|girls|movie|networking|night|phone|pub|seminar|sync|writing",
        0.25: "^ 0|^ coffee|^ concert|^ exec|^ finance|board meeting|coffee|dinner w|drinks|help|mgmt|press|talk|visiting",
        0.3: "^ movie|bank|bram|committee $|dinner $|gym|interview :|meet|meeting|meetup|site|tea|with the",
        0.35: "^ gym|^ meet|^ walk|board of|dr|kickoff|mtg|partners|re :|reception|visiting $|walk|x",
        0.4: "00am|^ mtg|meeting $|round",
        0.45: "^ site|chat|check-in|dr .|foundation|officer|panel|user",
        0.5: "visit",
        0.55: "flight|game|partners $",
        0.65: "^ skip|mtg $|skip",
        0.7: "candidate|council $|x 0",
        0.75: "student",
        0.8: "^ bank|^ flight",
        0.9: "visit $",
        0.95: "^ train|train|train to",
    }),
)
