"""Events made up at random: single ones, series with exceptions, and what else stands under one UID."""

from datetime import datetime, timedelta
from itertools import islice
from random import Random

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

from tests.differential.clocks import Clock, a_clock, a_start
from tests.differential.rules import rule, until

Lines = list[str]
_TITLES = ("Ama", "Call Kofi", "Send report to Efua", "Übung mit Nils", "Plan; review, ship", "會議 Ines", "A" * 90)
_LENGTHS = (0, 15, 30, 60, 60, 60, 90, 480, 1440, 3000)


class Series:
    """One UID, with all that is said of it."""

    def __init__(self, random: Random, uid: str) -> None:
        self.random = random
        self.uid = uid
        self.clock = a_clock(random)
        self.start = a_start(random, self.clock)
        self.rule = ""
        self.clocks = [self.clock]

    def chance(self, share: float) -> bool:
        """True in this share of the cases."""
        return self.random.random() < share

    def component(self, start: datetime, *more: str, kind: str = "VEVENT", clock: Clock | None = None) -> Lines:
        """One component under this UID."""
        begin = (clock or self.clock).line("DTSTART", start, *(["VALUE=DATE-TIME"] if self._says_type() else []))
        body = [begin, *self._end(start, clock or self.clock, kind), *more, *self._said()]
        if self.chance(0.3):
            self.random.shuffle(body)
        if self.chance(0.1):
            body += ["BEGIN:VALARM", "ACTION:DISPLAY", "UID:alarm", "TRIGGER:-PT15M", "DESCRIPTION:x", "END:VALARM"]
        return [f"BEGIN:{kind}", f"UID:{self.uid}", *body, f"END:{kind}"]

    def _says_type(self) -> bool:
        return self.clock.form in ("TZID", "UTC") and self.chance(0.05)

    def _end(self, start: datetime, clock: Clock, kind: str) -> Lines:
        """DTEND (or DUE), DURATION, or neither."""
        minutes = self.random.choice([1440, 1440, 2880, 10080] if clock.form == "DATE" else _LENGTHS)
        how = self.random.random()
        if how < 0.65:
            return [clock.line("DUE" if kind == "VTODO" else "DTEND", start + timedelta(minutes=minutes))]
        return [f"DURATION:{_duration(self.random, minutes)}"] if how < 0.88 else []

    def _said(self) -> Lines:
        lines = [f"SUMMARY:{self.random.choice(_TITLES)}", "DTSTAMP:20260105T090000Z"]
        extra = (
            *(
                "TRANSP:TRANSPARENT",
                "CLASS:PRIVATE",
                "STATUS:CONFIRMED",
                "STATUS:CANCELLED",
                "LOCATION:Accra\\, hall",
            ),
            *('ATTENDEE;CN="Mensah, Ama";PARTSTAT=ACCEPTED:mailto:ama@example.com', "CATEGORIES:one,two\\,three"),
            *("DESCRIPTION:Line\\nBEGIN:VEVENT\\nUID:none\\nDTSTART:20260101", 'X-OURS;X-P="a:b;c":RRULE:FREQ=DAILY'),
            *("LAST-MODIFIED:20260104T080000Z", "PRIORITY:5", "GEO:5.6;-0.2", "URL:https://example.com/?a=b:c"),
        )
        return lines + self.random.sample(extra, self.random.choice([0, 0, 1, 2, 3]))

    def single(self) -> Lines:
        """An event that does not recur."""
        return self.component(self.start, *([f"SEQUENCE:{self.random.randrange(4)}"] if self.chance(0.3) else []))

    def recurring(self) -> Lines:
        """A series: a rule, dates, exceptions, and instances that differ."""
        self.rule = rule(self.random, self.start, self.clock)
        times = self.instances()
        more = [f"RRULE:{self.rule}"]
        more += self._listed("RDATE", [at + self._off() for at in self._some(times, 0.12)])
        more += self._listed("EXDATE", self._some(times, 0.3))
        if self.chance(0.01):
            more.append("EXRULE:FREQ=DAILY;COUNT=2")
        if self.chance(0.4):
            more.append(f"SEQUENCE:{self.random.randrange(4)}")
        found = self.component(self.start, *more)
        for at in self._some(times, 0.35):
            found += self.override(at)
        return found

    def dated(self) -> Lines:
        """A series by RDATE alone, some of them periods."""
        at = [
            self.start + timedelta(days=self.random.randrange(1, 400)) for _ in range(self.random.choice([1, 2, 4]))
        ]
        if self.clock.form != "DATE" and self.chance(0.4):
            ends = [self.random.choice(["PT2H", "P1D", self.clock.value(one + timedelta(hours=3))]) for one in at]
            values = [f"{self.clock.value(one)}/{end}" for one, end in zip(at, ends, strict=True)]
            return self.component(self.start, self.clock.list("RDATE", values, "VALUE=PERIOD"))
        return self.component(self.start, self.clock.list("RDATE", [self.clock.value(one) for one in at]))

    def orphans(self) -> Lines:
        """Instances whose series the feed does not hold: invitations to a few of its meetings."""
        return [line for days in (0, 7)[: self.random.choice([1, 2])] for line in self.override(self._later(days))]

    def todo(self) -> Lines:
        """A VTODO, due or not."""
        more = [f"RRULE:{rule(self.random, self.start, self.clock)}"] if self.chance(0.3) else []
        more += ["STATUS:COMPLETED", "COMPLETED:20260106T120000Z"] if self.chance(0.3) else []
        return self.component(self.start, *more, kind="VTODO")

    def revised(self) -> Lines:
        """One event several times over, each a later revision."""
        late = self.start + timedelta(hours=self.random.choice([0, 1, 30]))
        return self.component(self.start, "SEQUENCE:1") + self.component(late, "SEQUENCE:2")

    def override(self, at: datetime) -> Lines:
        """An instance that was moved, shortened, renamed or cancelled, alone or with all that follow."""
        ranged = ["RANGE=THISANDFUTURE"] if self.chance(0.12) else []
        name = self.clock.line("RECURRENCE-ID", at, *ranged)
        if self.clock.form == "TZID" and self.chance(0.25):
            name = ";".join(["RECURRENCE-ID", *ranged]) + ":" + self.clock.in_utc(at)
        moved = at if self.chance(0.35) else at + self._off()
        more = ["STATUS:CANCELLED"] if self.chance(0.15) else []
        more += [f"SEQUENCE:{self.random.choice([0, 1, 2, 5])}"] if self.chance(0.5) else []
        return self.component(moved, name, *more)

    def instances(self) -> list[datetime]:
        """The first of its instances on its own clock, for exceptions that hit."""
        parts = [part for part in self.rule.split(";") if not part.startswith(("COUNT=", "UNTIL="))]
        if any(part in ("FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY") for part in parts):
            return [self.start]
        last = (self.start + timedelta(days=500)).strftime("%Y%m%dT%H%M%S")
        found = islice(rrulestr(";".join([*parts, f"UNTIL={last}"]), dtstart=self.start), 120)
        return list(found) or [self.start]

    def _later(self, days: int) -> datetime:
        return self.start + timedelta(days=days)

    def _some(self, times: list[datetime], share: float) -> list[datetime]:
        if not self.chance(share):
            return []
        chosen = self.random.sample(times, min(len(times), self.random.choice([1, 1, 2, 3])))
        return [at + timedelta(days=1) if self.chance(0.05) else at for at in chosen]

    def _off(self) -> timedelta:
        if self.clock.form == "DATE":
            return timedelta(days=self.random.choice([-2, 1, 3, 30]))
        return timedelta(minutes=self.random.choice([-1440, -60, 30, 60, 90, 1440, 2880, 43200]))

    def _listed(self, name: str, times: list[datetime]) -> Lines:
        """EXDATE or RDATE in one line or several, in the form of DTSTART or in UTC."""
        if not times:
            return []
        if self.clock.form == "TZID" and self.chance(0.25):
            return [f"{name}:" + ",".join(self.clock.in_utc(at) for at in times)]
        if self.chance(0.5):
            return [self.clock.line(name, at) for at in times]
        return [self.clock.list(name, [self.clock.value(at) for at in times])]

    def split(self) -> Lines:
        """A series cut in two, as calendars do for "this and all that follow": the second has a name of its own."""
        cut = self.start + timedelta(days=28)
        first = f"RRULE:FREQ=WEEKLY;UNTIL={until(self.random, cut - timedelta(days=1), self.clock)}"
        name, self.uid = self.uid, f"{self.uid}_R{cut:%Y%m%dT%H%M%S}"
        second = self.component(cut + self._off(), "RRULE:FREQ=WEEKLY;COUNT=9")
        self.uid = name
        return self.component(self.start, first) + second


def _duration(random: Random, minutes: int) -> str:
    days, rest = divmod(minutes, 1440)
    if not rest and days:
        return random.choice([f"P{days}D", f"PT{days * 24}H", f"P{days // 7}W" if days % 7 == 0 else f"P{days}D"])
    return (f"P{days}D" if days else "P") + f"T{rest // 60}H{rest % 60}M0S"
