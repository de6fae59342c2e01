"""Canaries (C48): each secret is marked or known, the real service goes through all that it does with errors on
purpose, and each place is searched for each of them. The table says where one may be; everywhere else is a leak.

With TRACKER_SHAPE=hosted the service is tests/hosted/shape.py's, and PostgreSQL is searched by its own pg_dump.
"""

import base64
import contextlib
import os
import re
import subprocess
import time
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import pytest

from tests.browser import at_google
from tests.browser.hand import Hand
from tests.calendars.taking import taking
from tests.cluster import programs
from tests.google.standin import Google
from tests.google.standin import serving as playing
from tests.hosted import home
from tests.hosted.shape import cluster
from tests.running import WAIT, Feeds, a_service, receiving, serving
from tests.web.browsing import tracker_with
from tracker.store.database import Database
from tracker.web.app import create_app

OWNER, NILS = "me@localhost", "nils@example.com"
SEAL = base64.urlsafe_b64encode(b"marked-seal-key-0123456789abcdef").decode()
SIGN = "marked-sign-key-0123456789abcdefghij"
CLIENT_SECRET, MAIL_PASSWORD = "hush", "marked-smtp-password-71d0"
FEED_PATH, FEED_PASSWORD = "/marked-feed-path-3e11.ics", "marked-feed-password-90ab"
EVENT = "marked-event-words-55c2"
TOMORROW = datetime.now(UTC) + timedelta(days=1)
FEED = f"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tracker tests//EN
BEGIN:VEVENT
UID:one
DTSTAMP:{TOMORROW:%Y%m%dT%H%M%SZ}
DTSTART:{TOMORROW:%Y%m%dT%H%M%SZ}
SUMMARY:!p Send {EVENT} to Ama
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n").encode()

ALLOWED = {
    "refresh token": set(),
    "access token": set(),
    "feed path": set(),
    "feed password": set(),
    "SMTP password": set(),
    "session id": set(),
    "link token": {"letters"},
    "secret key": set(),
    "API token": set(),
    "webhook secret": set(),
    "event text": {"pages", "letters", "database", "back-up", "copy", "export"},
}
"""Where each may be found. An API token and a webhook's secret stand once on the page that makes them, which is how
they are known here; it is no place that is searched.
"""
PLACES = ("log", "pages", "letters", "database", "back-up", "copy", "export", "commands")


class Left(NamedTuple):
    """Each secret by its name in the table, and what each place holds."""

    secrets: dict[str, set[str]]
    places: dict[str, bytes]


def pages():
    """Every page that needs nothing but to be asked for."""
    rules = create_app(tracker_with(Database("sqlite:///"))).url_map.iter_rules()
    plain = {one.rule for one in rules if "GET" in one.methods and not one.arguments}
    return sorted(plain - {"/progress/live", "/google/back", "/invited"})


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    folder = tmp_path_factory.mktemp("canaries")
    service, log, google = a_service(folder), folder / "service.log", Google()
    hosted = os.environ.get("TRACKER_SHAPE") == "hosted"
    if hosted:
        service.environ = home.hosted(cluster().bare("hosted"))
        service.environ |= {"TRACKER_KEYS__SEAL": SEAL, "TRACKER_KEYS__SIGN": SIGN}
    at_google.registered(google, service)
    with (
        receiving(folder, password=MAIL_PASSWORD) as post,
        serving(Feeds({FEED_PATH: FEED})) as feeds,
        playing(google),
        taking() as taker,
    ):
        service.configure(post, google=google.url)
        with service.settings.open("a") as settings:
            settings.write(f'[keys]\nseal = "{SEAL}"\nsign = "{SIGN}"\n')
        address = feeds.address(FEED_PATH).replace("http://", f"http://marked-user:{FEED_PASSWORD}@")
        with service.running(address, log):
            found = live(service, google, post, feeds, taker)
            seen = found.pop("pages")
        said = [service.command("export", "--user", OWNER)]
        back_up = backed_up(service, folder / "back-up.sqlite3")
        kept = dumped(service) if hosted else in_files(service)
        said += [service.command(*words) for words in (["doctor"], ["audit"], ["user", "list"])]
    places = {
        "log": log.read_bytes(),
        "pages": seen["pages"].encode(),
        "letters": b"".join(map(words_of, post.letters)),
        "database": kept,
        "back-up": back_up,
        "copy": seen["copy"].encode(),
        "export": said[0].stdout.encode(),
        "commands": "".join(one.stderr for one in said).encode() + "".join(one.stdout for one in said[1:]).encode(),
    }
    found["link token"] = {one for letter in post.letters for one in links_in(letter)} | found["link token"]
    return Left(found, places)


