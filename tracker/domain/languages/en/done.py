"""How it is said in English that something was done. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.language import Done

_WORDS = (
    "done|completed?|finished|delivered|sent|submitted|shipped|paid|handed (?:in|over)|turned in|returned|repaid|posted|mailed|"
    "e-?mailed|filed|signed|transferred|replied|answered|forwarded|dropped off|uploaded|published|settled"
)
_WHOM = (
    " (?:it|them|this|that|him|her|everything|all|both|off|out|over|in|back|up|on time|in full|today's|by (?:e-?mail|mail|post|courier|card|"
    "cheque|check|wire|bank transfer|hand)|via \\w+|(?:to|with) (?!(?:be|do|a|an|go)\\b)(?:the )?\\w+(?: [A-Z]\\w+)?)"
)

DONE = Done(
    before=re.compile(
        rf"(?:(?:(?i:all )?(?i:{_WORDS})\s*(?::|[-–—]+\s)|[\[(](?i:{_WORDS})[\])]:?|DONE\b(?! WITH\b| DEAL\b)!?)\s*)(?=\S)"
    ),
    behind=re.compile(
        rf"\s*(?:(?:\s[-–—]+|[-–—]{{2,}}|[:|…(\[])\s*|\s(?=DONE))(?i:(?:all |is |now |already )?(?:{_WORDS}))\b\s*(?P<when>[^()\[\]?]{{0,40}}?)[)\]]?[\s!.]*$"
    ),
    noted=re.compile(
        rf"(?:(?i:status|state)\s*[:=]\s*)?(?:(?i:i|we)(?i: have|['’]ve)? (?:(?i:already|just) )?|(?i:(?:it |this )?(?:was |has been |is )|all |already |now |just ))?"
        rf"(?i:{_WORDS})(?:{_WHOM}){{0,4}}(?: (?i:already|now|too))?(?![\w'’-])"
    ),
)
