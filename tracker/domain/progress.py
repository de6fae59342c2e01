"""How far the reading of a calendar has come, for whoever waits for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Step(StrEnum):
    """What is being done: its server is asked, what it told is kept, promises are looked for in that."""

    ASKING = "asking"
    KEEPING = "keeping"
    LOOKING = "looking"


class State(StrEnum):
    """Whether anybody reads it."""

    WAITING = "waiting"
    UNDER_WAY = "under way"
    ENDED = "ended"


class Brought(NamedTuple):
    """What a reading brought: how many events were new, changed, gone or skipped, how many promises were opened."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    skipped: int = 0
    opened: int = 0


NOTHING = Brought()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the last reading of one calendar that somebody waits for has come: `done` of `total` events.

    With `believe`, its user takes it at its word. `held_until` is until when whoever reads it has it in hand.
    """

    user: str
    calendar: str
    state: State
    asked_at: datetime | None = None  # None: by nobody, it was its time
    believe: bool = False
    step: Step = Step.ASKING
    done: int = 0
    total: int = 0
    brought: Brought = NOTHING
    held_until: datetime | None = None  # None: in nobody's hand

    @property
    def ended(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.state is State.ENDED

    def held(self, at: datetime) -> bool:
        """Whether somebody reads it."""
        return self.state is State.UNDER_WAY and self.held_until is not None and self.held_until > at

    def cut_short(self, at: datetime) -> bool:
        """Whether whoever read it has died over it. It is read anew, for it is still due."""
        return self.state is State.UNDER_WAY and not self.held(at)

    def lasts(self, at: datetime) -> bool:
        """Whether it is still to come, so that to ask again would ask for the same."""
        return self.state is State.WAITING or self.held(at)

    @property
    def share(self) -> float | None:
        """How much of it is done, from 0 to 1; None where nobody can know."""
        return min(1.0, self.done / self.total) if self.total and self.step is Step.LOOKING else None
