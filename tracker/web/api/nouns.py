"""All nouns of the API, each in its module, at one door."""

from tracker.web.api import (
    calendars,
    door,
    gives,
    letters,
    me,
    openapi,
    people,
    problems,
    promises,
    questions,
    score,
    typed,
    webhooks,
)

NOUNS = (
    me,
    promises,
    typed,
    questions,
    people,
    gives,
    calendars,
    score,
    letters,
    webhooks,
    openapi,
)  # to name them here is to have their routes made

page = door.page
problems.explain(page)
