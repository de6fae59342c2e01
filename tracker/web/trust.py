"""“Your word”: whether promises are kept, and what was given that shows ability. Side by side, never added up.

The two are different grounds of trust, which one figure would hide (Mayer, Davis and Schoorman, 1995).
"""

from collections.abc import Iterable

from flask import Blueprint, render_template

from tracker.domain.giving import balance, competence
from tracker.domain.known import Known, Line, lines, scored
from tracker.domain.lateness import lateness
from tracker.domain.people import Person
from tracker.domain.reading.candidate import Kind
from tracker.domain.trend import Theirs, causes, excluded, given_to, person_figures, promised_most, twelve, worked
from tracker.domain.trust import HALF_LIFE, STEPS, kept_since, rate, trust_index
from tracker.services.gather import gather
from tracker.tongue import first_weekday
from tracker.web import visit

page = Blueprint("trust", __name__)

MOST = 20  # persons in the table; each has the same on their own page


@page.get("/trust")
def show() -> str:
    """The score with all that it stands on."""
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
    judged = lines(known, now)
    counted = scored(judged, user)
    named = promised_most(judged, user, known.named)
    return render_template(
        "trust.html",
        rate=rate(counted),
        trust=trust_index(counted, now),
        run=kept_since(counted),
        weeks=twelve(judged, user, now, first_weekday()),
        spread=lateness(judged, user),
        causes=causes(judged, user),
        excluded=excluded(judged, user),
        unconfirmed=_unconfirmed(known),
        worked=worked(judged, user, now),
        theirs=[of_person(person, known, judged) for person in named[:MOST]],
        others=len(named[MOST:]),
        shown=competence(known.gives, user.zone),
        balance=balance(known.gives),
        persons=known.persons,
        steps=STEPS,
        half_life=HALF_LIFE,
    )


def _unconfirmed(known: Known) -> int:
    """How many finds may be promises of mine, and wait for an answer."""
    asked = (one.candidate for one in (*known.questions, *known.review) if one.promise is None)
    return sum(one is not None and one.kind is Kind.PROMISE for one in asked)


def of_person(person: Person, known: Known, judged: Iterable[Line]) -> Theirs:
    """The same figures for one person's page."""
    return person_figures(person, given_to(person, judged, known.named), known.user, visit.now())
