"""Settings: who the user is and on which clock, their language, when letters come, and how lenient the judge is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo, available_timezones

from flask import Blueprint, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker import tongue
from tracker.domain.account import User
from tracker.domain.verdict import Leniency
from tracker.services import users
from tracker.tongue import LOCALES, worded
from tracker.tongue import gettext as _
from tracker.web import forms, scoring, visit

page = Blueprint("settings", __name__)

A_MONDAY = date(2024, 1, 1)
BEFORE = "settings"
LONGEST_UNDO = 1_500  # letters: a cookie holds few


@page.get("/settings")
def show() -> str:
    """The form, filled with what holds now."""
    return _form(_as_typed(visit.user()))


def _as_typed(user: User) -> dict[str, str]:
    minute, day = timedelta(minutes=1), timedelta(days=1)
    return {
        "name": user.name,
        "locale": user.locale,
        "zone": user.zone.key,
        "addresses": "\n".join(sorted(user.addresses - {user.email})),
        "digest_on": "yes" if user.digest_on else "",
        "quiet_weeks": "yes" if user.quiet_weeks else "",
        "reminders": "yes" if user.reminders else "",
        "digest_day": str(user.digest_day),
        "digest_hour": str(user.digest_hour),
        "grace": str(user.leniency.grace // minute),
        "grace_dated": str(user.leniency.grace_dated // minute),
        "patience": str(user.leniency.patience // day),
    }


def _form(typed: dict[str, str], trouble: str = "") -> str:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    return render_template(
        "settings.html",
        typed=typed,
        trouble=trouble,
        locales=LOCALES,
        zones=zones,
        days=_days(),
        hours=_hours(),
        **scoring.decided(visit.user()),
    )


def _days() -> list[tuple[str, str]]:
    """The days of the week by number, from Monday as 0, in the order in which weeks run here."""
    order = [(tongue.first_weekday() + ahead) % 7 for ahead in range(7)]
    return [(str(day), tongue.weekday(A_MONDAY + timedelta(days=day), whole=True)) for day in order]


def _hours() -> list[tuple[str, str]]:
    """The hours of a day as clocks show them here."""
    return [(str(hour), tongue.clock(datetime(2024, 1, 1, hour, tzinfo=UTC))) for hour in range(24)]


@page.post("/settings")
def save() -> AnyResponse | tuple[str, int]:
    """Keep what was typed; the next letters move with day, hour and zone."""
    before = visit.user()
    try:
        user = _typed(before, request.form)
    except forms.Unreadable as trouble:
        return _form(request.form.to_dict(), worded(trouble)), 422
    users.settle(visit.tracker().database, user, visit.now())
    tongue.speak(user.locale)
    visit.say(_("Saved."), undo=_undo(before, user))
    return visit.go("settings.show")


def _undo(before: User, after: User) -> str:
    """Where to take it back. What was before waits in the session, not in an address, which would stand in logs."""
    was = _as_typed(before)
    if was == _as_typed(after) or len(repr(was)) > LONGEST_UNDO:
        return ""
    session[BEFORE] = was
    return url_for("settings.back", of=_state(after))


def _state(user: User) -> str:
    return f"{crc32(repr(_as_typed(user)).encode()):08x}"


@page.post("/settings/back")
def back() -> AnyResponse:
    """All as it was before it was last saved here, unless something was changed since; sent twice is sent once."""
    user, was = visit.user(), session.pop(BEFORE, None)
    if was and request.args.get("of") == _state(user):
        user = _typed(user, was)
        users.settle(visit.tracker().database, user, visit.now())
        tongue.speak(user.locale)
        visit.say(_("Taken back."))
    else:
        visit.warn(_("Nothing was taken back: this has changed since."))
    return visit.go("settings.show")


def _typed(user: User, form: Mapping[str, str]) -> User:
    return replace(
        user,
        name=forms.text(form, "name", longest=200),
        locale=_locale(form.get("locale", user.locale)),
        zone=_zone(form.get("zone", "").strip()),
        addresses=forms.addresses(form, "addresses") | {user.email},
        digest_on=form.get("digest_on") == "yes",
        quiet_weeks=form.get("quiet_weeks") == "yes",
        reminders=form.get("reminders") == "yes",
        digest_day=forms.number(form, "digest_day", 0, 6, _("The letter’s day")),
        digest_hour=forms.number(form, "digest_hour", 0, 23, _("The letter’s hour")),
        leniency=Leniency(
            grace=_minutes(form, "grace", _("Grace in minutes")),
            grace_dated=_minutes(form, "grace_dated", _("Grace for a day in minutes")),
            patience=timedelta(days=forms.number(form, "patience", 1, 365, _("Patience in days"))),
        ),
    )


def _minutes(form: Mapping[str, str], name: str, what: str) -> timedelta:
    return timedelta(minutes=forms.number(form, name, 0, 1440, what))


def _locale(code: str) -> str:
    if code not in {one.code for one in LOCALES}:
        raise forms.Unreadable(_("That language is not offered. Choose one from the list."))
    return code


def _zone(name: str) -> ZoneInfo:
    if name not in available_timezones():
        raise forms.Unreadable(
            _("That zone is not known. Choose one from the list, like Europe/Paris or Africa/Accra.")
        )
    return ZoneInfo(name)
