"""The table of rules for due words, in English: what a day, a clock time and the words before them look like.

Data only. `days` and `due` say what each row means, by its name.
"""
# ruff: noqa: E501  (a row of a table is one line)

import re
from datetime import time

from tracker.domain.reading.feasts import NAMES

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SHIFTS = {"today": 0, "tonight": 0, "yesterday": -1, "day after tomorrow": 2}  # all other spellings: tomorrow

_WD = (
    r"(?P<wd>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?"
)
_MON = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_NTH = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?: (?P<y>20\d\d))?"
_AHEAD = r"(?P<ahead>this coming|this|current|next|coming|following)"
_UNIT = r"(?P<unit>days?|weeks?|wks?|fortnights?|months?|quarters?|years?|(?:business|working|work) days?)"
_STRETCH = r"(?P<unit>weekend|week|month|quarter|year)"
DAYS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("shift", r"(?:end of )?(?P<word>today|tonight|tomorrow|tommorow|tomorow|tmrw?|2moro|yesterday|day after tomorrow)"),
        ("weekday", rf"(?:end of )?(?:{_AHEAD} )?{_WD}"),
        ("weekday of week", rf"{_WD} (?:of |in )?{_AHEAD} week"),
        ("weekday of week", rf"{_AHEAD} week {_WD}"),
        ("iso", r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"),
        ("month day", rf"(?:end of )?(?:{_WD} )?{_NTH}(?: day)?(?: of)? {_MON}{_YEAR}"),
        ("month day", rf"(?:end of )?(?:{_WD} )?{_MON} {_NTH}{_YEAR}"),
        ("numeric", rf"(?:{_WD} )?(?P<a>\d{{1,2}})(?:/(?P<b>\d{{1,2}})(?:/(?P<y>\d{{4}}|\d\d))?|-(?P<b2>\d{{1,2}})-(?P<y2>20\d\d))"),
        ("dotted", r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)?"),
        ("nth weekday", rf"(?P<nth>last|final|[1-5](?:st|nd|rd|th)?) {_WD} (?:in|of) (?:{_MON}{_YEAR}|(?:{_AHEAD} )?month)"),
        ("day of month", rf"{_NTH}(?: day)?(?: of)? (?:{_AHEAD} )?month"),
        ("bare nth", rf"(?:{_WD} )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)"),
        ("count", rf"(?:in|within)(?: next)? (?P<n>\d{{1,3}}) {_UNIT}(?:'?s?'? time)?"),
        ("count", rf"(?P<n>\d{{1,3}}) {_UNIT} (?:from|after) (?P<base>now|today|tomorrow)"),
        ("ago", r"(?P<n>\d{1,3}) (?P<unit>days?|weeks?|months?) ago"),
        ("weekday gone", rf"(?:last|past) {_WD}"),
        ("weekday on", rf"(?P<n>\d{{1,2}}) weeks? (?:from|after) {_WD}"),
        ("weekday on", rf"{_WD} week"),
        ("nth week", rf"(?P<nth>[1-4])(?:st|nd|rd|th) week (?:in|of) {_MON}{_YEAR}"),
        ("middle of", rf"mid (?:{_MON}{_YEAR}|(?:{_AHEAD} )?(?P<unit>week|month|quarter|year))"),
        ("iso week", r"(?:cw|kw|calendar week) ?(?P<week>\d{1,2})"),
        ("weekdays on", rf"(?P<n>\d{{1,3}}) {_WD} from (?:now|today)"),
        ("end of", rf"end of (?:{_AHEAD} )?(?P<unit>week|month|quarter|year)"),
        ("end of", rf"end of (?P<unit>week|month) {_AHEAD} (?:week|month)"),
        ("span", rf"(?!(?:week|month|quarter|year)$)(?:in |within )?(?:{_AHEAD} )?{_STRETCH}"),
        ("end of month", rf"end (?:of )?{_MON}{_YEAR}"),
        ("end of year", r"end of (?P<y>20\d\d)"),
        ("month alone", rf"(?:in )?{_MON}{_YEAR}"),
        ("quarter", r"(?:end of )?q(?P<q>[1-4])(?: (?P<y>20\d\d))?"),
        ("start of", rf"(?:start|beginning) of (?:{_MON}{_YEAR}|next (?P<unit>week|month|quarter|year))"),
        ("feast", NAMES),
    )
)  # fmt: skip

_NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "a couple of": "2", "couple of": "2", "a few": "3",
    "few": "3", "several": "3", "half a dozen": "6", "a dozen": "12",
}  # fmt: skip
_ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
]  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30}
WORDS = {
    **_NUMBERS,
    **{word: f"{n}th" for n, word in enumerate(_ORDINALS, 1)},
    **{f"{ten}-{word}": f"{n + start}th" for ten, start in _TENS.items() for n, word in enumerate(_ORDINALS[:9], 1)},
    **{f"{ten} {word}": f"{n + start}th" for ten, start in _TENS.items() for n, word in enumerate(_ORDINALS[:9], 1)},
    "thirtieth": "30th",
    "this morning": "today morning", "this afternoon": "today afternoon", "this evening": "tonight", "last night": "yesterday",
    "eow": "end of week", "eom": "end of month", "eoq": "end of quarter", "eoy": "end of year",
    "week end": "end of week", "month end": "end of month", "month's end": "end of month",
    "quarter end": "end of quarter", "year end": "end of year", "year-end": "end of year", "year's end": "end of year",
}  # fmt: skip
WORD = re.compile(
    r"(?<![\w'-])(?:" + "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)) + r")(?![\w'-]| thing)"
)
A_UNIT = re.compile(r"(?<![\w-])an? (?=hour|minute|day|week|fortnight|month|quarter|year)")
GLUED = re.compile(r"(?<=\d)(?=(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))")  # "15sep"
DOTTED = re.compile(r"\b(mon|tues?|wed|thu|thurs?|fri|sat|sun|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.")
ISO_T = re.compile(r"(?<=\d)t(?=\d\d:)")
WEEKS = re.compile(r"(?<=(?:this|next) )week'?s'?(?!\w)")
LEAD = re.compile(
    r"^(?:(?:no|not) later than|on or before|by|before|due(?: date| by| on| in| at)?|until|till?|'til|ahead of|latest|"
    r"deadline|eta|target(?: date)?|on|at|for|over|is|the|:|-)(?![\w'])[ :]*"
)
ENDED = re.compile(r" (?:at the (?:very )?latest|latest|or (?:earlier|sooner|before)|if possible)$")
OCCASION = re.compile(  # "by Thursday's call" is by Thursday
    r"(?<=[a-z])'s? (?:[a-z]+ ){0,2}(?:call|meeting|sync|session|stand-?up|planning|workshop|retro|deadline|release|review|demo)$"
)
MIDDLE = re.compile(r"\b(?:mid|middle of(?: the)?)[- ](?=[a-z])")
OF_WHAT = re.compile(r"\s+(?:of|after|before|prior|into)\b", re.I)  # "in two hours of work", "a week after the call"
COUNTED = re.compile(r"\b(?:hours?|hrs?|minutes?|mins?|days?|weeks?|months?)$", re.I)
CLOCK = re.compile(
    r"(?<![\w:./-])(?:"
    r"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<m>[0-5]\d))? ?(?P<half>[ap])(?:\.?m\.?)?(?!\w)"
    r"|(?P<h24>[01]?\d|2[0-3])[:h](?P<m24>[0-5]\d)(?::[0-5]\d)?(?! ?[ap]\.?m)(?!\w)"
    r"|at (?P<mil>(?:[01]\d|2[0-3])[0-5]\d)(?!\w)"
    r"|at (?P<bare>1[0-2]|[1-9])(?: o'?clock)?(?![\w:/-])"
    r")"
)
CLOCK_WORDS: tuple[tuple[re.Pattern[str], time | None], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b"), clock)
    for words, clock in (
        (r"eod|midnight|end of (?:the |that )?day|(?:in the )?(?:evening|night)(?= |$)", None),
        (r"first thing(?: on)?|start of (?:the )?(?:business )?day", time(9)),
        (r"noon|mid-?day|lunch ?time|(?<=before )lunch|(?<=by )lunch|(?:in the )?morning", time(12)),
        (r"cob|cop|eob|(?:close|end) of (?:the )?(?:business|play|work)(?: day)?", time(17)),
        (r"(?:in the |early |late )?afternoon", time(17)),
    )
)
FILLER = re.compile(r"\b(?:the|on|at|by|for|before|until|around|about|early|late|later)\b|,")
ELAPSED = re.compile(r"(?:in|within)(?: the next| next)? ?(\d{1,3}) ?(hours?|hrs?|h|minutes?|mins?)")
ELSEWHERE = re.compile(r"\b(?:(?i:[ecmp][sd]t|ce?s?t|gmt|utc|bst|ist|jst)|[ECMP]T)\b")
