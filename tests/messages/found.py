"""Every message by which the product says that something went wrong, out of the syntax trees of its modules.

A message is what is handed to an error, a finding or a problem. What is no error of ours (a value that a function of
ours refuses, to be turned into words elsewhere) is named in `NOT_SAID`, with why.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.messages.resolving import ROOT, VALUE, Function, Place, name_of, texts, tree

TRACKER, TEMPLATES = ROOT / "tracker", ROOT / "templates"

PAGE = "pages"
ACT = "pages, commands, API"
CALENDAR = "page of the calendar, letter, doctor, commands"
EVENT = "page of the calendar, beside an event"
COMMAND = "commands"
START = "at the start of each command"
DOCTOR = "`tracker doctor`"
API = "API"
LETTER = "page of letters, doctor"
WEBHOOK = "page of the webhook"
BACK_UP = "pages of an owner, doctor"
GOOGLE = "page behind Google's"

# What speaks, by its name, and where its words are seen.
SPEAKERS = {
    **dict.fromkeys(
        ("Refused", "NotFound", "Overtaken", "Full", "Ambiguous", "SyncBusy", "NotACopy", "NotARow"), ACT
    ),
    **dict.fromkeys(("BadKey", "CannotOpen", "SealTrouble"), ACT),
    **dict.fromkeys(
        ("CalendarTrouble", "CageTrouble", "CageFull", "Misunderstood", "GoogleTrouble", "GoogleBusy"), CALENDAR
    ),
    **dict.fromkeys(("GoogleGone", "NeedsReconnect", "NotIdentified", "FeedRefused", "FeedUnreachable"), CALENDAR),
    **dict.fromkeys(("FeedTimedOut", "FeedTooLarge", "FeedIsAPage", "FeedTrouble", "FeedAskedTooOften"), CALENDAR),
    **dict.fromkeys(("Unread", "Words", "Note"), EVENT),
    **dict.fromkeys(("ClickException", "UsageError", "BadParameter", "RemoteTrouble", "BadLine"), COMMAND),
    **dict.fromkeys(("ToolError", "Unmoved", "BackupBroken", "ReferencesBroken", "WorkersRun"), COMMAND),
    **dict.fromkeys(("Unkept", "Unrestored", "SealedFileTrouble"), COMMAND),
    "ConfigTrouble": START,
    "Finding": DOCTOR,
    **dict.fromkeys(("Kind", "Fault", "Problem"), API),
    **dict.fromkeys(("Said", "warn"), PAGE),
    **dict.fromkeys(("TryLater", "Rejected", "OutboxBroken", "Uncertain", "BadAddress"), LETTER),
    "NoRoom": BACK_UP,
    "NotTold": WEBHOOK,
    **dict.fromkeys(("Refusal", "ScopeUnticked"), GOOGLE),
    "Unreadable": "",  # two of that name: a form's, and a calendar's
}
# What is said by the names of a module's tables, where the words are chosen by a key.
TABLES = {
    "calendars/feed.py": ("_STATUS",),
    "web/api/reading.py": ("FAULTS", "ANY"),
    "services/backup_rounds.py": ("BEGUN", "NOT_WHOLE"),
}
SPEAKING_VALUES = {"config/model.py": START}  # whose ValueErrors pydantic hands on
ONLY_IN = {"Said": "web/errors.py", "Finding": "services/", "Words": ("calendars/", "services/", "mail/")}
PARTS = {"Finding": (2, 3), "Said": (0, 1), "Kind": (1, 2), "Problem": (1,)}
# Modules whose words are no errors, or that hand on those of others.
NOT_SAID = {
    "domain/saying.py": "makes words, and says none",
    "domain/reading/": "reads what others wrote",
    "store/migrations/": "a migration is history",
}


SPENT = ("invited_spent.html", "signin_link.html")


class Message(NamedTuple):
    """What is said, where it is seen, the lines that say it (path within tracker, first, last), and by what."""

    text: str
    seen: str
    lines: tuple[tuple[str, int, int], ...]
    speaker: str = ""

    @property
    def parts(self) -> list[str]:
        """Its words between the values."""
        return [part.strip() for part in self.text.split(VALUE) if re.search(r"\w", part)]


def modules() -> list[Path]:
    """Those that may speak."""
    every = sorted(TRACKER.rglob("*.py"))
    return [path for path in every if not str(path.relative_to(TRACKER)).startswith(tuple(NOT_SAID))]


@cache
def messages() -> tuple[Message, ...]:
    """All of them, by where they are seen and what they say."""
    found: dict[str, Message] = {}
    for one in _each():
        if len(re.findall(r"\w\w+", one.text)) < 3:
            continue  # it only hands on what another says
        before = found.get(one.text)
        found[one.text] = one._replace(lines=before.lines + one.lines, seen=before.seen) if before else one
    return tuple(sorted(found.values(), key=lambda one: (one.seen, one.lines[0])))


def _each() -> Iterator[Message]:
    for path in modules():
        for call, function in _calls(path):
            yield from _of_call(call, Place(path, function, call.lineno))
        yield from _of_tables(path)
        yield from _of_classes(path)
    yield from _of_templates()


def _calls(path: Path) -> Iterator[tuple[ast.Call, Function | None]]:
    """Each call with the function round it."""

    def walk(node: ast.AST, function: Function | None) -> Iterator[tuple[ast.Call, Function | None]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield child, function
            yield from walk(child, child if isinstance(child, Function) else function)

    yield from walk(tree(path), None)


def _of_call(call: ast.Call, place: Place) -> Iterator[Message]:
    called, room = name_of(call.func), str(place.path.relative_to(TRACKER))
    if called in ONLY_IN and not room.startswith(ONLY_IN[called]):
        return
    if called == "ValueError" and room in SPEAKING_VALUES:
        seen = SPEAKING_VALUES[room]
    elif called in SPEAKERS:
        seen = SPEAKERS[called] or (PAGE if room.startswith("web/") else CALENDAR)
    else:
        return
    if called == "Finding" and not _is_fault(call):
        return
    for text in _said(call, called, place):
        yield Message(text, seen, ((room, call.lineno, call.end_lineno or call.lineno),), called)


def _is_fault(call: ast.Call) -> bool:
    return len(call.args) > 1 and isinstance(call.args[1], ast.Constant) and call.args[1].value is False


def _said(call: ast.Call, called: str, place: Place) -> list[str]:
    """The words of one call; those with a remedy of their own, joined."""
    at = PARTS.get(called, (0,))
    said = [texts(call.args[one], place) if one < len(call.args) else [] for one in at]
    if called == "Fault":
        return said[0]
    if len(said) == 2:
        ends = said[1] or [""]
        return [
            f"{_ended(one)} {end}".strip()
            for one in said[0] or [VALUE]
            for end in ends
            if one and (one != VALUE or end)
        ]
    return [text.strip() for one in said for text in one if re.search(r"\w\w+\W+\w+", text)]


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _of_tables(path: Path) -> Iterator[Message]:
    room = str(path.relative_to(TRACKER))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Assign) and any(
            getattr(one, "id", "") in TABLES.get(room, ()) for one in node.targets
        ):
            for text in texts(node.value, Place(path)):
                seen = API if "api/" in room else BACK_UP if "backup" in room else CALENDAR
                yield Message(text, seen, ((room, node.lineno, node.end_lineno or node.lineno),))


def _of_classes(path: Path) -> Iterator[Message]:
    """Errors that hold their words themselves: a title, and a remedy."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            held = {getattr(one.targets[0], "id", ""): one for one in node.body if isinstance(one, ast.Assign)}
            if "title" in held and name_of(node.bases[0] if node.bases else ast.Name("")) in ("Worded", "Refusal"):
                said = [texts(held[name].value, Place(path)) for name in ("title", "remedy") if name in held]
                text = " ".join(_ended(one[0]) for one in said)
                yield Message(text, GOOGLE, ((str(path.relative_to(TRACKER)), node.lineno, node.end_lineno or 0),))


def _of_templates() -> Iterator[Message]:
    """What the pages say where a link is spent: a heading, and what to do."""
    for name in SPENT:
        said = re.findall(r'<(?:h1|p)[^>]*>\{\{ _\("([^"]+)"\) \}\}', (TEMPLATES / name).read_text())
        heading = next(at for at, one in enumerate(said) if "spent" in one)
        yield Message(f"{_ended(said[heading])} {said[heading + 1]}", PAGE, ((f"../templates/{name}", 1, 1),))
