"""Calendars: those followed, how fresh each is, what could not be read, and adding one."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker.calendars.source import CalendarTrouble
from tracker.domain.account import Calendar
from tracker.domain.promise import Refused
from tracker.services import connections, following
from tracker.store import calendars, ledger
from tracker.store import progress as far
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import forms, limits, progress, rooms, visit
from tracker.web.promises import VIA

page = Blueprint("calendars", __name__)

Answer = AnyResponse | tuple[str, int]
NOTHING: Mapping[str, str] = MappingProxyType({})  # typed


@page.get("/calendars")
def show() -> str:
    """Each with how fresh it is and what was skipped, and the form that adds one."""
    return _shown()


def _shown(trouble: str = "", typed: Mapping[str, str] = NOTHING, form: str = "") -> str:
    """With what was typed into the `form` that was refused: "address" or "file"."""
    user = visit.user()
    with visit.tracker().database.read() as db:
        found = calendars.calendars(db, user.id)
        skipped = {calendar.id: calendars.skipped(db, user.id, calendar.id) for calendar in found}
        awaited = {one.calendar for one in far.progress(db, user.id) if one.lasts(visit.now())}
    return render_template(
        "calendars.html",
        calendars=found,
        skipped=skipped,
        awaited=awaited,
        connections=connections.connections(visit.tracker().database, user),
        trouble=trouble,
        typed=typed,
        form=form,
    )


def _own(calendar_id: str) -> Calendar:
    with visit.tracker().database.read() as db:
        calendar = calendars.calendar(db, visit.user().id, calendar_id)
    if calendar is None:
        visit.missing()
    return calendar


@page.post("/calendars/follow")
@limits.feeds
def follow() -> Answer:
    """Follow an address, once however often it is sent, and have it read at once."""
    tracker, form = visit.tracker(), request.form
    address = form.get("address", "").strip()
    try:
        if not address:
            raise forms.Unreadable(
                _("Paste the calendar's private address. It ends in .ics or begins with webcal://.")
            )
        calendar = following.follow_once(
            tracker.database,
            tracker.seal,
            visit.user(),
            address,
            name=forms.text(form, "name", longest=100),
            decides=form.get("decides") == "yes",
            most=rooms.of_user().calendars,
            now=visit.now(),
        )
    except (forms.Unreadable, Refused, CalendarTrouble) as trouble:
        return _shown(worded(trouble), form, "address"), 422
    return progress.read_soon([calendar.id])


@page.post("/calendars/upload")
@limits.feeds
def upload() -> Answer:
    """Keep an uploaded file as a calendar, and have it read at once."""
    tracker, form, file = visit.tracker(), request.form, request.files.get("file")
    body = file.read() if file else b""
    try:
        if not file or not body:
            raise forms.Unreadable(_("Choose an .ics file that is not empty."))
        calendar = following.upload(
            tracker.database,
            tracker.seal,
            visit.user(),
            body,
            name=forms.text(form, "name", longest=100) or PurePath(file.filename or "").stem[:100],
            decides=form.get("decides") == "yes",
            most=rooms.of_user().calendars,
            now=visit.now(),
        )
    except (forms.Unreadable, Refused, CalendarTrouble) as trouble:
        return _shown(worded(trouble), form, "file"), 422
    return progress.read_soon([calendar.id], anew=True)


@page.post("/calendars/<calendar_id>/sync")
def read(calendar_id: str) -> AnyResponse:
    """Sync now: once a minute, however often it is tapped."""
    return progress.read_soon([_own(calendar_id).id])


@page.post("/calendars/<calendar_id>/believe")
def believe(calendar_id: str) -> AnyResponse:
    """Sync now, and take a calendar at its word although most of what was coming is gone."""
    return progress.read_soon([_own(calendar_id).id], believe=True)


@page.get("/calendars/<calendar_id>/remove")
def ask(calendar_id: str) -> str:
    """Ask before a calendar goes: what becomes of the promises made from it?"""
    calendar = _own(calendar_id)
    return render_template("calendar_remove.html", calendar=calendar, made=made_from([calendar]))


def made_from(theirs: Sequence[Calendar]) -> int:
    """How many of the user's promises came from these calendars."""
    ids = {calendar.id for calendar in theirs}
    with visit.tracker().database.read() as db:
        promises = ledger.promises(db, visit.user().id)
    return sum(1 for one in promises if one.origin and one.origin.event.calendar in ids)


@page.post("/calendars/<calendar_id>/remove")
def remove(calendar_id: str) -> AnyResponse:
    """Stop following it; its promises stand unless their user says otherwise."""
    calendar = _own(calendar_id)
    following.remove(
        visit.tracker().database,
        visit.user(),
        calendar.id,
        keep_promises=request.form.get("promises") != "strike",
        via=VIA,
        now=visit.now(),
    )
    visit.say(_("%(name)s is no longer followed, and its events are forgotten.", name=calendar.name))
    return visit.go("calendars.show")
