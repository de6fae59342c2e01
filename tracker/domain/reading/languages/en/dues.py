"""Where due words stand in a text, in English. What they mean says the grammar in `due_rules`. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.reading.language import Dues

_ANCHOR = re.compile(
    r"(?<![\w'-])(?<!not )(?<!never )(?:(?:no|not) later than|on or before|by|before|due(?: date)?|until|till?|within|deadline|latest|eta|target(?: date)?)"
    r"(?![\w'-])(?!-)[:\s]*"
)
_ALONE = re.compile(  # clear without a word before them; and "next Tuesday", which is never clear
    r"(?<![\w-])(?:eod|cob|eob|eow|eom|eoq|eoy|end of (?:the |this |next )?(?:day|week|month|quarter|year)|(?:end|close) of (?:business|play)|next (?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)(?![\w-])"
)
_LOOSE = re.compile(
    r"(?<![\w-])(?:(?:next|this|early next|later this|mid next) (?:week|month)(?:'?s)?(?![\w-])|(?:this|over the|at the|next) weekend(?![\w-])"
    r"|for \d{4}-\d\d-\d\d|(?:(?:the )?day after |first thing |at noon |late |early )?tomorrow(?![\w-])|today(?!['’\w-])|tonight(?!['’\w-])|(?<=[(\[])\d{4}-\d\d-\d\d(?=[)\]]\s*$)"
    r"|in (?:the next |the coming |a |an )?\w+ \w+|(?:start|beginning|middle) of (?:next|the|[a-z])|mid-[a-z]|(?:a|one|two|three|\d+) (?:days?|weeks?|months?) from"
    r"|on (?=(?:mon|tue|wed|thu|fri|sat|sun)))"
)
_AGAIN = re.compile(r"\s*(?:,|/|&|\bor\b|\band\b|\bto\b|[-–])\s*", re.I)

_OF_ANOTHER = re.compile(
    r"(?:\b(?:call|meeting|session|sync|stand-?up|workshop|conference|summit|event|webinar|visit|trip"
    r"|interview|retro|party|lunch|dinner)s? (?:on |for |is )?|[.!?;] .*"
    r"|\b(?:from|since|of|after|as of) |(?<!be )\b(?:\w{3,}ed|found|held|met|made|seen|said|sent|shown|taken|went|came) (?:up |out )?"
    r"|\b(?:that|which|who|whether|because|since|if|when|as)\b.{0,60}\b(?:will|is|are|was|be|happens?|starts?|takes?)\b.{0,40})$",
    re.I,
)

DUES = Dues(plainly=(), anchor=_ANCHOR, alone=_ALONE, loose=_LOOSE, again=_AGAIN, of_another=_OF_ANOTHER)
