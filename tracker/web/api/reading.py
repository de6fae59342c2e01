"""What a program sent, read into its shape; what cannot be read is named field by field (RFC 9457, 3; RFC 6901)."""

from collections.abc import Mapping
from typing import Any

from flask import request
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tracker.tongue import N_
from tracker.tongue import gettext as _
from tracker.web.api.problems import Fault, Problem
from tracker.web.api.shapes import Shape

JSON = "application/json"
UNKNOWN = N_("There is no such field.")
# What pydantic calls a fault, and what we say of it. `{…}` are values that it brings along.
FAULTS = {
    "missing": N_("This is needed, and was not sent."),
    "extra_forbidden": UNKNOWN,
    "string_type": N_("This must be words, in quotation marks."),
    "string_too_long": N_("This is longer than %(max_length)s letters. Say it shorter."),
    "string_too_short": N_("This is empty. Say it in a few words."),
    "string_pattern_mismatch": N_("This holds signs that are not allowed here, or nothing at all."),
    "value_error": N_("This is no day like 2026-01-09, nor an instant like 2026-01-09T17:00:00+01:00."),
    "enum": N_("This must be one of: %(expected)s."),
    "literal_error": N_("This must be one of: %(expected)s."),
    "bool_type": N_("This must be true or false."),
    "bool_parsing": N_("This must be true or false."),
    "int_type": N_("This must be a whole number."),
    "int_parsing": N_("This must be a whole number."),
    "int_from_float": N_("This must be a whole number."),
    "greater_than_equal": N_("This must be at least %(ge)s."),
    "less_than_equal": N_("This must be at most %(le)s."),
    "too_long": N_("These are more than %(max_length)s."),
    "too_short": N_("These are fewer than %(min_length)s."),
    "list_type": N_("This must be a list."),
    "model_type": N_("This must be an object."),
    "model_attributes_type": N_("This must be an object."),
}
ANY = N_("This cannot be read. The description of the API says what may stand here.")


def asked(query: type[Shape] | None, body: type[Shape] | None, *, needed: bool) -> list[Shape]:
    """What was sent, in its shapes: first the address's, then the body's. Raises Problem."""
    found = [_query(query)] if query else []
    if query is None and request.args:
        raise Problem("invalid", errors=[Fault(_(UNKNOWN), parameter=next(iter(request.args)))])
    return [*found, _body(body, needed)] if body else found


def _query(shape: type[Shape]) -> Shape:
    try:
        return shape.model_validate(dict(request.args))
    except ValidationError as wrong:
        raise Problem("invalid", errors=[Fault(_said(one), parameter=_first(one)) for one in _each(wrong)]) from None


def _body(shape: type[Shape], needed: bool) -> Shape:
    sent = request.get_data(cache=True)
    if not sent and not needed:
        return shape()
    if request.mimetype != JSON:
        raise Problem("wrong-type", headers={"Accept": JSON})
    try:
        return shape.model_validate_json(sent, strict=True)
    except ValidationError as wrong:
        if any(one["type"] == "json_invalid" for one in _each(wrong)):
            raise Problem("unreadable") from None
        raise Problem("invalid", errors=[Fault(_said(one), pointer=_pointer(one)) for one in _each(wrong)]) from None


def _each(wrong: ValidationError) -> list[ErrorDetails]:
    return wrong.errors(include_url=False, include_input=False)


def _first(fault: ErrorDetails) -> str:
    return str(fault["loc"][0]) if fault["loc"] else ""


def _pointer(fault: ErrorDetails) -> str:
    """Where it is in the document, as a fragment (RFC 6901, 6)."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in fault["loc"])
    return "#" + "".join(f"/{step}" for step in steps)


def _said(fault: ErrorDetails) -> str:
    values: Mapping[str, Any] = fault.get("ctx", {})
    return _(FAULTS.get(fault["type"], ANY), **{name: str(value) for name, value in values.items()})
