"""How far the reading of calendars has come: live by events where scripts run, by loading anew where none do."""

import time
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from threading import Event
from typing import Any, NamedTuple

from flask import Blueprint, Response, current_app, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker import tongue
from tracker.domain.account import Calendar, CalendarKind
from tracker.domain.progress import NOTHING, Brought, Progress, Step
from tracker.services import progress as services
from tracker.services.gather import gather
from tracker.store import calendars as store
from tracker.tongue import gettext as _
from tracker.tongue import ngettext, number, worded
from tracker.web import headers, health, streams, visit

page = Blueprint("progress", __name__)

LOOK = 0.05  # seconds between two looks, while whoever asked is kept waiting for a moment
LOOKS = 20  # of them: what is over by then needs no page of its own
AGAIN = 4  # seconds after which a page without script is loaded anew
MANY = 20  # calendars named in one address
BACKS = ("start",)  # the pages that may be gone on to, beside that of calendars


class Shown(NamedTuple):
    """One calendar, how far it is, and how many questions are asked of what was found in it."""

    calendar: Calendar
    progress: Progress | None  # None: nobody waits for it
    questions: int

    @property
    def over(self) -> bool:
        """Whether there is nothing to wait for."""
        return self.progress is None or self.progress.ended

    @property
    def read(self) -> bool:
        """Whether it was read, and without trouble."""
        return self.over and not self.calendar.trouble

    @property
    def brought(self) -> Brought:
        """What the last reading brought."""
        return self.progress.brought if self.progress else NOTHING

    @property
    def tallies(self) -> tuple[tuple[str, str], ...]:
        """The same as figures, each with what it counts."""
        return tuple(_tallies(self))

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.progress is None:
            return worded(self.calendar.trouble) or _("It is not being read just now.")
        if self.over:
            return worded(self.calendar.trouble) or _brought(self)
        if self.progress.cut_short(visit.now()):
            return _("Reading it was cut short. It goes on by itself within a few minutes; nothing is lost.")
        return _under_way(self.calendar, self.progress)


def read_soon(calendar_ids: Sequence[str], *, believe: bool = False, anew: bool = False) -> AnyResponse:
    """Have calendars of the user's read, and go to the page that says what came of it: the one that the form named if
    it is over at once, else one that says how far it is.
    """
    tracker, user = visit.tracker(), visit.user()
    wish = partial(services.ask, tracker.database, user.id, believe=believe, anew=anew, now=visit.now())
    resting = [asked for asked in calendar_ids if not wish(asked)]
    if tracker.hurry:
        tracker.hurry(user.id)
        _wait(calendar_ids)
    shown = _shown(calendar_ids)
    if not all(one.over for one in shown):
        return visit.go("progress.show", calendar=list(calendar_ids), back=_back(request.form.get("back", "")))
    for one in shown:
        _say(one, rests=one.calendar.id in resting)
    return visit.back("calendars.show")


def _wait(calendar_ids: Collection[str]) -> None:
    """Until all are over, for a moment at most."""
    for _look in range(current_app.config.get("LOOKS", LOOKS)):
        if all(one.ended for one in services.of(visit.tracker().database, visit.user().id, calendar_ids)):
            return
        time.sleep(LOOK)


def _say(one: Shown, *, rests: bool) -> None:
    name = one.calendar.name
    if rests:
        visit.say(_("%(name)s was read less than a minute ago. Ask again in a moment.", name=name))
        return
    if one.calendar.trouble:
        visit.warn(_("%(name)s could not be read. %(trouble)s", name=name, trouble=worded(one.calendar.trouble)))
        return
    leads = (to_confirm(one.questions), url_for("questions.show")) if one.questions else None
    visit.say(_("%(name)s was read: %(brought)s.", name=name, brought=_counted(one.brought)), leads=leads)


@page.get("/progress")
def show() -> Response:
    """How far each of these calendars is; when all are over, what was found, and on."""
    shown = _shown(_asked())
    told = _told(shown)
    ids = [one.calendar.id for one in shown]
    back = _back(request.args.get("back", ""))
    response = make_response(
        render_template(
            "progress.html",
            **told,
            back=back,
            again=AGAIN,
            still=request.args.get("still") == "yes",
            here=url_for("progress.show", calendar=ids, back=back),
            stilled=url_for("progress.show", calendar=ids, back=back, still="yes"),
            stream=url_for("progress.live", calendar=ids, back=back),
        )
    )
    return response if told["over"] else headers.live(response)


@page.get("/progress/live")
def live() -> Response:
    """The same, told anew whenever it changes, to whoever is signed in still."""
    app, environ = current_app._get_current_object(), request.environ  # type: ignore[attr-defined]  # a proxy of one

    def look() -> streams.Told | None:
        with app.request_context(environ):
            visit.enter()
            return _news() if g.user else None

    return streams.stream(_places(), visit.user().id, streams.told(look, _closing().wait))


def _news() -> streams.Told:
    told = _told(_shown(_asked()))
    part = render_template("progress_part.html", **told, back=_back(request.args.get("back", "")))
    return streams.Told({"title": told["title"], "said": told["said"], "part": part}, told["over"])


def _places() -> streams.Places:
    found: streams.Places = current_app.extensions.setdefault("places", streams.Places())
    return found


def _closing() -> Event:
    found: Event = current_app.extensions.setdefault("closing", Event())  # whoever serves the pages sets it
    return found


def _asked() -> list[str]:
    return request.args.getlist("calendar")[:MANY]


