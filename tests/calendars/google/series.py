"""The table of the contract, its second part: what may befall series."""

from tests.calendars.google.telling import at, cancelled, instance, item, on, situation, step, tombstone, vevent

RULE = "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU"
NOON, ONE = at("2026-03-03T12:00:00+01:00"), at("2026-03-03T13:00:00+01:00")
THIRD = at("2026-03-17T12:00:00+01:00")


def series(more: str = "", rule: str = RULE, summary: str = "Send minutes to Ama") -> str:
    return vevent(f"""DTSTART;TZID=Europe/Berlin:20260303T120000
        DTEND;TZID=Europe/Berlin:20260303T130000
        {rule}
        UID:s@google.com
        SUMMARY:{summary}
        {more}""")


def repeats(*rules: str, **more):
    said = {"summary": "Send minutes to Ama", "recurrence": list(rules or [RULE])} | more
    return item("s", NOON, ONE, **said)


def third(start: str, end: str, summary: str = "Send minutes to Ama", more: str = "") -> str:
    return vevent(f"""DTSTART;TZID=Europe/Berlin:{start}
        DTEND;TZID=Europe/Berlin:{end}
        UID:s@google.com
        RECURRENCE-ID;TZID=Europe/Berlin:20260317T120000
        SUMMARY:{summary}
        {more}""")


def moved(start: str, end: str, **more):
    return instance("s", THIRD, at(start), at(end), **{"summary": "Send minutes to Ama"} | more)


AS_IT_WAS = ("2026-03-17T12:00:00+01:00", "2026-03-17T13:00:00+01:00")

RULES = (
    situation(
        "a weekly series through a change of the clocks",
        step(
            [series(rule="RRULE:FREQ=WEEKLY;UNTIL=20260414T215959Z;BYDAY=TU")],
            [repeats("RRULE:FREQ=WEEKLY;UNTIL=20260414T215959Z;BYDAY=TU")],
            new=7,
        ),
    ),
    situation(
        "a series without an end",
        step([series(rule="RRULE:FREQ=WEEKLY")], [repeats("RRULE:FREQ=WEEKLY")], new=18),
    ),
    situation(
        "a monthly series on its second Tuesday",
        step(
            [series(rule="RRULE:FREQ=MONTHLY;UNTIL=20260609T100000Z;BYDAY=2TU")],
            [repeats("RRULE:FREQ=MONTHLY;UNTIL=20260609T100000Z;BYDAY=2TU")],
            new=5,
        ),
    ),
    situation(
        "a series of whole days",
        step(
            [
                vevent("""DTSTART;VALUE=DATE:20260302
                DTEND;VALUE=DATE:20260303
                RRULE:FREQ=DAILY;COUNT=5
                EXDATE;VALUE=DATE:20260304
                UID:s@google.com
                SUMMARY:Write report""")
            ],
            [
                item(
                    "s",
                    on("2026-03-02"),
                    on("2026-03-03"),
                    recurrence=["EXDATE;VALUE=DATE:20260304", "RRULE:FREQ=DAILY;COUNT=5"],
                    summary="Write report",
                )
            ],
            new=4,
        ),
    ),
    situation(
        "a series set in another zone",
        step(
            [
                vevent("""DTSTART;TZID=America/New_York:20260303T090000
                DTEND;TZID=America/New_York:20260303T100000
                RRULE:FREQ=WEEKLY;COUNT=4
                UID:s@google.com
                SUMMARY:Call Kofi by 5pm""")
            ],
            [
                item(
                    "s",
                    at("2026-03-03T15:00:00+01:00", "America/New_York"),
                    at("2026-03-03T16:00:00+01:00", "America/New_York"),
                    recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"],
                    summary="Call Kofi by 5pm",
                )
            ],
            new=4,
        ),
    ),
    situation(
        "days added and days taken out, on three clocks",
        step(
            [
                series(
                    "RDATE;TZID=Europe/Berlin:20260305T120000,20260306T150000\n"
                    "EXDATE;TZID=Europe/Berlin:20260310T120000\nEXDATE:20260317T110000Z\n"
                    "EXDATE;TZID=America/New_York:20260324T070000"
                )
            ],
            [
                repeats(
                    "EXDATE;TZID=Europe/Berlin:20260310T120000",
                    "EXDATE:20260317T110000Z",
                    "EXDATE;TZID=America/New_York:20260324T070000",
                    "RDATE;TZID=Europe/Berlin:20260305T120000,20260306T150000",
                    RULE,
                )
            ],
            new=3,
        ),
    ),
    situation(
        "a rule that nobody can read",
        step([series(rule="RRULE:FREQ=SOMETIMES")], [repeats("RRULE:FREQ=SOMETIMES")], new=1),
    ),
    situation(
        "a series that ended before it began",
        step(
            [series(rule="RRULE:FREQ=WEEKLY;UNTIL=20260302T225959Z")],
            [repeats("RRULE:FREQ=WEEKLY;UNTIL=20260302T225959Z")],
        ),
    ),
)

