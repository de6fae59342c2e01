"""The labelled sets of our own: whole, well shaped, and their halves kept apart."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

HERE = Path(__file__).parent
HALVES = ("tune", "held")
EVENT = {
    *("id", "owner", "summary", "start", "end", "zone", "all_day", "description", "location", "transparent"),
    *("recurring", "todo", "organizer", "attendees", "categories", "label"),
}
KINDS = {"one-to-one", "meal", "mentoring", "committee", "networking", "other"}
NOBODY = tuple(f"{sign}example.{top}" for sign in "@." for top in ("com", "net", "org"))
STATES = {"ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION"}


def rows(name):
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def events():
    return [event for half in HALVES for event in rows(f"structure/{half}")]


def invited(event):
    organizer = [event["organizer"]] if event["organizer"] else []
    return {each["address"] for each in (*event["attendees"], *organizer)}


def test_every_event_has_the_same_fields():
    for event in events():
        assert set(event) == EVENT, event["id"]
        assert set(event["owner"]) == {"name", "address"}
        assert all(set(each) == {"name", "address", "partstat"} for each in event["attendees"])
        assert all(each["partstat"] in STATES for each in event["attendees"])


def test_every_event_lies_on_the_clock_of_its_zone():
    for event in events():
        start, end = (datetime.fromisoformat(event[name]) for name in ("start", "end"))
        assert start <= end
        assert start.utcoffset() == start.astimezone(ZoneInfo(event["zone"])).utcoffset(), event["id"]
        assert not event["all_day"] or start.hour == end.hour == 0


def test_a_label_says_what_its_kind_needs_and_no_more():
    for event in events():
        label, where = event["label"], event["id"]
        assert set(label) == {"kind", "meeting", "promisee", "promiser"}, where
        assert label["kind"] in {"promise", "meeting", "other"}, where
        assert (label["meeting"] in KINDS) if label["kind"] == "meeting" else label["meeting"] is None, where
        own = label["kind"] == "promise" and label["promiser"] == "me"
        assert bool(label["promisee"]) == own, where


def test_an_address_in_a_label_is_somebody_invited():
    for event in events():
        for said in (event["label"]["promisee"], event["label"]["promiser"]):
            assert "@" not in said or said in invited(event) - {event["owner"]["address"]}, event["id"]


def test_every_address_is_one_that_nobody_can_have():
    for event in events():
        for address in {*invited(event), event["owner"]["address"]}:
            assert address.endswith(NOBODY), address


def test_no_owner_is_in_both_halves():
    tune, held = ({event["owner"]["address"] for event in rows(f"structure/{half}")} for half in HALVES)
    assert len(tune) == len(held) == 9
    assert not tune & held


@pytest.mark.parametrize("half", HALVES)
def test_each_half_holds_enough_of_each_kind(half):
    found = rows(f"structure/{half}")
    kinds = Counter(event["label"]["kind"] for event in found)
    assert len(found) >= 270
    assert min(kinds.values()) >= 80
    assert min(Counter(event["label"]["meeting"] for event in found).values()) >= 9


def test_every_line_has_a_name_of_its_own():
    names = Counter(event["id"] for event in events())
    assert max(names.values()) == 1
