"""What all shapes of the API are made of: strict, closed, and instants in RFC 3339 with their offset."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from tracker.domain.account import User
from tracker.domain.reading.due import Due, day_end

NO_CONTROL = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
# The years are those of `ledger.in_reach`, which a test holds them to.
_DATE = r"(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_TIME = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)"
DAY = re.compile(_DATE, re.ASCII)
INSTANT = re.compile(f"{_DATE}T{_TIME}", re.ASCII)


class Shape(BaseModel):
    """A JSON object: nothing in it that its description does not name."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _instant(told: Any) -> Any:
    """An instant as RFC 3339 writes it; the offset is never left out, since nothing here is guessed."""
    if isinstance(told, datetime):
        return told
    if not isinstance(told, str) or not INSTANT.fullmatch(told):
        raise ValueError("instant")
    return datetime.fromisoformat(told)


def _day(told: Any) -> Any:
    if isinstance(told, date):
        return told
    if not isinstance(told, str) or not DAY.fullmatch(told):
        raise ValueError("day")
    return date.fromisoformat(told)


def _whole(told: Any) -> Any:
    """To JSON Schema 1.0 is a whole number too."""
    return int(told) if isinstance(told, float) and told.is_integer() else told


def _due(told: Any) -> Any:
    """A day, or an instant."""
    return _day(told) if isinstance(told, str) and DAY.fullmatch(told) else _instant(told)


_INSTANT = {"type": "string", "format": "date-time", "pattern": f"^{INSTANT.pattern}$"}
_DAY = {"type": "string", "format": "date", "pattern": f"^{DAY.pattern}$"}
_EITHER = {"anyOf": [_DAY, _INSTANT], "examples": ["2026-01-09", "2026-01-09T17:00:00+01:00"]}

Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema(_INSTANT)]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY)]
DayOrInstant = Annotated[date | datetime, BeforeValidator(_due), WithJsonSchema(_EITHER)]
Moment = Annotated[datetime, WithJsonSchema({"type": "string", "format": "date-time"})]
Words = Annotated[str, StringConstraints(strict=True, max_length=500, pattern=NO_CONTROL)]
Name = Annotated[str, StringConstraints(strict=True, max_length=200, pattern=NO_CONTROL)]
_SAYING = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"  # one line, with something in it
Body = Annotated[str, StringConstraints(strict=True, max_length=500, pattern=_SAYING)]
WHOLE = BeforeValidator(_whole)  # last of an annotation: bounds before it stand in the description, behind it not
Limit = Annotated[int, Field(ge=1, le=200)]


def as_due(told: date | datetime, user: User) -> Due:
    """A due as it was sent: a day means its end on the user's own clock."""
    if isinstance(told, datetime):
        return Due(told, dated=False)
    return Due(day_end(told, datetime(told.year, told.month, told.day, tzinfo=user.zone)), dated=True)


def here(at: datetime, user: User) -> datetime:
    """An instant with the offset that the user's clock has then."""
    return at.astimezone(user.zone)


def maybe(at: datetime | None, user: User) -> datetime | None:
    """The same, where there is one."""
    return here(at, user) if at else None
