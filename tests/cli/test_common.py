"""What every command tells in one plain line when the service cannot be opened."""

from sqlalchemy import text


def test_a_database_of_a_newer_tracker_is_said_to_be_one(tracker):
    database = tracker.tracker().database
    with database.write() as db:
        db.execute(text("update alembic_version set version_num = '9999'"))
    database.close()
    assert "newer tracker" in tracker.complaint("promises")


def test_a_file_that_is_no_database_is_told_with_where_to_look(command):
    command.data.mkdir()
    (command.data / "tracker.sqlite3").write_bytes(b"not a database" * 1000)
    said = command.complaint("promises")
    assert "what keeps it is damaged" in said
    assert "put the last back-up back; tracker doctor says what is damaged." in said


def test_a_server_that_is_away_is_told_without_its_password(command):
    command.settings.write_text(
        f'data = "{command.data}"\n[database]\nurl = "postgresql://efua:secret@127.0.0.1:1/tracker"\n'
    )
    complaint = command.complaint("promises")
    assert complaint.startswith("The database cannot be read. See that its file or server is there")
    assert "secret" not in complaint
