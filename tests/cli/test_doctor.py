"""`tracker doctor`: what it says, and by which status a script knows."""

from tracker.services.work import BEAT
from tracker.store import letters


def beat(tracker):
    """The service has just looked round."""
    built = tracker.tracker()
    with built.database.write() as db:
        letters.beat(db, BEAT, built.clock())
    built.database.close()


def test_when_all_is_well_each_part_says_so(tracker):
    beat(tracker)
    lines = tracker("doctor").stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"well   {part}"
        for part in (
            *("Data folder", "Cage", "Outbox", "Database", "Service", "Ledger"),
            *("Disk", "Pages", "Writing", "Time", "Back-ups"),
        )
    ]


def test_a_fault_has_its_remedy_and_a_status_of_its_own(tracker):
    assert "FAULT  Service: it is not running" in tracker("doctor", code=1).stdout
    assert "no calendar is read, no letter is sent" in tracker("doctor", code=1).stdout
    assert "       Remedy: tracker run" in tracker("doctor", code=1).stdout


def test_the_same_as_json(tracker):
    beat(tracker)
    tracker.data.chmod(0o755)
    found = tracker.json("doctor", "--json", code=1)
    assert [list(one) for one in found] == [["part", "well", "found", "remedy"]] * 11
    assert [(one["part"], one["remedy"]) for one in found if not one["well"]] == [
        ("Data folder", f"chmod 700 '{tracker.data}'")
    ]


def test_before_the_first_start_it_says_what_to_start_and_changes_nothing(command):
    for _ in range(2):
        said = command("doctor", code=1).stdout
        assert f"FAULT  Data folder: {command.data} is not there" in said
        assert "If nothing was kept yet, start it once: tracker run." in said
    assert not command.data.exists()


def test_a_test_letter_is_sent_and_told_of(tracker):
    beat(tracker)
    assert "well   Test letter" in tracker("doctor", "--send-test-letter").stdout
    (letter,) = (tracker.data / "letters/new").iterdir()
    assert b"can reach you" in letter.read_bytes()


def test_a_test_letter_needs_somebody_to_go_to(command):
    command("db", "upgrade")
    assert "tracker user add EMAIL" in command("doctor", "--send-test-letter", code=1).stderr
