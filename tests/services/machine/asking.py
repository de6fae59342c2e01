"""A feed that changes and is asked for: what every rule of the machine needs."""

from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.services.machine import writing
from tests.services.machine.answering import BAD
from tests.services.machine.judge import Asked, Judge, Outcome, same_but_for
from tests.services.machine.stories import Clock, Feed, Story
from tests.services.machine.world import Look, World

MOST = 24  # stories in one feed
PART = st.floats(0, 1, exclude_max=True)
ASKED = st.lists(st.sampled_from(("",) * 18 + BAD), max_size=2)  # how it is answered, each time


def whole(story: Story) -> bool:
    """Whether all of it can be read."""
    return not story.garbled


def step(*, when: Callable[[Any], bool] = lambda _: True, **draws: Any) -> Any:
    """A rule: something happens, if it can, and then the calendar is asked some times, and answered well or badly."""

    def decorate(happens: Callable[..., None]) -> Any:
        def run(self: "Asking", asked: list[str], part: float, **given: Any) -> None:
            self.hits[happens.__name__] += 1
            happens(self, **given)
            self.world.answering.part = part
            for how in asked:
                self.ask(how)
            if self.judge.asks_a_person:
                self.ask("", believe=True)

        run.__name__ = happens.__name__
        return precondition(when)(rule(asked=ASKED, part=PART, **draws)(run))

    return decorate


class Asking(RuleBasedStateMachine):
    """One feed, its server and its reader."""

    def __init__(self, world: World, hits: Counter[str], open_things: ExitStack) -> None:
        super().__init__()
        self.world, self.hits, self.open_things = world, hits, open_things
        self.judge = Judge(world)
        self.feed = Feed()
        self.before_shrinking: Feed | None = None
        self.made = 0
        self.looked: Look | None = None  # what is remembered, as long as only syncs have changed it
        self.last: object = None  # what was asked when it was last trusted

    def teardown(self) -> None:
        """Closes all that was opened for it."""
        self.open_things.close()

    # --- asking -----------------------------------------------------------------------------------------------------

    def ask(self, how: str, *, believe: bool = False) -> None:
        """One sync, answered like that, and judged."""
        answering = self.world.answering
        answering.body, answering.bad = writing.body(self.feed), how
        before, count = self.looked or self.world.look(), answering.asked
        self.world.ask(believe=believe)
        after = self.looked = self.world.look()
        assert answering.asked == count + 1
        told = (answering.unchanged, answering.conditional, self.world.span, self.world.user.zone)
        outcome = self.judge.judge(Asked(before, after, how, believe, *told), self.feed)
        self.hits[f"= {outcome.value}"] += 1
        self.hits[f"  {how or 'well'}"] += 1
        self._twice_is_once(outcome, before, after)

    def _twice_is_once(self, outcome: Outcome, before: Look, after: Look) -> None:
        asked = (self.feed, self.world.now, self.world.user)
        if outcome is Outcome.TRUSTED and self.last == asked:
            self.hits["= the same again"] += 1
            same_but_for(before, after)
        if outcome is Outcome.TRUSTED:
            self.last = asked

    # --- the feed in hand -------------------------------------------------------------------------------------------

    def add(self, **values: Any) -> None:
        """A new story under a name of its own."""
        self.made += 1
        if values.get("clock") is Clock.DAY:
            values["at"] = values["at"].replace(hour=0)
        self.put(Story(uid=f"{self.made}@calendar.example", **values))

    def put(self, *stories: Story) -> None:
        """These, new or in place of what they were."""
        self.feed = replace(self.feed, stories={**self.feed.stories, **{story.uid: story for story in stories}})

    def pick(self, which: int, test: Callable[[Story], bool] = whole) -> Story:
        """One of a kind."""
        found = [story for story in self.feed.stories.values() if test(story)]
        return found[which % len(found)]

    def has_room(self) -> bool:
        """Whether one more story fits."""
        return len(self.feed.stories) < MOST

    def drop(self, uids: set[str]) -> None:
        """Without these."""
        self.feed = replace(
            self.feed, stories={uid: one for uid, one in self.feed.stories.items() if uid not in uids}
        )

    def rewrite(self, **manner: Any) -> None:
        """The same stories, written otherwise."""
        self.feed = replace(self.feed, **manner)
