"""kill -9 at any moment of telling a webhook: nothing is lost, nothing comes out of its order, and what comes twice
comes under one id, and only from the gap between the far end's answer and our note of it.
"""

import json
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from tests.calendars.taking import taking
from tests.faults.test_kill import LEASE, tracker_in, work
from tests.making import user
from tracker.domain.notice import CHOICES
from tracker.services import ledger, webhooks
from tracker.store import accounts, notices
from tracker.store.notices import State

PROMISES = 10
EACH = ("promise.made", "promise.delivered", "promise.changed")  # what is told of each, in this order
ALL = PROMISES * len(EACH)
KILLS = 7
SLOW = 0.01  # seconds that the far end takes to answer


def listening(folder, taker):
    """A service whose user did three things with each of some promises, and the webhook that is to be told."""
    folder.mkdir()
    file = folder / "config.toml"
    file.write_text(f'data = "{folder / "data"}"\n[calendars]\nallow_private = true\n')
    tracker, one, now = tracker_in(file), user(), datetime.now(UTC)
    with tracker.database.write() as db:
        accounts.add_user(db, one)
    about = {"address": taker.url, "kinds": CHOICES, "allow_private": True, "via": "page", "now": now}
    hook = webhooks.begin(tracker.database, tracker.seal, one, **about).webhook
    act = {"via": "page", "now": now}
    for number in range(PROMISES):
        due = {"promisee": "Ama", "due": now + timedelta(days=9), "dated": False}
        made = ledger.add(tracker.database, one, body=f"part {number}", **due, **act)
        ledger.deliver(tracker.database, one, made.id, **act)
        ledger.undo(tracker.database, one, made.id, **act)
    return file, tracker, hook


def slowly(request):
    time.sleep(SLOW)
    request.send_response(204)
    request.end_headers()


def killed(file, longest):
    """Kills the worker at moments drawn from the start of its work; how many were cut short by it."""
    moments, cut_short = random.Random(4), 0
    for _ in range(KILLS):
        cut_short += work("notices", file, kill_after=moments.uniform(0, longest))[1]
        time.sleep(LEASE)
    return cut_short


def test_telling_killed_again_and_again_loses_nothing_and_doubles_only_in_the_gap(tmp_path):
    with taking() as taker:
        taker.answer = slowly
        file, tracker, hook = listening(tmp_path / "whole", taker)
        whole, _ = work("notices", file)
        assert len(taker.came) == ALL
        tracker.database.close()
    with taking() as taker:
        taker.answer = slowly
        file, tracker, hook = listening(tmp_path / "killed", taker)
        cut_short = killed(file, longest=whole / 4)
        work("notices", file)
        time.sleep(LEASE)
        work("notices", file)  # what the last of the dead had in hand is free by now
        came = Counter(each.id for each in taker.came)
        extra = sum(came.values()) - len(came)
        print(f"{cut_short} kills at work: notices lost {ALL - len(came)} of {ALL}, extra {extra}")
        assert cut_short > KILLS / 2
        assert len(came) == ALL
        assert extra <= cut_short
        assert len({(each.id, each.body) for each in taker.came}) == ALL
        with tracker.database.read() as db:
            assert {one.state for one in notices.notices(db, hook.user, hook.id, 1000)} == {State.TOLD}
        in_order(taker.came)
        tracker.database.close()


def in_order(came):
    first = dict.fromkeys(each.id for each in came)
    bodies = {each.id: json.loads(each.body) for each in came}
    told = {}
    for id in first:
        told.setdefault(bodies[id]["data"]["promise"]["id"], []).append(bodies[id]["type"])
    assert set(map(tuple, told.values())) == {EACH}
