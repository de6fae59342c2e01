"""Settings: the user's zone and addresses, when the letter comes, and how lenient the judge is."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo, available_timezones

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.account import User
from tracker.domain.verdict import Leniency
from tracker.services import users
from tracker.web import forms, scoring, visit

page = Blueprint("settings", __name__)

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@page.get("/settings")
def show() -> str:
    """The form, filled with what holds now."""
    return _form(_as_typed(visit.user()))


def _as_typed(user: User) -> dict[str, str]:
    minute, day = timedelta(minutes=1), timedelta(days=1)
    return {
        "name": user.name,
        "zone": user.zone.key,
        "addresses": "\n".join(sorted(user.addresses - {user.email})),
        "digest_on": "yes" if user.digest_on else "",
        "quiet_weeks": "yes" if user.quiet_weeks else "",
        "digest_day": str(user.digest_day),
        "digest_hour": str(user.digest_hour),
        "grace": str(user.leniency.grace // minute),
        "grace_dated": str(user.leniency.grace_dated // minute),
        "patience": str(user.leniency.patience // day),
    }


def _form(typed: dict[str, str], trouble: str = "") -> str:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "posix/")))
    return render_template(
        "settings.html", typed=typed, trouble=trouble, zones=zones, days=DAYS, **scoring.decided(visit.user())
    )


@page.post("/settings")
def save() -> AnyResponse | tuple[str, int]:
    """Keep what was typed; the next letter moves with its day, hour and zone."""
    try:
        user = _typed(visit.user())
    except forms.Unreadable as trouble:
        return _form(request.form.to_dict(), str(trouble)), 422
    users.settle(visit.tracker().database, user, visit.now())
    visit.say("Saved.")
    return visit.go("settings.show")


def _typed(user: User) -> User:
    form = request.form
    return replace(
        user,
        name=forms.text(form, "name", longest=200),
        zone=_zone(form.get("zone", "").strip()),
        addresses=forms.addresses(form, "addresses") | {user.email},
        digest_on=form.get("digest_on") == "yes",
        quiet_weeks=form.get("quiet_weeks") == "yes",
        digest_day=forms.number(form, "digest_day", 0, 6, "The letter's day"),
        digest_hour=forms.number(form, "digest_hour", 0, 23, "The letter's hour"),
        leniency=Leniency(
            grace=timedelta(minutes=forms.number(form, "grace", 0, 1440, "Grace in minutes")),
            grace_dated=timedelta(minutes=forms.number(form, "grace_dated", 0, 1440, "Grace for a day in minutes")),
            patience=timedelta(days=forms.number(form, "patience", 1, 365, "Patience in days")),
        ),
    )


def _zone(name: str) -> ZoneInfo:
    if name not in available_timezones():
        raise forms.Unreadable("That zone is not known. Choose one from the list, like Europe/Paris or Africa/Accra.")
    return ZoneInfo(name)
