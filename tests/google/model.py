"""What the stand-in knows: accounts, their calendars, and events with every change to them in order."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

Item = dict[str, Any]
Clock = Callable[[], datetime]

NOT_OF_AN_EXCEPTION = {"id", "etag", "recurrence", "start", "end", "created", "updated", "sequence"}
TIMES = ("start", "end", "originalStartTime")
MOVES = {*TIMES[:2], "recurrence"}


class Log:
    """Items by id, in the order of their last change, so that what changed since any moment costs no search."""

    def __init__(self) -> None:
        self.count = 0
        self.lock = threading.RLock()
        self._items: dict[str, tuple[int, Item]] = {}

    def get(self, id: str) -> Item | None:
        """The item as it stands."""
        found = self._items.get(id)
        return found[1] if found else None

    def put(self, id: str, item: Item) -> Item:
        """Sets an item, which nobody may alter afterwards: listings under way hold it as it was."""
        with self.lock:
            self.count += 1
            self._items.pop(id, None)  # a dict keeps its order: what changed last stands last
            self._items[id] = (self.count, item)
            return item

    def since(self, count: int) -> tuple[list[Item], int]:
        """What changed after that many changes, each item as it stands now; and how many changes there were."""
        with self.lock:
            newest_first = takewhile(lambda one: one[0] > count, reversed(self._items.values()))
            return [item for _, item in newest_first][::-1], self.count


@dataclass
class Calendar:
    """A calendar in one account's list. `entry` is how the list tells it, `entries` the list."""

    entry: Item
    now: Clock
    entries: Log
    events: Log = field(default_factory=Log)
    gone: bool = False
    sparse: set[str] = field(default_factory=set)

    @property
    def id(self) -> str:
        """Google's id of it."""
        return str(self.entry["id"])

    @property
    def zone(self) -> str:
        """The zone in which its times are told."""
        return str(self.entry["timeZone"])

    def put(self, item: Item) -> Item:
        """Inserts an event, or changes the one of that id; None removes a field. The whole event is returned.

        With `recurringEventId` and `originalStartTime` it is an exception of that series, and takes after its master.
        """
        with self.events.lock:
            said = self._timed(item)
            id = str(said.get("id") or self._fresh(said))
            old = _living(self.events.get(id))
            stamps = {"updated": _stamp(self.now()), "etag": f'"{self.events.count + 1}"'}
            whole = (old or self._begun(id, said)) | said | {"id": id} | stamps
            if old is None:
                self._tell_again(id)
            if old and "sequence" not in said and any(old.get(name) != whole.get(name) for name in MOVES):
                whole["sequence"] += 1
            return self.events.put(id, {name: value for name, value in whole.items() if value is not None})

    def _tell_again(self, id: str) -> None:
        """The exceptions of a series that was deleted, and is put back: who hears of it must hear of them too."""
        if self.events.get(id):
            for exception in self.exceptions(id):
                self.events.put(exception["id"], exception)

    def put_all(self, items: Iterable[Item]) -> list[Item]:
        """Many events at once."""
        return [self.put(item) for item in items]

    def delete(self, id: str) -> None:
        """Deletes an event. A series takes its exceptions with it; an exception deleted is an instance cancelled."""
        event = self.events.get(id) or {}
        if master := event.get("recurringEventId"):
            return self.cancel(master, event["originalStartTime"])
        for exception in self.exceptions(id) if "recurrence" in event else []:
            self.cancel(id, exception["originalStartTime"])
        self.events.put(id, {"id": id, "status": "cancelled"})
        return None

    def cancel(self, id: str, original_start: Item, *, sparse: bool = False) -> None:
        """Cancels one instance of a series: an exception with the guaranteed fields and no others.

        `sparse` leaves out even those from what changed, as Google has been seen to do: only by its id is it known
        there for an instance (KeepSoftwareSimple/compass-calendar #2808).
        """
        start = self._told_time(original_start)
        kept = {"status": "cancelled", "recurringEventId": id, "originalStartTime": start}
        instance = f"{id}_{_compact(start)}"
        self.events.put(instance, {"id": instance} | kept)
        (self.sparse.add if sparse else self.sparse.discard)(instance)

    def cut(self, id: str, at: Item, until: str, **changes: Any) -> Item:
        """'This and following' changed: the master ends by `until`, and a new series begins at `at`.

        `until` is the value of UNTIL; it may lie before the series' start, as Google's own does.
        """
        old = _living(self.events.get(id)) or {}
        base = id.split("_R")[0]
        tail = f"_R{_compact(self._told_time(at)).removesuffix('Z')}"
        rules = [_ended(line, until) if line.startswith("RRULE") else line for line in old["recurrence"]]
        length = _instant(old["end"]) - _instant(old["start"])
        self.put({"id": id, "recurrence": rules})
        begins = {"start": at, "end": _later(at, length)}
        kept = {name: value for name, value in old.items() if name not in NOT_OF_AN_EXCEPTION | {"iCalUID"}}
        names = {"id": base + tail, "iCalUID": f"{base}{tail}@google.com", "recurrence": old["recurrence"]}
        return self.put(kept | names | begins | changes)

    def exceptions(self, id: str) -> list[Item]:
        """The exceptions of a series, the cancelled among them."""
        return [item for item in self.events.since(0)[0] if item.get("recurringEventId") == id]

    def forget(self) -> None:
        """It is shared no more: gone from the list, and unknown to this account."""
        self.gone = True
        self.entries.put(self.id, {"kind": "calendar#calendarListEntry", "id": self.id, "deleted": True})

    def _fresh(self, said: Item) -> str:
        if master := said.get("recurringEventId"):
            return f"{master}_{_compact(said['originalStartTime'])}"
        return f"event{self.events.count:06}"

    def _begun(self, id: str, said: Item) -> Item:
        """All that Google fills in by itself."""
        stamp = _stamp(self.now())
        who = {"email": self.id, "self": True}
        filled = {"kind": "calendar#event", "iCalUID": f"{id}@google.com", "status": "confirmed", "sequence": 0}
        filled |= {"eventType": "default", "organizer": who, "creator": who, "created": stamp}
        filled |= {"reminders": {"useDefault": True}, "htmlLink": f"https://www.google.com/calendar/event?eid={id}"}
        master = _living(self.events.get(str(said.get("recurringEventId")))) or {}
        taken = {name: value for name, value in master.items() if name not in NOT_OF_AN_EXCEPTION}
        return filled | taken | (self._instance(master, said) if master else {})

    def _instance(self, master: Item, said: Item) -> Item:
        start = said["originalStartTime"]
        length = _instant(master["end"]) - _instant(master["start"])
        return {"start": start, "end": self._told_time(_later(start, length))}

    def _timed(self, item: Item) -> Item:
        times = {name: self._told_time(item[name]) for name in TIMES if item.get(name)}
        return item | times

    def _told_time(self, when: Item) -> Item:
        """A time as Google tells it: on the clock of the calendar, beside it the zone that the event was set in."""
        if "date" in when:
            return {"date": when["date"]}
        zone = when.get("timeZone", self.zone)
        told = _instant(when | {"timeZone": zone}).astimezone(ZoneInfo(self.zone)).isoformat()
        return {"dateTime": told.replace("+00:00", "Z"), "timeZone": zone}


