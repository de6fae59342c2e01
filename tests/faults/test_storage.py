"""Each fault of files, disks and databases, once or a few times: small versions of what `make faults` counts."""

import pytest

from tests.faults.storage import commits, disk, embedded, hosted, torn

FULL = embedded.full if disk.may_mount() else embedded.full_by_errors  # the same, as system calls tell it


@pytest.mark.parametrize("fault", [FULL, embedded.unsynced, embedded.read_only])
def test_while_the_disk_fails_pages_say_not_saved_and_then_all_goes_on(tmp_path, fault):
    row = fault(tmp_path, None, 1)
    assert row.holds, row
    assert "page: “Not saved: " in row.seen
    assert "program: “Not saved: " in row.seen


@pytest.mark.postgresql
def test_the_same_of_postgresql(tmp_path):
    row = hosted.read_only(tmp_path, None, 1)
    assert row.holds, row
    assert "Nothing was changed: do it once more then." in row.seen


def test_ten_seconds_of_another_writer_are_waited_for(tmp_path):
    row = embedded.locked(tmp_path, None, 1)
    assert row.holds, row


@pytest.mark.parametrize("fault", [torn.rollback, torn.log])
def test_a_torn_journal_opens_with_all_that_was_acknowledged(tmp_path, fault):
    row = fault(tmp_path, None, 30)
    assert row.holds, row


def test_killed_at_any_commit_and_done_again_each_verb_leaves_what_it_should(tmp_path):
    row = commits.killed(tmp_path, None, 1)
    assert row.holds, row
    assert row.times >= 32, "some verb makes fewer commits than it did, or was not killed"
