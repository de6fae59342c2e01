"""A calendar full of invented promises and plans, told by a real feed: what the review pages are tried on."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


class Told(NamedTuple):
    """An event so many days from now, with its notes."""

    summary: str
    days: int
    notes: str = ""


PROMISES = (
    "Send the seating plan to Ama by Thursday",
    "Return the projector to Nils",
    "Send Ines the reference list",
    "Pay the hall deposit by Friday",
    "Submit the grant report",
    "Deadline: camera-ready paper",
    "Send Tomas the train times",
    "Prepare slides for Kofi",
    "Reply to Efua about the lease",
    "Draft the minutes for the trustees",
    "Forward the invoice to Yaw",
    "I'll send Linnea the photographs",
    "Book the minibus for the choir",
    "Send the corrected chapter to Ama",
    "Renew the archive permit",
    "Finish the translation for Marek",
    "Hand in the methods essay",
    "Send Abena the recipe",
    "Upload the recordings for Soren",
    "Tax return due",
    "Confirm the venue with Petra",
    "Email Jonas the key code",
    "Deliver the costumes to Freya",
    "Share the budget with Kwame by Monday",
    "Sign the contract for Ines",
    "Pay back Oskar",
    "Give Esi the spare key",
    "Write up the interview for Nils",
    "Print the programmes for Ama",
    "Remind Tomas of the visa letter",
    "Order the cake for Adjoa",
    "Bring Henrik the ladder",
    "Register the team with Milena",
    "Send the thank-you card to Kofi",
    "Complete the safety form for Dana",
    "Lend Yaw the field recorder",
    "Answer Petra about the loan",
    "Publish the timetable by Wednesday",
    "Repay Linnea for the tickets",
    "Introduce Efua to Marek",
    "File the expenses for October",
    "Send the draft call to Ines next Friday",
    "Transfer the rent to Oskar",
    "Translate the leaflet for Abena",
    "Waiting on Kofi: signed lease",
    "Send the group photograph to Henrik",
    "Pay Freya for the fabric by Thursday",
    "Submit the insurance form",
    "Return the library books",
    "Send the corrected score to Jonas",
    "Deadline: application for the fellowship",
    "Reply to the landlord by Friday",
    "Write Esi the reference",
    "Email the agenda to the trustees",
    "Send Kwame the bus times",
)
NOTES = """Agenda
- budget
- summer fair

Action items:
- Efua to send the fair poster to Ama by Friday
- AI: Kofi to ask the printer for a quote
- Ines will book the hall for the fair
- [ ] Nils: repair the sound desk
- Tomas to share the volunteer list next Friday
"""
MEETINGS = (
    Told("Lunch with Ama", 2),
    Told("1:1 Nils", 3),
    Told("Coffee with Ines", -4),
)
OTHERS = (
    Told("Festival planning", -1),
    Told("Quarterly numbers for Ama", -2),
    Told("Dentist", 1),
    Told("Kofi's garden", -3, "He asked for the pump again."),
    Told("Train to the coast", 5),
    Told("Choir practice", 4),
    Told("Read the archive boxes", 6),
    Told("Focus time", 2),
)

FEED = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//tracker tests//EN
{events}
END:VCALENDAR
"""
EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTAMP:20260101T000000Z
DTSTART:{day}T{hour:02}0000Z
DTEND:{day}T{end:02}0000Z
SUMMARY:{summary}{notes}
END:VEVENT"""


def feed() -> bytes:
    """All of it as a feed."""
    told = [Told(summary, 1 + at % 9) for at, summary in enumerate(PROMISES)]
    told += [Told("Fair committee", -1, NOTES), *MEETINGS, *OTHERS]
    return FEED.format(events="\n".join(map(_event, range(len(told)), told))).replace("\n", "\r\n").encode()


def _event(at: int, told: Told) -> str:
    notes = "\nDESCRIPTION:" + told.notes.strip().replace(",", "\\,").replace("\n", "\\n") if told.notes else ""
    day, hour = f"{NOW + told.days * DAY:%Y%m%d}", 8 + at % 10
    return EVENT.format(uid=f"asked-{at}", day=day, hour=hour, end=hour + 1, summary=told.summary, notes=notes)


def nothing(folder: Path) -> Path:
    """A calendar that tells nothing, in a file: so that a service starts without its example."""
    path = folder / "nothing.ics"
    path.write_bytes(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tracker tests//EN\r\nEND:VCALENDAR\r\n")
    return path
