"""What must hold after each sync, whatever the feed and its server did before."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.services.machine.answering import CANARY
from tests.services.machine.stories import DAY, Feed, Key, Seen, told, unread
from tests.services.machine.world import DECIDED, OWN, SECRET, Look, World
from tracker.domain.entry import Act
from tracker.domain.event import CalendarEvent, EventKey, Pull, Span
from tracker.domain.reconcile import FEW
from tracker.services.recording import PATIENCE_WITH_EMPTY
from tracker.services.sync import EVERY

REMEDY = re.compile(r"[Cc]opy|[Ee]xport|again|Check|Believe it|We wait|Upload|Publish")
BELIEVE = "Believe it"
WEEK = 7 * DAY


class Outcome(StrEnum):
    """What a sync made of an answer."""

    TRUSTED = "trusted"
    UNCHANGED = "unchanged"
    DISTRUSTED = "not trusted this time"
    TROUBLED = "trouble"


class Asked(NamedTuple):
    """One sync, from both sides. `how` is the bad manner of the answer, if it had one."""

    before: Look
    after: Look
    how: str
    believed: bool
    unchanged: bool
    conditional: bool
    span: Span
    home: ZoneInfo

    @property
    def outcome(self) -> Outcome:
        """As the calendar says it."""
        if not self.after.calendar.trouble:
            return Outcome.UNCHANGED if self.unchanged else Outcome.TRUSTED
        doubted = self.after.calendar.distrusted > self.before.calendar.distrusted
        return Outcome.DISTRUSTED if doubted else Outcome.TROUBLED


class Judge:
    """Knows what the last feed that was trusted told, and holds it against what is remembered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.trusted: dict[Key, Seen] = {}
        self.skipped: set[str] = set()
        self.doubts = 0

    @property
    def asks_a_person(self) -> bool:
        """Whether it has been said more than once that only the user can tell."""
        return self.doubts > PATIENCE_WITH_EMPTY

    def judge(self, asked: Asked, feed: Feed) -> Outcome:
        """Raises AssertionError if anything does not hold."""
        outcome = asked.outcome
        assert outcome in self._allowed(asked, feed), (outcome, asked.after.calendar.trouble)
        if outcome is Outcome.TRUSTED:
            self._believe(asked, feed)
            self._like_afresh(asked, self.world.afresh(asked.after.calendar))
        else:
            assert asked.after.known == asked.before.known
        assert _seen(asked.after.known) == self.trusted
        assert asked.after.skipped == self.skipped
        _history_only_grows(asked)
        _nothing_decided(asked, outcome)
        self._said(asked, outcome)
        return outcome

    # --- what may be believed ---------------------------------------------------------------------------------------

    def _allowed(self, asked: Asked, feed: Feed) -> set[Outcome]:
        if asked.unchanged:
            return {Outcome.UNCHANGED if asked.conditional else Outcome.TROUBLED}
        if asked.how:
            return {Outcome.TROUBLED}
        return {Outcome.TRUSTED} if asked.believed else self._by_its_losses(asked, feed)

    def _by_its_losses(self, asked: Asked, feed: Feed) -> set[Outcome]:
        """Too many gone by their UID must be doubted; few enough gone by their names must not; between is free."""
        coming = {key: seen for key, seen in self.trusted.items() if seen.start >= self.world.now}
        now_told, mute = told(feed, asked.span, asked.home), unread(feed)
        lost = [
            key for key in coming if key not in now_told and key[0] not in mute and _covered(coming[key], asked.span)
        ]
        gone = [key for key in lost if key[0] not in feed.stories]
        outcomes = set() if _most(gone, coming) else {Outcome.TRUSTED}
        return outcomes | ({Outcome.DISTRUSTED} if _most(lost, coming) else set())

    def _believe(self, asked: Asked, feed: Feed) -> None:
        """What is not told any more is gone, unless it lies elsewhere in time or cannot be read."""
        mute = unread(feed)
        kept = {key: seen for key, seen in self.trusted.items() if key[0] in mute or not _covered(seen, asked.span)}
        self.trusted = kept | told(feed, asked.span, asked.home)
        self.skipped = mute

    # --- what must hold ---------------------------------------------------------------------------------------------

    def _like_afresh(self, asked: Asked, fresh: Pull) -> None:
        """What grew sync by sync is what a first reading of the same bytes gives, event by event."""
        events = {event.key: event for event in fresh.events}
        mute = {skipped.uid for skipped in fresh.skipped if not skipped.kept}
        assert fresh.whole == asked.span
        assert mute == self.skipped
        known = {
            key: event
            for key, event in asked.after.known.items()
            if key in events or (asked.span.covers(event) and key.uid not in mute)
        }
        assert known == events

    def _said(self, asked: Asked, outcome: Outcome) -> None:
        """Trouble exactly while the last answer was bad, in our words, with a remedy."""
        calendar, now = asked.after.calendar, self.world.now
        good = outcome in (Outcome.TRUSTED, Outcome.UNCHANGED)
        self.doubts = 0 if good else self.doubts + (outcome is Outcome.DISTRUSTED)
        assert calendar.distrusted == self.doubts
        assert calendar.synced_at == (now if good else asked.before.calendar.synced_at)
        assert good or REMEDY.search(calendar.trouble), calendar.trouble
        assert not {word for word in (CANARY, SECRET, "VCALENDAR/") if word in calendar.trouble}
        asks = outcome is Outcome.DISTRUSTED and self.doubts >= PATIENCE_WITH_EMPTY
        assert (BELIEVE in calendar.trouble) == asks
        assert calendar.next_sync_at is not None
        assert EVERY <= calendar.next_sync_at - now <= (WEEK if good else DAY)
        assert not asked.after.leased


def _most(lost: list[Key], coming: Mapping[Key, Seen]) -> bool:
    return len(lost) > FEW and len(lost) * 2 > len(coming)


def _covered(seen: Seen, span: Span) -> bool:
    return seen.start < span.end and (seen.end > span.start or seen.start >= span.start)


def _seen(known: Mapping[EventKey, CalendarEvent]) -> dict[Key, Seen]:
    return {
        (key.uid, key.recurrence_id): Seen(event.start, event.end, event.summary, event.cancelled)
        for key, event in known.items()
    }


def _history_only_grows(asked: Asked) -> None:
    """Versions are added, one for each event that changed, and none is ever touched."""
    before, after = (look.rows["event_versions"] for look in (asked.before, asked.after))
    assert before <= after
    keys = asked.before.known.keys() | asked.after.known.keys()
    changed = [key for key in keys if asked.before.known.get(key) != asked.after.known.get(key)]
    assert len(after) - len(before) == len(changed)


def _nothing_decided(asked: Asked, outcome: Outcome) -> None:
    """No promise and no entry is touched; only a marker opens new ones, and only in a feed that is trusted."""
    for table in DECIDED:
        before, after = asked.before.rows[table], asked.after.rows[table]
        assert before <= after, table
        assert outcome is Outcome.TRUSTED or before == after, table
    opened, acts = (asked.after.rows[table] - asked.before.rows[table] for table in ("promises", "entries"))
    assert len(opened) == len(acts)
    assert len(asked.after.origins) == len(set(asked.after.origins))  # told otherwise, it is the same promise
    assert all(f"'{Act.ACCEPTED.value}'" in act and "'marker'" in act for act in acts)


def same_but_for(before: Look, after: Look) -> None:
    """No row differs but the calendar's own."""
    differ = [name for name, rows in after.rows.items() if rows != before.rows[name]]
    assert set(differ) <= set(OWN), differ
