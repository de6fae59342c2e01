"""The benchmark works, and those it times do the same work. Nothing here says how long anything takes."""

import argparse
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.bench import feed
from tests.bench.bench_feed import VARIANTS, Bench, environment, options_of
from tests.bench.contestants import Peer
from tests.bench.running import Outcome, median, run
from tests.bench.table import Row, at_most, passed, shown, slower
from tests.bench.variants import Feed, add_options, cut, varied
from tracker.calendars.ics import read
from tracker.domain.event import Span

NOW = datetime.fromisoformat(feed.NOW)
SMALL = feed.made(300, seed=3, now=NOW)
flags = pytest.mark.parametrize("flag", VARIANTS)


def variant(flag: str) -> Feed:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return varied(SMALL, parser.parse_args([flag] if flag in ("--restamp", "--shuffle") else [flag, "1"]))


def reading(body: bytes, **more):
    return read(body, calendar="", window=Span(NOW, NOW + timedelta(days=90)), zone=ZoneInfo("UTC"), **more)


# The feed.


def test_the_same_seed_gives_the_same_bytes():
    assert feed.made(300, seed=3, now=NOW).body == SMALL.body
    assert feed.made(300, seed=4, now=NOW).body != SMALL.body


def test_nothing_is_wrong_with_the_feed():
    read_whole = reading(SMALL.body, thorough=True)
    assert (read_whole.status, read_whole.messages, read_whole.skipped) == ("accept", (), ())
    assert len(SMALL.blocks) == 300
    assert max(map(len, SMALL.body.split(b"\r\n"))) <= 75


def test_a_feed_that_was_cut_is_the_same_put_together():
    assert cut(SMALL.body) == SMALL


@flags
def test_another_body_is_another(flag):
    assert variant(flag).body != SMALL.body


@flags
def test_what_changed_and_what_was_known_make_the_whole(flag):
    before, body = reading(SMALL.body), variant(flag).body
    again, whole = reading(body, known=before.memory), reading(body)
    assert again.only is not None
    kept = [event for event in before.events if event.key.uid not in again.only]
    assert sorted([*kept, *again.events], key=lambda event: (event.start, event.key)) == list(whole.events)


# The bench.


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """All rows without outside peers, those of the service among them."""
    words = ["--events", "300", "--runs", "1", "--service", "100", "--no-peers"]
    bench = Bench(options_of([*words, "--cache", str(tmp_path_factory.mktemp("cache"))]))
    return {row.label.strip(): row for row in [*bench.rows(), *bench.service_rows()]}


def test_each_row_comes_to_its_end(rows):
    assert [row.label for row in rows.values() if row.outcome.trouble] == []
    assert {label[:3] for label in rows if label.startswith("(")} == {
        "(a)",
        "(b)",
        "(c)",
        "(c2",
        "(c3",
        "(c4",
        "(d)",
        "(e)",
    }


def test_we_and_the_stock_pair_count_the_same_occurrences(rows):
    ours, stock = rows["(d) first import, 90 days: tracker"], rows["icalendar + recurring-ical-events"]
    assert ours.outcome.counted == stock.outcome.counted
    assert ours.outcome.counted


def test_only_what_changed_is_read(rows):
    read_again = {label: row.outcome.said for label, row in rows.items() if label in VARIANTS.values()}
    assert sorted(read_again.values()) == ["read 0", "read 0", "read 1", "read 1", "read 1"]


def test_the_service_records_what_came(rows):
    assert "0 new, 0 changed, 0 gone" in rows["unchanged"].outcome.said
    assert "0 new, 1 changed, 0 gone" in rows["one changed"].outcome.said


def test_another_generator_makes_the_feeds(tmp_path: Path):
    maker = tmp_path / "maker.py"
    maker.write_text(
        "import sys; from pathlib import Path; at = sys.argv.index('-o') + 1\n"
        f"Path(sys.argv[at]).write_bytes({SMALL.body!r}.replace(b'STATUS:CONFIRMED', b'STATUS:TENTATIVE'))"
    )
    bench = Bench(options_of(["--events", "300", "--generator", str(maker), "--cache", str(tmp_path)]))
    assert b"STATUS:TENTATIVE" in bench.first(300).read_bytes()
    assert len(cut(bench.variant("--add").read_bytes()).blocks) == 301


def test_what_it_was_measured_on_is_said():
    assert "300 events of tests/bench/feed.py; Python 3." in environment(options_of(["--events", "300"]))


# What goes wrong is said.


def test_who_does_not_end_is_listed_with_the_limit():
    assert run([sys.executable, "-c", "while True: pass"], limit=1).trouble == "not done within 1 s"


def test_who_breaks_is_listed_with_its_last_words():
    assert run([sys.executable, "-c", "raise SystemExit('no zone')"], limit=9).trouble == "no zone"


def test_who_cannot_be_installed_is_listed_with_the_reason(tmp_path: Path):
    bench = Bench(options_of(["--cache", str(tmp_path)]))
    assert bench.peer(Peer("nobody", "nobody.c"), tmp_path / "feed.ics", 9).trouble.startswith("not installed: ")


def test_a_bar_that_is_missed_fails_the_bench():
    floor, fast, slow = (Outcome(cpu=cpu, wall=cpu) for cpu in (1.0, 4.9, 5.1))
    assert passed([Row("floor", floor), at_most("(b)", fast, floor, 5)])
    assert not passed([Row("floor", floor), at_most("(b)", slow, floor, 5)])
    assert not passed([at_most("(b)", Outcome(trouble="no zone"), floor, 5)])
    assert "MISS" in shown(at_most("(b)", slow, floor, 5))


def test_a_peer_must_be_slower_but_need_not_come_to_its_end():
    ours, peer = Outcome(cpu=2.0, wall=2.0), Peer("peer", "run_peer.py")
    assert passed([slower(peer, Outcome(cpu=2.1, wall=2.1), ours, 1)])
    assert not passed([slower(peer, Outcome(cpu=1.9, wall=1.9), ours, 1)])
    assert not passed([slower(peer, Outcome(cpu=2.1, wall=2.1), ours, 20)])
    assert passed([slower(peer, Outcome(trouble="not done within 300 s"), ours, 1)])


def test_the_median_counts_and_the_highest_peak():
    three = [Outcome(cpu=cpu, wall=cpu, peak=peak) for cpu, peak in ((3.0, 10), (1.0, 30), (2.0, 20))]
    assert (median(three).cpu, median(three).peak) == (2.0, 30)
    assert median([*three, Outcome(trouble="no zone")]).trouble == "no zone"
