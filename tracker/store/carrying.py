"""Every row that is one user's, as plain JSON values and back: what a copy to take along is made of.

    table --rows--> plain rows --(a file)--> plain rows --put--> table

A new column is carried without a word here. A new table must be named, among those carried or with why it stays.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, LargeBinary, Table, func, insert, select

from tracker.store import telling
from tracker.store.tables import metadata
from tracker.store.types import Day, Flag, Json, Stretch, UtcDateTime

Row = dict[str, Any]
Numbers = dict[str, dict[int, int]]  # of each numbered table: what a row was numbered, and what it is there
MANY = 500  # rows held at a time

# In the order in which rows may be put back: first what others point at.
CARRIED = (
    "users",
    "connections",
    "calendars",
    "skipped",
    "memories",
    "resources",
    "event_versions",
    "current_events",
    "entries",
    "promises",
    "decided",
    "dismissals",
    "feedback",
    "ideas",
    "letters",
    "used_links",
)
LEFT_OUT = {
    "signins": "a link to sign in opens a door here, and only for minutes",
    "sessions": "who comes back signs in anew",
    "consents": "a consent under way ends with the browser that began it",
    "revocations": "to give a token back is for the tracker that had it",
    "invitations": "whom an owner asked is asked by the tracker that they look after",
    "quotas": "how much somebody may have is for whoever looks after the tracker to say",
    "audit": "what was done with an account is told by the tracker where it was done",
    "channels": "Google tells the tracker that asked it to; another asks anew",
    "tokens": "a token opens a door here, for a program that knows this address",
    "api_answers": "what a program was told when it asked twice, kept for a day",
    "webhooks": "an address is told by the tracker that its user gave it to; another signs with other secrets",
    "notices": "what an address was told, or is to be, by the tracker that it listens to",
    "progress": "whoever waited for a reading waits there, and not where the copy is read",
}
NOBODYS = ("purges", "beats", "leases", "farewells", "tallies", "counters")  # the service's own
# What opens a door, though mostly sealed: left blank, or out, unless secrets are carried too.
SECRET: dict[str, dict[str, Any]] = {
    "users": {"feed_key": "", "letters_key": ""},
    "connections": {"sealed": ""},
    "calendars": {"sealed": "", "cursor": ""},
    "letters": {"body": b""},
}
SECRET_TABLES = {
    "memories": "what a calendar's server must be told when it is asked again; it is told anew",
    "resources": "what Google told of its calendars, word for word; it is asked anew",
}
# Who has it in hand: nobody, after a journey; our mark of what it told; and what its user may do with the service.
STAYS = ("token", "leased_until", "mark", "role", "ideas_as_of")
# Columns that copies of before do not have, as `table.column`, each with the plain value that their rows get.
LATER: dict[str, Any] = {
    "users.locale": "en",
    "users.reminders": False,
    "users.letters_key": "",
    "users.next_reminder_at": None,
    "users.reminded_at": None,
    "users.next_summary_at": "1970-01-01T00:00:00+00:00",
    "letters.wanted_until": None,
}
_POINTS = {"current_events": ("number", "event_versions"), "feedback": ("takes_back", "feedback")}


class NotARow(ValueError):
    """What should be a row of ours is none; the text says where."""


def rows(db: Connection, user_id: str, name: str, numbers: Numbers, *, secrets: bool) -> Iterator[Row]:
    """The rows of a table that are this user's, as plain JSON values, in the order of its key. Their numbers begin at
    1, so that nothing shows of how much others have.
    """
    table, blank = metadata.tables[name], {} if secrets else SECRET.get(name, {})
    if name in SECRET_TABLES and not secrets:
        return
    columns = _carried(table)
    query = select(*columns).where(_is(table, user_id)).order_by(*table.primary_key)
    for row in db.execute(query.execution_options(yield_per=MANY)):
        told = zip(columns, row, strict=True)
        plain = {column.name: to_plain(column, blank.get(column.name, value)) for column, value in told}
        yield _counted(name, plain, numbers)


def _counted(name: str, row: Row, numbers: Numbers) -> Row:
    _follow(name, row, numbers)
    if "number" in metadata.tables[name].primary_key:
        given = numbers.setdefault(name, {})
        given[row["number"]] = len(given) + 1
        row["number"] = given[row["number"]]
    return row


def count(db: Connection, user_id: str, name: str) -> int:
    """How many rows of a table are this user's."""
    table = metadata.tables[name]
    return int(db.execute(select(func.count()).select_from(table).where(_is(table, user_id))).scalar_one())


