"""Questions: what only the user can settle, one at a time, each with the words it rests on."""

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.known import Known
from tracker.domain.promise import Promise, Refused
from tracker.domain.reading.candidate import Candidate, Kind
from tracker.domain.reading.due import Due, day_end
from tracker.domain.reconcile import Question
from tracker.services import answers as services
from tracker.services import teaching
from tracker.services.gather import gather
from tracker.tongue import N_, worded
from tracker.tongue import gettext as _
from tracker.web import forms, headers, hints, visit
from tracker.web.promises import VIA, reply, undo_of

page = Blueprint("questions", __name__)

SOON = 8  # questions of a group that are listed beside the one in hand
FRIDAY = 4

# What is said after a No, by whether it was asked about time with people, of a whole series, of one of a series.
_ONCE = N_("Not a promise: “%(what)s”; the same title is not asked about again.")
_IN_SERIES = N_("Not a promise: “%(what)s”; the rest of its series is asked about less.")
_SERIES = N_("No promise in this whole series: “%(what)s”; the same title is not asked about again.")
_MET_ONCE = N_("Not time with people: “%(what)s”; the same title is not asked about again.")
_MET_IN_SERIES = N_("Not time with people: “%(what)s”; the rest of its series is asked about less.")
_MET_SERIES = N_("No time with people in this whole series: “%(what)s”; the same title is not asked about again.")
DISMISSED = {
    (False, False, False): _ONCE,
    (False, False, True): _IN_SERIES,
    (False, True, False): _SERIES,
    (False, True, True): _SERIES,
    (True, False, False): _MET_ONCE,
    (True, False, True): _MET_IN_SERIES,
    (True, True, False): _MET_SERIES,
    (True, True, True): _MET_SERIES,
}


class Asked(NamedTuple):
    """All that is asked, in order, and the one in hand. `listed` are those found surely enough, `unsure` the rest."""

    listed: tuple[Question, ...]
    unsure: tuple[Question, ...]
    here: int

    @property
    def order(self) -> tuple[Question, ...]:
        """All of them, surest group first."""
        return (*self.listed, *self.unsure)

    @property
    def question(self) -> Question | None:
        """The one in hand; None when all are answered."""
        return self.order[self.here] if self.order else None

    @property
    def before(self) -> str:
        """The sign of the one before it; of the last where it is the first; empty where it is the only one."""
        return self._beside(-1)

    @property
    def after(self) -> str:
        """The sign of the one after it, in the same way."""
        return self._beside(1)

    def rest(self, group: tuple[Question, ...]) -> tuple[Question, ...]:
        """Those of a group that come after the one in hand, and then those that were left for later."""
        ahead = (*self.order[self.here + 1 :], *self.order[: self.here])
        return tuple(question for question in ahead if question in group)

    def _beside(self, step: int) -> str:
        return self.order[(self.here + step) % len(self.order)].sign if len(self.order) > 1 else ""


def asked(known: Known, sign: str) -> Asked:
    """The questions of a user with the one of that sign in hand, or else the first."""
    order = (*known.questions, *known.review)
    here = next((at for at, each in enumerate(order) if each.sign == sign), 0)
    return Asked(known.questions, known.review, here)


def offers(now: datetime, zone: ZoneInfo) -> tuple[Due, ...]:
    """Days to choose among where none was named, soonest first: tomorrow, this week's Friday, in a week."""
    today = now.astimezone(zone)
    ahead = sorted({1, (FRIDAY - today.weekday()) % 7 or 7, 7})
    return tuple(Due(day_end((today + timedelta(days=days)).date(), today), dated=True) for days in ahead)


@page.get("/questions")
def show() -> Response:
    """One question in hand, the first or the one named, and what else is asked beside it."""
    return _shown()


