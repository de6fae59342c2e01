"""The table of the contract, its first part: what may befall events that do not recur, and who takes part."""

from tests.calendars.google.telling import ME, at, item, on, situation, step, tombstone, vevent

AMA = {"email": "ama@example.com", "displayName": "Ama Boateng"}
ZONE_OF_A_FEED = "a feed writes an event that does not recur in UTC, and does not say in which zone it was set"
CALENDAR_INVITES = "a feed names a shared calendar as who invites; Google tells who made the event, too"

SEND = ("Send proposal to Ama by Friday", at("2026-03-10T12:00:00+01:00"), at("2026-03-10T13:00:00+01:00"))


def single(lines: str = "", uid: str = "one@google.com", start: str = "20260310T110000Z", end="20260310T120000Z"):
    return vevent(f"DTSTART:{start}\nDTEND:{end}\nUID:{uid}\n{lines}")


def said(**more):
    return item("one", SEND[1], SEND[2], **more)


SINGLE = (
    situation(
        "an event of an hour",
        step([single("SUMMARY:Send proposal to Ama by Friday")], [said(summary=SEND[0])], new=1),
    ),
    situation(
        "an event set in another zone",
        step(
            [single("SUMMARY:Send proposal to Ama by 5pm", start="20260310T160000Z", end="20260310T170000Z")],
            [
                item(
                    "one",
                    at("2026-03-10T17:00:00+01:00", "America/New_York"),
                    at("2026-03-10T18:00:00+01:00", "America/New_York"),
                    summary="Send proposal to Ama by 5pm",
                )
            ],
            new=1,
        ),
        zone=ZONE_OF_A_FEED,
    ),
    situation(
        "an event that ends in another zone",
        step(
            [single("SUMMARY:Flight to Accra", end="20260310T173000Z")],
            [item("one", SEND[1], at("2026-03-10T18:30:00+01:00", "Africa/Accra"), summary="Flight to Accra")],
            new=1,
        ),
    ),
    situation(
        "an event in the second hour of two that the clock shows alike",
        step(
            [single("SUMMARY:Night shift", start="20260404T163000Z", end="20260404T173000Z")],
            [
                item(
                    "one",
                    at("2026-04-04T18:30:00+02:00", "Australia/Sydney"),
                    at("2026-04-04T19:30:00+02:00", "Australia/Sydney"),
                    summary="Night shift",
                )
            ],
            new=1,
        ),
    ),
    situation(
        "a whole day",
        step(
            [
                vevent("""DTSTART;VALUE=DATE:20260310
                DTEND;VALUE=DATE:20260311
                UID:one@google.com
                SUMMARY:Send the report to Ama
                TRANSP:TRANSPARENT""")
            ],
            [
                item(
                    "one",
                    on("2026-03-10"),
                    on("2026-03-11"),
                    summary="Send the report to Ama",
                    transparency="transparent",
                )
            ],
            new=1,
        ),
    ),
    situation(
        "several whole days",
        step(
            [
                vevent("""DTSTART;VALUE=DATE:20260310
                DTEND;VALUE=DATE:20260314
                UID:one@google.com
                SUMMARY:Fair""")
            ],
            [item("one", on("2026-03-10"), on("2026-03-14"), summary="Fair")],
            new=1,
        ),
    ),
    situation(
        "an event whose end nobody said",
        step(
            [vevent("DTSTART:20260310T110000Z\nUID:one@google.com\nSUMMARY:Call Kofi back")],
            [said(summary="Call Kofi back", endTimeUnspecified=True)],
            new=1,
        ),
    ),
    situation(
        "an event without a title",
        step([single("SUMMARY:")], [said()], new=1),
    ),
    situation(
        "an event of which nothing is told",
        step(
            [single("SUMMARY:Busy")],
            [said(organizer=None, creator=None, reminders=None, sequence=None, visibility="private")],
            new=1,
        ),
        private="a feed that withholds an event does not call it private, Google does",
    ),
    situation(
        "text with all that must be escaped",
        step(
            [
                single(
                    "SUMMARY:Coffee\\, cake\\; and C:\\\\new\n"
                    "DESCRIPTION:First line\\nSecond\\, line\\; é 🌍\\n\\nI will send the minutes to Ama by Friday.\n"
                    "LOCATION:Café\\, Hauptstraße 1"
                )
            ],
            [
                said(
                    summary="Coffee, cake; and C:\\new",
                    description="First line\nSecond, line; é 🌍\n\nI will send the minutes to Ama by Friday.",
                    location="Café, Hauptstraße 1",
                )
            ],
            new=1,
        ),
    ),
    situation(
        "notes that an editor wrote as HTML",
        step(
            [
                single(
                    "SUMMARY:Planning\n"
                    "DESCRIPTION:<b>Agenda</b><br>Tom &amp\\; Ama&nbsp\\;first<ul><li>I will send the minutes to Ama "
                    'by Friday.</li></ul><a href="https://example.com/x?a=1&amp\\;b=2">the plan</a>'
                )
            ],
            [
                said(
                    summary="Planning",
                    description="<b>Agenda</b><br>Tom &amp; Ama&nbsp;first<ul><li>I will send the minutes to Ama by"
                    ' Friday.</li></ul><a href="https://example.com/x?a=1&amp;b=2">the plan</a>',
                )
            ],
            new=1,
        ),
    ),
    situation(
        "a private event and a confidential one",
        step(
            [
                single("SUMMARY:Send proposal to Ama by Friday\nCLASS:PRIVATE"),
                single("SUMMARY:Send proposal to Kofi by Friday\nCLASS:CONFIDENTIAL", uid="two@google.com"),
            ],
            [
                said(summary=SEND[0], visibility="private"),
                item("two", *SEND[1:], summary="Send proposal to Kofi by Friday", visibility="confidential"),
            ],
            new=2,
        ),
    ),
    situation(
        "an event that becomes private, and public again",
        step([single(f"SUMMARY:{SEND[0]}")], [said(summary=SEND[0])], new=1),
        step(
            [single(f"SUMMARY:{SEND[0]}\nCLASS:PRIVATE")],
            [said(summary=SEND[0], visibility="private")],
            changed=1,
        ),
        step(
            [single(f"SUMMARY:{SEND[0]}\nCLASS:PUBLIC")],
            [said(summary=SEND[0], visibility="public")],
            changed=1,
        ),
    ),
    situation(
        "time shown as free, out of office, and focus time",
        step(
            [
                single("SUMMARY:Lunch with Ama\nTRANSP:TRANSPARENT"),
                single("SUMMARY:Out of office", uid="two@google.com"),
                single("SUMMARY:Write the report", uid="three@google.com"),
            ],
            [
                said(summary="Lunch with Ama", transparency="transparent"),
                item("two", *SEND[1:], summary="Out of office", eventType="outOfOffice", visibility="default"),
                item("three", *SEND[1:], summary="Write the report", eventType="focusTime"),
            ],
            new=3,
        ),
    ),
    situation(
        "an event not yet certain",
        step(
            [single("SUMMARY:Dinner with Ama\nSTATUS:TENTATIVE")],
            [said(summary="Dinner with Ama", status="tentative")],
            new=1,
        ),
    ),
    situation(
        "a title edited, and a place added",
        step([single(f"SUMMARY:{SEND[0]}")], [said(summary=SEND[0])], new=1),
        step(
            [single("SUMMARY:Send proposal to Ama by Monday\nLOCATION:Berlin\nSEQUENCE:1")],
            [said(summary="Send proposal to Ama by Monday", location="Berlin", sequence=1)],
            changed=1,
        ),
    ),
    situation(
        "an event deleted, and brought back",
        step([single(f"SUMMARY:{SEND[0]}")], [said(summary=SEND[0])], new=1),
        step([], [tombstone("one")], gone=1),
        step([single(f"SUMMARY:{SEND[0]}\nSEQUENCE:1")], [said(summary=SEND[0], sequence=1)], new=1),
    ),
    situation(
        "a whole day that gets its hours, and loses them",
        step(
            [
                vevent(
                    "DTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260311\nUID:one@google.com\nSUMMARY:Write report"
                )
            ],
            [item("one", on("2026-03-10"), on("2026-03-11"), summary="Write report")],
            new=1,
        ),
        step([single("SUMMARY:Write report")], [said(summary="Write report")], changed=1),
        step(
            [
                vevent(
                    "DTSTART;VALUE=DATE:20260311\nDTEND;VALUE=DATE:20260312\nUID:one@google.com\nSUMMARY:Write report"
                )
            ],
            [item("one", on("2026-03-11"), on("2026-03-12"), summary="Write report")],
            changed=1,
        ),
    ),
    situation(
        "two events of one UID",
        step(
            [
                single("SUMMARY:Lunch, old\nSEQUENCE:1", uid="same@example.com"),
                single(
                    "SUMMARY:Lunch with Ama\nSEQUENCE:2",
                    uid="same@example.com",
                    start="20260311T110000Z",
                    end="20260311T120000Z",
                ),
            ],
            [
                said(summary="Lunch, old", iCalUID="same@example.com", sequence=1),
                item(
                    "two",
                    at("2026-03-11T12:00:00+01:00"),
                    at("2026-03-11T13:00:00+01:00"),
                    summary="Lunch with Ama",
                    iCalUID="same@example.com",
                    sequence=2,
                ),
            ],
            new=1,
        ),
    ),
)

