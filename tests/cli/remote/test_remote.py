"""`tracker --at https://…`: the same commands asked of a service elsewhere, by a token, over a real socket."""

import json
import re
import socket
import ssl
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import pytest
import trustme

from tests.serving import serving
from tracker.cli.remote import Remote, RemoteTrouble, token_of
from tracker.domain.token import Scope
from tracker.services import ledger as services
from tracker.services import people
from tracker.store import ledger, letters
from tracker.web.app import create_app

OFTEN = b'{"detail": "Too \\u001b[31moften", "remedy": "Wait."}'
WORDS = ("Send proposal", "--to", "Ama", "--due", "tomorrow 17:00")


def complaint(result):
    assert result.stdout == ""
    return result.stderr.removeprefix("Error: ").strip()


def test_a_promise_added_there_is_told_by_its_id_and_listed_in_the_same_words(afar):
    assert "tracker add" in afar("promises").stdout
    added = afar("add", *WORDS).stdout.strip()
    (line,) = afar("promises").stdout.splitlines()
    assert re.fullmatch(rf"{added}  pending   \w{{3}} \d\d \w{{3}} \d{{4}} 17:00  Send proposal to Ama", line)


def test_the_list_as_json_is_the_same_as_at_home(afar):
    added = afar("add", *WORDS).stdout.strip()
    (row,) = json.loads(afar("promises", "--json").stdout)
    assert datetime.fromisoformat(row.pop("due")).hour == 17
    assert row == {
        "id": added,
        "body": "Send proposal",
        "promisee": "Ama",
        "promiser": "me",
        "dated": False,
        "outcome": "pending",
        "delivered_at": None,
        "renegotiations": 0,
    }


def test_a_line_is_read_as_at_home(afar):
    said = afar("add", "Send proposal to Ama by tomorrow")
    assert said.stderr.startswith("Read as: Send proposal to Ama, due ")
    (row,) = json.loads(afar("promises", "--json").stdout)
    assert (row["body"], row["promisee"], row["dated"]) == ("Send proposal", "Ama", True)


def test_one_is_delivered_by_words_and_taken_back(afar, tracker, efua):
    afar("add", *WORDS)
    afar("add", "Call Kofi", "--due", "tomorrow")
    assert afar("done", "proposal").stdout == "Delivered: Send proposal\n"
    assert "proposal" not in afar("promises").stdout
    assert "kept" in afar("promises", "--all").stdout
    assert afar("done", "--undo", "proposal").stdout == "Taken back: Send proposal\n"
    with tracker.database.read() as db:
        acts = [(entry.act, entry.via) for entry in ledger.entries(db, efua.id)]
    assert acts == [("added", "api"), ("added", "api"), ("delivered", "api"), ("undone", "api")]


def test_what_a_calendar_says_of_a_delivery_is_left_to_the_page_of_questions(afar):
    afar("add", *WORDS)
    says = "What a calendar says of a delivery is confirmed on the page of questions. Without --as-told it is now."
    assert complaint(afar("done", "--as-told", "proposal", code=1)) == says


def test_words_that_several_or_none_hold_are_asked_about_as_at_home(afar):
    afar("add", *WORDS)
    afar("add", "Send slides", "--due", "tomorrow")
    assert "2 promises hold “send”" in complaint(afar("done", "send", code=1))
    assert "No promise holds" in complaint(afar("done", "bees", code=1))


def test_hundreds_come_page_after_page(afar, tracker, efua):
    for number in range(205):
        due = datetime(2030, 1, 1 + number % 28, 17, tzinfo=UTC)
        made = {"promisee": "Ama", "due": due, "dated": False, "via": "page", "now": tracker.clock()}
        services.add(tracker.database, efua, body=f"part {number}", **made)
    rows = json.loads(afar("promises", "--json").stdout)
    assert len({row["id"] for row in rows}) == 205
    assert [row["due"] for row in rows] == sorted(row["due"] for row in rows)


@pytest.mark.parametrize(
    ("environ", "says"),
    [
        ({"TRACKER_TOKEN": ""}, "No token to show"),
        ({"TRACKER_TOKEN": "trk_" + "a" * 46}, "Make another under Settings"),
        ({"TRACKER_TOKEN": "é"}, "That token opens nothing. It has ended"),
        ({"TRACKER_TOKEN": "", "TRACKER_TOKEN_FILE": "/nowhere/token"}, "The token's file cannot be read, or is"),
    ],
)
def test_without_a_good_token_it_says_where_one_is_made(afar, environ, says):
    assert says in complaint(afar("promises", code=1, **environ))


def test_a_token_without_the_scope_is_told_which_it_wants(afar, token):
    said = complaint(afar("add", *WORDS, code=1, TRACKER_TOKEN=token(Scope.PROMISES_READ)))
    assert "promises:write" in said
    assert "Make one under Settings" in said


