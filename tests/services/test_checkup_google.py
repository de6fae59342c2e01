"""The doctor at Google: the client, the redirect address, the clocks and each connection, against a stand-in."""

from datetime import timedelta

import pytest

from tests.google.standin import Google, serving
from tests.making import DAY, NOW, connection
from tracker.calendars.google.client import Client, redirect_address
from tracker.calendars.google.oauth import EVENTS, READ
from tracker.services.checkup_google import client_finding, connection_finding, google_checkup, redirect_finding
from tracker.store import connections
from tracker.store.database import Database
from tracker.wiring import utc_now

BACK = "http://127.0.0.1:8000/google/back"
IDS = "1234-abc.apps.googleusercontent.com"


@pytest.fixture
def google():
    """A stand-in that knows one client."""
    google = Google()
    google.client("ours", "hush", [BACK])
    with serving(google):
        yield google


@pytest.fixture
def client(google):
    return Client("ours", "hush", BACK, at=google.url)


@pytest.fixture
def connected(database, efua):
    """Keeps a connection of Efua's."""

    def keep(**but):
        with database.write() as db:
            connections.keep_connection(db, efua.id, connection(**{"scopes": READ} | but), "sealed")

    return keep


def faults(*where, now=None):
    """What is not well, by part; each has a remedy."""
    found = {finding.part: finding for finding in google_checkup(*where, now or utc_now()) if not finding.well}
    assert all(finding.remedy for finding in found.values())
    return found


def test_without_a_client_and_without_a_connection_there_is_nothing_to_say(database, efua):
    assert google_checkup(None, database, NOW) == ()


def test_all_is_well_where_google_knows_the_client_and_the_clocks_agree(google, client, database, connected):
    connected(consented_at=utc_now())
    findings = google_checkup(client, database, utc_now())
    parts = [finding.part for finding in findings]
    assert parts == [
        "Google client",
        "Google redirect address",
        "Google",
        "Clock",
        "Google account efua@gmail.com",
    ]
    assert all(finding.well and not finding.remedy for finding in findings)
    assert BACK in findings[1].found
    assert [(one.method, one.path) for one in google.asked] == [("POST", "/token")]


@pytest.mark.parametrize("wrong", [{"id": "theirs"}, {"secret": "loud"}])
def test_a_client_that_google_does_not_know(client, database, wrong):
    found = faults(client._replace(**wrong), database)
    assert list(found) == ["Google"]
    assert "refuses the client" in found["Google"].found
    assert "[google]" in found["Google"].remedy


@pytest.mark.parametrize("status", [500, 503, 0])
def test_google_out_of_order(google, client, database, status):
    google.fault("/token", status)
    says = "Google's token endpoint does not answer, or not as it should. It may pass by itself: ask again in some"
    assert faults(client, database)["Google"].found.startswith(says)


def test_a_place_where_something_else_answers(client, database):
    elsewhere = client._replace(at=client.at + "/nothing")
    assert "does not answer" in faults(elsewhere, database)["Google"].found


def test_a_machine_that_nobody_reaches(client, database):
    away = client._replace(at="http://127.0.0.1:9")
    assert "by https" in faults(away, database)["Google"].remedy


@pytest.mark.parametrize("off", [timedelta(minutes=2), -timedelta(minutes=2), timedelta(days=400)])
def test_a_clock_that_is_off_by_more_than_a_minute(client, database, off):
    found = faults(client, database, now=utc_now() + off)
    assert list(found) == ["Clock"]
    assert "seconds off Google's, so what Google signs is refused" in found["Clock"].found
    assert "timedatectl" in found["Clock"].remedy


def test_a_clock_that_is_off_by_less(client, database):
    assert faults(client, database, now=utc_now() + timedelta(seconds=40)) == {}


def test_an_id_that_is_none_of_googles():
    short, whole = (client_finding(Client(id, "hush", BACK)) for id in ("1234-abc", IDS))
    assert (short.well, whole.well) == (False, True)
    assert short.found == "its ID does not end in .apps.googleusercontent.com"
    assert short.remedy.startswith("Copy the client ID from Google's console")


@pytest.mark.parametrize(
    "base",
    [
        "http://127.0.0.1:8000",
        "http://localhost:8000",
        "http://[::1]:8000",
        "https://tracker.example.com",
        "https://tracker.example.co.uk:8443",
    ],
)
def test_an_address_that_google_takes_is_told_letter_by_letter(base):
    finding = redirect_finding(redirect_address(base))
    assert finding.well
    assert f"{base}/google/back " in finding.found


@pytest.mark.parametrize(
    ("base", "why"),
    [
        ("http://tracker.example.com", "http for the machine itself only"),
        ("http://192.168.1.20:8000", "no bare IP address"),
        ("https://192.168.1.20", "no bare IP address"),
        ("https://[fd00::1]", "no bare IP address"),
        ("http://0.0.0.0:8000", "no bare IP address"),
        ("http://nas.local:8000", "known at home only"),
        ("https://nas.lan", "known at home only"),
        ("https://tracker.home.arpa", "known at home only"),
        ("https://nas", "known at home only"),
    ],
)
def test_an_address_that_google_refuses_says_why_and_what_would_do(base, why):
    finding = redirect_finding(redirect_address(base))
    assert not finding.well
    assert f"{base}/google/back" in finding.found
    assert why in finding.found
    assert "base_url" in finding.remedy


def test_a_lost_connection_and_one_that_lacks_a_permission(client, database, connected):
    connected(lost_at=NOW)
    connected(id="k", account="kofi@gmail.com", scopes=frozenset({EVENTS}))
    found = faults(client, database)
    assert found["Google account efua@gmail.com"].found == "Google takes no more questions about it"
    assert found["Google account efua@gmail.com"].remedy == "Reconnect it on the page Calendars."
    assert "calendar.calendarlist.readonly" in found["Google account kofi@gmail.com"].found
    assert found["Google account kofi@gmail.com"].found.startswith("a permission is missing: ")
    assert "tick both" in found["Google account kofi@gmail.com"].remedy


@pytest.mark.parametrize(("days", "named"), [(3, False), (7, True), (30, False)])
def test_a_connection_lost_about_a_week_after_consent_names_the_trap(client, days, named):
    lost = connection(lost_at=NOW, consented_at=NOW - days * DAY)
    said = connection_finding(lost, client, NOW).remedy
    assert ("It ended about a week after consent, as all do while" in said) is named
    assert ("first choose “Publish app” under Audience" in said) is named


def test_a_connection_that_is_left_without_a_client_is_told_without_asking_anybody(database, connected):
    connected()
    assert "no client is set" in faults(None, database)["Google account efua@gmail.com"].found


def test_a_database_in_trouble_is_told_once_and_elsewhere(client, tmp_path):
    nowhere = Database(f"sqlite:///{tmp_path}/no such folder/tracker.sqlite3")
    never_made = Database(f"sqlite:///{tmp_path}/tracker.sqlite3")
    for database in (nowhere, never_made):
        assert faults(client, database) == {}


def test_nothing_that_is_found_names_the_secret(client, database):
    for but in ({}, {"secret": "hush-hush"}, {"at": "http://127.0.0.1:9"}):
        assert "hush" not in str(google_checkup(client._replace(**but), database, utc_now()))
