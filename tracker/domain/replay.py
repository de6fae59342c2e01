"""What was decided, rebuilt from the ledger's entries alone, so that what is kept beside them can be checked."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tracker.domain.entry import Act, Entry, Thing

Name = tuple[Thing, str]  # a thing, and its id
Records = dict[Name, Mapping[str, Any]]


class Replayed(NamedTuple):
    """All things as records, as the entries leave them.

    `gap` is the place of the first entry that does not go on where those before it left off; None: there is none.
    """

    stands: Records
    gap: int | None


class _Replay:
    """What stands so far, and of each thing the acts that no undo has taken back."""

    def __init__(self) -> None:
        self.stands: Records = {}
        self.acts: dict[Name, list[Entry]] = {}

    def go_on(self, entry: Entry) -> bool:
        """One entry more. False, and nothing done, where it does not go on from what stands."""
        name = entry.thing, entry.subject
        if not self._follows(name, entry):
            return False
        acts = self.acts.setdefault(name, [])
        if entry.act is Act.UNDONE:
            acts.pop()
        else:
            acts.append(entry)
        self.stands[name] = entry.after
        if not entry.after:
            del self.stands[name]
        return True

    def _follows(self, name: Name, entry: Entry) -> bool:
        stood = self.stands.get(name, {})
        # An account may be older than its part in the ledger: its first entry then says how it was.
        opens_late = entry.thing is Thing.ACCOUNT and name not in self.acts
        if entry.before != stood and not opens_late:
            return False
        return entry.act is not Act.UNDONE or self._takes_back(name, entry)

    def _takes_back(self, name: Name, entry: Entry) -> bool:
        """An undo brings back what was there before the last act that stands."""
        acts = self.acts.get(name, [])
        return bool(acts) and acts[-1].before == entry.after


def replayed(entries: Iterable[Entry]) -> Replayed:
    """One user's things from their entries, oldest first; up to the first gap, where there is one."""
    replay = _Replay()
    for place, entry in enumerate(entries):
        if not replay.go_on(entry):
            return Replayed(replay.stands, place)
    return Replayed(replay.stands, None)
