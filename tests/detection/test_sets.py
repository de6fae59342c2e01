"""The labelled sets of our own: whole, well shaped, and their halves kept apart."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

HERE = Path(__file__).parent
HALVES = ("tune", "held")
EVENTS = (*HALVES, "fresh", "last", "final")
EVENT = {
    *("id", "owner", "summary", "start", "end", "zone", "all_day", "description", "location", "transparent"),
    *("recurring", "todo", "organizer", "attendees", "categories", "label"),
}
KINDS = {"one-to-one", "meal", "mentoring", "committee", "networking", "other"}
NOBODY = tuple(f"{sign}example.{top}" for sign in "@." for top in ("com", "net", "org"))
FRENCH = {
    "titles": ({"id", "half", "group", "text", "context", "label", "ambiguous", "who"}, 220),
    "notes": (
        {"id", "half", "group", "text", "context", "label", "who", "who_accept", "what", "due_text"}
        | {"due", "due_range", "due_accept", "meeting_date", "owner"},
        90,
    ),
    "sentences": ({"id", "half", "group", "text", "context", "label"}, 120),
    "due": (
        {"id", "half", "text", "phrase", "context", "reference", "tz", "due", "grain", "due_range", "accept"},
        70,
    ),
}
LABELS = {"titles": {"promise", "relationship", "other"}, "notes": {"action", "none"}, "sentences": {0, 1}}
STATES = {"ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION"}


def rows(name):
    return [json.loads(line) for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def events():
    return [event for name in EVENTS for event in rows(f"structure/{name}")]


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


def test_no_owner_is_in_two_sets():
    owners = [{event["owner"]["address"] for event in rows(f"structure/{name}")} for name in EVENTS]
    assert [len(each) for each in owners] == [9, 9, 12, 12, 12]
    assert len(set().union(*owners)) == 54


@pytest.mark.parametrize("name", EVENTS)
def test_each_set_holds_enough_of_each_kind(name):
    found = rows(f"structure/{name}")
    kinds = Counter(event["label"]["kind"] for event in found)
    assert len(found) >= 270
    assert min(kinds.values()) >= 80
    assert min(Counter(event["label"]["meeting"] for event in found).values()) >= 9


def test_every_line_has_a_name_of_its_own():
    names = Counter(event["id"] for event in events())
    assert max(names.values()) == 1


@pytest.mark.parametrize("name", FRENCH)
def test_a_french_set_has_its_fields_and_its_size(name):
    fields, least = FRENCH[name]
    found = rows(f"fr/{name}")
    assert len(found) >= least
    assert all(set(row) == fields and row["text"].strip() for row in found)
    assert max(Counter(row["id"] for row in found).values()) == 1
    assert max(Counter(row["text"] for row in found).values()) <= 2


@pytest.mark.parametrize("name", LABELS)
def test_each_half_of_a_french_set_holds_enough_of_each_label(name):
    counts = Counter((row["half"], row["label"]) for row in rows(f"fr/{name}"))
    assert set(counts) == {(half, label) for half in HALVES for label in LABELS[name]}
    assert min(counts.values()) >= 20


@pytest.mark.parametrize(("name", "group"), [*((name, "group") for name in LABELS), ("due", "reference")])
def test_no_group_of_a_french_set_is_in_both_halves(name, group):
    halves = {(row[group], row["half"]) for row in rows(f"fr/{name}")}
    assert len({group for group, _ in halves}) == len(halves)
    assert {half for _, half in halves} == set(HALVES)


def test_a_french_line_quotes_its_own_words():
    for row in rows("fr/titles"):
        assert not row["who"] or row["who"] in row["text"], row["id"]
    for row in rows("fr/notes"):
        assert not row["due_text"] or row["due_text"] in row["text"], row["id"]
        assert bool(row["who"]) == bool(row["what"]) == (row["label"] == "action"), row["id"]


def test_a_french_due_lies_not_before_its_reference():
    told = [(row["due"], row["reference"], row["due_range"]) for row in rows("fr/due")]
    told += [(row["due"], row["meeting_date"], row["due_range"]) for row in rows("fr/notes") if row["due"]]
    for due, reference, span in told:
        assert datetime.fromisoformat(due).date() >= datetime.fromisoformat(reference).date()
        assert not span or span[0] <= due[:10] <= span[1], (due, span)


def test_what_says_delivered_quotes_the_words_that_say_so():
    found = rows("delivered")
    assert max(Counter(row["id"] for row in found).values()) == 1
    for row in found:
        label = row["label"]
        assert set(label) == {"delivered", "at", "quote"}, row["id"]
        assert bool(label["quote"]) == label["delivered"], row["id"]
        assert label["quote"] in f"{row['title']}\n{row['description']}\nCOMPLETED", row["id"]
        assert (label["quote"] == "COMPLETED") == bool(row["completed"]), row["id"]


def test_what_was_delivered_was_so_before_its_event_was_last_touched():
    for row in rows("delivered"):
        at = row["label"]["at"]
        assert not at or (row["label"]["delivered"] and at[:10] <= row["updated"][:10]), row["id"]


def test_each_half_of_the_delivered_holds_as_many_of_either_kind():
    counts = Counter((row["half"], row["label"]["delivered"]) for row in rows("delivered"))
    assert counts == {(half, delivered): 22 for half in HALVES for delivered in (True, False)}
