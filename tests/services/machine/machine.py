"""Everything that may happen to a feed, its server and its reader, in random order; judged after each sync."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize

from tests.making import NOW
from tests.services.machine import writing
from tests.services.machine.asking import Asking, step, whole
from tests.services.machine.stories import DAY, HOUR, Change, Clock, Story

TODAY = NOW.replace(hour=0, tzinfo=None)
TITLES = (
    "!p Send the plan to Ama",
    "!p Send the plan and the prices to Ama",
    "!p Send the plan to Kofi",
    "Send Kofi the figures by Friday",
    "Coffee with Ines",
    "Dentist",
    "!p Return the keys to Nils",
    "Walk, talk; then \\ lunch",
    "Réunion — 東京",
    "BEGIN:VEVENT",
)
SERIES = ((Clock.BERLIN, 7 * DAY, None), (Clock.UTC, DAY, 40), (Clock.DAY, 7 * DAY, 12))
HOMES = ("Africa/Accra", "America/New_York", "Asia/Kolkata")

ANY = st.integers(0, 999)
TITLE = st.sampled_from(TITLES)
DAYS = st.integers(-100, 190)
HOURS = st.integers(8, 18)
CLOCK = st.sampled_from(Clock)
BY = st.sampled_from((HOUR, -2 * HOUR, DAY, 3 * DAY + HOUR, -7 * DAY, 20 * DAY))
STEPS = st.sampled_from(tuple(writing.FREQUENCY))
COUNTS = st.sampled_from((1, 2, 5, 12, 40, None))


def some(test: Callable[[Story], bool]) -> Callable[[Asking], bool]:
    """Whether there is a story of this kind."""
    return lambda self: any(map(test, self.feed.stories.values()))


def single(story: Story) -> bool:
    return not story.step and not story.garbled


def series(story: Story) -> bool:
    return bool(story.step) and not story.garbled


def garbled(story: Story) -> bool:
    return bool(story.garbled)


def splittable(story: Story) -> bool:
    return series(story) and not story.onwards and story.count != 1


def spoilable(story: Story) -> bool:
    return whole(story) and not story.onwards and not story.old


class FeedMachine(Asking):
    """The rules."""

    @step()
    def is_asked(self) -> None:
        self.ask("")

    @step()
    def is_believed(self) -> None:
        self.ask("", believe=True)

    # --- what is told -----------------------------------------------------------------------------------------------

    @initialize(titles=st.lists(TITLE, min_size=3, max_size=9), day=DAYS)
    def begins(self, titles: list[str], day: int) -> None:
        for number, title in enumerate(titles):
            at = TODAY + (5 * number + 1) * DAY + 9 * HOUR
            self.add(title=title, at=at, clock=tuple(Clock)[number % 5])
        for clock, every, count in SERIES:
            at = TODAY + day * DAY + 10 * HOUR
            self.add(title="Standing", at=at, clock=clock, step=every, count=count)

    @step(when=Asking.has_room, title=TITLE, day=DAYS, hour=HOURS, clock=CLOCK, todo=st.booleans())
    def adds_an_event(self, title: str, day: int, hour: int, clock: Clock, todo: bool) -> None:
        self.add(title=title, at=TODAY + day * DAY + hour * HOUR, clock=clock, todo=todo)

    @step(
        when=Asking.has_room,
        title=TITLE,
        day=DAYS,
        hour=HOURS,
        clock=CLOCK,
        every=STEPS,
        count=COUNTS,
        until=st.booleans(),
    )
    def adds_a_series(
        self, title: str, day: int, hour: int, clock: Clock, every: timedelta, count: int | None, until: bool
    ) -> None:
        at = TODAY + day * DAY + hour * HOUR
        self.add(title=title, at=at, clock=clock, step=every, count=count, until=until)

    @step(when=some(whole), which=ANY, title=TITLE)
    def changes_a_title(self, which: int, title: str) -> None:
        self.put(replace(self.pick(which), title=title))

    @step(when=some(whole), which=ANY, by=BY)
    def moves_an_event(self, which: int, by: timedelta) -> None:
        story = self.pick(which)
        self.put(replace(story, at=story.at + _for(story, by), sequence=story.sequence + 1))

    @step(when=some(single), which=ANY)
    def cancels_an_event(self, which: int) -> None:
        self.put(replace(self.pick(which, single), cancelled=True))

    @step(when=some(series), which=ANY, number=ANY, by=BY, title=TITLE)
    def moves_an_instance(self, which: int, number: int, by: timedelta, title: str) -> None:
        story = self.pick(which, series)
        self._change(story, number, Change(_for(story, by), title))

    @step(when=some(series), which=ANY, number=ANY)
    def cancels_an_instance_by_status(self, which: int, number: int) -> None:
        story = self.pick(which, series)
        self._change(story, number, Change(timedelta(), story.title, cancelled=True))

    def _change(self, story: Story, number: int, change: Change) -> None:
        number = _number(story, number)
        if number not in story.gone and not (story.onwards and story.onwards[0] == number):
            self.put(replace(story, changes={**story.changes, number: change}))

    @step(when=some(series), which=ANY, number=ANY)
    def cancels_an_instance_by_exdate(self, which: int, number: int) -> None:
        story = self.pick(which, series)
        number = _number(story, number)
        if story.onwards and story.onwards[0] == number:
            return
        changes = {at: change for at, change in story.changes.items() if at != number}
        self.put(replace(story, gone=story.gone | {number}, changes=changes))

    @step(when=some(splittable), which=ANY, number=ANY, by=BY, title=TITLE)
    def moves_all_that_follow(self, which: int, number: int, by: timedelta, title: str) -> None:
        story = self.pick(which, splittable)
        number = _number(story, number)
        if number not in story.gone and number not in story.changes:
            self.put(replace(story, onwards=(number, Change(_for(story, by), title))))

    @step(when=some(splittable), which=ANY, number=ANY, by=BY)
    def splits_a_series(self, which: int, number: int, by: timedelta) -> None:
        """As Google writes "this and following": a series cut short, and a new one under a name made of the old."""
        story = self.pick(which, splittable)
        number = max(_number(story, number), 1)
        at = story.wall(number)
        rest = Story(
            uid=f"{story.uid}_R{at:%Y%m%dT%H%M%S}", title=story.title, at=at + _for(story, by), clock=story.clock,
            step=story.step, count=story.count and story.count - number, until=story.until,
        )  # fmt: skip
        before = {at: change for at, change in story.changes.items() if at < number}
        gone = frozenset(at for at in story.gone if at < number)
        self.put(replace(story, count=number, until=True, changes=before, gone=gone), rest)

    @step(when=some(whole), which=ANY, count=st.integers(1, 2))
    def removes_a_few(self, which: int, count: int) -> None:
        for _ in range(min(count, len(self.feed.stories))):
            self.drop({tuple(self.feed.stories)[which % len(self.feed.stories)]})

    @step(when=lambda self: len(self.feed.stories) > 3)
    def shrinks(self) -> None:
        """Most of it is missing, as from a server that lost its store."""
        self.before_shrinking = self.feed
        self.drop(set(tuple(self.feed.stories)[: len(self.feed.stories) * 3 // 4 + 1]))

    @step(when=lambda self: self.before_shrinking is not None)
    def grows_back(self) -> None:
        assert self.before_shrinking is not None
        self.feed = replace(self.feed, stories={**self.before_shrinking.stories, **self.feed.stories})
        self.before_shrinking = None

    # --- how it is written ------------------------------------------------------------------------------------------

    @step(when=some(spoilable), which=ANY, how=st.sampled_from(writing.GARBLED))
    def garbles_an_event(self, which: int, how: str) -> None:
        self.put(replace(self.pick(which, spoilable), garbled=how))

    @step(when=some(garbled), which=ANY)
    def mends_an_event(self, which: int) -> None:
        self.put(replace(self.pick(which, garbled), garbled=""))

    @step(when=some(whole), which=ANY, copies=st.integers(1, 3))
    def repeats_a_block(self, which: int, copies: int) -> None:
        self.put(replace(self.pick(which), copies=copies))

    @step(when=some(single), which=ANY, title=TITLE)
    def leaves_an_old_revision(self, which: int, title: str) -> None:
        story = self.pick(which, single)
        self.put(replace(story, old=story.title, title=title, sequence=story.sequence + 1))

    @step(by=st.integers(1, 100_000))
    def stamps_all_anew(self, by: int) -> None:
        self.rewrite(stamp=self.feed.stamp + by)

    @step(order=st.integers(1, 9_999))
    def orders_all_anew(self, order: int) -> None:
        self.rewrite(order=order)

    @step(width=st.sampled_from((0, 20, 60, 75)))
    def folds_all_anew(self, width: int) -> None:
        self.rewrite(width=width)

    @step(ends=st.sampled_from(tuple(writing.ENDS)))
    def changes_line_ends(self, ends: str) -> None:
        self.rewrite(ends=ends)

    @step(lower=st.booleans())
    def changes_case(self, lower: bool) -> None:
        self.rewrite(lower=lower)

    @step(name=st.sampled_from(("Work", "Choir", "Home")))
    def renames_the_calendar(self, name: str) -> None:
        self.rewrite(name=name)

    @step(hours=st.integers(-6, 6))
    def redefines_its_zone(self, hours: int) -> None:
        self.rewrite(office=hours)

    # --- how it is served -------------------------------------------------------------------------------------------

    @step(marks=st.booleans())
    def marks_its_answers(self, marks: bool) -> None:
        self.world.answering.marks = marks

    # --- time and people --------------------------------------------------------------------------------------------

    @step(minutes=st.integers(1, 600))
    def minutes_pass(self, minutes: int) -> None:
        self.world.now += timedelta(minutes=minutes)

    @step(days=st.integers(1, 40))
    def days_pass(self, days: int) -> None:
        self.world.now += days * DAY

    @step(home=st.sampled_from(HOMES))
    def user_moves_home(self, home: str) -> None:
        self.world.move_home(home)
        self.looked = None

    @step(which=ANY, kindly=st.booleans(), when=lambda self: bool(self.world.questions()))
    def settles_a_question(self, which: int, kindly: bool) -> None:
        questions = self.world.questions()
        self.world.settle(questions[which % len(questions)], kindly=kindly)
        self.looked = None

    @step(which=ANY, when=lambda self: bool(self.world.open_promises()))
    def delivers_a_promise(self, which: int) -> None:
        promises = self.world.open_promises()
        self.world.deliver(promises[which % len(promises)], self.world.now)
        self.looked = None


def _number(story: Story, number: int) -> int:
    return number % (story.count or 40)


def _for(story: Story, by: timedelta) -> timedelta:
    """So far as this clock can be moved: a day by whole days."""
    return timedelta(days=by.days or 1) if story.clock is Clock.DAY else by
