"""A year, lived day by day in the real service, whose every weekly letter says what a model beside it says.

Two thousand events, three hundred promises and forty people; events that move, are called off or vanish; both changes
of the clocks in one zone, and none in the other; a calendar that is down for two weeks, a fortnight away, a new start
of the scoring, and each thing that can become of a promise. The model knows the facts and requirements 2.4 alone.
"""

import re
import time
from datetime import date
from math import isclose
from typing import Any

import pytest

from tests.calendars.server import serving
from tests.services.year.facts import FIRST_DAY, HOUR, PEOPLE, WEEKS
from tests.services.year.living import Life
from tests.services.year.model import Figures, figures
from tests.services.year.told import EVENTS
from tests.services.year.turning import Living, invented
from tracker.domain.digest import Digest

AWAY = 2  # letters that do not go out


def said(digest: Digest) -> Figures:
    """What a letter says, as the model says it."""

    def names(lines: Any) -> frozenset[str]:
        return frozenset(line.promise.body for line in lines)

    lists = ("overdue", "coming", "kept", "late", "broken", "renegotiated")
    return Figures(
        **{name: names(getattr(digest, name)) for name in lists},
        waiting_on=names(digest.awaited),
        rate=tuple(digest.rate),
        interval=tuple(digest.rate.interval),
        before=tuple(digest.before),
        trust=digest.trust.value,
        given=frozenset(give.note for give in digest.given),
        received=frozenset(give.note for give in digest.received),
        run=digest.game.run if digest.game else 0,
        weeks=tuple((week.made, week.kept, week.late, week.broken) for week in digest.weeks),
    )


def differences(told: Figures, meant: Figures) -> dict[str, Any]:
    """Where a letter says something else; fractions to nine places."""
    found = {}
    for name, one, other in zip(Figures._fields, told, meant, strict=True):
        if isinstance(one, float) or name == "interval":
            pairs = zip(one, other, strict=True) if name == "interval" else ((one, other),)
            same = all(isclose(*pair, rel_tol=0, abs_tol=1e-9) for pair in pairs)
        else:
            same = one == other
        if not same:
            found[name] = (one - other, other - one) if isinstance(one, frozenset) else (one, other)
    return found


def counted(text: str, meant: Figures) -> dict[str, Any]:
    """Where the words of the letter that went out bear another number than they should."""
    text = text.replace("\r\n", "\n")
    heads = {name.lower(): int(number) for name, number in re.findall(r"^ *([A-Za-z0-9 ]+) \((\d+)\)$", text, re.M)}
    bars = {
        name.lower(): int(number)
        for name, number in re.findall(r"^  (Kept|Late|Broken) +(\d+)(?:  #+)?$", text, re.M)
    }
    table = dict(re.findall(r"^  (Made|Kept|Late|Broken) *((?: +\d+){12})$", text, re.M))
    passed = re.search(r"Given (\d+), received (\d+)\.", text)
    names = {
        "overdue": "overdue",
        "coming 7 days": "coming",
        "renegotiated": "renegotiated",
        "waiting on": "waiting_on",
    }
    told = {name: heads.get(head, 0) for head, name in names.items()} | bars
    told |= dict(zip(("given", "received"), map(int, passed.groups() if passed else ()), strict=False))
    kept, decided = meant.rate
    rate = (
        f"{kept} of {decided} kept" if decided >= 5 else f"{kept} of {decided}, provisional" if decided else "nothing"
    )
    wrong = {name: (number, len(getattr(meant, name))) for name, number in told.items()}
    wrong = {name: pair for name, pair in wrong.items() if pair[0] != pair[1]}
    rows = [map(int, table.get(name, "").split()) for name in ("Made", "Kept", "Late", "Broken")]
    columns = tuple(zip(*rows, strict=True))
    wrong |= {"weeks": columns} if columns and columns != meant.weeks else {}
    return wrong if rate in " ".join(text.split()) else wrong | {"rate": rate}


@pytest.mark.parametrize(("zone", "weeks"), [("Europe/Berlin", WEEKS), ("Africa/Accra", WEEKS)])
def test_every_letter_of_a_year_says_what_the_model_says(sqlite, tmp_path, record_property, zone, weeks):
    began = time.perf_counter()
    letters = compared(f"sqlite:///{sqlite.path}", tmp_path, zone, weeks)
    took = round(time.perf_counter() - began, 1)
    record_property("seconds", took)
    print(f"\n{weeks} weeks in {zone}: {letters} letters, {took} s")
    assert letters == weeks - AWAY


@pytest.mark.postgresql
def test_every_letter_of_a_quarter_says_so_on_postgresql_too(cluster, tmp_path):
    with cluster.lend() as address:
        assert compared(address, tmp_path, "Europe/Berlin", 13) == 13


def compared(database_url: str, folder: Any, zone: str, weeks: int) -> int:
    """How many letters went out, each of which said what it should."""
    year, wrong, letters = invented(zone), {}, 0
    with serving() as server:
        living = Living(year, Life(database_url, folder / "data", server, year.clock, year.events))
        for at, digest, text in living.weeks(weeks):
            meant = figures(year.tales, year.gives, living.seen, year.clock.zone, at)
            letters += bool(text)
            found = differences(said(digest), meant) | (counted(text, meant) if text else {})
            if found:
                wrong[f"{at:%Y-%m-%d}"] = found
        living.life.close()
    assert wrong == {}
    return letters


def test_the_year_holds_all_that_it_should():
    year = invented("Europe/Berlin")
    assert len(year.events) == EVENTS == 2_000
    assert (len(year.tales), len(PEOPLE), len({tale.name for tale in year.tales})) == (300, 40, 300)
    acts = {fact.act for tale in year.tales for fact in tale.facts}
    on_promises = {"delivered", "moved", "undone", "released", "reneged", "struck"}
    assert acts == on_promises | {"event moved", "still owed"}
    assert sum(len(event.versions) > 1 for event in year.events) > 400
    for change in (date(2026, 3, 29), date(2026, 10, 25)):
        day = (change - FIRST_DAY).days
        assert year.clock.at(day + 1) - year.clock.at(day) in (23 * HOUR, 25 * HOUR)
        across = [one for one in year.tales if year.clock.day_of(one.made_at) < day < year.clock.day_of(one.due)]
        assert len(across) >= 3