def _shown(trouble: str = "", at: str = "") -> Response:
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
    in_hand = asked(known, at or request.args.get("sign", ""))
    shown = render_template(
        "questions.html",
        asked=in_hand,
        question=in_hand.question,
        persons=known.persons,
        learned=known.learned,
        calendars={calendar.id: calendar.name for calendar in known.calendars},
        typed=request.form if at and trouble else {},
        trouble=trouble,
        at=at,
        hints=_hints(in_hand.question, known, now),
        offers=offers(now, user.zone),
        soon=SOON,
    )
    return headers.keyed(make_response(shown))


def _hints(question: Question | None, known: Known, now: datetime) -> tuple[str, ...]:
    candidate = question.candidate if question and question.promise is None else None
    return hints.of_found(candidate, known, now) if candidate else ()


@page.post("/questions/<sign>/accept")
def accept(sign: str) -> AnyResponse | tuple[Response, int]:
    """It is a promise: as found, or in the words and with the due typed here."""
    user, form = visit.user(), request.form
    try:
        edited = "body" in form
        due = forms.due(form, user.zone) if edited or "reading" in form else None
        promise = services.accept(
            visit.tracker().database,
            user,
            sign,
            body=forms.text(form, "body") if edited else None,
            promisee=forms.text(form, "promisee", longest=200) if edited else None,
            due=due.at if due else None,
            dated=bool(due and due.dated),
            reply=reply() if "delivered" in form else None,
            place=_place(),
            via=VIA,
            now=visit.now(),
        )
    except (forms.Unreadable, Refused) as trouble:
        return _shown(worded(trouble), sign), 422
    _accepted(promise, sign)
    return visit.back("questions.show")


def _place() -> int:
    """Where the question stood in the list, as its form says."""
    named = request.form.get("place", "")
    return int(named) if named.isascii() and named.isdecimal() and len(named) < 6 else 0


def _accepted(promise: Promise, sign: str) -> None:
    """Say so. What was opened and delivered by one answer is taken back by one Undo."""
    both = promise.delivered_at is not None and promise.made_at == visit.now()
    if both:
        said = _("Promise accepted, and delivered: %(what)s.", what=promise.body)
    else:
        said = _("Promise accepted: %(what)s.", what=promise.body)
    visit.say(said, undo=undo_of(promise, acts=2 if both else 1), sign=sign)


@page.post("/questions/<sign>/dismiss")
def dismiss(sign: str) -> AnyResponse:
    """It is no promise; or none in its whole series."""
    series = request.form.get("series") == "yes"
    database, user, now = visit.tracker().database, visit.user(), visit.now()
    candidate = services.dismiss(database, user, sign, series=series, place=_place(), via=VIA, now=now)
    undo = url_for("questions.ask_again", sign=candidate.series_sign if series else candidate.sign)
    visit.say(_dismissed(candidate, series), undo=undo, sign=sign)
    return visit.back("questions.show")


def _dismissed(candidate: Candidate, series: bool) -> str:
    said = DISMISSED[candidate.kind is Kind.MEETING, series, bool(candidate.event.recurrence_id)]
    return _(said, what=candidate.body)


@page.post("/questions/<sign>/met")
def met(sign: str) -> AnyResponse:
    """It was time with them: it counts as contact."""
    database, user, now = visit.tracker().database, visit.user(), visit.now()
    candidate = teaching.confirm_meeting(database, user, sign, place=_place(), via=VIA, now=now)
    said = _("Time with people: %(title)s.", title=candidate.title)
    visit.say(said, undo=url_for("questions.unmet", sign=sign), sign=sign)
    return visit.back("questions.show")


@page.post("/questions/<sign>/unmet")
def unmet(sign: str) -> AnyResponse:
    """Take back that it was."""
    teaching.unconfirm_meeting(visit.tracker().database, visit.user(), sign, via=VIA, now=visit.now())
    visit.say(_("Taken back."))
    return visit.back("questions.show")


@page.post("/questions/<sign>/ask-again")
def ask_again(sign: str) -> AnyResponse:
    """Take a dismissal back."""
    services.undismiss(visit.tracker().database, visit.user(), sign, via=VIA, now=visit.now())
    visit.say(_("Taken back: it is asked again."))
    return visit.back("questions.show")
