"""How it is said in English that something was done. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.reading.language import Done

_WORDS = (
    "done|completed?|finished|delivered|sent|submitted|shipped|paid|handed (?:it |them |this )?(?:in|over|back|out)|turned (?:it |them )?in|"
    "returned|repaid|reimbursed|posted|mailed|e-?mailed|filed|signed|transferred|replied|answered|responded|forwarded|dropped (?:it |them )?off|"
    "uploaded|published|settled|gave|given|took (?:it|them) back|brought|passed (?:it |them )?on|circulated|faxed|"
    "got (?:it|this|that) done|wired|shared|wrapped up|sorted"
)
_LOUD = "DONE|PAID|SENT|COMPLETED|COMPLETE|FINISHED|SUBMITTED|DELIVERED|SHIPPED|RETURNED"
_CAPITAL = r"(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)[A-Z]\w+"
_WHOM = (
    r" (?:it|them|this|that|him|her|us|everything|all|both|off|out|over|in|back|up|on time|in full|in person|today's|"
    r"(?:by|via|with|through) (?:e-?mail|mail|post|courier|card|cheque|check|wire|bank transfer|transfer|hand|phone|text)|"
    rf"(?:via|with) {_CAPITAL}|"
    rf"the \w+|(?:to|with|for) (?!(?:be|do|a|an|go)\b)(?:the )?\w+|{_CAPITAL})"
)

DONE = Done(
    before=re.compile(
        rf"(?:(?:(?i:all |it's |now )?(?i:{_WORDS})\s*(?:[:!]|[-–—]+\s)|[\[({{](?i:{_WORDS})[\])}}]:?|(?:{_LOUD})\b(?! (?i:with|deal|leave|time|holiday|parking|by|from|items)\b)(?=.*[a-z])!?)\s*)(?=\S)(?!(?i:time off|leave|holiday)\b)"
    ),
    behind=re.compile(
        rf"\s*(?:(?:\s[-–—]+|[-–—]{{2,}}|[:|…(\[{{])\s*|\s(?=(?:{_LOUD})\b))(?i:(?:all |is |now |already |was )?(?:{_WORDS}))\b\s*(?P<when>[^()\[\]?]{{0,40}}?)[)\]}}]?[\s!.]*$"
    ),
    noted=re.compile(
        rf"(?:(?i:status|state|update|edit|ps)\s*[:=]\s*|ok,? )?(?:(?i:i|we)(?i: have|['’]ve)? (?:(?i:already|just|now|finally) )?|(?i:(?:it |this |that )?(?:was |has been |is |got |it['’]s |that['’]s )|all |already |now |just |finally |have ))?"
        rf"(?:(?i:signed|done|packed|printed) and )?(?i:{_WORDS})(?:{_WHOM}){{0,4}}(?: (?i:already|now|too))?(?![\w'’-])"
    ),
    not_yet=re.compile(
        r"\s*(?:,\s*)?(?:by (?!e-?mail|mail|post|card|cheque|courier|hand|wire|bank)|before|until|till|when|if|once|unless|after|as soon as|within|as of)\b",
        re.I,
    ),
    kind=re.compile(r"(?:done|completed?|finished|delivered|sent|paid)", re.I),
    word=re.compile(rf"\b(?:{_WORDS})"),
)