def backed_up(service, to):
    """What lies in a back-up of either engine, which is one file."""
    assert service.command("backup", str(to)).returncode == 0
    return to.read_bytes()


def in_files(service):
    """What lies in a database's file, and beside it."""
    return b"".join(one.read_bytes() for one in (service.folder / "data").glob("tracker.sqlite3*"))


def dumped(service):
    """What lies in PostgreSQL, told by whom no policy binds."""
    address = service.environ["TRACKER_DATABASE__URL"].replace("//hosted@", "//tracker@")
    words = [programs() / "pg_dump", "--dbname", address, "--inserts"]
    return subprocess.run(words, capture_output=True, check=True).stdout


def live(service, google, post, feeds, taker):
    """All that people do here, and what goes wrong meanwhile; each secret as it was given out."""
    hand = Hand(service.link)
    theirs = at_google.account(google, "efua@gmail.com", "Efua's days")
    at_google.connected(hand, google, theirs, service.base_url)
    made = hand.post("/tokens", token_from="/tokens", name="marked program", scope="promises:read", days="7", form="")
    token = re.search(r"trk_[\w-]{20,}", made)[0]
    hook = hand.post("/webhooks", token_from="/webhooks", address=taker.url, kind="promise.made")
    secret = re.search(r"whsec_[\w+/=-]{20,}", hand.get(hook))[0]
    hand.post("/members/invite", token_from="/members", address=NILS, locale="en")
    assert service.command("digest").returncode == 0
    invited = until(lambda: [one for letter in post.letters for one in links_in(letter, "invited")])
    nils = Hand.__new__(Hand)
    nils.host, nils.cookies = urlsplit(service.base_url).netloc, {}
    nils.post(f"/invited/{invited[0]}", token_from=f"/invited/{invited[0]}", name="Nils", zone="Europe/Oslo")
    go_wrong(service, google, feeds, hand, token)
    asked = ask(service, "/api/v1/promises", token)
    seen = "".join(look(hand, path) for path in pages() if not path.startswith("/copy/")) + asked
    seen += "".join(look(nils, path) for path in ("/", "/account", "/members", "/settings"))
    return {
        "refresh token": {one.refresh for one in google.grants if one.refresh},
        "access token": set(google.issued),
        "feed path": {FEED_PATH.removesuffix(".ics")},
        "feed password": {FEED_PASSWORD},
        "SMTP password": {MAIL_PASSWORD},
        "session id": {one.cookies["tracker-session"] for one in (hand, nils)},
        "link token": {service.link.rpartition("/")[2], invited[0]},
        "secret key": {SEAL, SIGN},
        "API token": {token},
        "webhook secret": {secret, secret.removeprefix("whsec_")},
        "event text": {EVENT},
        "pages": {"pages": seen, "copy": look(hand, "/copy/tracker.json")},
    }


