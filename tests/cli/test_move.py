"""`tracker move` as a person says it: a look first, then the move, then who may work where."""

import pytest

from tests.services.moved import held, peopled
from tracker.store.database import Database


@pytest.fixture
def there(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'there.sqlite3'}")
    yield database
    database.close()


@pytest.fixture
def peopled_command(command):
    command("user", "add", "ama@example.com")
    database = Database(f"sqlite:///{command.data / 'tracker.sqlite3'}")
    peopled(database, users=2)
    yield command
    database.close()


def test_a_dry_run_says_how_much_there_is_and_makes_nothing(peopled_command, there):
    said = peopled_command("move", "--to", f"sqlite:///{there.path}", "--dry-run").stdout
    assert "Nothing was changed." in said
    assert not there.path.exists()


def test_a_move_says_what_came_and_what_is_next(peopled_command, there):
    said = peopled_command("move", "--to", f"sqlite:///{there.path}").stdout
    assert "3 users" in said
    assert "keys.toml" in said
    assert there.path.stat().st_mode & 0o077 == 0
    with_source = Database(f"sqlite:///{peopled_command.data / 'tracker.sqlite3'}")
    assert held(there) == held(with_source)
    with_source.close()


def test_where_all_was_moved_away_tracker_does_not_run(peopled_command, there):
    peopled_command("move", "--to", f"sqlite:///{there.path}")
    assert "was moved to sqlite:" in peopled_command.complaint("run")
    peopled_command("promises", "--user", "ama@example.com")  # to read is harmless
    assert "may be worked on again" in peopled_command("move", "--stay").stdout


@pytest.mark.parametrize("address", ["", "mysql://h/d", "somewhere"])
def test_an_address_that_is_none_is_refused_with_the_way_to_write_it(peopled_command, address):
    assert "Say where to: --to postgresql://" in peopled_command.complaint("move", "--to", address)


def test_to_itself_nothing_moves(peopled_command):
    address = f"sqlite:///{peopled_command.data / 'tracker.sqlite3'}"
    assert "That is the database that is to be moved. Say another one" in peopled_command.complaint(
        "move", "--to", address
    )


def test_a_password_is_not_told(peopled_command):
    said = peopled_command.complaint("move", "--to", "postgresql://ama:hush@127.0.0.1:1/none", "--dry-run")
    assert "hush" not in said


def test_a_file_whose_folder_is_not_there_is_said_plainly(peopled_command, tmp_path):
    said = peopled_command.complaint("move", "--to", f"sqlite:///{tmp_path / 'nowhere' / 'there.sqlite3'}")
    assert "Make its folder first." in said
