"""We and the stock pair say the same of whatever feed, or it is said in the table why not (RFC 5545)."""

import re
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.differential import stock
from tests.differential.compare import compare
from tests.differential.differences import DIFFERENCES
from tests.differential.generate import case, cases
from tests.differential.leniency import MENDED
from tests.differential.table import Table, row
from tracker.domain.event import Span

PAGE = Path(__file__).parents[2] / "docs/differences.md"
YEAR = Span(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
SLICES, EACH = 8, 50


@pytest.mark.parametrize("place", range(SLICES))
def test_every_difference_of_a_generated_feed_is_explained(place: int) -> None:
    table = Table()
    for each in cases(seed=1, first=place * EACH, count=EACH):
        table.add(row(each))
    assert not table.unexplained, str(table)


def test_a_case_depends_on_its_seed_and_number_alone() -> None:
    assert list(cases(seed=7, count=3)) == list(cases(seed=7, count=3))
    assert case(Random("7:2"), "7-2").body == next(cases(seed=7, first=2, count=1)).body


def feed(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR", ""]).encode()


def event(*lines: str) -> tuple[str, ...]:
    return "BEGIN:VEVENT", *lines, "END:VEVENT"


def test_what_never_ends_for_the_pair_is_found_out() -> None:
    body = feed(*event("UID:ama", "DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;INTERVAL=0"))
    assert stock.read(body, window=YEAR, zone=ZoneInfo("UTC")).kind == "endless"


def test_a_series_is_compared_although_another_refuses_the_body() -> None:
    body = feed(
        *event("UID:good", "DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;COUNT=2"),
        *event("UID:bad", "DTSTART:20260302T090000Z", "DTSTART:20260302T090000Z"),
    )
    found = compare(body, window=YEAR, zone=ZoneInfo("UTC"))
    assert found.whole.kind == "refused"
    assert [(group.name[1], len(group.theirs), group.mended) for group in found.all] == [
        ("good", 2, ()),
        ("bad", 1, ("said-twice",)),
    ]
    assert not found.differing


def test_a_difference_that_nothing_explains_is_told() -> None:
    table = Table()
    body = feed(*event("UID:ama", "DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;COUNT=2"))
    found = compare(body, window=YEAR, zone=ZoneInfo("UTC"))
    found.all[0].ours.pop()
    assert [group.missing for group in found.differing] == [[("2026-03-03T09:00:00Z", "2026-03-03T09:00:00Z")]]
    assert not [one.name for one in DIFFERENCES if one.seen(found.all[0])]
    assert "unexplained" in str(table)


def test_the_page_tells_the_causes_of_the_table_and_no_others() -> None:
    told = re.findall(r"^\| `([\w-]+)` \| ([^|]+) \| ([^|]+) \|", PAGE.read_text(), re.MULTILINE)
    right = {"we": "we", "open": "open", "bound": "our bound", "they": "they"}
    table = [(one.name, right[one.right], one.section) for one in DIFFERENCES]
    table += [(name, "we", section) for name, (section, _) in MENDED.items()]
    assert sorted((name, who.strip(), section.strip()) for name, who, section in told) == sorted(table)
