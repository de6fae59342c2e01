"""The tables for what stands beside a title, in English. Data only."""

# ruff: noqa: E501  (a row of a table is one line)

import re

from tracker.domain.language import Events

_BOOKING = re.compile(
    r"\b(?:(?:booking|reservation|confirmation|itinerary|ticket|e-?ticket)\s*(?:reference|ref|number|no|code|id|#)?[.:]?\s*#?(?=[A-Z0-9]*\d)[A-Z0-9-]{4,}|"
    r"pnr\b|e-?tickets?\b|boarding (?:pass|closes|time)|check-?in (?:opens|closes|from|time|done|is)|seats? \d{1,2}[A-K]\b|"
    r"(?:at|by) the property|automatically created events like this)",
    re.I,
)
_OFFER = re.compile(
    r"\b(?:you(?:'re| are| have) (?:now )?registered|registration (?:is )?(?:confirmed|link|required|open)|thank you for registering|"
    r"open to (?:all|every|the public)|all (?:are )?welcome|webinars?\b|live ?stream|(?:the |your )?(?:joining )?link will be (?:sent|emailed|shared)|"
    r"tickets? (?:available|on sale)|unsubscribe|save your (?:seat|spot)|limited (?:seats|places))",
    re.I,
)
_TABLE = re.compile(
    r"\b(?:bistro|caf[eé]s?|coffee|restaurant|trattoria|osteria|pizz\w{2,5}|brasserie|bar|pub|tavern|diner|grill|eatery|canteen|"
    r"tea ?(?:room|house)s?|brewery|brewhouse|bakery|steak ?house|ramen|sushi|noodle|tapas|cantina|taproom|roasters?|starbucks|"
    r"kitchen|food court)\b",
    re.I,
)
_GUIDANCE = re.compile(
    r"\b(?:supervis(?:ion|or|ing|ee)\b|mentor\w*|mentee|coach(?:ing|ee)?\b|tutor(?:ial|ing)?\b|apprentice\w*|trainee\w*|intern(?:ship)?\b|lessons?\b|"
    r"career\b|(?:personal|professional|leadership) development|development plan|growth plan|thesis|learning goals?|goals for\b)",
    re.I,
)
_ROOM = re.compile(
    r"^(?:(?:conf(?:erence)?|meeting|board|seminar|class|zoom|huddle|project)[ -]?rooms?\b|room\b|projector\b|video ?conf|auditorium\b)|"
    r"\b(?:conf(?:erence)?|meeting|board|seminar)[ -]?room\b|\(\d{1,3} ?(?:seats|people|persons)?\)$",
    re.I,
)
_DESK = re.compile(
    r"^(?:no-?reply|do-?not-?reply|events?|webinars?|newsletter|notifications?|marketing|tickets?|bookings?|reservations?|"
    r"registrations?|register|calendar|updates|alerts|mailer|everyone|everybody|all|all-?(?:staff|hands|company|team|users|employees)|staff)(?:[+-].*)?$"
)

EVENTS = Events(
    booking=_BOOKING,
    offer=_OFFER,
    table=_TABLE,
    guidance=_GUIDANCE,
    room=_ROOM,
    desk=_DESK,
    small=frozenset(("a", "an", "the", "my", "our", "your", "his", "her", "their", "some", "over", "out", "please")),
)
