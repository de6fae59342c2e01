"""Requests and responses held against the discovery document that google-api-python-client ships: what is said here
of Google's shapes was written by Google."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import unquote

Schema = dict[str, Any]

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}


class Method(NamedTuple):
    """One method of the API: its name, such as `calendar.events.list`, and what the document says of it."""

    id: str
    verb: str
    pattern: re.Pattern[str]
    said: Schema
    parameters: dict[str, Schema]

    @property
    def scopes(self) -> frozenset[str]:
        """Any one of these lets a token in."""
        return frozenset(self.said.get("scopes", ()))

    def schema(self, of: str) -> str:
        """The name of the schema of its `request` or `response`; empty if it has no body."""
        return str(self.said.get(of, {}).get("$ref", ""))


class Asked(NamedTuple):
    """A request as the document reads it: values by parameter, and what is wrong with it, in plain words."""

    method: Method | None
    params: dict[str, Any]
    wrong: list[str]


def asked(verb: str, path: str, query: dict[str, list[str]], body: Any = None) -> Asked:
    """Reads a request. `path` is what follows /calendar/v3/, with its parts still quoted."""
    found = [(method, match) for method in methods() if method.verb == verb and (match := method.pattern.match(path))]
    if not found:
        return Asked(None, {}, [f"no method {verb} {path}"])
    method, match = found[0]
    said = {name: [unquote(value)] for name, value in match.groupdict().items()} | query
    wrong = [problem for name in said for problem in _parameter(method.parameters.get(name), name, said[name])]
    needed = {name for name, schema in method.parameters.items() if schema.get("required")}
    wrong += [f"{name}: required" for name in sorted(needed - said.keys())]
    wrong += _body(method, body)
    params = {name: _value(method.parameters[name], said[name]) for name in said if name in method.parameters}
    return Asked(method, params, [f"{method.id}: {problem}" for problem in wrong])


def response(method: Method, body: Any) -> list[str]:
    """What is wrong with the body of an answer, in plain words."""
    name = method.schema("response")
    if not name:
        return [] if body is None else [f"{method.id}: a body, where there is none"]
    return [f"{method.id}: {problem}" for problem in fits(body, {"$ref": name})]


def fits(value: Any, schema: Schema, at: str = "") -> Iterator[str]:
    """Each place where a value is not what a schema says; `at` is the way to it."""
    schema = document()["schemas"][schema["$ref"]] if "$ref" in schema else schema
    kind = schema.get("type", "any")
    if kind == "any":
        return
    if not _is(value, kind):
        yield f"{at or 'body'}: {type(value).__name__} in place of {kind}"
    elif kind == "object":
        yield from _members(value, schema, at)
    elif kind == "array":
        for one in value:
            yield from fits(one, schema["items"], f"{at}[]")
    elif problem := _unfit(value, schema):
        yield f"{at}: {problem}"


def _is(value: Any, kind: str) -> bool:
    """Whether it is of that type; a bool is an int to Python, but not in JSON."""
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def known(schema: str, path: tuple[str, ...]) -> bool:
    """Whether a schema has a field at the end of this path; `*` is any field."""
    here: Schema = {"$ref": schema}
    for name in path:
        here = document()["schemas"][here["$ref"]] if "$ref" in here else here
        here = here.get("items", here)
        here = document()["schemas"][here["$ref"]] if "$ref" in here else here
        if name == "*":
            return True
        if name not in here.get("properties", {}):
            return False
        here = here["properties"][name]
    return True


def scopes() -> frozenset[str]:
    """Every scope that the API has."""
    return frozenset(document()["auth"]["oauth2"]["scopes"])


@cache
def document() -> Schema:
    """The document, as it was shipped."""
    folder = files("googleapiclient") / "discovery_cache" / "documents"
    read: Schema = json.loads((folder / "calendar.v3.json").read_text())
    return read


@cache
def methods() -> list[Method]:
    """All methods of the API."""
    return [_method(said) for one in document()["resources"].values() for said in one["methods"].values()]


def _method(said: Schema) -> Method:
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", said["path"])
    parameters = document()["parameters"] | said.get("parameters", {})
    return Method(said["id"], said["httpMethod"], re.compile(f"{pattern}$"), said, parameters)


def _parameter(schema: Schema | None, name: str, values: list[str]) -> Iterator[str]:
    if schema is None:
        yield f"{name}: unknown parameter"
        return
    if len(values) > 1 and not schema.get("repeated"):
        yield f"{name}: given more than once"
    for value in values:
        if problem := _unread(value, schema):
            yield f"{name}: {problem}"


def _unread(value: str, schema: Schema) -> str:
    """What is wrong with a parameter, which comes as text."""
    if schema["type"] == "boolean":
        return "" if value in ("true", "false") else "not a boolean"
    if schema["type"] == "integer":
        return _unfit_number(value, schema)
    return _unfit(value, schema)


def _unfit_number(value: str, schema: Schema) -> str:
    if not re.fullmatch(r"-?\d+", value):
        return "not an integer"
    small, large = int(schema.get("minimum", value)), int(schema.get("maximum", value))
    return "" if small <= int(value) <= large else "out of bounds"


def _unfit(value: Any, schema: Schema) -> str:
    """What is wrong with a value of the right type."""
    if "enum" in schema and value not in schema["enum"]:
        return "not one of the words it may be"
    reads = FORMATS.get(schema.get("format", ""))
    try:
        return "" if reads is None or reads(value) else f"not a {schema['format']}"
    except ValueError:
        return f"not a {schema['format']}"


def _dated(value: str) -> bool:
    return date.fromisoformat(value).isoformat() == value


def _timed(value: str) -> bool:
    return "T" in value and datetime.fromisoformat(value).tzinfo is not None  # RFC 3339 wants an offset


def _int64(value: str) -> bool:
    return re.fullmatch(r"-?\d{1,19}", value) is not None


FORMATS: dict[str, Any] = {"date": _dated, "date-time": _timed, "int64": _int64}


def _members(value: Schema, schema: Schema, at: str) -> Iterator[str]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties")
    for name, one in value.items():
        way = f"{at}.{name}" if at else name
        if found := properties.get(name, others):
            yield from fits(one, found, way)
        else:
            yield f"{way}: unknown field"


def _body(method: Method, body: Any) -> list[str]:
    name = method.schema("request")
    if not name:
        return [] if body is None else ["a body, where there is none"]
    return ["a body is needed"] if body is None else list(fits(body, {"$ref": name}))


def _value(schema: Schema, values: list[str]) -> Any:
    if schema.get("repeated"):
        return sorted(values)
    if schema["type"] == "boolean":
        return values[0] == "true"
    return int(values[0]) if schema["type"] == "integer" and values[0].isdigit() else values[0]