def put(db: Connection, user_id: str, name: str, told: Iterable[Row], numbers: Numbers) -> int:
    """Plain rows back into their table, as this user's; how many. Rows that are numbered get the next numbers here,
    in the same order, and what points at them follows. Raises NotARow, and IntegrityError where one is there already.
    """
    table, total = metadata.tables[name], 0
    values = (_values(table, row) | _owner(table, user_id) for row in told)
    points_at, numbered = _POINTS.get(name), "number" in table.primary_key
    at_once = 1 if points_at and points_at[1] == name else MANY
    while few := list(islice(values, at_once)):
        for row in few:
            _follow(name, row, numbers)
        if numbered:
            _number(db, table, few, numbers.setdefault(name, {}))
        else:
            db.execute(insert(table), few)
        total += len(few)
    if name == "current_events":
        telling.changed(db, user_id)
    return total


def _number(db: Connection, table: Table, few: list[Row], given: dict[int, int]) -> None:
    were = [row.pop("number") for row in few]
    adding = insert(table).returning(table.c.number, sort_by_parameter_order=True)
    given.update(zip(were, db.execute(adding, few).scalars(), strict=True))


def _follow(name: str, row: Row, numbers: Numbers) -> None:
    """What a row points at by its number, by the number that it has there."""
    column, at = _POINTS.get(name, ("", ""))
    was = row.get(column)
    if was is None:
        return
    if was not in numbers.get(at, {}):
        raise NotARow(f"A row of {name} points at a row of {at} that is not there.")
    row[column] = numbers[at][was]


def _is(table: Table, user_id: str) -> ColumnElement[bool]:
    return _owning(table) == user_id


def _owner(table: Table, user_id: str) -> Row:
    return {_owning(table).name: user_id}


def _owning(table: Table) -> Column[Any]:
    owning: Column[Any] = table.c.id if table.name == "users" else table.c.user_id
    return owning


def _carried(table: Table) -> list[Column[Any]]:
    """Whose rows they are is said once, by the row of the user; who has one in hand, never."""
    owning = () if table.name == "users" else ("user_id",)
    return [column for column in table.columns if column.name not in (*owning, *STAYS)]


def _values(table: Table, row: Any) -> Row:
    columns = {column.name: column for column in _carried(table)}
    if not isinstance(row, dict) or not row.keys() <= columns.keys():
        raise NotARow(f"A row of {table.name} holds what tracker does not know.")
    return {name: from_plain(column, row.get(name, LATER.get(str(column)))) for name, column in columns.items()}


class _Face(NamedTuple):
    """How values of one type are written in JSON: which JSON types, written how, read how."""

    plain: tuple[type, ...]
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.utcoffset() is None:
        raise ValueError("an instant needs its zone")
    return at


_FACES: dict[type, _Face] = {
    UtcDateTime: _Face((str,), datetime.isoformat, _instant),
    Day: _Face((str,), date.isoformat, date.fromisoformat),
    Stretch: _Face((int,), lambda length: int(length.total_seconds()), lambda seconds: timedelta(seconds=seconds)),
    Flag: _Face((bool,), _same, _same),
    Json: _Face((dict, list), _same, _same),
    LargeBinary: _Face((str,), lambda raw: b64encode(raw).decode(), lambda text: b64decode(text, validate=True)),
}


def _face(column: Column[Any]) -> _Face:
    kind = type(column.type)
    return _FACES.get(kind) or _Face((column.type.python_type,), _same, _same)


def to_plain(column: Column[Any], value: Any) -> Any:
    """A value of a column as a plain JSON value."""
    return None if value is None else _face(column).write(value)


def from_plain(column: Column[Any], plain: Any) -> Any:
    """The value that `to_plain` made plain. Raises NotARow."""
    face, where = _face(column), str(column)
    if plain is None:
        if not column.nullable:
            raise NotARow(f"A row has no {where}.")
        return None
    if type(plain) not in face.plain:
        raise NotARow(f"A row has a {where} of another kind.")
    try:
        return face.read(plain)
    except (ValueError, OverflowError) as error:
        raise NotARow(f"A row has a {where} that cannot be read: {error}.") from None
