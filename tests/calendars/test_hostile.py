"""Feeds made to break a reader: the good events in each are kept exactly, and what is not is said (C8 to C14)."""

import json
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.calendars.hostile.every import HOSTILE, LARGE, SMALL
from tests.calendars.hostile.judging import faults
from tests.calendars.hostile.leaking import leaks
from tests.calendars.hostile.making import GOOD, WINDOW, Hostile, around, event
from tests.calendars.hostile.measuring import MEGABYTES, SECONDS, measured, measured_here
from tests.calendars.hostile.watching import forbidden, opened, overlooked, watched
from tracker.calendars.cage import caged
from tracker.calendars.check import check

UTC = ZoneInfo("UTC")
KINDS = {"rr": 37, "rd": 9, "sz": 18, "sh": 16, "by": 12, "tm": 17, "in": 10, "fz": 10}  # at least so many of each


def test_there_are_hostile_feeds_of_every_kind():
    assert len({feed.name for feed in HOSTILE}) == len(HOSTILE)
    for kind, least in KINDS.items():
        assert sum(feed.name.startswith(f"{kind}-") for feed in HOSTILE) >= least


def test_the_good_events_alone_are_read_as_they_must_be():
    told = check(around(), window=WINDOW, zone=UTC)
    assert (told["status"], told["messages"]) == ("accept", [])
    assert [tuple(one) for one in told["occurrences"]] == sorted(GOOD)


@pytest.mark.parametrize("feed", SMALL, ids=lambda feed: feed.name)
def test_a_hostile_feed_loses_nothing_that_is_good(feed: Hostile):
    (body,) = feed.pieces()
    assert list(faults(feed, check(body, window=WINDOW, zone=UTC))) == []


@pytest.mark.parametrize("feed", LARGE, ids=lambda feed: feed.name)
def test_a_large_one_takes_neither_all_time_nor_all_memory(feed: Hostile, tmp_path: Path):
    """A tenth of its full size, in the cage alone. `make hostile` reads each at its full size by the command."""
    path = tmp_path / "feed.ics"
    with path.open("wb") as file:
        file.writelines(feed.pieces(0.1))
    with path.open("rb") as stream:
        found = measured_here(stream)
    assert list(faults(feed, found.told)) == []
    assert found.seconds < SECONDS
    assert found.megabytes < MEGABYTES


def test_the_command_tells_what_the_check_tells(tmp_path: Path):
    (tmp_path / "feed.ics").write_bytes(around())
    found = measured(tmp_path / "feed.ics")
    assert found.told == check(around(), window=WINDOW, zone=UTC)
    assert 0 < found.seconds < SECONDS
    assert 10 < found.megabytes < MEGABYTES


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_skipped_before_it_is_parsed_is_nothing_that_would_be_told(kind: str):
    """Each small feed as the import reads it, which skips, and as the check does, which does not."""
    for some in _batches(kind):
        assert caged(overlooked, **some) == []


def _batches(*kinds: str) -> Iterator[dict[str, bytes]]:
    """The small feeds of some kinds by their names, a few at a time."""
    feeds = [feed for feed in SMALL if feed.name.startswith(kinds)]
    for first in range(0, len(feeds), 20):
        yield {feed.name: b"".join(feed.pieces()) for feed in feeds[first : first + 20]}


def test_no_feed_tells_another_its_zones():
    assert list(leaks(100, seed=1)) == []


@pytest.mark.parametrize(
    "body",
    [b"{path}", b"{path}\r\n", b"file://{path}", b"file://{path}\r\n"],
)
def test_a_feed_that_is_a_path_opens_no_file(body: bytes, tmp_path: Path):
    """The path of what another user keeps (reliability 1.1)."""
    other = tmp_path / "other.ics"
    other.write_bytes(around())
    (reading,), deeds = caged(watched, body.replace(b"{path}", str(other).encode()))
    assert (reading.status, reading.events) == ("reject", ())
    assert forbidden(deeds) == []


def test_a_feed_full_of_addresses_opens_no_file_and_no_connection(tmp_path: Path):
    other = tmp_path / "other.ics"
    other.write_bytes(around(*event("DTSTART:20260310T150000Z", uid="neighbour")))
    (reading,), deeds = caged(watched, _full_of_addresses(str(other)))
    assert forbidden(deeds) == []
    assert "neighbour" not in repr(reading)


def _full_of_addresses(path: str) -> bytes:
    head = [
        f"X-WR-TIMEZONE:{path}",
        f"SOURCE;VALUE=URI:file://{path}",
        f"X-PUBLISHED-TTL:{path}",
        f"X-WR-RELCALID:{path}",
    ]
    zone = ["BEGIN:VTIMEZONE", f"TZID:{path}", f"TZURL:file://{path}", f"X-LIC-LOCATION:{path}", "END:VTIMEZONE"]
    lines = [f"DTSTART;TZID={path}:20260310T150000", f"ATTACH:file://{path}", "ATTACH:http://127.0.0.1:9/x"]
    lines += [
        "URL:http://169.254.169.254/",
        f'SUMMARY;ALTREP="file://{path}":Tea',
        f"RRULE:{path}",
        f"RDATE;TZID=../..{path}:{path}",
    ]
    return around(
        *zone, *event(*lines), *event(f"DTSTART;TZID=../../../..{path}:20260310T150000", uid=path), head=head
    )


def test_no_hostile_feed_makes_the_reader_look_elsewhere():
    for some in _batches("tm-", "in-", "sh-"):
        _, deeds = caged(watched, *some.values())
        assert forbidden(deeds) == [], list(some)


def test_a_reader_that_looked_elsewhere_would_be_noticed(tmp_path: Path):
    (tmp_path / "other.ics").write_bytes(b"")
    _, deeds = caged(opened, str(tmp_path / "other.ics"))
    assert [what for _, what, _ in forbidden(deeds)] == [str(tmp_path / "other.ics")]


def test_a_fault_would_be_noticed():
    """The same good feed, held against what another would have to tell."""
    told = check(around(), window=WINDOW, zone=UTC)
    feed = next(feed for feed in SMALL if feed.name == "rr-every-second")
    assert len(list(faults(feed, told))) == 2
    assert any("lost" in fault for fault in faults(feed, told | {"status": "partial", "occurrences": []}))
    assert any(
        "half a letter" in fault for fault in faults(feed, json.loads(json.dumps(told | {"messages": ["\ud800"]})))
    )
