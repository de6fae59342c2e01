"""Part of the settings: days away, to begin anew, and what was decided of an account so far, to be taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.account import Account, User, account_from, account_record
from tracker.domain.away import due_away, next_letter
from tracker.domain.entry import Act, Entry
from tracker.domain.known import lines
from tracker.domain.promise import Refused
from tracker.services import users
from tracker.services.gather import gather
from tracker.store import ledger
from tracker.store.ledger import Overtaken
from tracker.tongue import N_, worded
from tracker.tongue import gettext as _
from tracker.web import forms, visit, words
from tracker.web.history import way

page = Blueprint("scoring", __name__)

VIA = "page"
CHANGED = {
    "leniency": N_("How promises are judged changed"),
    "offers": N_("What you can give changed"),
    "cadences": N_("How often to meet changed"),
}


class Told(NamedTuple):
    """One entry about an account in words."""

    at: datetime
    what: str
    way: str


def decided(user: User) -> dict[str, Any]:
    """What the page of settings says of these: what is to be renegotiated before days away, and the log."""
    now = visit.now()
    with visit.tracker().database.read() as db:
        judged = lines(gather(db, user, now), now)
        log = ledger.entries(db, user.id, user.id)
    return {
        "away": user.away if user.away and user.away.end > now else None,
        "due_away": due_away(judged, user, now),
        "next_letter": next_letter(user),
        "log": [told(entry, user.zone, now) for entry in reversed(log)],
    }


@page.post("/settings/away")
def go_away() -> AnyResponse:
    """Days without nudges and letters."""

    def gone(user: User) -> User:
        first, last = (forms.day(request.form, name) for name in ("away_from", "away_until"))
        if first is None or last is None:
            raise forms.Unreadable(_("Choose the first and the last day away."))
        return users.go_away(visit.tracker().database, user, first, last, via=VIA, now=visit.now())

    return _did(gone, _("Days away written down. What comes due then is listed below: renegotiate it before."))


@page.post("/settings/here")
def come_back() -> AnyResponse:
    """Here again, or not going after all."""
    return _did(
        lambda user: users.come_back(visit.tracker().database, user, via=VIA, now=visit.now()),
        _("You are here: nudges and letters come as before."),
    )


@page.post("/settings/anew")
def begin_anew() -> AnyResponse:
    """Count only what is due from a day on."""

    def begun(user: User) -> User:
        on = forms.day(request.form, "anew_on")
        if on is None:
            raise forms.Unreadable(_("Choose the day from which promises count."))
        return users.begin_anew(visit.tracker().database, user, on, via=VIA, now=visit.now())

    return _did(begun, _("Begun anew. What was due before stays in the log, and counts no more."))


@page.post("/settings/undo")
def undo() -> AnyResponse:
    """Take the last of these back, unless something was decided since; sent twice is sent once."""
    user = visit.user()
    try:
        if request.args.get("of") != _state(user.account):
            raise Overtaken
        users.undo(visit.tracker().database, user, of=user.account, via=VIA, now=visit.now())
        visit.say(_("Taken back."))
    except Overtaken:
        visit.warn(_("Nothing was taken back: something was decided since."))
    except Refused as trouble:
        visit.warn(worded(trouble))
    return visit.go("settings.show")


def _did(act: Callable[[User], User], said: str) -> AnyResponse:
    """Do it and say so with an Undo; what makes no sense is said instead, and nothing is changed."""
    try:
        user = act(visit.user())
    except (forms.Unreadable, Refused) as trouble:
        visit.warn(worded(trouble))
    else:
        changed = user.account != visit.user().account
        visit.say(said, undo=url_for("scoring.undo", of=_state(user.account)) if changed else "")
    return visit.go("settings.show")


def _state(account: Account) -> str:
    return f"{crc32(repr(account_record(account)).encode()):08x}"


def told(entry: Entry, zone: ZoneInfo, now: datetime) -> Told:
    """What an entry changed of an account."""
    after = account_from(entry.after)
    before = account_from(entry.before) if entry.before else None
    if before is None:
        said = [_("Opened; promises due since %(when)s count", when=words.day(after.scored_from, zone, now))]
    else:
        said = _changes(before, after, zone, now)
    what = f"{'; '.join(said) or _('No change')}."
    return Told(entry.at, _("Taken back. %(what)s", what=what) if entry.act is Act.UNDONE else what, way(entry))


def _changes(before: Account, after: Account, zone: ZoneInfo, now: datetime) -> list[str]:
    said = [_(what) for name, what in CHANGED.items() if getattr(before, name) != getattr(after, name)]
    if before.scored_from != after.scored_from:
        was, is_ = (words.day(account.scored_from, zone, now) for account in (before, after))
        said.append(_("Promises due since %(now)s count; before, those since %(before)s", now=is_, before=was))
    if before.away != after.away:
        said.append(_gone(after, zone, now))
    return said


def _gone(account: Account, zone: ZoneInfo, now: datetime) -> str:
    if account.away is None:
        return _("No days away any more")
    first, last = (words.day(at, zone, now) for at in (account.away.start, account.away.last))
    return _("Away from %(first)s to %(last)s", first=first, last=last)