@dataclass
class Account:
    """Somebody at Google. `hd` is the domain of an organization's account (OpenID: hosted domain)."""

    email: str
    now: Clock
    subject: str
    verified: bool = True
    hd: str = ""
    entries: Log = field(default_factory=Log)
    calendars: dict[str, Calendar] = field(default_factory=dict)

    def calendar(self, id: str = "", summary: str = "", primary: bool = False, **more: Any) -> Calendar:
        """Adds a calendar to the list; the primary one has the account's address for its id, unless given another."""
        id = id or (self.email if primary else f"calendar{len(self.calendars):03}@group.calendar.google.com")
        entry: Item = {"kind": "calendar#calendarListEntry", "id": id, "summary": summary or id, "timeZone": "UTC"}
        entry |= {"accessRole": "owner", "selected": True, "colorId": "1", "defaultReminders": []} | more
        entry |= {"etag": f'"{self.entries.count + 1}"'} | ({"primary": True} if primary else {})
        self.calendars[id] = Calendar(self.entries.put(id, entry), self.now, self.entries)
        return self.calendars[id]

    def known(self, id: str) -> Calendar | None:
        """The calendar of that id; `primary` is a word for one's own."""
        if id == "primary":
            return next((one for one in self.calendars.values() if one.entry.get("primary")), None)
        found = self.calendars.get(id)
        return None if found is None or found.gone else found


def _living(item: Item | None) -> Item | None:
    return item if item and item["status"] != "cancelled" else None


def _instant(when: Item) -> datetime:
    """A time as an instant; of a date its midnight in UTC, which is enough for differences."""
    told = datetime.fromisoformat(when.get("dateTime") or when["date"])
    if told.tzinfo:
        return told.astimezone(UTC)
    return told.replace(tzinfo=ZoneInfo(when.get("timeZone", "UTC"))).astimezone(UTC)


def _later(when: Item, length: Any) -> Item:
    later = _instant(when) + length
    return {"date": later.date().isoformat()} if "date" in when else when | {"dateTime": later.isoformat()}


def _compact(when: Item) -> str:
    """A time as ids have it: 20260310, or 20260310T150000Z."""
    return when["date"].replace("-", "") if "date" in when else _instant(when).strftime("%Y%m%dT%H%M%SZ")


def _ended(rule: str, until: str) -> str:
    kept = [part for part in rule.split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    return ";".join([*kept, f"UNTIL={until}"])


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"