GUEST = "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={};CN={};X-NUM-GUESTS=0:mailto:{}"
BY_ME = "ORGANIZER;CN=efua@example.com:mailto:efua@example.com"
BY_AMA = "ORGANIZER;CN=Ama Boateng:mailto:ama@example.com"
I_AM = "\n".join(
    ["SUMMARY:Send proposal to Ama by Friday", BY_AMA, GUEST.format("ACCEPTED", "Ama Boateng", AMA["email"])]
)


def asked(answer: str) -> str:
    return f"{I_AM}\n{GUEST.format(answer, 'efua@example.com', 'efua@example.com')}"


def invited(answer: str) -> dict:
    guests = [AMA | {"organizer": True, "responseStatus": "accepted"}, ME | {"responseStatus": answer}]
    return said(summary=SEND[0], organizer=AMA, creator=AMA, attendees=guests)


PEOPLE = (
    situation(
        "guests with every answer, and a room",
        step(
            [
                single(
                    "\n".join(
                        [
                            "SUMMARY:Coffee with Ama and Kofi",
                            BY_ME,
                            GUEST.format("ACCEPTED", "efua@example.com", "efua@example.com"),
                            GUEST.format("TENTATIVE", "Ama Boateng", "ama@example.com"),
                            GUEST.format("DECLINED", "kofi@example.com", "Kofi@example.com"),
                            GUEST.format("NEEDS-ACTION", '"Mensah, Yaw"', "yaw@example.com"),
                            "ATTENDEE;CUTYPE=RESOURCE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Room 1;X-NUM-GUESTS=0"
                            ":mailto:room1@resource.calendar.google.com",
                        ]
                    )
                )
            ],
            [
                said(
                    summary="Coffee with Ama and Kofi",
                    attendees=[
                        ME | {"organizer": True, "responseStatus": "accepted"},
                        AMA | {"responseStatus": "tentative"},
                        {"email": "Kofi@example.com", "responseStatus": "declined"},
                        {"email": "yaw@example.com", "displayName": "Mensah, Yaw", "responseStatus": "needsAction"},
                        {
                            "email": "room1@resource.calendar.google.com",
                            "displayName": "Room 1",
                            "resource": True,
                            "responseStatus": "accepted",
                        },
                    ],
                )
            ],
            new=1,
        ),
    ),
    situation(
        "an invitation, declined and then accepted",
        step([single(asked("NEEDS-ACTION"))], [invited("needsAction")], new=1),
        step([single(asked("DECLINED"))], [invited("declined")], changed=1),
        step([single(asked("ACCEPTED"))], [invited("accepted")], changed=1),
    ),
    situation(
        "an event of a shared calendar",
        step(
            [
                single(
                    "SUMMARY:Planning\nORGANIZER;CN=Team:mailto:team@group.calendar.google.com\n"
                    + GUEST.format("ACCEPTED", "Ama Boateng", "ama@example.com")
                )
            ],
            [
                said(
                    summary="Planning",
                    organizer={"email": "team@group.calendar.google.com", "displayName": "Team"},
                    attendees=[AMA | {"responseStatus": "accepted"}],
                )
            ],
            new=1,
        ),
        organizer=CALENDAR_INVITES,
    ),
)
