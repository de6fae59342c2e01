"""A promise as a row of a list: its words and addresses made ready, so that the template only places them.

Lists are long, and what a template asks for one by one it asks for hundreds of times.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from flask import g, request, url_for
from flask_wtf.csrf import generate_csrf

from tracker.domain.account import User
from tracker.domain.known import Line
from tracker.domain.people import Person
from tracker.domain.promise import Promise
from tracker.domain.verdict import Outcome
from tracker.mail.standing import between, countdown, worth
from tracker.mail.words import day, due, name_of, sentence
from tracker.mail.words import moment as moment_of
from tracker.tongue import gettext as _
from tracker.tongue import ngettext
from tracker.web.words import standing

OPEN = (Outcome.PENDING, Outcome.OVERDUE)


class Row(NamedTuple):
    """`about` says with whom and when, `heard` what its promisee said, `moved` how often, `ahead` what it loses next;
    each empty where there is nothing to say. `done` and `nudge` are addresses.
    """

    page: str
    done: str
    nudge: str
    token: str
    press: str
    body: str
    mine: bool
    open: bool
    owed: bool
    outcome: str
    standing: str
    about: str
    heard: str
    moved: str
    ahead: str


def row(line: Line, persons: Sequence[Person] = ()) -> Row:
    """A judged promise, in the words of whoever asks."""
    promise, user, now = line.promise, g.user, g.now
    outcome, moves = line.verdict.outcome, line.verdict.renegotiations
    ahead = countdown(line, user, now) or worth(line, user.zone, now)
    return Row(
        page=_address("promises.one", promise.id),
        done=_address("promises.deliver", promise.id),
        nudge="" if promise.mine else _address("repairing.nudge", promise.id),
        token=(g.get("csrf_token") or generate_csrf()) if promise.open else "",
        press=_("Delivered") if promise.mine else _("Received"),
        body=promise.body,
        mine=promise.mine,
        open=promise.open,
        owed=outcome in OPEN,
        outcome=outcome.value,
        standing=standing(line, user.zone, now),
        about=_about(line, persons, user),
        heard=heard(promise, persons),
        moved=ngettext("moved %(num)s time", "moved %(num)s times", moves) if moves else "",
        ahead=sentence(ahead),
    )


def _about(line: Line, persons: Sequence[Person], user: User) -> str:
    who = between(line.promise, persons)
    return f"{who} · {_when(line, user)}" if who else _when(line, user)


def _when(line: Line, user: User) -> str:
    at = line.promise.delivered_at
    if line.verdict.outcome in OPEN or at is None:
        return _("due %(when)s", when=_unbroken(due(line.verdict.term, user.zone, g.now)))
    when = _unbroken(day(at, user.zone, g.now))
    if line.promise.backdated:
        return _("delivered %(when)s, back-dated", when=when)
    return _("delivered %(when)s", when=when)


def heard(promise: Promise, persons: Sequence[Person]) -> str:
    """What its promisee said of a promise; nothing where they said nothing."""
    at = promise.received_at or promise.doubted_at
    if at is None:
        return ""
    who, when = name_of(promise.promisee, persons), _unbroken(moment_of(at, g.user.zone, g.now))
    if promise.received_at:
        return _("%(who)s says: received on %(when)s", who=who, when=when)
    return _("%(who)s says: not yet, on %(when)s", who=who, when=when)


def _unbroken(dated: str) -> str:
    """The same words, of which no day is broken over two lines."""
    return dated.replace(" ", "\u00a0").replace(",\u00a0", ", ")


def _address(endpoint: str, promise_id: str) -> str:
    """As `url_for` makes it, which would take most of the time of a long list."""
    before, after = _halves(request.script_root, endpoint)
    return f"{before}{quote(promise_id, safe='')}{after}"


@lru_cache(maxsize=64)
def _halves(_root: str, endpoint: str) -> tuple[str, str]:
    """What stands before and after an id; `_root` is under which address we are reached."""
    before, _id, after = url_for(endpoint, promise_id="-").rpartition("-")
    return before, after
