"""Log lines: one for each event whatever its text, as key=value for a terminal or as JSON for a machine. Each says of
which request or job it tells; none holds a mail address, an address of a calendar, a token or the text of an error.
"""

import json
import logging
import re
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import PurePath
from secrets import token_hex
from traceback import extract_tb
from types import MappingProxyType, TracebackType
from typing import Literal

Kind = Literal["text", "json"]
Fields = dict[str, object]

_about: ContextVar[Mapping[str, str]] = ContextVar("about", default=MappingProxyType({}))

PAIR = re.compile(r"\s*\b([a-z_]+)=%[sd]")  # as our own calls name their values: "synced calendar=%s new=%d"
PLAIN = re.compile(r"[^\s\"'=\\]+")
MASKS = (
    (re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s\"'<>]+", re.IGNORECASE), "<address>"),
    (re.compile(r"[^\s\"'<>()=:,/]+@[^\s\"'<>()=:,/]+"), "<mail>"),
    (re.compile(r"(?=[\w-]*[A-Z0-9])[\w-]{20,}"), "<token>"),  # our own names for things have 16 letters
)
SHORT = 20  # letters; a token has as many or more
DEEPEST = 12  # frames of an error that are told: those nearest to it


@contextmanager
def about(**ids: str) -> Iterator[None]:
    """What is logged within the block bears these: `request` or `job`."""
    token = _about.set({**_about.get(), **ids})
    try:
        yield
    finally:
        _about.reset(token)


def job_id(task: str) -> str:
    """A new id for one doing of a task."""
    return f"{task}.{token_hex(4)}"


def bear(**ids: str) -> None:
    """The same for all that is logged in this context from now on."""
    _about.set({**_about.get(), **ids})


def request_id() -> str:
    """The id of the request that is being answered; empty outside of one."""
    return _about.get().get("request", "")


def begin(kind: Kind, *, verbose: bool, quiet: Iterable[str] = ()) -> None:
    """Have all that is logged written to standard error in this shape: warnings, and with `verbose` what goes well
    too. Loggers that are `quiet` say no more than warnings. Nothing changes where logging was set up before.
    """
    door = logging.StreamHandler(sys.stderr)
    door.setFormatter(AsJson() if kind == "json" else AsText())
    logging.basicConfig(level=logging.INFO if verbose else logging.WARNING, handlers=[door])
    for name in quiet:
        logging.getLogger(name).setLevel(logging.WARNING)
    if kind == "json":  # where every line is read by a machine, one that dies says so in a line as well
        logging.captureWarnings(True)
        sys.excepthook = _died
        threading.excepthook = _thread_died


class AsText(logging.Formatter):
    """A line for a person: when, how grave, who says it, what happened, and its keys."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its end."""
        event, fields = told(record)
        at = f"{_instant(record).astimezone():%Y-%m-%d %H:%M:%S},{int(record.msecs):03}"
        pairs = [f"{key}={_value(value)}" for key, value in fields.items()]
        return " ".join((at, record.levelname, record.name, _printable(event), *pairs))


class AsJson(logging.Formatter):
    """The same as one JSON object: `at` (UTC), `level`, `logger`, `event`, then its keys. All of it is ASCII."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, without its end."""
        event, fields = told(record)
        at = _instant(record).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        head = {"at": at, "level": record.levelname.lower(), "logger": record.name, "event": event}
        return json.dumps(fields | head if fields.keys() & head.keys() else head | fields, default=str)


def told(record: logging.LogRecord) -> tuple[str, Fields]:
    """What happened, and its keys: those of the call, those of the error, those of the request or job."""
    event, given = _said(record)
    fields = {key: _masked(value) for key, value in given.items()}
    if record.exc_info and record.exc_info[1]:
        fields |= _error(record.exc_info[1])
    return masked(event), fields | dict(_about.get())


def masked(text: str) -> str:
    """A text without addresses and tokens, should one have got into it."""
    if len(text) < SHORT and "@" not in text and "://" not in text:  # as nearly always: routes, methods, numbers
        return text
    for pattern, instead in MASKS:
        text = pattern.sub(instead, text)
    return text


def _masked(value: object) -> object:
    return value if isinstance(value, int | float) else masked(str(value))


def _said(record: logging.LogRecord) -> tuple[str, Fields]:
    args = record.args if isinstance(record.args, tuple) else ()
    names, event = _parted(str(record.msg))
    if names and len(names) == len(args) and "%" not in event:
        return event, dict(zip(names, args, strict=True))
    return record.getMessage(), {}


@lru_cache(maxsize=1024)
def _parted(template: str) -> tuple[list[str], str]:
    """The keys that a call names, and what it says beside them."""
    return PAIR.findall(template), PAIR.sub("", template)


def _error(error: BaseException) -> Fields:
    """Which error it is and where it arose. Not what it says: that may quote what somebody wrote."""
    chain = list(_causes(error))
    fields: Fields = {"error": " < ".join(f"{type(one).__module__}.{type(one).__qualname__}" for one in chain)}
    code = next((code for one in chain if (code := _code(one))), None)
    if code:
        fields["code"] = code
    frames = extract_tb(chain[-1].__traceback__)[-DEEPEST:] or extract_tb(error.__traceback__)[-DEEPEST:]
    fields["trace"] = " > ".join(f"{_place(frame.filename)}:{frame.lineno}:{frame.name}" for frame in frames)
    return fields


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _code(error: BaseException) -> str:
    """What an operating system or a database calls it: a number or five letters, and no words."""
    return str(getattr(error, "sqlstate", None) or getattr(error, "errno", None) or "")


def _place(file: str) -> str:
    return "/".join(PurePath(file).parts[-2:])


def _instant(record: logging.LogRecord) -> datetime:
    return datetime.fromtimestamp(record.created, UTC)


def _value(value: object) -> str:
    text = str(value)
    return text if PLAIN.fullmatch(text) and text.isprintable() else json.dumps(text)


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _died(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("tracker").critical("died", exc_info=(kind, error, trace))


def _thread_died(told: threading.ExceptHookArgs) -> None:
    if told.exc_value and told.exc_type is not SystemExit:
        _died(told.exc_type, told.exc_value, told.exc_traceback)
