"""Names in words, and the attendees that they mean."""

from collections.abc import Sequence

from tracker.domain.event import Attendee
from tracker.domain.languages.choice import NO_NAMES


def is_name(words: str) -> bool:
    """Whether capitalised words can be somebody's name: no weekday, no month, nothing in capitals alone."""
    first = words.split()[0].strip(".") if words.split() else ""
    return bool(first) and first.casefold() not in NO_NAMES and not (len(first) > 1 and first.isupper())


def known_as(name: str, attendees: Sequence[Attendee]) -> str:
    """The address of the one attendee that a name means, in full or by first name; else the name as it stands."""
    wanted = name.strip().lstrip("@").casefold()
    for answers in (_full, _first, _handle):
        found = [each for each in attendees if each.address and answers(each) == wanted]
        if len(found) == 1:
            return found[0].address
    return name.strip()


def _full(attendee: Attendee) -> str:
    return attendee.name.casefold()


def _first(attendee: Attendee) -> str:
    return attendee.name.split()[0].casefold() if attendee.name.split() else ""


def _handle(attendee: Attendee) -> str:
    return attendee.address.partition("@")[0].replace(".", " ")
