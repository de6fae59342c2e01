"""The table for sentences, in English: a commissive grammar of the first person. Patterns see lower case. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.reading.language import Rule, Sentences
from tracker.domain.reading.languages.en.grammar import GRAMMAR, SPELLING
from tracker.domain.reading.languages.en.sentence_weights import LAYER

_ADV = r"(?:(?:just|also|then|try to|try and|definitely|probably|certainly|maybe|now|quickly|only|even|gladly|be happy to|uh|um|gonna) )*"
_STATE = (
    r"(?:be|have|need|see if you|know|think|want|like|love|guess|remember|miss|hate|assume|never|not|probably be|"
    r"all|always|bet|admit|say|agree)\b"
)
_OURS = "i we"
_CUES = {  # plain words (see `plain`) of which a row needs one
    **dict.fromkeys(("I will", "I will be -ing", "I could", "must", "plan", "absent", "unsure"), "i"),
    **dict.fromkeys(("going to", "to you", "on condition", "glad to", "wish", "see you", "needs", "report"), _OURS),
    "we will": "we",
    "we could": "we",
    "let me": "let letme lemmeme",
    "will follow": "will",
    "offer": "i me",
    "do it": "i me will",
    "others": "will would",
    "hope": f"{_OURS} hopefully presume presumably",
}
_ROWS = tuple(
    Rule(name, weight, re.compile(pattern), cues=frozenset(_CUES.get(name, "").split()))
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
        ("on condition", 0.8, r"\b(?:if|once|when|as soon as|in case|should you|let (?:me|us) know|tell me|call|give)\b[^.?!]{3,120}\b(?:i|we)(?:['’]ll| will| shall) (?!be (?:in|out|at|away|late|able)\b|have to|need|never|lose|see\b)[a-z]"),
        ("glad to", 1.2, r"\b(?:i|we)(?:['’]ll| will| shall|['’]d| would|['’]m| am|['’]re| are) (?:\w+ )?(?:be )?(?:very |so |only too |more than )?(?:glad|happy|pleased|delighted|willing) to (?!hear|see|know|have|announce|report|say|be\b)[a-z]"),
        ("wish", -1.4, r"\b(?:i|we)(?:['’]d| would)(?: also| very much| really)? (?:like|love|prefer|appreciate)\b(?! to (?:show|present|start|add|introduce|offer|give|begin|go))|\bi (?:want|wish|hope)\b(?! to (?:show|present|test|try|go|do|send|get those))"),
        ("hope", -1.2, r"\b(?:hopefully|presum(?:e|ably)|(?:i|we) (?:hope|assume|expect|suppose|doubt|bet))\b"),
        ("see you", -1.8, r"\b(?:i|we)(?:['’]ll| will| shall) (?:see|meet|miss|talk to|speak to) (?:you|u|ya)\b"),
        ("needs", -1.2, r"\b(?:i|we)(?:['’]ll| will| shall) (?:\w+ )?(?:need|have to|be able|want|require|never|know|have\b(?! \w+ (?:send|call|done|ready)))"),
        ("question", -0.8, r"\?\s*$"),
        ("report", -1.6, r"\b(?:said|thought|told|mean|guess|think|suppose|if) (?:that )?(?:i|we)(?:['’]ll| will)\b"),
        ("absent", -1.8, r"\bi(?:['’]ll| will| shall) be (?:out|in(?! touch)|away|off|on|at|here|there|gone|late|back|busy|(?:travel|fly|driv|head|leav|stay|teach|liv|mov|work|celebrat|com)\w*ing)\b"),
        ("unsure", -1.2, r"\bi don['’]t (?:know|think)\b|\bi (?:wonder|doubt)\b"),
    )
)  # fmt: skip

_SPOKEN = r"\b(?:uh|um|mm|hmm|erm?|gonna|wanna|yeah|kinda|lemme|dunno|you know|i mean)\b|[a-z]_[a-z]|[a-z]-(?: |$)|(?:^|[a-z',] )i\b"
_JOINT = r"(?:So|And|But|Then|Okay|OK|Well|Or|Because|Now|Right|Oh|Alright|Like|Uh|Um|Yeah)\b"
_STYLES = {
    "written": re.compile(rf"^(?!{_JOINT})[A-Z](?!.*(?:{_SPOKEN})).*[.!?:;)]$"),
    "spoken": re.compile(_SPOKEN),
    "no end": re.compile(r"[^.!?:;]$"),
}

SENTENCES = Sentences(-1.6, _ROWS, SPELLING, LAYER, GRAMMAR, _STYLES)
