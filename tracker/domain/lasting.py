"""Things that never change, cut into parts of which each remembers what was worked out from it.

What is over is judged and counted once: a change makes one part anew, and all others say what they said before. Pure
all the same, since a part is a value, and what is worked out hangs on it and on what is handed in beside it alone.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

LAST = 3  # answers that a part keeps to one question, asked with other values

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")


class _Same:
    """A part that is asked with, known again by being the same one: to compare it by what it holds would cost more
    than it saves.
    """

    def __init__(self, part: object) -> None:
        self.part = part

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.part is self.part

    def __hash__(self) -> int:
        return id(self.part)


class Part(tuple[T, ...]):
    """Values that never change, with what was worked out from them: as long as they last, and no longer."""

    def once(self, work: Callable[Concatenate[Any, P], R], *given: P.args, **named: P.kwargs) -> R:
        """What `work` makes of this part and of what is given, worked out the first time. It may hang on nothing
        else, and nobody may change it; so `work` is a function of a module. `named` is there for the type alone.
        """
        return self._held(work, given, lambda: work(self, *given, **named))

    def made(self, work: Callable[Concatenate[Any, P], Iterable[R]], *given: P.args, **named: P.kwargs) -> "Part[R]":
        """The same as a part, which remembers in its turn."""
        return self._held((work, Part), given, lambda: Part(work(self, *given, **named)))

    def meanwhile(self, work: Callable[..., tuple[R, datetime]], now: datetime, *given: object) -> R:
        """What `work` makes of it as of now. It says itself until when that holds, that instant left out."""
        answers = vars(self).setdefault("answers_meanwhile", {})
        found = answers.get((work, *map(_key, given)))
        if found is None or not found[0] <= now < found[1]:
            value, until = work(self, now, *given)
            answers[work, *map(_key, given)] = found = now, until, value
        held: R = found[2]
        return held

    def _held(self, what: Hashable, given: tuple[object, ...], work: Callable[[], R]) -> R:
        answers: dict[Hashable, R] = vars(self).setdefault("answers", {}).setdefault(what, {})
        key = tuple(map(_key, given))
        found = answers.get(key, _Same)
        if found is not _Same:
            return found  # type: ignore[return-value]  # _Same is no answer to anything
        answers[key] = made = work()
        for old in tuple(answers)[:-LAST]:
            answers.pop(old, None)
        return made


def _key(given: object) -> Hashable:
    return _Same(given) if isinstance(given, Part) else given


class Parted(Sequence[T]):
    """Parts one after the other, or in one order if that is given: a sequence, laid out when it is first walked."""

    def __init__(self, parts: Iterable[Part[T]], order: Callable[[T], Any] | None = None) -> None:
        self.parts, self.order = tuple(parts), order

    @cached_property
    def _all(self) -> tuple[T, ...]:
        every = chain.from_iterable(self.parts)
        return tuple(every if self.order is None else sorted(every, key=self.order))

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def __iter__(self) -> Iterator[T]:
        return iter(self._all)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return self._all[at]

    def __eq__(self, other: object) -> bool:
        return tuple(self) == other  # which, where it has parts too, is asked in its turn

    __hash__ = None  # type: ignore[assignment]  # to hash it would walk it


def each(
    many: Iterable[T], work: Callable[Concatenate[Sequence[T], P], R], *given: P.args, **named: P.kwargs
) -> list[R]:
    """What `work` makes of each part of many things; of things that have no parts, what it makes of them all."""
    return [part.once(work, *given, **named) for part in parts(many)]


def only(
    many: Iterable[T], work: Callable[Concatenate[Sequence[T], P], Iterable[T]], *given: P.args, **named: P.kwargs
) -> Parted[T]:
    """Those of many things that `work` lets through of each part, in the same order; they last as their part does."""
    order = many.order if isinstance(many, Parted) else None
    return Parted((part.made(work, *given, **named) for part in parts(many)), order)


def made(
    many: Iterable[T], work: Callable[Concatenate[Sequence[T], P], Iterable[R]], *given: P.args, **named: P.kwargs
) -> Parted[R]:
    """What `work` makes of each part, as parts."""
    return Parted(part.made(work, *given, **named) for part in parts(many))


def whole(many: Iterable[T]) -> Part[T]:
    """Many things as one part: the same one, where they are one."""
    return many if isinstance(many, Part) else Part(many)


def parts(many: Iterable[T]) -> tuple[Part[T], ...]:
    """The parts of many things; one that lasts no longer than this, where they have none."""
    if isinstance(many, Parted):
        return many.parts
    return (many if isinstance(many, Part) else Part(many),)