def test_a_token_in_a_file_of_ones_own_is_taken_and_one_that_others_read_is_not(tmp_path, afar, token):
    file = tmp_path / "token"
    file.write_text(token() + "\n")
    file.chmod(0o640)
    environ = {"TRACKER_TOKEN": "", "TRACKER_TOKEN_FILE": str(file)}
    loose = f"Others can read {file}. Keep it to yourself with: chmod 600 {file}"
    assert complaint(afar("promises", code=1, **environ)) == loose
    file.chmod(0o600)
    assert "tracker add" in afar("promises", **environ).stdout
    file.write_text("")
    with pytest.raises(RemoteTrouble, match=r"is empty: .* See that TRACKER_TOKEN_FILE names it and that it is"):
        token_of({"TRACKER_TOKEN_FILE": str(file)})


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("http://tracker.example.com", "https only"),
        ("tracker.example.com", "Give --at the address that you see in your browser, such as https://tracker"),
        ("ftp://tracker.example.com", "https://tracker.example.com"),
        ("https://efua:hush@tracker.example.com", "https://tracker.example.com"),
        ("https://tracker.example.com/?a=b", "https://tracker.example.com"),
        ("https://tracker.example.com:port", "https://tracker.example.com"),
    ],
)
def test_an_address_that_would_show_the_token_around_is_refused(afar, at, says):
    assert says in complaint(afar("promises", code=1, at=at))


def test_where_nobody_listens_is_said(afar):
    with closing(socket.create_server(("127.0.0.1", 0))) as here:
        port = here.getsockname()[1]
    assert "cannot be reached. See that the address is right and that you are online" in complaint(
        afar("promises", code=1, at=f"http://127.0.0.1:{port}")
    )


def test_a_certificate_that_is_not_trusted_is_shown_no_token(afar, tracker, tmp_path):
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    with serving(create_app(tracker), context) as at:
        assert "not one that this machine trusts" in complaint(afar("promises", code=1, at=at))
        assert "tracker add" in afar("promises", at=at, SSL_CERT_FILE=str(trusted)).stdout


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            b"HTTP/1.1 302 Found\r\nLocation: https://other.example/x?secret\r\nContent-Length: 0\r\n\r\n",
            "sends us elsewhere, to https://other.example. If you trust that, give it to --at",
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi",
            "not answer as a tracker does",
        ),
        (
            b"HTTP/1.1 502 Bad\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi",
            "not answer as a tracker does",
        ),
        (
            b"HTTP/1.1 429 Often\r\nContent-Type: application/problem+json\r\nRetry-After: 60\r\nContent-Length: "
            + str(len(OFTEN)).encode()
            + b"\r\n\r\n"
            + OFTEN,
            "Wait. (Retry-After: 60 s)",
        ),
        (b"nonsense\r\n\r\n", "not answer as a tracker does"),
    ],
)
def test_an_answer_that_is_none_of_ours_is_told_plainly(afar, answer, says):
    with answering(answer) as (port, _):
        said = complaint(afar("promises", code=1, at=f"http://127.0.0.1:{port}"))
    assert says in said
    assert "\x1b" not in said
    assert "secret" not in said


@contextmanager
def answering(*answers):
    """A server that says these in turn, the last one ever after, and keeps what it was asked."""
    here, asked = socket.create_server(("127.0.0.1", 0)), []

    def serve():
        while True:
            try:
                line, _ = here.accept()
            except OSError:
                return
            with line:
                asked.append(line.recv(10_000))
                line.sendall(answers[min(len(asked), len(answers)) - 1])

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield here.getsockname()[1], asked
    finally:
        here.shutdown(socket.SHUT_RDWR)
        here.close()
        thread.join()


def test_what_is_sent_again_since_the_way_broke_bears_the_same_key():
    good = b'HTTP/1.1 201 Made\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"id": "p1"}'
    with answering(b"", good) as (port, asked):
        made = Remote(f"http://127.0.0.1:{port}", "trk_one").post("/promises", body="send proposal")
    assert made == {"id": "p1"}
    first, second = (re.search(rb"Idempotency-Key: (\S+)", request)[1] for request in asked)
    assert first == second


def test_one_that_answers_nothing_is_asked_three_times_and_then_called_slow():
    with closing(socket.create_server(("127.0.0.1", 0), backlog=9)) as silent:
        at = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(RemoteTrouble) as told:
            Remote(at, "trk_one", seconds=0.2).get("/me")
    assert str(told.value) == f"{at} took longer than 0.2 seconds, 3 times in a row. Try again in a minute."


def test_what_works_on_this_machine_alone_says_so(afar):
    for command in ("run", "doctor", "backup"):
        told = afar(command, code=2).stderr
        assert "--at is for promises, add, done, digest, mcp; the others work on this machine." in told
    assert "Leave out --user" in complaint(afar("promises", "--user", "efua@example.com", code=1))
    afar("add", *WORDS)
    assert "page of questions" in complaint(afar("done", "proposal", "--as-told", code=1))


def test_the_weeks_letter_is_shown_and_asked_for(afar, tracker, efua):
    afar("add", *WORDS)
    shown = afar("digest", "--dry-run").stdout
    assert shown.startswith("Subject: ")
    assert "Send proposal" in shown
    assert afar("digest").stdout == "Written: it goes out within a minute.\n"
    with tracker.database.read() as db:
        assert len(letters.letters(db, efua.id)) == 1


def test_whom_it_is_with_is_said_by_the_name_that_its_user_gave(afar, tracker, efua):
    ama = {"name": "Ama Mensah", "addresses": frozenset({"ama@example.com"})}
    people.name_person(tracker.database, efua, **ama, via="page", now=tracker.clock())
    afar("add", "Send proposal", "--to", "ama@example.com", "--due", "tomorrow")
    assert "to Ama Mensah" in afar("promises").stdout
    assert json.loads(afar("promises", "--json").stdout)[0]["promisee"] == "ama@example.com"
