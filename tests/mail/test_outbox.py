"""Letters sent to real servers with TLS on this machine, and every way in which that can go wrong."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.parser import BytesParser
from email.policy import SMTP
from mailbox import Maildir
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import trustme

from tests.faults.storage.disk import strace
from tracker.mail.outbox import MaildirOutbox, OutboxBroken, OutboxTrouble, Rejected, SmtpOutbox, TryLater, Uncertain

RAW = b"From: a@x\r\nTo: ines@example.com\r\nSubject: hello\r\nMessage-ID: <1@x>\r\n\r\n.dot\r\nend\r\n"
SECRET = "wrong-horse"


def nothing() -> None:
    """What a caller does who need not remember anything before DATA."""


def outbox(post: Any, **changes: Any) -> SmtpOutbox:
    told = {"security": "starttls", "ca_file": post.ca_file, "timeout": 5.0, **changes}
    return SmtpOutbox("127.0.0.1", post.port, **told)


def send(outbox: Any, before_data: Callable[[], None] = nothing) -> None:
    outbox.send(RAW, to="ines@example.com", sender="tracker@example.com", before_data=before_data)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_arrives_byte_for_byte_at_its_one_recipient(post: Any, security: str) -> None:
    server = post(security)
    send(outbox(server, security=security, username="efua", password="right"))
    assert server.letters == [RAW]
    assert server.recipients == ["ines@example.com"]
    assert server.signins == [(b"efua", b"right")]


def test_the_caller_remembers_after_the_recipient_was_accepted_and_before_the_letter_leaves(post: Any) -> None:
    server, seen = post(), []
    send(outbox(server), lambda: seen.append((list(server.asked), list(server.letters))))
    assert seen == [(["MAIL", "RCPT"], [])]


def test_nothing_leaves_when_the_caller_cannot_remember(post: Any) -> None:
    server = post()

    def disk_full() -> None:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        send(outbox(server), disk_full)
    assert server.letters == []


def test_a_wrong_password_stops_the_outbox_and_is_not_repeated_in_its_words(post: Any) -> None:
    server = post()
    with pytest.raises(OutboxBroken, match="user name or password") as told:
        send(outbox(server, username="efua", password=SECRET))
    assert SECRET not in str(told.value)
    assert server.letters == []


def test_a_password_that_cannot_be_said_in_ascii_is_a_wrong_one(post: Any) -> None:
    with pytest.raises(OutboxBroken, match="user name or password"):
        send(outbox(post(), username="efua", password="sch\u00f6n"))


def test_a_password_that_cannot_be_checked_just_now_is_tried_later(post: Any) -> None:
    server = post(answers={"AUTH": "454 4.7.0 temporary authentication failure"})
    with pytest.raises(TryLater, match=r"cannot check the password at the moment. It is tried again"):
        send(outbox(server, username="efua", password="right"))
    assert server.letters == []


@pytest.mark.parametrize("username", ["efua", ""])
def test_without_starttls_neither_password_nor_letter_goes_out(post: Any, username: str) -> None:
    server = post("none")
    with pytest.raises(OutboxBroken, match="offers no STARTTLS"):
        send(outbox(server, username=username, password=SECRET))
    assert (server.signins, server.asked, server.letters) == ([], [], [])


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("fault", ["self-signed", "of another name"])
def test_a_certificate_that_cannot_be_verified_ends_the_talk(
    post: Any, authority: trustme.CA, security: str, fault: str
) -> None:
    issuer, name = (trustme.CA(), "127.0.0.1") if fault == "self-signed" else (authority, "other.example.com")
    server = post(security, issuer=issuer, name=name)
    with pytest.raises(OutboxBroken, match="certificate could not be verified"):
        send(outbox(server, security=security, username="efua", password=SECRET))
    assert (server.signins, server.asked, server.letters) == ([], [], [])


def test_without_a_file_of_ours_only_the_systems_authorities_are_trusted(post: Any) -> None:
    with pytest.raises(OutboxBroken, match="certificate could not be verified"):
        send(outbox(post(), ca_file=None))


def test_tls_to_a_port_that_speaks_in_the_clear_names_both_settings(post: Any) -> None:
    with pytest.raises(OutboxBroken, match="587 goes with starttls"):
        send(outbox(post("none"), security="tls"))


def test_a_file_of_certificates_that_is_not_there_is_named_as_the_fault(post: Any, tmp_path: Path) -> None:
    with pytest.raises(OutboxBroken, match="ca_file cannot be read"):
        send(outbox(post(), ca_file=tmp_path / "nowhere.pem"))


ANSWERS: list[tuple[str, str, type[OutboxTrouble], str]] = [
    ("MAIL", "451 later", TryLater, "The mail server takes no letters at the moment. It is tried again."),
    ("MAIL", "550 no such sender", OutboxBroken, "does not accept our sender address. Set [mail] from to one that"),
    ("MAIL", "530 sign in first", OutboxBroken, "does not accept our sender address"),
    ("RCPT", "451 greylisted ines@example.com", TryLater, "does not take letters for this address yet. It is tried"),
    ("RCPT", "421 going down", TryLater, "does not take letters for this address yet. It is tried again."),
    ("RCPT", "550 no such user ines@example.com", Rejected, "refuses this address. Check it in your settings."),
    ("RCPT", "530 sign in first", OutboxBroken, "The mail server wants a sign-in. Set user and password in [mail]."),
    ("DATA", "452 disk full", TryLater, "The mail server put the letter off. It is tried again."),
    ("DATA", "554 looks like spam", Rejected, "The mail server refused the letter itself. Ask its keeper why."),
]


@pytest.mark.parametrize(("command", "answer", "trouble", "says"), ANSWERS)
def test_a_servers_no_is_told_in_our_words(
    post: Any, command: str, answer: str, trouble: type[OutboxTrouble], says: str
) -> None:
    with pytest.raises(OutboxTrouble) as told:
        send(outbox(post(answers={command: answer})))
    assert type(told.value) is trouble
    assert says in str(told.value)
    assert "example.com" not in str(told.value)


def test_a_server_that_breaks_off_after_the_letter_leaves_it_uncertain(post: Any) -> None:
    server = post(hang_up=True)
    with pytest.raises(Uncertain, match="may arrive twice"):
        send(outbox(server))
    assert len(server.letters) == 1


def test_a_server_that_never_answers_is_tried_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(TryLater, match="did not answer"):
            send(SmtpOutbox("127.0.0.1", port, timeout=0.3))


@pytest.mark.parametrize(
    ("greeting", "trouble", "says"),
    [
        (
            b"421 too many talks at once\r\n",
            TryLater,
            "The mail server is not ready at the moment. It is tried again.",
        ),
        (
            b"554 no mail from there\r\n",
            OutboxBroken,
            "will not talk with us. Check [mail] host and port, or ask its",
        ),
    ],
)
def test_a_server_that_greets_with_a_no_is_told_in_our_words(
    greeting: bytes, trouble: type[OutboxTrouble], says: str
) -> None:
    with greeted(greeting) as port, pytest.raises(OutboxTrouble) as told:
        send(SmtpOutbox("127.0.0.1", port))
    assert type(told.value) is trouble
    assert says in str(told.value)


@contextmanager
def greeted(greeting: bytes) -> Iterator[int]:
    """A server that says one thing to whoever comes first, and hangs up."""

    def greet() -> None:
        line, _ = door.accept()
        with line:
            line.sendall(greeting)

    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = Thread(target=greet)
        thread.start()
        yield door.getsockname()[1]
        thread.join()


def test_a_server_that_says_a_little_now_and_then_is_left_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as tarpit:
        Thread(target=drip, args=(tarpit,)).start()
        with pytest.raises(TryLater, match="did not answer"):
            send(SmtpOutbox("127.0.0.1", tarpit.getsockname()[1], timeout=30, within=0.3))


def drip(tarpit: socket.socket) -> None:
    """A greeting without end."""
    line, _ = tarpit.accept()
    with line, suppress(OSError):
        while True:
            line.sendall(b"220-one moment\r\n")
            time.sleep(0.05)


def test_a_letter_whose_answer_never_comes_to_its_end_is_uncertain(post: Any) -> None:
    server = post(drips=True)
    with pytest.raises(Uncertain, match="may arrive twice"):
        send(outbox(server, timeout=30, within=2))
    assert len(server.letters) == 1


def test_a_port_where_nobody_listens_is_tried_later() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with pytest.raises(TryLater, match="check host and port"):
        send(SmtpOutbox("127.0.0.1", port, timeout=1))


def test_a_check_signs_in_and_sends_nothing(post: Any) -> None:
    server = post()
    outbox(server, username="efua", password="right").check()
    assert (server.signins, server.asked) == ([(b"efua", b"right")], [])


def test_a_password_is_not_shown_with_its_outbox() -> None:
    assert SECRET not in repr(SmtpOutbox("post.example.com", 587, password=SECRET))


def test_a_letter_lands_in_a_maildir_that_mail_programs_can_read(tmp_path: Path) -> None:
    send(MaildirOutbox(tmp_path / "letters"))
    found = list(Maildir(tmp_path / "letters", create=False))
    assert [letter["Subject"] for letter in found] == ["hello"]
    (file,) = (tmp_path / "letters" / "new").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert BytesParser(policy=SMTP).parsebytes(file.read_bytes())["To"] == "ines@example.com"


def test_a_letter_sent_again_lies_there_once_also_after_it_was_read(tmp_path: Path) -> None:
    for _ in range(2):
        send(MaildirOutbox(tmp_path))
    (file,) = (tmp_path / "new").iterdir()
    file.rename(tmp_path / "cur" / f"{file.name}:2,S")
    send(MaildirOutbox(tmp_path))
    assert len(list(Maildir(tmp_path, create=False))) == 1
    assert not list((tmp_path / "tmp").iterdir())


def test_a_maildir_is_told_of_before_the_letter_lies_there(tmp_path: Path) -> None:
    seen: list[int] = []
    send(MaildirOutbox(tmp_path), lambda: seen.append(len(list((tmp_path / "new").iterdir()))))
    assert seen == [0]


LETTER = """
import sys
from pathlib import Path
from tests.mail.test_outbox import send
from tracker.mail.outbox import MaildirOutbox, TryLater
try:
    send(MaildirOutbox(Path(sys.argv[1])))
except TryLater as trouble:
    print(trouble)
"""


def test_a_disk_that_is_full_as_a_letter_is_put_down_says_so_and_the_letter_is_tried_later(tmp_path: Path) -> None:
    full = [strace(), "-f", "-o", os.devnull, "-e", "trace=fsync", "-e", "inject=fsync:error=ENOSPC"]
    command = [*full, sys.executable, "-c", LETTER, str(tmp_path)]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=300, check=False)
    assert child.stdout == "The disk that holds the letters is full. Free some space; it is tried again.\n", child
    assert [*(tmp_path / "new").iterdir(), *(tmp_path / "tmp").iterdir()] == []


def test_a_maildir_that_is_no_folder_is_a_broken_outbox(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutboxBroken, match="cannot be written") as told:
        send(MaildirOutbox(tmp_path / "file"))
    assert os.fspath(tmp_path) not in str(told.value)
