"""kill -9 at any moment of a sync of a Google calendar that changes each time: its events, what is kept of it and the
token to go on from are written together or not at all, so that no change is passed over, and none comes twice.
"""

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from tests.faults.followed import Followed
from tests.faults.test_kill import EVENTS, LEASE, config
from tests.google.standin import Google, serving
from tracker.calendars.google.client import redirect_address
from tracker.services import connections, consents
from tracker.services.consents import Purpose
from tracker.store import calendars, resources

CHANGES = 12
EFUA = "efua@example.com"
TODAY = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
WEEKS = 20


def times(number, **more):
    """An hour, on some day of the next three months."""
    start = TODAY + timedelta(days=1 + number % 90, minutes=number)
    end = start + timedelta(hours=1)
    return {"start": {"dateTime": start.isoformat()}, "end": {"dateTime": end.isoformat()}} | more


class AtGoogle(Followed):
    """Efua's calendar at a stand-in."""

    def __init__(self, folder, google):
        file = config(folder)
        text = f'[google]\nclient_id = "ours"\nclient_secret = "hush"\nstand_in = "{google.url}"\n'
        file.write_text(file.read_text() + text)
        super().__init__(file)
        self.google = google
        self.account = google.account(EFUA)
        self.there = self.account.calendar(id=EFUA, summary="Efua", primary=True)
        google.client("ours", "hush", [redirect_address(self.tracker.base_url)])
        self.calendar = self._chosen(self._connection())

    def _connection(self):
        kept = (self.tracker.database, self.tracker.seal, self.tracker.google)
        now = self.tracker.clock()
        address = consents.begin(*kept, self.user, purpose=Purpose.CONNECT, browser="browser", now=now)
        back = self.google.consented(address, self.account)
        said = parse_qs(urlsplit(back).query)
        answer = {"state": said["state"][0], "code": said["code"][0], "error": "", "issuer": ""}
        return consents.finish(*kept, browser="browser", **answer, now=now).connection

    def _chosen(self, connection):
        kept = (self.tracker.database, self.tracker.seal, self.user)
        return connections.choose(*kept, connection.id, {EFUA: "Efua"}, now=self.tracker.clock())[0][0]


def changed(there, version):
    """Half of its events get another title, one goes, one comes, and one of the series does not take place."""
    for number in range(version % 2, EVENTS, 2):
        mark = "!p " if number % 50 == 0 else ""
        there.put({"id": f"one{number}", "summary": f"{mark}Send part {number} to Ama, version {version}"})
    there.delete(f"gone{version}")
    there.put({"id": f"come{version}", **times(version, summary="Come")})
    off = TODAY + timedelta(weeks=version)
    there.cancel("series", {"dateTime": off.isoformat()})


def filled(there):
    for number in range(EVENTS):
        there.put({"id": f"one{number}", **times(number, summary=f"Send part {number} to Ama")})
    for version in range(1, CHANGES + 2):
        there.put({"id": f"gone{version}", **times(version, summary="Goes")})
    weekly = times(-1440, summary="Meet Ama", recurrence=[f"RRULE:FREQ=WEEKLY;COUNT={WEEKS}"])
    weekly["start"], weekly["end"] = ({"dateTime": TODAY.isoformat(), "timeZone": "UTC"} for _ in range(2))
    there.put({"id": "series", **weekly})


def test_a_google_calendar_that_changes_between_kills_is_known_as_if_read_afresh(tmp_path):
    with serving(Google()) as google:
        one = AtGoogle(tmp_path, google)
        filled(one.there)
        one.sync()
        changed(one.there, 1)
        one.sync()
        known, recorded = one.known(), 0
        assert known == one.afresh()
        for version in range(2, CHANGES + 2):
            changed(one.there, version)
            one.sync_killed()
            before, known, now = known, one.known(), one.afresh()
            assert known in (before, now)
            recorded += known == now
            time.sleep(LEASE)
        one.sync()
        print(f"{CHANGES} kills, {one.cut_short} at work, {recorded} after all was written")
        assert one.cut_short > CHANGES / 2
        assert one.known() == one.afresh()
        assert len(one.look(resources.everything)) == EVENTS + 1 + CHANGES + 1
        made, entries = one.decided()
        assert len(made) == len(set(made)) == len(entries) > 0
        with one.tracker.database.read() as db:
            assert calendars.calendars(db, one.user.id)[0].trouble == ""
