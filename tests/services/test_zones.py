"""Time zone data that changed: what was said on a wall clock stays on it, and what is over stays as it was.

The data are compiled by zic, and real processes are started with them (reliability D8, C36).
"""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.making import ACCRA, BERLIN, DAY, NOW, promise, user
from tests.services.deciding import acts
from tracker.domain.entry import Act, first_broken
from tracker.domain.promise import Promise, Refused, Term
from tracker.domain.replay import replayed
from tracker.domain.verdict import judge
from tracker.services import ledger, zones
from tracker.store import accounts
from tracker.store import ledger as store

ZIC = shutil.which("zic") or shutil.which("zic", path="/usr/sbin:/sbin")
pytestmark = pytest.mark.skipif(not ZIC, reason="zic is not here; on Debian it comes with libc-bin")

# Berlin never had summer time, and Accra goes an hour ahead with the year 2027.
OTHER_RULES = """
Zone Europe/Berlin 1:00 - CET
Zone Africa/Accra 0:00 - GMT 2027 Jan 1
                  1:00 - +01
"""
SUMMER, WINTER = datetime(2026, 7, 1, 17, tzinfo=BERLIN), datetime(2026, 2, 1, 17, tzinfo=BERLIN)


@pytest.fixture
def other_rules(tmp_path: Path) -> dict[str, str]:
    """Settings by which a process goes by other zone data."""
    source, folder = tmp_path / "rules", tmp_path / "zoneinfo"
    source.write_text(OTHER_RULES)
    subprocess.run([str(ZIC), "-d", str(folder), str(source)], check=True, timeout=60)
    return {"PYTHONTZPATH": str(folder)}


@pytest.fixture
def nils(database):
    """Nils, in Berlin."""
    who = user(id="nils", email="nils@example.com", addresses=frozenset({"nils@example.com"}), zone=BERLIN)
    with database.write() as db:
        accounts.add_user(db, who)
    return who


def made(database, who, due, body="send proposal", *, dated=False, now=NOW) -> Promise:
    return ledger.add(database, who, body=body, promisee="Ama", due=due, dated=dated, via="page", now=now)


def started(database, rules, *how, now=NOW):
    """The exit of a process that reckons all dues."""
    address = f"sqlite:///{database.path}" if database.path else f"postgresql:///?{urlencode(database.libpq)}"
    command = [sys.executable, "-m", "tests.services.reckoning", address, now.isoformat(), *how]
    return subprocess.run(command, env=os.environ | rules, timeout=120, check=False).returncode


def stands(database, who, one) -> Promise:
    with database.read() as db:
        return ledger.the(db, who, one.id)


def test_a_due_that_lies_ahead_stays_on_its_wall_clock_and_says_by_an_entry_that_it_moved(
    database, nils, other_rules
):
    one = made(database, nils, SUMMER)
    assert one.binding.due == datetime(2026, 7, 1, 15, tzinfo=UTC)
    assert started(database, other_rules) == 0
    after = stands(database, nils, one)
    assert after.binding.due == datetime(2026, 7, 1, 16, tzinfo=UTC)
    assert after.binding.due.replace(tzinfo=None) == one.binding.due.replace(tzinfo=None)
    with database.read() as db:
        last = store.entries(db, nils.id, one.id)[-1]
    assert (last.act, last.by, last.via) == (Act.REZONED, "zones", "zones")
    assert last.before["terms"][0][0] == "2026-07-01T17:00:00+02:00"
    assert last.after["terms"][0][0] == "2026-07-01T17:00:00+01:00"


def test_a_day_ends_when_it_ends_there_by_now(database, efua, other_rules):
    one = made(database, efua, datetime(2027, 3, 1, 23, 59, 59, tzinfo=ACCRA), dated=True)
    assert started(database, other_rules) == 0
    assert stands(database, efua, one).binding.due == datetime(2027, 3, 1, 22, 59, 59, tzinfo=UTC)


