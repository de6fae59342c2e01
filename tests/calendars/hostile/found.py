"""fz: what our own fuzzing found, or like it, kept small. A new find is added here with what it once did."""

from tests.calendars.hostile.making import ANY, READ, Hostile, around, event

MARCH = "DTSTART:20260310T150000Z"

# Lines of one event: each broke a reader, ours or another, or came near it.
LINES: dict[str, tuple[str | bytes, ...]] = {
    "rule-with-a-colon": (MARCH, "RRULE:FREQ=DAILY;COUNT=3:UNTIL=20260401T000000Z"),
    "rule-of-two-lines-in-one": (MARCH, "RRULE:RRULE:FREQ=DAILY;COUNT=3"),
    "rule-with-a-start": (MARCH, "RRULE:DTSTART=20000101T000000Z;FREQ=DAILY"),
    "until-of-many": (MARCH, "RRULE:FREQ=DAILY;UNTIL=20260401T000000Z,20260501T000000Z"),
    "until-of-nothing": (MARCH, "RRULE:FREQ=DAILY;UNTIL="),
    "until-a-time-of-day": (MARCH, "RRULE:FREQ=DAILY;UNTIL=120000"),
    "until-a-period": (MARCH, "RRULE:FREQ=DAILY;UNTIL=20260310T150000Z/PT1H"),
    "until-at-the-end-of-time": (MARCH, "RRULE:FREQ=WEEKLY;UNTIL=99991231T235960Z"),
    "until-before-year-1": ("DTSTART;TZID=Asia/Tokyo:20260310T150000", "RRULE:FREQ=DAILY;UNTIL=00010101"),
    "weekday-of-zero": (MARCH, "RRULE:FREQ=MONTHLY;BYDAY=0MO"),
    "weekday-of-a-number": (MARCH, "RRULE:FREQ=MONTHLY;BYDAY=1"),
    "weekday-with-two-signs": (MARCH, "RRULE:FREQ=MONTHLY;BYDAY=+-1MO"),
    "every-second-of-a-day": (MARCH, f"RRULE:FREQ=DAILY;BYSECOND={','.join(map(str, range(60)))};BYSETPOS=-1"),
    "places-of-a-month": (MARCH, "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1;COUNT=999999999"),
    "rare-and-counted": (MARCH, "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=1;BYMONTHDAY=31;COUNT=9"),
    "rare-and-hourly": (MARCH, "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU;BYHOUR=3;COUNT=50"),
    "rare-and-interval": (MARCH, "RRULE:FREQ=HOURLY;INTERVAL=10000;BYMONTH=2;BYMONTHDAY=29;COUNT=50"),
    "year-day-and-week": (MARCH, "RRULE:FREQ=YEARLY;BYYEARDAY=366;BYWEEKNO=1;COUNT=2"),
    "override-named-by-a-day": ("RECURRENCE-ID;VALUE=DATE:20260310", MARCH),
    "override-named-in-no-zone": ("RECURRENCE-ID;TZID=Nowhere:20260310T150000", MARCH),
    "override-at-the-end": ("RECURRENCE-ID;TZID=America/New_York:99991231T235959", MARCH),
    "override-of-a-word": ("RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=TEXT:x", MARCH),
    "period-as-end": (MARCH, "DTEND;VALUE=PERIOD:20260310T150000Z/PT1H"),
    "end-at-the-end-of-time": (MARCH, "DTEND;TZID=America/New_York:99991231T235959"),
    "start-of-a-binary": ("DTSTART;VALUE=BINARY;ENCODING=BASE64:MjAyNjAzMTA=",),
    "parameter-of-nothing-but-a-quote": ('DTSTART;TZID=":20260310T150000',),
    "parameter-with-caret": ("DTSTART;TZID=Europe^n/Berlin:20260310T150000",),
    "name-of-dashes": ("---:x", "-:y", MARCH),
    "name-with-a-dot": ("group.DTSTART:20260310T150000Z", MARCH),
    "name-with-nul": (b"DT\0START:20260310T150000Z",),
    "colon-first": (":DTSTART:20260310T150000Z", MARCH),
    "equals-first": ("=;=:=", MARCH),
    "length-of-signs": (MARCH, "DURATION:+-P1D"),
    "length-without-unit": (MARCH, "DURATION:P"),
    "length-of-t": (MARCH, "DURATION:PT"),
    "length-twice": (MARCH, "DURATION:P1DP1D"),
    "completed-at-the-end": (MARCH, "COMPLETED;TZID=America/New_York:99991231T235959"),
    "fold-first": (" DTSTART:20200101T000000Z", MARCH),
    "excluded-at-the-end": (MARCH, "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;TZID=Asia/Tokyo:00010101T000000"),
    "dates-at-the-end": (MARCH, "RDATE;VALUE=PERIOD:99991231T235959Z/P1D,00010101T000000Z/-P1D"),
    "longer-than-time": (MARCH, "DURATION:P3652058D", "RRULE:FREQ=YEARLY;COUNT=2"),
    "days-at-the-end": ("DTSTART;VALUE=DATE:99991230", "DTEND;VALUE=DATE:99991231", "RRULE:FREQ=DAILY;COUNT=9"),
    "sequence-in-other-digits": (MARCH, "SEQUENCE:٣"),
    "partstat-of-nothing": (MARCH, "ATTENDEE;PARTSTAT=;CN=:mailto:", "ATTENDEE:", "ORGANIZER:"),
}

FOUND = (
    *(Hostile(f"fz-{name}", str(lines[-1])[:70], around(*event(*lines)), READ) for name, lines in LINES.items()),
    *(
        Hostile(f"fz-{name}-in-a-todo", f"{str(lines[-1])[:60]}, to do", around(*event(*lines, kind="VTODO")), READ)
        for name, lines in LINES.items()
    ),
    Hostile(
        "fz-begin-only",
        "BEGIN:VCALENDAR and BEGIN:VEVENT in turn",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" * 500,
        ANY,
        good=(),
    ),
    Hostile("fz-end-first", "END:VCALENDAR before BEGIN", b"END:VCALENDAR\r\n" + around(), ANY),
    Hostile("fz-fold-at-first", "a feed that begins with a fold", b" \r\n\t\r\n" + around(), ANY),
)
