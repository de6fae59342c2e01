"""Export, wipe, restore: everything is as it was, on each engine and across them; a bad copy changes nothing."""

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest

from tests.fakes import FakeClock, FakeOutbox
from tests.making import DAY, NOW
from tests.services.copying import ADDRESS, SEAL, copied, every_row, live, restored, rich_user
from tests.services.test_digests import post
from tracker.domain.promise import Refused
from tracker.services import digests, following, restoring
from tracker.services.copied import NotACopy
from tracker.store import accounts, calendars, connections, ledger, letters
from tracker.store.letters import State
from tracker.store.seal import Seal

COPIES = Path(__file__).parent / "copies"  # one of each version, as it was written then
WAITED = {State.DUE, State.CLAIMED, State.SENDING, State.FAILED}
EFUA = rich_user()


@pytest.fixture
def lived(database):
    live(database, EFUA)
    return database


def wipe(database):
    with database.write() as db:
        accounts.remove_user(db, EFUA.id)
    with database.read() as db:
        assert accounts.users(db) == ()


def but_letters(rows):
    return {name: value for name, value in rows.items() if name != "letters"}


def test_export_wipe_restore_leaves_every_table_as_it_was(lived):
    before, text = every_row(lived), copied(lived, EFUA)
    wipe(lived)
    done = restored(lived, text)
    after = every_row(lived)
    assert but_letters(after) == but_letters(before)
    assert done.rows == json.loads(text)["rows"]
    assert done.unconnected == ()


def test_letters_come_back_as_they_were_save_those_that_waited(lived):
    with lived.read() as db:
        before = {one.id: one for one in letters.letters(db, "efua")}
        bodies = {name: letters.body(db, "efua", name) for name in before}
    text = copied(lived, EFUA)
    wipe(lived)
    assert restored(lived, text).not_sent == sum(one.state in WAITED for one in before.values()) == 5
    with lived.read() as db:
        after = {one.id: one for one in letters.letters(db, "efua")}
        assert {name: letters.body(db, "efua", name) for name in after} == bodies
    given_up = {"state": State.GIVEN_UP, "next_try_at": None, "trouble": restoring.NOT_SENT}
    assert after == {name: replace(one, **given_up) if one.state in WAITED else one for name, one in before.items()}


@pytest.mark.postgresql
@pytest.mark.parametrize("there", ["sqlite", "postgresql"])
def test_a_copy_of_one_engine_is_at_home_on_the_other_and_back(there, sqlite, postgresql):
    here, away = (sqlite, postgresql) if there == "postgresql" else (postgresql, sqlite)
    live(here, EFUA)
    before, text = every_row(here), copied(here, EFUA)
    restored(away, text)
    assert but_letters(every_row(away)) == but_letters(before)
    back = copied(away, EFUA)
    wipe(here)
    restored(here, back)
    assert every_row(here) == every_row(away)
    assert copied(here, EFUA) == back


def test_nothing_is_sent_after_a_restore_until_the_next_letter_is_due(lived):
    text = copied(lived, EFUA)
    wipe(lived)
    outbox, late = FakeOutbox(), NOW + 40 * DAY
    restored(lived, text, now=late)
    with lived.read() as db:
        due = accounts.user(db, "efua").next_digest_at
    assert late < due <= late + 7 * DAY
    assert digests.send_due(lived, post(outbox)._replace(seal=SEAL), FakeClock(due - timedelta(seconds=1))) == 0
    assert digests.send_due(lived, post(outbox)._replace(seal=SEAL), FakeClock(due)) == 1


@pytest.mark.parametrize(("secrets", "seal"), [(False, SEAL), (True, Seal([Seal.new_key()]))])
def test_without_its_secret_a_calendar_asks_to_be_connected_again(lived, secrets, seal):
    text = copied(lived, EFUA, secrets=secrets)
    wipe(lived)
    done = restored(lived, text, seal=seal)
    assert done.unconnected == ("Work",)
    with lived.read() as db:
        (told,) = calendars.calendars(db, "efua")
        (leave,) = connections.connections(db, "efua")
    assert (told.next_sync_at, told.cursor) == (None, "")
    assert "Follow that address again" in told.trouble
    assert leave.lost_at == NOW


def test_the_same_address_followed_again_goes_on_where_it_was(database):
    one = rich_user()
    with database.write() as db:
        accounts.add_user(db, one)
    followed = following.follow(database, SEAL, one, ADDRESS, name="Work", now=NOW)
    text = copied(database, one, secrets=False)
    wipe(database)
    restored(database, text)
    assert following.follow(database, SEAL, one, ADDRESS + "?other", now=NOW).id != followed.id
    again = following.follow(database, SEAL, one, ADDRESS, now=NOW)
    assert (again.id, again.trouble, again.next_sync_at) == (followed.id, "", NOW)
    assert following.address_of(database, SEAL, again) == ADDRESS
    assert following.follow(database, SEAL, one, ADDRESS, now=NOW).id != followed.id  # it has its address by now


def test_the_chain_of_entries_is_whole_after_it(lived):
    text = copied(lived, EFUA, secrets=False)
    wipe(lived)
    restored(lived, text)
    with lived.read() as db:
        told = ledger.chain(db, "efua")
    assert [bears for _, bears in told] == [row["hash"] for row in json.loads(text)["tables"]["entries"]]


def changed(text, change):
    told = json.loads(text)
    change(told)
    return json.dumps(told)


def less(told):
    del told["tables"]["entries"][1]
    told["rows"]["entries"] -= 1


def of(table, **but):
    return lambda told: told["tables"][table][0].update(but)