STEPS = (
    situation(
        "an instance moved, moved again, and back to the rule",
        step([series()], [repeats()], new=4),
        step(
            [series(), third("20260318T080000", "20260318T090000")],
            [moved("2026-03-18T08:00:00+01:00", "2026-03-18T09:00:00+01:00")],
            changed=1,
        ),
        step(
            [series(), third("20260302T080000", "20260302T100000")],
            [moved("2026-03-02T08:00:00+01:00", "2026-03-02T10:00:00+01:00", sequence=1)],
            changed=1,
        ),
        step(
            [series(), third("20260317T120000", "20260317T130000")],
            [moved(*AS_IT_WAS, sequence=2)],
            changed=1,
        ),
        step([series()], [moved(*AS_IT_WAS, sequence=3)]),
    ),
    situation(
        "an instance moved out of sight",
        step([series()], [repeats()], new=4),
        step(
            [series(), third("20270318T080000", "20270318T090000")],
            [moved("2027-03-18T08:00:00+01:00", "2027-03-18T09:00:00+01:00")],
            gone=1,
        ),
    ),
    situation(
        "an instance with a title of its own",
        step([series()], [repeats()], new=4),
        step(
            [series(), third("20260317T120000", "20260317T130000", "Send minutes to Kofi")],
            [moved(*AS_IT_WAS, summary="Send minutes to Kofi")],
            changed=1,
        ),
        step(
            [
                series(summary="Send notes to Ama"),
                third("20260317T120000", "20260317T130000", "Send minutes to Kofi"),
            ],
            [repeats(summary="Send notes to Ama")],
            changed=3,
        ),
    ),
    situation(
        "an instance cancelled, and brought back",
        step([series()], [repeats()], new=4),
        step([series("EXDATE;TZID=Europe/Berlin:20260317T120000")], [cancelled("s", THIRD)], gone=1),
        step([series()], [moved(*AS_IT_WAS)], new=1),
    ),
    situation(
        "two instances moved, and two cancelled",
        step(
            [
                series("EXDATE;TZID=Europe/Berlin:20260303T120000,20260324T120000"),
                third("20260318T080000", "20260318T090000"),
                third("20260312T080000", "20260312T090000").replace("0317T12", "0310T12"),
            ],
            [
                repeats(),
                moved("2026-03-18T08:00:00+01:00", "2026-03-18T09:00:00+01:00"),
                instance(
                    "s",
                    at("2026-03-10T12:00:00+01:00"),
                    at("2026-03-12T08:00:00+01:00"),
                    at("2026-03-12T09:00:00+01:00"),
                    summary="Send minutes to Ama",
                ),
                cancelled("s", NOON),
                cancelled("s", at("2026-03-24T12:00:00+01:00")),
            ],
            new=2,
        ),
        step(
            [
                series("EXDATE;TZID=Europe/Berlin:20260303T120000,20260324T120000"),
                third("20260318T080000", "20260318T090000"),
            ],
            [
                instance(
                    "s",
                    at("2026-03-10T12:00:00+01:00"),
                    at("2026-03-10T12:00:00+01:00"),
                    at("2026-03-10T13:00:00+01:00"),
                    summary="Send minutes to Ama",
                )
            ],
            changed=1,
        ),
    ),
    situation(
        "a moved instance cancelled",
        step(
            [series(), third("20260318T080000", "20260318T090000")],
            [repeats(), moved("2026-03-18T08:00:00+01:00", "2026-03-18T09:00:00+01:00")],
            new=4,
        ),
        step([series("EXDATE;TZID=Europe/Berlin:20260317T120000")], [cancelled("s", THIRD)], gone=1),
    ),
    situation(
        "one day of a series of whole days moved to an hour",
        step(
            [
                vevent(
                    "DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260303\nRRULE:FREQ=DAILY;COUNT=3\nUID:s@google.com\nSUMMARY:Write"
                )
            ],
            [item("s", on("2026-03-02"), on("2026-03-03"), recurrence=["RRULE:FREQ=DAILY;COUNT=3"], summary="Write")],
            new=3,
        ),
        step(
            [
                vevent(
                    "DTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20260303\nRRULE:FREQ=DAILY;COUNT=3\nUID:s@google.com\nSUMMARY:Write"
                ),
                vevent(
                    "DTSTART;TZID=Europe/Berlin:20260303T233000\nDTEND;TZID=Europe/Berlin:20260304T003000\nUID:s@google.com\nRECURRENCE-ID;VALUE=DATE:20260303\nSUMMARY:Write"
                ),
            ],
            [
                instance(
                    "s",
                    on("2026-03-03"),
                    at("2026-03-03T23:30:00+01:00"),
                    at("2026-03-04T00:30:00+01:00"),
                    summary="Write",
                )
            ],
            changed=1,
        ),
    ),
    situation(
        "a series deleted",
        step(
            [series(), third("20260318T080000", "20260318T090000")],
            [repeats(), moved("2026-03-18T08:00:00+01:00", "2026-03-18T09:00:00+01:00")],
            new=4,
        ),
        step([], [tombstone("s"), cancelled("s", THIRD)], gone=4),
    ),
    situation(
        "a series cut in two, its tail under another title",
        step([series()], [repeats()], new=4),
        step(
            [
                series(rule="RRULE:FREQ=WEEKLY;UNTIL=20260316T225959Z;BYDAY=TU"),
                vevent("""DTSTART;TZID=Europe/Berlin:20260317T120000
                DTEND;TZID=Europe/Berlin:20260317T130000
                RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TU
                UID:s_R20260317T110000@google.com
                SUMMARY:Send minutes to Kofi"""),
            ],
            [
                repeats("RRULE:FREQ=WEEKLY;UNTIL=20260316T225959Z;BYDAY=TU"),
                item(
                    "s_R20260317T110000",
                    THIRD,
                    at("2026-03-17T13:00:00+01:00"),
                    recurrence=["RRULE:FREQ=WEEKLY;COUNT=2;BYDAY=TU"],
                    summary="Send minutes to Kofi",
                ),
            ],
            new=2,
            gone=2,
        ),
    ),
    situation(
        "a series cut before its first instance",
        step([series()], [repeats()], new=4),
        step(
            [
                series(rule="RRULE:FREQ=WEEKLY;UNTIL=20260302T225959Z;BYDAY=TU"),
                vevent("""DTSTART;TZID=Europe/Berlin:20260303T150000
                DTEND;TZID=Europe/Berlin:20260303T160000
                RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU
                UID:s_R20260303T110000@google.com
                SUMMARY:Send minutes to Ama"""),
            ],
            [
                repeats("RRULE:FREQ=WEEKLY;UNTIL=20260302T225959Z;BYDAY=TU"),
                item(
                    "s_R20260303T110000",
                    at("2026-03-03T15:00:00+01:00"),
                    at("2026-03-03T16:00:00+01:00"),
                    recurrence=["RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU"],
                    summary="Send minutes to Ama",
                ),
            ],
            new=4,
            gone=4,
        ),
    ),
    situation(
        "a series moved to another hour, all of it",
        step([series()], [repeats()], new=4),
        step(
            [
                vevent("""DTSTART;TZID=Europe/Berlin:20260303T150000
                DTEND;TZID=Europe/Berlin:20260303T160000
                RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU
                UID:s@google.com
                SEQUENCE:1
                SUMMARY:Send minutes to Ama""")
            ],
            [
                item(
                    "s",
                    at("2026-03-03T15:00:00+01:00"),
                    at("2026-03-03T16:00:00+01:00"),
                    recurrence=[RULE],
                    summary="Send minutes to Ama",
                    sequence=1,
                )
            ],
            new=4,
            gone=4,
        ),
    ),
    situation(
        "a series of which only one instance is left",
        step([series()], [repeats()], new=4),
        step(
            [
                vevent(
                    "DTSTART:20260303T110000Z\nDTEND:20260303T120000Z\nUID:s@google.com\nSEQUENCE:1\n"
                    "SUMMARY:Send minutes to Ama"
                )
            ],
            [item("s", NOON, ONE, summary="Send minutes to Ama", sequence=1)],
            new=1,
            gone=4,
        ),
    ),
    situation(
        "one instance alone, of a series that others have",
        step(
            [third("20260318T080000", "20260318T090000", more="CLASS:PUBLIC")],
            [moved("2026-03-18T08:00:00+01:00", "2026-03-18T09:00:00+01:00", visibility="public")],
            new=1,
        ),
        step(
            [third("20260319T080000", "20260319T090000")],
            [moved("2026-03-19T08:00:00+01:00", "2026-03-19T09:00:00+01:00")],
            changed=1,
        ),
        step([], [tombstone("s_20260317T1200000100")], gone=1),
    ),
    situation(
        "an instance that turns private",
        step([series()], [repeats()], new=4),
        step(
            [series(), third("20260317T120000", "20260317T130000", more="CLASS:PRIVATE")],
            [moved(*AS_IT_WAS, visibility="private")],
            changed=1,
        ),
    ),
)
