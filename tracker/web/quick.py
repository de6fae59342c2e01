"""Quick add: one line as one would write it in a calendar, from a field or a bookmark, put into the form of a new
promise. It only fills that form; what is kept is what its user sends (requirement 32).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, render_template

from tracker.domain.account import User
from tracker.domain.people import Person, Persons
from tracker.domain.promise import ME
from tracker.domain.reading import typed as typed_words
from tracker.domain.reading.due import Due, readings
from tracker.web import visit, words

page = Blueprint("quick", __name__)

BOOKMARK = (
    "javascript:void(open('{form}?words='+encodeURIComponent((getSelection()+''||document.title).slice(0,300))"
    "+'&note='+encodeURIComponent(location.href.slice(0,500))))"
)
Fields = Mapping[str, str]


class Asked(NamedTuple):
    """What a line leaves open: the readings of its due, if there are several; and whom a name may mean."""

    words: str
    readings: tuple[Due, ...]
    persons: tuple[Person, ...]


@page.get("/quick")
def show() -> str:
    """The field, and the bookmark."""
    return render_template("quick.html", bookmark=BOOKMARK.format(form=f"{visit.tracker().base_url}/promises/new"))


def filled(fields: Fields, user: User, persons: Persons, now: datetime) -> tuple[Fields, Asked | None]:
    """The fields of a form, those that are not there read out of its `words`; and what these leave open."""
    line = fields.get("words", "").strip()
    if not line:
        return fields, None
    read = typed_words.read(line, user, now)
    named = read.who if read.promiser == ME else read.promiser
    meant = persons.meant(named)
    due = readings(read.due) if read.due else ()
    found = {
        "body": read.body,
        "who": meant[0].name if len(meant) == 1 else named,
        "whose": "mine" if read.promiser == ME else "theirs",
        "due_on": words.on(read.due, user.zone, now) if isinstance(read.due, Due) else "",
        "due_at": words.clock(read.due, user.zone, now) if isinstance(read.due, Due) else "",
    }
    open_ = () if isinstance(read.due, Due) else due
    return found | dict(fields), Asked(line, open_, meant if len(meant) > 1 else ())
