"""A body read with what we remember of the one before it must say the same as that body read alone."""

from tests.differential.generate import Case
from tracker.calendars.ics import Reading, read


def incremental(case: Case, first: Reading) -> list[str]:
    """What differs, in words; nothing if nothing does."""
    if not case.after:
        return []
    again = read(case.after, calendar="", window=case.window, zone=case.zone, known=first.memory)
    whole = read(case.after, calendar="", window=case.window, zone=case.zone)
    if told(first, again) == sorted(map(repr, whole.events)):
        return []
    return [f"{case.name}: read with a memory it says otherwise than alone"]


def told(first: Reading, again: Reading) -> list[str]:
    """The events after the second reading: of the UIDs that it read its own, of the others those of the first."""
    if again.status == "reject" or again.only is None:
        return sorted(map(repr, again.events))
    kept = [event for event in first.events if event.key.uid not in again.only]
    return sorted(map(repr, [*kept, *again.events]))
