"""A canary: the real service says all that it does while it meets marked secrets, and none of them comes to light.

It is started three times: all goes well; then the feed fails; then the mail server does. Afterwards its log, its
database and its export are searched.
"""

import re
import time
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from tests.browser.hand import Hand
from tests.running import WAIT, Feeds, a_service, receiving, serving

ADDRESS = "/marked-address-7f3a/basic.ics?key=marked-key-5e2b"
PASSWORD = "marked-password-41c9"
MAILS = ("marked.owner@example.com", "marked.guest@example.com", "me@localhost")
WORDS = ("marked-summary", "marked-description", "marked-place", "Marked Guest")
TOMORROW = datetime.now(UTC) + timedelta(days=1)
FEED = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tracker tests//EN
BEGIN:VEVENT
UID:one
DTSTAMP:{TOMORROW:%Y%m%dT%H%M%SZ}
DTSTART:{TOMORROW:%Y%m%dT%H%M%SZ}
SUMMARY:!p Send marked-summary to Ama
DESCRIPTION:Action items: marked-description
LOCATION:marked-place
ATTENDEE;CN=Marked Guest:mailto:marked.guest@example.com
END:VEVENT
BEGIN:VEVENT
UID:two
DTSTART:marked-summary
SUMMARY:marked-summary
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()


class Left(NamedTuple):
    """What the service left behind, and the tokens that it gave out meanwhile."""

    log: str
    database: bytes
    export: str
    beside: str  # what commands said on standard error
    tokens: dict[str, str]


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    folder = tmp_path_factory.mktemp("private")
    service, log, tokens = a_service(folder), folder / "service.log", {}
    with receiving(folder, password=PASSWORD) as post, serving(Feeds({ADDRESS: FEED})) as feeds:
        service.configure(post)
        service.command("user", "add", MAILS[0], "--zone", "UTC")
        with service.running(feeds.address(ADDRESS), log):
            tokens["link to sign in"] = service.link.rpartition("/")[2]
            hand = live(service, log)
            tokens |= {f"cookie {name}": value for name, value in hand.cookies.items()}
        feeds.told.clear()
        with service.running(feeds.address(ADDRESS), log):
            until(lambda: len(post.letters) == 2)
            ask_for_a_link(service)
        post.answers["RCPT"] = f"550 {MAILS[0]} is not known here"
        with service.running(log=log):
            until(lambda: "letter failed" in log.read_text())
        beside = [service.command(*words) for words in (["sync"], ["digest"], ["doctor"], ["export"])]
        tokens |= tokens_in(post.letters)
    database = b"".join(path.read_bytes() for path in (folder / "data").glob("tracker.sqlite3*"))
    database = re.sub(rb"=\r?\n", b"", database)  # as letters fold long words
    return Left(log.read_text(), database, beside[-1].stdout, "".join(one.stderr for one in beside), tokens)


def live(service, log):
    """Somebody signs in, looks at every page, delivers by a letter's link, and asks for a link to sign in again."""
    hand = Hand(service.link)
    for page in ("/", "/promises", "/questions", "/calendars", "/people", "/letter", "/settings", "/nowhere-marked"):
        try:
            hand.get(page)
        except AssertionError:
            assert page == "/nowhere-marked"
    sent = service.command("digest")
    assert sent.stdout == "Sent: 1 letter.\n", sent.stderr
    ask_for_a_link(service)
    return hand


def ask_for_a_link(service):
    stranger = Hand.__new__(Hand)
    stranger.host, stranger.cookies = urlsplit(service.base_url).netloc, {}
    stranger.post("/signin", token_from="/signin", email=MAILS[0])


def until(holds):
    """Waits until the service has done something by itself."""
    end = time.monotonic() + WAIT
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)


def tokens_in(letters):
    """Every token that a letter's links hold, by what it does."""
    found = {}
    for number, raw in enumerate(letters):
        message = message_from_bytes(raw, policy=policy.default)
        text = message.get_body(("plain",)).get_content() + str(message["List-Unsubscribe"])
        for kind, token in re.findall(r"http://[^/\s]+/(l|unsubscribe|signin)/([^\s>]+)", text):
            found[f"{kind} of letter {number}"] = token
    return found


def secrets(left):
    """What nobody may find who has the log, the database or the export alone."""
    return {"address": "marked-address", "key in it": "marked-key", "password": PASSWORD, **left.tokens}


def test_the_canary_was_there_to_be_heard(left):
    kinds = {name.partition(" of")[0] for name in left.tokens}
    assert kinds >= {"link to sign in", "l", "unsubscribe", "signin"}
    assert any(kind.startswith("cookie") for kind in kinds)
    for line in ("synced calendar=", "sync troubled calendar=", "letter sent id=", "letter failed id="):
        assert line in left.log
    assert "request method=GET route=" in left.log
    assert b"marked-summary" in left.database
    assert "marked-summary" in left.export


def test_no_secret_is_in_the_log(left):
    assert {name for name, secret in secrets(left).items() if secret in left.log + left.beside} == set()


def test_no_secret_is_in_the_database(left):
    assert {name for name, secret in secrets(left).items() if secret.encode() in left.database} == set()


def test_no_secret_is_in_the_export(left):
    assert {name for name, secret in secrets(left).items() if secret in left.export} == set()


def test_no_words_of_events_and_no_mail_address_are_in_the_log(left):
    assert [word for word in (*WORDS, *MAILS, "Ama") if word in left.log + left.beside] == []


def test_the_log_is_lines_of_ours_each_with_its_keys(left):
    lines = left.log.splitlines()
    ours = re.compile(r"\S+ \S+ (INFO|WARNING) tracker\.\S+ [a-z ]+( [a-z]+=\S+)+$")
    others = [line for line in lines if not ours.match(line)]
    assert others == ["Stopping: what is being read or sent is finished first."] * 3