BAD = {
    "an entry that says something else": (of("entries", via="letter"), "Entry 1 "),
    "an entry later on": (
        lambda told: told["tables"]["entries"][4]["after"].update(body="x"),
        "is not as it was written, or one before it is missing. Restore an earlier copy",
    ),
    "an entry that is missing": (less, "Entry 2 "),
    "an entry of an act that nobody knows": (of("entries", act="flown"), "Entry 1 "),
    "a newer version": (
        lambda told: told.update(tracker=3),
        "made by a newer tracker. Install that one, then restore it",
    ),
    "an older version": (
        lambda told: told.update(tracker=1),
        "kept back what a restore needs. Export it anew, by this one",
    ),
    "no version": (lambda told: told.update(tracker="two"), "no copy that tracker wrote"),
    "rows that are missing": (lambda told: told["tables"]["letters"].pop(), "Rows are missing"),
    "a table that nobody knows": (lambda told: told["tables"].update(flown=[]), "no copy that tracker wrote"),
    "a column that nobody knows": (of("promises", flown=1), "holds what tracker does not know"),
    "a value of another kind": (
        of("calendars", distrusted="one"),
        "A row has a calendars.distrusted of another kind",
    ),
    "an instant without a zone": (of("calendars", synced_at="2026-01-05T09:00:00"), "calendars.synced_at"),
    "a row that lacks something": (
        lambda told: told["tables"]["promises"][0].pop("made_at"),
        "A row has no promises.made_at",
    ),
    "a row that is none": (lambda told: told["tables"]["letters"].insert(0, 1), "no copy that tracker wrote"),
    "an event that cannot be read": (of("event_versions", payload={"key": 1}), "An event"),
    "a version that is not there": (of("current_events", number=99), "points at"),
    "two of one": (
        lambda told: told["tables"]["promises"].append(told["tables"]["promises"][0]),
        "The database refuses it (IntegrityError)",
    ),
    "a row of a calendar that is not there": (of("skipped", calendar_id="flown"), "refuses"),
    "a promise that cannot be read": (of("promises", record={}), "cannot be read"),
    "a person that cannot be read": (
        lambda told: [row.update(record={}) for row in told["tables"]["decided"]],
        "read",
    ),
    "a zone that is none": (of("users", zone="Mars/Olympus"), "Something in it cannot be read ("),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_copy_is_refused_and_nothing_is_written(sqlite, what):
    change, why = BAD[what]
    live(sqlite, EFUA)
    text = changed(copied(sqlite, EFUA), change)
    wipe(sqlite)
    with pytest.raises(NotACopy) as refused:
        restored(sqlite, text)
    assert why in str(refused.value)
    assert "marked" not in str(refused.value)
    assert not any(every_row(sqlite).values())


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "never", '{"tracker": 2}', "[" * 200_000, "\ufeff{}"])
def test_what_is_no_copy_is_refused(sqlite, text):
    with pytest.raises(NotACopy):
        restored(sqlite, text)


def test_a_copy_cut_anywhere_is_refused_and_nothing_is_written(sqlite):
    live(sqlite, EFUA)
    text = copied(sqlite, EFUA).rstrip()
    wipe(sqlite)
    for length in range(1, len(text), len(text) // 60):
        with pytest.raises(NotACopy):
            restored(sqlite, text[:length])
    assert not any(every_row(sqlite).values())
    assert restored(sqlite, text).user.id == "efua"


def test_half_a_copy_says_so(sqlite):
    live(sqlite, EFUA)
    text = copied(sqlite, EFUA)
    wipe(sqlite)
    with pytest.raises(NotACopy, match="only a part"):
        restored(sqlite, text[: len(text) // 2])


def test_who_is_here_with_something_is_never_overwritten(lived):
    text, before = copied(lived, EFUA), every_row(lived)
    for into in (None, EFUA):
        with pytest.raises(
            Refused, match=r"is here already, and a copy never overwrites anything. Restore it elsewhere|has promises"
        ):
            restored(lived, text, into=into)
    assert every_row(lived) == before


def test_an_account_with_nothing_in_it_makes_way_if_it_is_named(lived, kofi):
    text, before = copied(lived, EFUA), every_row(lived)
    newcomer = replace(EFUA, id="newcomer", addresses=frozenset())
    with lived.write() as db:
        accounts.remove_user(db, EFUA.id)
        accounts.add_user(db, newcomer)
    with pytest.raises(Refused, match="--into"):
        restored(lived, text)
    restored(lived, text, into=newcomer)
    assert but_letters(every_row(lived)) == but_letters(before)


@pytest.mark.parametrize("kept", sorted(COPIES.glob("*.json")), ids=lambda path: path.stem)
def test_a_copy_of_before_can_still_be_restored(database, kept):
    """Where this fails a column has come since: say in `carrying.LATER` what the rows of older copies get in it."""
    done = restored(database, kept.read_text())
    assert (done.user.id, done.unconnected) == ("efua", ("Work",))
    with database.read() as db:
        assert len(ledger.promises(db, "efua")) == 4


def test_a_copy_written_by_another_hand_is_read_all_the_same(lived):
    text = copied(lived, EFUA)
    wipe(lived)
    restored(lived, json.dumps(json.loads(text), indent=4))
    assert copied(lived, EFUA, secrets=False).count("\n") > 20


class Dripping:
    """Gives 97 letters at a time, however many are wanted."""

    def __init__(self, text):
        self.left = StringIO(text)

    def read(self, _many):
        return self.left.read(97)


def test_a_copy_is_read_in_pieces_of_any_size(sqlite):
    live(sqlite, EFUA)
    text = copied(sqlite, EFUA)
    wipe(sqlite)

    restoring.restore(sqlite, SEAL, Dripping(text), now=NOW)
    assert copied(sqlite, EFUA).count("\n") == text.count("\n")
