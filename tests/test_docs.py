"""What the documents say, held against the program: commands, settings, rooms, files and figures that they name."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest

from tests.making import promise, user
from tracker.calendars.google.client import redirect_address
from tracker.calendars.google.oauth import READ
from tracker.cli import main
from tracker.config.model import Config, known
from tracker.domain.account import STALE_AFTER
from tracker.domain.hint import hint
from tracker.domain.known import Line
from tracker.domain.people import Persons
from tracker.domain.promise import Promise
from tracker.domain.trend import twelve, worked
from tracker.domain.trust import ENOUGH, HALF_LIFE, STEPS, credit_for, next_loss, rate, trust_index
from tracker.domain.verdict import Leniency, Verdict, judge
from tracker.mail.standing import countdown
from tracker.mail.words import stretch
from tracker.services.checkup_google import ENDING
from tracker.services.signin import LINK_LIVES
from tracker.services.sync import AHEAD, BACK, EVERY

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "config.example.toml",
    *sorted((ROOT / "docs").glob("*.md")),
]
HOUSE, SCORE, PRIVACY = (ROOT / "docs" / f"{name}.md" for name in ("house", "score", "privacy"))

pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def code(text: str) -> Iterator[str]:
    """What is set as code: between backticks, and line by line in blocks."""
    for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL):
        yield from block.splitlines()
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def commands(page: Path) -> list[list[str]]:
    """Each command of tracker that a page names, as its words."""
    lines = (line.removeprefix(".venv/bin/") for line in code(page.read_text()))
    return [shlex.split(line)[1:] for line in lines if line.startswith("tracker ")]


def follow(words: list[str]) -> None:
    """Walk down from `tracker` by a command's words: each subcommand and each option must be there."""
    command: click.Command = main
    options = {"--help", "--version"}
    for word in words:
        options |= {name for option in command.params for name in option.opts}
        if isinstance(command, click.Group) and re.fullmatch(r"[a-z][a-z-]*", word):  # no option, nor what one takes
            assert word in command.commands, f"there is no command {word} in: tracker {' '.join(words)}"
            command = command.commands[word]
        elif word.startswith("--"):
            options |= {name for option in command.params for name in option.opts}
            assert word in options, f"there is no option {word} in: tracker {' '.join(words)}"


@pages
def test_each_command_that_is_named_is_there(page: Path) -> None:
    for words in commands(page):
        follow(words)


def test_a_command_that_is_not_there_would_be_noticed() -> None:
    for words in (["fly"], ["user", "fly"], ["digest", "--fly"]):
        with pytest.raises(AssertionError, match="fly"):
            follow(words)


def every_command(group: click.Group = main, before: str = "tracker") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


def test_the_readme_names_each_command() -> None:
    named = " ".join(" ".join(["tracker", *words]) + "\n" for words in commands(ROOT / "README.md"))
    assert [command for command in every_command() if command not in named] == []


@pages
def test_each_target_of_make_that_is_named_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = [line.split()[1] for line in code(page.read_text()) if line.startswith("make ")]
    assert set(named) <= targets


@pages
def test_each_setting_that_is_named_is_there(page: Path) -> None:
    text = page.read_text()
    sections = {key.partition(".")[0] for key in known()} | set(Config.model_fields)
    variables = {name.removesuffix("_FILE") for name in re.findall(r"TRACKER_([A-Z_]+)", text)} - {"CONFIG", "TOKEN"}
    assert {name.lower().replace("__", ".") for name in variables} <= set(known())
    for name in re.findall(r"`\[(\w+)\]`", text):
        assert name in sections


@pages
def test_each_file_of_ours_that_is_named_is_there(page: Path) -> None:
    for name in code(page.read_text()):
        if re.fullmatch(r"(tests|tracker|templates|docs)/[\w/.-]*", name):
            assert (ROOT / name).exists(), f"{page.name} names {name}"


@pages
def test_each_page_that_is_linked_is_there(page: Path) -> None:
    for where in re.findall(r"\[[^\]]*\]\(([^)]+)\)", page.read_text()):
        if not where.startswith("http"):
            name, _, heading = where.partition("#")
            linked = page.parent / name if name else page
            assert linked.is_file(), f"{page.name} leads to {where}"
            assert not heading or heading in anchors(linked.read_text()), f"{page.name} leads to {where}"