def test_what_is_past_or_closed_or_the_same_instant_stays_and_so_do_all_verdicts(database, nils, other_rules):
    past = made(database, nils, datetime(2025, 7, 1, 17, tzinfo=BERLIN), "past", now=NOW - 300 * DAY)
    winter = made(database, nils, WINTER, "winter")
    delivered = made(database, nils, SUMMER, "delivered")
    ledger.deliver(database, nils, delivered.id, via="page", now=NOW)
    instant = made(database, nils, SUMMER.astimezone(UTC), "an instant")
    assert instant.binding.zone == ""
    before = [stands(database, nils, one) for one in (past, winter, delivered, instant)]
    assert started(database, other_rules) == 0
    after = [stands(database, nils, one) for one in before]
    assert after == before
    assert [judge(one, nils.leniency, NOW) for one in after] == [judge(one, nils.leniency, NOW) for one in before]


def test_what_was_promised_before_zones_were_kept_stays(database, nils, other_rules):
    old = replace(promise(), terms=(Term(SUMMER.astimezone(UTC), NOW),))
    with database.write() as db:
        ledger.record(db, nils, Act.ADDED, None, old, "page", NOW)
    assert started(database, other_rules) == 0
    assert stands(database, nils, old) == old


def test_all_dues_of_a_renegotiated_promise_that_lie_ahead_move_and_count_as_no_renegotiation(
    database, nils, other_rules
):
    one = made(database, nils, SUMMER)
    later = SUMMER + DAY
    ledger.renegotiate(database, nils, one.id, due=later, dated=False, told=True, via="page", now=NOW)
    assert started(database, other_rules) == 0
    after = stands(database, nils, one)
    assert [term.due.astimezone(UTC).hour for term in after.terms] == [16, 16]
    assert after.renegotiations == 1


def test_a_ledger_is_whole_after_it_and_twice_is_once(database, nils, efua, other_rules):
    summer = [made(database, nils, SUMMER + day * DAY, f"{day}") for day in range(3)]
    made(database, efua, SUMMER.astimezone(UTC), "in Accra, before it changes")
    for _ in range(2):
        assert started(database, other_rules) == 0
        for one in summer:
            assert acts(database, nils, one.id) == [Act.ADDED, Act.REZONED]
        with database.read() as db:
            chain = store.chain(db, nils.id)
            kept = store.records(db, nils.id)
        assert first_broken(chain) is None
        assert replayed(entry for entry, _ in chain).stands == kept
        assert len(chain) == 6


def test_who_is_killed_half_way_is_gone_on_from(database, nils, efua, other_rules):
    first = made(database, efua, datetime(2027, 3, 1, 17, tzinfo=ACCRA))
    second = made(database, nils, SUMMER)
    assert started(database, other_rules, "die") == -signal.SIGKILL
    assert (acts(database, efua, first.id), acts(database, nils, second.id)) == (
        [Act.ADDED, Act.REZONED],
        [Act.ADDED],
    )
    assert started(database, other_rules) == 0
    for who, one in ((efua, first), (nils, second)):
        assert acts(database, who, one.id) == [Act.ADDED, Act.REZONED]


def test_data_that_come_back_bring_the_due_back_by_an_entry_too(database, nils, other_rules):
    one = made(database, nils, SUMMER)
    for rules in (other_rules, {}, {}):
        assert started(database, rules) == 0
    assert stands(database, nils, one) == one
    assert acts(database, nils, one.id) == [Act.ADDED, Act.REZONED, Act.REZONED]


def test_it_is_known_whether_dues_were_reckoned_by_the_data_of_this_process(database, nils, other_rules):
    one = made(database, nils, SUMMER)

    def known():
        with database.read() as db:
            return zones.current(db), [late.id for late in zones.behind(db, nils.id, NOW)]

    assert known() == (False, [])
    assert started(database, {}) == 0
    assert known() == (True, [])
    assert started(database, other_rules) == 0
    assert known() == (False, [one.id])


def test_a_move_by_zone_data_is_nobodys_act_to_take_back(database, nils, other_rules):
    one = made(database, nils, SUMMER)
    assert started(database, other_rules) == 0
    with pytest.raises(Refused, match="Time zone data moved its due"):
        ledger.undo(database, nils, one.id, via="page", now=NOW)
