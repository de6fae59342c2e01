"""The living style page: each token and each part in each of its states, for whoever builds pages.

It is there only where the pages are reached on this machine alone, as they are while somebody builds them.
"""

import re
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Blueprint, render_template

from tracker.domain.account import User
from tracker.domain.known import Line
from tracker.domain.promise import ME, Promise, Term
from tracker.domain.trend import Week
from tracker.domain.trust import Rate, TrustIndex
from tracker.domain.verdict import judge
from tracker.web import visit

page = Blueprint("style", __name__)

SHEET = Path(__file__).parent / "static" / "tracker.css"
HERE = ("127.0.0.1", "localhost", "::1")
DAY = timedelta(days=1)
TOKEN = re.compile(r"--([\w-]+): ([^;]+);")
KINDS = (
    ("Type", ("tiny", "fine", "small", "text", "large", "title", "head", "vast")),
    ("Space", ("s1", "s2", "s3", "s4", "s5", "s6", "s8", "s12")),
    ("Corners and sizes", ("round", "round-m", "round-l", "pill", "touch", "sign")),
)
ICONS = ("home", "promise", "question", "people", "give", "search", "letter", "calendar", "settings", "tick", "alarm")
OUTCOMES = ("kept", "late", "broken", "overdue", "pending", "warm", "cooling", "cold", "unsure")


class Example(NamedTuple):
    """A promise to show: due so many days from now, and when it was delivered, from then on."""

    body: str
    due: int
    delivered: int | None = None
    promiser: str = ME
    who: str = "Ama"


EXAMPLES = (
    Example("send the seminar outline", -2),
    Example("send the budget figures", 1),
    Example("comment on the grant draft, and on the letter of reference that goes with it", 3),
    Example("return the atlas", 2, promiser="Nils", who=ME),
    Example("share the slides", -9, -1),
    Example("book the lecture hall", -12, 2),
)
RATES = (
    (Rate(19, 22), TrustIndex(0.86, 12)),
    (Rate(2, 3), TrustIndex(0.6, 2)),
    (Rate(0, 0), TrustIndex(0.5, 0)),
)


def wanted(base_url: str) -> bool:
    """Whether pages at that address are seen on this machine alone."""
    return urlsplit(base_url).hostname in HERE


@page.get("/style")
def show() -> str:
    """All of it on one page."""
    user, now = visit.user(), visit.now()
    return render_template(
        "style.html",
        kinds=[(kind, [(name, tokens()[name]) for name in names]) for kind, names in KINDS],
        colours=[(name, value) for name, value in tokens().items() if value.startswith("#")],
        icons=ICONS,
        outcomes=OUTCOMES,
        lines=[_line(example, user, now) for example in EXAMPLES],
        rates=RATES,
        weeks=[Week(now.date() - 7 * DAY * ago, 3, 2 - ago % 2, ago % 2) for ago in reversed(range(12))],
        persons=(),
    )


@cache
def tokens() -> dict[str, str]:
    """The tokens of the sheet by day, with their values."""
    return dict(TOKEN.findall(SHEET.read_text().partition("}")[0]))


def _line(example: Example, user: User, now: datetime) -> Line:
    due = now + example.due * DAY
    made = min(now, due) - 7 * DAY
    delivered = None if example.delivered is None else due + example.delivered * DAY
    promise = Promise(
        id="example",
        body=example.body,
        promisee=example.who,
        terms=(Term(due, made),),
        made_at=made,
        promiser=example.promiser,
        delivered_at=delivered,
    )
    return Line(promise, judge(promise, user.leniency, now), None)