def anchors(text: str) -> set[str]:
    """What the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


# The house.


def rooms_named() -> dict[str, list[str]]:
    """The rooms that the page names, by folder."""
    folders = re.split(r"^### `(tracker/\S*)`", HOUSE.read_text().partition("\n## Laws")[0], flags=re.MULTILINE)[1:]
    pairs = zip(folders[::2], folders[1::2], strict=True)
    return {folder: re.findall(r"^\| `(\w+\.py)` \|", rows, re.MULTILINE) for folder, rows in pairs}


def rooms_there() -> dict[str, list[str]]:
    folders = [ROOT / "tracker", *(path.parent for path in (ROOT / "tracker").rglob("__init__.py"))]
    folders = [folder for folder in dict.fromkeys(folders) if "migrations" not in folder.parts]
    return {
        f"{folder.relative_to(ROOT)}/": [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
        for folder in folders
    }


def test_each_room_is_named_once_and_each_that_is_named_exists() -> None:
    named, there = rooms_named(), rooms_there()
    assert {folder: sorted(rooms) for folder, rooms in named.items()} == {
        folder: sorted(rooms) for folder, rooms in there.items()
    }


def test_the_floors_are_those_of_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert " > ".join(f"`{layer}`" for layer in layers) in HOUSE.read_text()


# Figures.


def at(month: int, day: int, hour: int, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


AS_OF = at(3, 2, 9)
EXAMPLE = [
    promise("Send Ama the outline", due=at(2, 27, 17)).deliver(at(2, 27, 17, 40)),
    promise("Return the atlas to Nils", due=at(2, 18, 12)).deliver(at(2, 19, 10)),
    promise("Send Kofi the figures", due=at(2, 10, 9)).deliver(at(2, 6, 9)),
    promise("Write the letter for Tomas", due=at(1, 26, 17))
    .renegotiate(at(1, 30, 17), agreed_at=at(1, 25, 9))
    .renegotiate(at(2, 2, 17), agreed_at=at(1, 29, 9))
    .deliver(at(2, 2, 16)),
    promise("Comment on Efua's draft", due=at(12, 2, 9, year=2025)),
    promise("Call Ines", due=at(3, 1, 12)),
]
VERDICTS = [judge(one, Leniency(), AS_OF) for one in EXAMPLE]


def test_each_row_of_the_example_is_what_the_program_says() -> None:
    text = SCORE.read_text()
    for one, verdict in zip(EXAMPLE, VERDICTS, strict=True):
        credit = credit_for(verdict)
        assert credit
        age = (AS_OF - credit.due).days
        delivered = f"{one.delivered_at:%d %b %H:%M}" if one.delivered_at else r"(never|not yet)"
        row = [one.body, f"{credit.due:%d %b %H:%M}", delivered, verdict.outcome, f"{credit.value:.2f}", str(age)]
        row.append(f"{0.5 ** (age / HALF_LIFE.days):.4f}")
        assert re.search(r"\| " + r" \| ".join(row) + r" \|", text), row


def test_the_figures_of_the_example_are_what_the_program_says() -> None:
    text, found = SCORE.read_text(), rate(VERDICTS)
    share, low, high = (round(100 * part) for part in (found.kept / found.decided, *found.interval))
    assert f"{found.kept} of {found.decided}, {share} %, interval {low} % to {high} %" in text
    assert f"Trust index: {trust_index(VERDICTS, AS_OF).value:.4f}." in text
    assert f"{VERDICTS[1].tardiness // timedelta(hours=1)} hours past its limit" in text
    assert f"{VERDICTS[5].tardiness // timedelta(hours=1)} hours past the limit" in text


def line_of(one: Promise, verdict: Verdict) -> Line:
    return Line(one, verdict, next_loss(verdict, Leniency().limit(verdict.term)))


LINES = [line_of(one, verdict) for one, verdict in zip(EXAMPLE, VERDICTS, strict=True)]


def test_the_index_of_the_example_is_the_sum_that_is_shown() -> None:
    sums = worked(LINES, user(), AS_OF)
    gained, weight = f"{sums.gained:.4f}", f"{sums.trust.weight:.4f}"
    print(f"weights {weight}, weights times credits {gained}, index {sums.trust.value:.4f}")
    said = f"The weights add up to {weight}, weights times credits to {gained}: (1 + {gained}) / (2 + {weight})."
    assert said in SCORE.read_text()


def test_the_countdown_and_the_hint_of_the_example_are_what_the_program_says() -> None:
    late = hint(EXAMPLE, user(), Persons(), body="lend the key", promisee="Yaa", due=AS_OF, now=AS_OF).lateness
    assert late
    print(countdown(LINES[5], user(), AS_OF), late)
    assert f"the call to Ines is {countdown(LINES[5], user(), AS_OF)}." in SCORE.read_text()
    assert f"half of the {late.of} came {stretch(late.median)} or more after the due first given" in SCORE.read_text()


def test_the_weeks_of_the_example_are_what_the_program_says() -> None:
    weeks = [week for week in twelve(LINES, user(), AS_OF) if week.rate.decided]
    rows = [
        f"| {week.first.day} {week.first:%b} | {week.kept} | {week.late} | {week.broken} |" for week in weeks[::-1]
    ]
    print("\n".join(rows))
    assert "| Week of | Kept | Late | Broken |\n|---|---|---|---|\n" + "\n".join(rows) + "\n" in SCORE.read_text()


def test_the_rules_of_the_score_are_those_of_the_program() -> None:
    text, leniency = SCORE.read_text(), Leniency()
    assert f"grace** of {leniency.grace // timedelta(minutes=1)} minutes" in text
    assert (leniency.grace_dated, ENOUGH) == (timedelta(0), 5)
    assert f"({leniency.patience.days} days, a setting)" in text
    assert f"| Credit | {' | '.join(f'{value:g}' for _, value in STEPS)} | 0 |" in text
    hours = [f"{within // timedelta(hours=1)} hours" for within, _ in STEPS[1:3]]
    assert f"| {' | '.join(hours)} | {STEPS[3][0].days} days | {STEPS[4][0].days} days |" in text
    assert f"age over {HALF_LIFE.days} days" in text


def test_the_way_to_google_is_the_one_that_is_taken() -> None:
    text = (ROOT / "docs" / "google.md").read_text()
    assert set(re.findall(r"^ +(https://www\.googleapis\.com/auth/\S+)$", text, re.MULTILINE)) == READ
    assert f"`{redirect_address(Config().base_url)}`" in text
    assert ENDING in text


def test_what_is_said_of_reading_and_signing_in_holds() -> None:
    assert f"from {BACK.days} days back to\n{AHEAD.days} days ahead" in PRIVACY.read_text()
    assert "four times an hour" in PRIVACY.read_text()
    assert timedelta(hours=1) / 4 == EVERY
    assert timedelta(days=1) == STALE_AFTER
    assert timedelta(minutes=10) == LINK_LIVES
