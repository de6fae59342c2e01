"""Whether there is room for one more, before a form or a program adds it (reliability C44)."""

from flask import Flask, g, request

from tracker.domain.quota import Quotas
from tracker.services import quotas
from tracker.web import visit

ADDING = {
    "promises.add": "promises",
    "questions.accept": "promises",
    "overlooked.promise": "promises",
    "repairing.promise_anew": "promises",
    "api.promises_make": "promises",
    "api.questions_accept": "promises",
    "people.name": "people",
    "cards.bring_in": "people",
    "start.name": "people",
    "api.people_make": "people",
    "giving.give": "gives",
    "giving.give_to": "gives",
    "giving.accept": "gives",
    "api.gives_make": "gives",
    "tokens.make": "tokens",
    "webhooks.begin": "webhooks",
}
"""Each endpoint that adds one of what there is a quota of. Calendars are counted where they are added."""


def watch(app: Flask) -> None:
    """Have an application refuse what there is no room for, with what can be done about it."""
    app.before_request(_look)


def _look() -> None:
    name = ADDING.get(request.endpoint or "") if request.method == "POST" else None
    if name and g.get("user"):
        with visit.tracker().database.read() as db:
            quotas.must_have_room(db, visit.user().id, name, visit.tracker().quotas)


def of_user() -> Quotas:
    """How much whoever asks may have."""
    with visit.tracker().database.read() as db:
        return quotas.room(db, visit.user().id, visit.tracker().quotas)
