"""The first five minutes: four steps that can be left and taken up again, for what is done shows in what there is."""

from typing import NamedTuple

from flask import Blueprint, Response, make_response, render_template, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.account import Calendar
from tracker.domain.digest import compose
from tracker.domain.known import Known
from tracker.domain.promise import Refused
from tracker.domain.reading.due import Due
from tracker.domain.reconcile import Question
from tracker.services import beginning, digests, people
from tracker.services.gather import gather
from tracker.store import letters
from tracker.store.letters import Letter
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import forms, headers, health, visit
from tracker.web.progress import read_soon

page = Blueprint("start", __name__)

VIA = "page"
ENOUGH = 5  # candidates that are answered to begin with
AT_ONCE = 3  # of them shown


class Progress(NamedTuple):
    """How far somebody has come: derived from what there is, so that nothing has to be kept of it."""

    calendars: tuple[Calendar, ...]
    answered: int
    asked: int
    named: int
    letter: Letter | None

    @property
    def steps(self) -> tuple[bool, bool, bool, bool]:
        """Which of the four are done: connect, confirm, name, letter."""
        all_answered = any(one.synced_at for one in self.calendars) and not self.asked
        confirmed = self.answered >= ENOUGH or all_answered
        return bool(self.calendars), confirmed, bool(self.named), self.letter is not None

    @property
    def done(self) -> int:
        """How many of them."""
        return sum(self.steps)

    @property
    def at(self) -> int:
        """The first that is not done, from 1; 0 when all are."""
        return next((number for number, done in enumerate(self.steps, 1) if not done), 0)

    @property
    def under_way(self) -> bool:
        """Whether it was begun and is worth going on with: who has had a letter knows the rest."""
        return bool(self.calendars) and self.letter is None


def progress(db: Connection, known: Known) -> Progress:
    """How far the user of all this has come."""
    letter = letters.newest(db, known.user.id, digests.KIND)
    asked = len(known.questions) + len(known.review)
    return Progress(known.calendars, known.learned.answers, asked, len(known.persons), letter)


@page.get("/start")
def show() -> Response:
    """The four steps, the first that is not done unfolded."""
    return _shown()


def _shown(trouble: str = "") -> Response:
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        known = gather(db, user, now)
        come = progress(db, known)
    shown = render_template(
        "start.html",
        progress=come,
        enough=ENOUGH,
        questions=_easiest(known),
        persons=known.persons,
        subject="" if come.letter else digests.written(visit.tracker().post, compose(known, now), now)["Subject"],
        mails=visit.tracker().config.mail is not None,
        idle=not health.working(health.IDLE),
        trouble=trouble,
    )
    return headers.framing(make_response(shown))


def _easiest(known: Known) -> list[Question]:
    """Those to begin with: first what one tap answers, for its due is clear."""
    asked = [each for each in (*known.questions, *known.review) if each.candidate and not each.promise]
    return sorted(asked, key=lambda each: not _clear(each))[:AT_ONCE]


def _clear(question: Question) -> bool:
    return question.candidate is not None and isinstance(question.candidate.due, Due)


@page.post("/start/example")
def example() -> AnyResponse:
    """Look at the example first."""
    tracker = visit.tracker()
    _user, added = beginning.follow_example(tracker.database, tracker.seal, visit.user(), via=VIA, now=visit.now())
    return read_soon([added.id])


@page.post("/start/person")
def name() -> AnyResponse | tuple[Response, int]:
    """Name somebody by their name alone; more can be said at any time."""
    try:
        who = forms.text(request.form, "name", asked=_("Say who it is: a name is enough."), longest=200)
        person = people.name_person(visit.tracker().database, visit.user(), name=who, via=VIA, now=visit.now())
    except (forms.Unreadable, Refused) as trouble:
        return _shown(worded(trouble)), 422
    visit.say(_("%(name)s is named.", name=person.name))
    return visit.go("start.show")


@page.post("/start/letter")
def letter() -> AnyResponse:
    """This week's letter now. Who asks twice has one."""
    tracker, user = visit.tracker(), visit.user()
    written = beginning.letter_now(tracker.database, tracker.post, user, visit.now())
    if written is None:
        visit.warn(
            _("No letter was written: there is nothing to say yet, or you are away. Below is how it would look.")
        )
    return visit.go("start.show")
