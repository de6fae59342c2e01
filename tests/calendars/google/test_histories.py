"""Random histories of a calendar: whoever asked after each step knows what somebody knows who asks at the end."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.calendars.google.following import Follower, Leave
from tests.google.clients import registered
from tests.google.model import Calendar
from tests.google.standin import Google, serving
from tracker.domain.event import Span

RULES = ("FREQ=DAILY;COUNT=5", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6", "FREQ=WEEKLY", "FREQ=DAILY;UNTIL=20260308T110000Z")
DAYS = st.integers(1, 28)
ACTS = st.one_of(
    st.tuples(st.just("event"), st.integers(0, 3), DAYS),
    st.tuples(st.just("series"), st.integers(4, 6), st.integers(0, 9), st.sampled_from(RULES)),
    st.tuples(st.just("days"), st.integers(4, 6), DAYS),
    st.tuples(st.just("move"), st.integers(4, 6), st.integers(0, 9), DAYS),
    st.tuples(st.just("cancel"), st.integers(4, 6), st.integers(0, 9)),
    st.tuples(st.just("cut"), st.integers(4, 6), st.integers(0, 9)),
    st.tuples(st.just("delete"), st.integers(0, 6)),
    st.tuples(st.just("twin"), st.integers(0, 3)),
    st.tuples(st.just("alone"), DAYS),
    st.tuples(st.just("alone, and deleted")),
    st.tuples(st.just("expire")),
    st.tuples(st.just("later")),
)
STEPS = st.lists(st.tuples(ACTS, st.booleans()), min_size=5, max_size=30)


def at(day: int, hour: int = 12) -> dict[str, str]:
    return {"dateTime": f"2026-03-{day:02}T{hour:02}:00:00", "timeZone": "Europe/Berlin"}


class History:
    """A calendar to which things happen, and somebody who follows it."""

    def __init__(self, google: Google) -> None:
        account = google.account("efua@example.com")
        self.google, self.leave = google, Leave(google, account)
        self.calendar: Calendar = account.calendar(primary=True, timeZone="Europe/Berlin")
        self.early = Follower(google, self.leave, self.calendar)

    def does(self, act: str, *what: Any) -> None:
        """Whatever it is called."""
        getattr(self, f"_{act.replace(', ', '_').replace(' ', '_')}")(*what)

    def asks(self) -> None:
        """Whoever follows asks, and believes."""
        self.early.keep(self.early.pull(), believe=True)

    def late(self) -> Follower:
        """Somebody who asks now for the first time, about the same days."""
        late = Follower(self.google, self.leave, self.calendar)
        late.span = self.early.span
        late.sync()
        return late

    def _living(self, number: int) -> dict[str, Any] | None:
        item = self.calendar.events.get(f"event{number}")
        return item if item and item["status"] != "cancelled" else None

    def _event(self, number: int, day: int) -> None:
        self.calendar.put({"id": f"event{number}", "summary": f"On {day}", "start": at(day), "end": at(day, 13)})

    def _series(self, number: int, day: int, rule: str) -> None:
        times = {"start": at(day + 1), "end": at(day + 1, 13), "recurrence": [f"RRULE:{rule}"]}
        self.calendar.put({"id": f"event{number}", "summary": rule} | times)

    def _days(self, number: int, day: int) -> None:
        times = {"start": {"date": f"2026-03-{day:02}"}, "end": {"date": f"2026-03-{day + 1:02}"}}
        self.calendar.put({"id": f"event{number}", "recurrence": ["RRULE:FREQ=DAILY;COUNT=4"]} | times)

    def _original(self, number: int, place: int) -> dict[str, str]:
        """A day on which the series may have an instance."""
        item = self._living(number) or {}
        start = int((item["start"].get("date") or item["start"]["dateTime"])[8:10])
        day = min(start + place, 28)
        return {"date": f"2026-03-{day:02}"} if "date" in item["start"] else at(day)

    def _move(self, number: int, place: int, day: int) -> None:
        if (item := self._living(number)) and "recurrence" in item:
            original = self._original(number, place)
            moved = {"start": at(day, 8), "end": at(day, 9), "summary": f"Moved to {day}"}
            self.calendar.put({"recurringEventId": item["id"], "originalStartTime": original} | moved)

    def _cancel(self, number: int, place: int) -> None:
        if (item := self._living(number)) and "recurrence" in item:
            self.calendar.cancel(item["id"], self._original(number, place))

    def _cut(self, number: int, place: int) -> None:
        item = self._living(number)
        if item and "recurrence" in item and "date" not in item["start"]:
            original = self._original(number, place)
            until = original["dateTime"].replace("-", "")[:8] + "T000000Z"
            self.calendar.cut(item["id"], original, until, summary="The tail")

    def _delete(self, number: int) -> None:
        if self._living(number):
            self.calendar.delete(f"event{number}")

    def _twin(self, number: int) -> None:
        """Another event of the same UID."""
        same = {"iCalUID": f"event{number}@google.com", "sequence": 7, "summary": "Twin"}
        self.calendar.put({"id": "twin", "start": at(20), "end": at(21)} | same)

    def _alone(self, day: int) -> None:
        named = {"recurringEventId": "theirs", "originalStartTime": at(15), "iCalUID": "theirs@google.com"}
        self.calendar.put({"summary": "Theirs", "start": at(day), "end": at(day, 13)} | named)

    def _alone_and_deleted(self) -> None:
        for item in self.calendar.exceptions("theirs"):
            self.calendar.events.put(item["id"], {"id": item["id"], "status": "cancelled"})

    def _expire(self) -> None:
        self.google.expire_sync_tokens(self.calendar)

    def _later(self) -> None:
        """So many days on that what happened drops out of sight."""
        start, end = self.early.span
        self.early.span = Span(start + timedelta(days=37), end + timedelta(days=37))


def inside(follower: Follower) -> dict:
    """What they know of the days of which they ask; what has left these is still known."""
    return {key: event for key, event in follower.known.items() if follower.span.covers(event)}


PUT_BACK = [(("days", 4, 1), False), (("cancel", 4, 0), False), (("delete", 4), True), (("days", 4, 1), False)]


@example(PUT_BACK, 1)
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS, st.integers(1, 4))
def test_who_asked_again_and_again_knows_what_who_asks_at_the_end_knows(steps: list, page: int):
    with serving(registered(page_size=page, gaps=page == 1)) as google:
        history = History(google)
        for act, asks in steps:
            history.does(*act)
            if asks:
                history.asks()
        history.asks()
        late = history.late()
        assert inside(history.early) == inside(late)
        assert told(history.early) == told(late)


def told(follower: Follower) -> dict[str, bytes]:
    """What is kept, by name."""
    return {name: one.told for name, one in follower.kept.by_name.items()}
