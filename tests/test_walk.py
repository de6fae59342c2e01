"""The whole walk on real input: bytes of a feed, through the running service, to a letter received and answered."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from tests.running import Feeds, a_service, receiving, serving

TODAY = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)


def feed(*events: tuple[str, str, int]) -> bytes:
    """An iCalendar body of (uid, summary, days from today)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tracker tests//EN"]
    for uid, summary, days in events:
        start = TODAY + timedelta(days=days)
        lines += ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{start:%Y%m%dT%H%M%SZ}", f"DTSTART:{start:%Y%m%dT%H%M%SZ}"]
        lines += [f"DTEND:{start + timedelta(hours=1):%Y%m%dT%H%M%SZ}", f"SUMMARY:{summary}", "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


FEED = feed(
    ("proposal", "!p Send proposal to Ama", 1),
    ("photos", "!p Send the photographs to Kofi", 3),
    ("figures", "Send Nils the figures", 2),
    ("coffee", "Coffee with Ines", 2),
    ("dentist", "Dentist", 1),
)


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The service on a feed of this machine's own server, a mail server, and how the first letter was sent."""
    folder = tmp_path_factory.mktemp("walk")
    service = a_service(folder)
    with receiving(folder) as post, serving(Feeds({"/work.ics": FEED})) as feeds:
        service.configure(post)
        with service.running(feeds.address()):
            yield service, post, service.command("digest")


def ask(address, method="GET", form=None):
    """One request without a session: status, headers and what it says."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=20)
    body = urlencode(form or {}) if method == "POST" else None
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
    connection.request(method, parts.path, body, headers)
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, said


def letter(post) -> EmailMessage:
    message = message_from_bytes(post.letters[0], policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def parts(post):
    text, html = (letter(post).get_body((kind,)).get_content() for kind in ("plain", "html"))
    return text, html


def links(post, kind):
    text, _ = parts(post)
    return re.findall(rf"http://\S+/{kind}/\S+", text)


def open_promises(service):
    return service.command("promises", "--json").stdout


def test_the_letter_arrives_at_a_real_mail_server_by_tls_with_both_parts(walked):
    _, post, sent = walked
    assert (sent.returncode, sent.stderr) == (0, "")
    assert post.signins == [(b"efua", b"right")]
    for part in parts(post):
        for words in ("Send proposal", "Ama", "Send the photographs", "Kofi", "Name at least 1 person"):
            assert words in part
        assert "Dentist" not in part


def test_its_headers_are_whole_and_let_a_reader_leave_with_one_click(walked):
    _, post, _ = walked
    message = letter(post)
    assert message["From"] == "Tracker <tracker@example.com>"
    assert message["To"] == "me@localhost"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].startswith("<digest.")
    head = post.letters[0].partition(b"\r\n\r\n")[0]
    assert b"=?" not in head


def test_each_link_in_it_opens_a_page_of_the_running_service(walked):
    service, post, _ = walked
    text, html = parts(post)
    found = set(re.findall(r"http://[^\s\"<>]+", text + html))
    assert all(address.startswith(service.base_url) for address in found)
    assert {urlsplit(address).path.split("/")[1] for address in found} >= {"l", "unsubscribe", "people"}
    for address in found:
        status, _, _ = ask(address)
        assert status in (200, 302, 303), address


def test_looking_at_a_link_delivers_nothing_and_its_button_delivers_once(walked):
    service, post, _ = walked
    address = links(post, "l")[0]
    before = open_promises(service)
    for method in ["GET", "HEAD", "OPTIONS"] + ["GET"] * 50:
        ask(address, method)
    assert open_promises(service) == before
    status, _, said = ask(address, "POST")
    assert status == 200
    assert "delivered" in said.lower()
    after = open_promises(service)
    assert after != before
    status, _, said = ask(address, "POST")
    assert status == 200
    assert "already" in said.lower()
    assert open_promises(service) == after


def test_a_second_letter_in_the_same_week_is_not_sent(walked):
    service, post, _ = walked
    again = service.command("digest")
    assert "written already" in again.stdout
    assert len(post.letters) == 1


def test_one_click_stops_the_letters_without_a_session(walked):
    _, post, _ = walked
    address = str(letter(post)["List-Unsubscribe"]).strip("<>")
    status, headers, _ = ask(address, "POST", {"List-Unsubscribe": "One-Click"})
    assert (status, headers["Location"], headers["Set-Cookie"]) == (200, None, None)


def test_syncing_again_beside_the_running_service_changes_nothing(walked):
    service, _, _ = walked
    again = service.command("sync", "--json")
    assert '"new": 0' in again.stdout
    assert '"changed": 0' in again.stdout
    assert again.returncode == 0


def test_a_service_on_the_example_shows_what_is_overdue_coming_and_asked(tmp_path):
    service = a_service(tmp_path / "a folder with spaces")
    with service.running():
        outcomes = service.command("promises").stdout
        assert "overdue" in outcomes
        assert "pending" in outcomes
        assert "TO CONFIRM" in service.command("digest", "--dry-run").stdout