def _back(named: str) -> str | None:
    return named if named in BACKS else None


def _told(shown: Sequence[Shown]) -> dict[str, Any]:
    over = all(one.over for one in shown)
    waits = any(one.progress and one.progress.lasts(visit.now()) for one in shown)
    tracker = visit.tracker()
    elsewhere = tracker.hurry is None or tracker.config.service.hosted  # who reads calendars is another process
    nobody = waits and elsewhere and not health.working(health.WITHIN)
    questions = sum(one.questions for one in shown)
    told = {"shown": shown, "over": over, "nobody": nobody, "questions": questions}
    return told | {"title": _title(shown, over=over), "said": _said(shown)}


def _shown(calendar_ids: Collection[str]) -> list[Shown]:
    """Those of them that are the user's, by name."""
    user = visit.user()
    far = {one.calendar: one for one in services.of(visit.tracker().database, user.id, calendar_ids)}
    with visit.tracker().database.read() as db:
        theirs = [one for one in store.calendars(db, user.id) if one.id in calendar_ids]
    over = all(one.id not in far or far[one.id].ended for one in theirs)
    asked = questions_of(calendar_ids) if over and theirs else {}
    return [Shown(one, far.get(one.id), asked.get(one.id, 0)) for one in theirs]


def questions_of(calendar_ids: Collection[str]) -> dict[str, int]:
    """How many questions are asked of what each calendar tells."""
    with visit.tracker().database.read() as db:
        known = gather(db, visit.user(), visit.now())
    found = dict.fromkeys(calendar_ids, 0)
    for question in (*known.questions, *known.review):
        if question.candidate and question.candidate.event.calendar in found:
            found[question.candidate.event.calendar] += 1
    return found


# In words.


def to_confirm(count: int) -> str:
    """The way to what is asked."""
    return ngettext("%(num)s to confirm", "%(num)s to confirm", count)


def _under_way(calendar: Calendar, far: Progress) -> str:
    if not far.held(visit.now()):
        return _("It is its turn in a moment.")
    if far.step is Step.ASKING:
        return _("Reading the file.") if calendar.kind is CalendarKind.FILE else _("Asking its server.")
    total = number(far.total)
    if far.step is Step.KEEPING:
        return ngettext("Keeping %(total)s event.", "Keeping %(total)s events.", far.total, total=total)
    return _("Looking for promises: %(done)s of %(total)s events.", done=number(far.done), total=total)


def _brought(one: Shown) -> str:
    """All that a reading brought, as the sentence that ends it."""
    return f"{', '.join(_each(one))}."


def _each(one: Shown) -> Iterator[str]:
    brought = one.brought
    if brought.new and not (brought.changed or brought.gone or brought.skipped):
        yield ngettext("%(count)s event", "%(count)s events", brought.new, count=number(brought.new))
    else:
        yield _counted(brought)
    if brought.opened:
        yield ngettext("%(num)s promise by your marker", "%(num)s promises by your marker", brought.opened)
    if one.questions:
        yield ngettext("%(num)s promise to confirm", "%(num)s promises to confirm", one.questions)


def _tallies(one: Shown) -> Iterator[tuple[str, str]]:
    """The same as figures, each with what it counts."""
    brought = one.brought
    counts = (
        (brought.new, ngettext("event is new", "events are new", brought.new)),
        (brought.changed, ngettext("event changed", "events changed", brought.changed)),
        (brought.gone, ngettext("event is gone", "events are gone", brought.gone)),
        (brought.skipped, ngettext("event could not be read", "events could not be read", brought.skipped)),
        (brought.opened, ngettext("promise by your marker", "promises by your marker", brought.opened)),
        (one.questions, ngettext("promise to confirm", "promises to confirm", one.questions)),
    )
    told = [(number(count), what) for count, what in counts if count]
    yield from told or [(number(0), ngettext("event is new", "events are new", 0))]


def _counted(brought: Brought) -> str:
    counts = (
        (brought.new, ngettext("%(count)s new", "%(count)s new", brought.new, count=number(brought.new))),
        (brought.changed, ngettext("%(num)s changed", "%(num)s changed", brought.changed)),
        (brought.gone, ngettext("%(num)s gone", "%(num)s gone", brought.gone)),
        (brought.skipped, ngettext("%(num)s event skipped", "%(num)s events skipped", brought.skipped)),
    )
    return ", ".join(said for count, said in counts if count) or _("nothing changed")


QUARTERS = (
    tongue.N_("Looking for promises in it."),
    tongue.N_("A quarter of it is read."),
    tongue.N_("Half of it is read."),
    tongue.N_("Three quarters of it are read."),
)


def _title(shown: Sequence[Shown], *, over: bool) -> str:
    if over:
        return _("What was found") if shown else _("Calendars")
    return _("Reading your calendar") if len(shown) == 1 else _("Reading your calendars")


def _said(shown: Sequence[Shown]) -> str:
    """How all of it stands, in words that change seldom: a screen reader says each change aloud."""
    if not shown:
        return _("No calendar is being read just now.")
    over = sum(one.over for one in shown)
    if over == len(shown):
        return _("That is all.") if len(shown) > 1 else shown[0].state
    if len(shown) > 1:
        return _("%(over)s of %(all)s calendars are read.", over=over, all=len(shown))
    far = shown[0].progress
    share = far.share if far else None
    return shown[0].state if share is None else _(QUARTERS[int(share * 4)])