def go_wrong(service, google, feeds, hand, token):
    """The feed fails, Google does, mail does; what is asked for is nowhere, forged, cut short or too large."""
    calendar = hand.first("/calendars", r"/calendars/[\w-]{16}/sync")
    feeds.told.clear()
    hand.post(calendar, token_from="/calendars")
    google.fault("/calendar", 500, times=9)
    google.fault("/token", 0, times=3)
    for path in ("/nowhere-at-all", "/promises/none", "/signin/spent", "/invited/spent", "/l/cut", "/feed/cut.ics"):
        look(hand, path)
    for path in ("/google/back?state=forged&code=forged", "/api/v1/promises/none"):
        look(hand, path)
    for wrong in (token[:-3], "trk_wrong", token + "x"):
        ask(service, "/api/v1/promises", wrong)
    ask(service, "/api/v1/promises?cursor=%00", token)
    for path in ("/promises/new", "/signin", "/account/delete", "/calendars/upload"):
        send(service, hand, path)


def look(hand, path):
    """What a page says, whether it is there or not."""
    connection = HTTPConnection(hand.host, timeout=30)
    cookies = "; ".join(f"{name}={value}" for name, value in hand.cookies.items())
    connection.request("GET", path, headers={"Cookie": cookies})
    answer = connection.getresponse()
    said = answer.read().decode(errors="replace") + str(answer.headers.get("Location", ""))
    connection.close()
    return said


def ask(service, path, token):
    connection = HTTPConnection(urlsplit(service.base_url).netloc, timeout=30)
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
    said = connection.getresponse().read().decode()
    connection.close()
    return said


def send(service, hand, path):
    """A form without its token, of rubbish."""
    connection = HTTPConnection(hand.host, timeout=30)
    cookies = "; ".join(f"{name}={value}" for name, value in hand.cookies.items())
    connection.request("POST", path, b"\xff" * 2_000, {"Cookie": cookies})
    connection.getresponse().read()
    connection.close()


def until(found):
    """Waits until the service has done something by itself."""
    end = time.monotonic() + 2 * WAIT
    while not (there := found()):
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.2)
    return there


def words_of(raw):
    """A letter as it is read: headers, text and HTML."""
    message = message_from_bytes(raw, policy=policy.default)
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    return (str(message.items()) + "".join(one.get_content() for one in bodies if one)).encode()


def links_in(raw, kind=r"l|unsubscribe|signin|invited"):
    return re.findall(rf"http://[^/\s]+/(?:{kind})/([\w.-]+)", words_of(raw).decode())


def written(secret):
    """A secret as somebody might write it down: as it is, for an address, in base64 at each of three places."""
    raw = secret.encode()
    yield raw
    yield quote(secret, safe="").encode()
    for lead in range(3):
        coded = base64.b64encode(b"x" * lead + raw)
        yield coded[4 if lead else 0 : len(coded) - 4]


def test_each_canary_was_there_to_be_heard(left):
    assert left.secrets.keys() == ALLOWED.keys()
    assert all(left.secrets.values())
    assert left.places.keys() == set(PLACES)
    assert {name: len(place) > 100 for name, place in left.places.items()} == dict.fromkeys(PLACES, True)
    for line in (b"sync troubled", b"request"):
        assert re.search(rb' %s (calendar|method)=|"event": "%s"' % (line, line), left.places["log"]), line


@pytest.mark.parametrize("name", ALLOWED)
def test_it_is_found_only_where_the_table_allows(left, name):
    found = {
        place
        for place, held in left.places.items()
        for secret in left.secrets[name]
        if any(one in held for one in written(secret))
    }
    assert found <= ALLOWED[name]


def test_where_it_may_be_it_is_so_the_search_can_see(left):
    """What is allowed is found too: a search that finds nothing anywhere would pass as well."""
    for name in ("event text", "link token"):
        for place in ALLOWED[name]:
            assert any(secret.encode() in left.places[place] for secret in left.secrets[name]), (name, place)


def test_no_mail_address_stands_in_the_log(left):
    with contextlib.suppress(ValueError):
        at = left.places["log"].index(b"@")
        raise AssertionError(left.places["log"][max(0, at - 60) : at + 40])
