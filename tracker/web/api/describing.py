"""Routes as OpenAPI 3.1 tells them (https://spec.openapis.org/oas/v3.1.1): the shapes are JSON Schema by pydantic."""

from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

from pydantic.json_schema import models_json_schema

from tracker import __version__
from tracker.domain.token import PREFIX, Scope
from tracker.web.api.answering import HEADER, REPLAYED
from tracker.web.api.door import PATH_ID, ROUTES, VERSION, Route
from tracker.web.api.problems import KINDS, MEDIA
from tracker.web.api.shapes import Shape

JSON = "application/json"
REF = "#/components/schemas/{model}"
EVERYWHERE = ("no-token", "invalid-token", "too-often", "broken", "unreachable", "unsure", "not-saved")
Told = dict[str, Any]


class Faulty(Shape):
    """One thing that is wrong with what was sent."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None


class ProblemDetails(Shape):
    """What went wrong, and what to do about it (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    remedy: str
    errors: list[Faulty] | None = None


def description(base_url: str) -> Told:
    """The whole of it."""
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "tracker",
            "version": __version__,
            "summary": "Promises, people and calendars of one user, for their programs.",
            "description": "How it speaks, with examples: docs/api.md of the program.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": f"{base_url}/api/{VERSION}"}],
        "security": [{"token": []}],
        "tags": [{"name": noun} for noun in dict.fromkeys(route.noun for route in ROUTES)],
        "paths": _paths(),
        "components": {
            "schemas": {name: shape for name, shape in sorted(_schemas()[1].items()) if name not in _queries()},
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": f"{PREFIX}…",
                    "description": "Made under Settings. Scopes: " + ", ".join(Scope) + ".",
                }
            },
        },
    }


@cache
def _schemas() -> tuple[dict[Any, Told], Told]:
    """How each shape is referred to, by whether it is read or written; and what they are."""
    asked = [(shape, "validation") for route in ROUTES for shape in (route.body, route.query) if shape]
    told = [(route.answers, "serialization") for route in ROUTES if route.answers]
    every: Any = dict.fromkeys([*asked, *told, (ProblemDetails, "serialization")])
    refs, definitions = models_json_schema(list(every), ref_template=REF)
    schemas: Told = definitions["$defs"]
    referred: dict[Any, Told] = dict(refs)
    return referred, schemas


def _queries() -> set[str]:
    """Shapes of addresses, which are told parameter by parameter."""
    return {_named(route.query) for route in ROUTES if route.query}


def _paths() -> Told:
    paths: Told = {}
    for route in ROUTES:
        paths.setdefault(path_of(route.rule), {})[route.method.lower()] = _operation(route)
    return paths


def path_of(rule: str) -> str:
    """Flask's rule as OpenAPI writes it."""
    return rule.replace("<", "{").replace(">", "}")


def _operation(route: Route) -> Told:
    told: Told = {
        "operationId": route.name,
        "tags": [route.noun],
        "summary": route.says.partition(".")[0],
        "description": route.says + (f" Scope: `{route.scope}`." if route.scope else ""),
        "parameters": [*_in_path(route), *_in_query(route), *_in_header(route)],
        "responses": dict(_responses(route)),
    }
    if route.body:
        schema = _schemas()[0][route.body, "validation"]
        told["requestBody"] = {"required": route.needs_body, "content": {JSON: {"schema": schema}}}
    return told


def _in_path(route: Route) -> Iterator[Told]:
    for name in route.arguments:
        schema = {"type": "string", "pattern": f"^{PATH_ID.pattern}$"}
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(route: Route) -> Iterator[Told]:
    shape = _schemas()[1][_named(route.query)] if route.query else {}
    for name, schema in shape.get("properties", {}).items():
        said = {key: value for key, value in schema.items() if key != "description"}
        needed = name in shape.get("required", ())
        told = {"name": name, "in": "query", "required": needed, "schema": _never_null(said)}
        yield told | ({"description": schema["description"]} if "description" in schema else {})


def _named(query: type[Shape]) -> str:
    return str(_schemas()[0][query, "validation"]["$ref"]).rpartition("/")[2]


def _never_null(schema: Told) -> Told:
    """A parameter is left out, and never null."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    kept = {key: value for key, value in schema.items() if key not in ("anyOf", "title") and value is not None}
    told: Told = kinds[0] if len(kinds) == 1 else {"anyOf": kinds} if kinds else {}
    return kept | told


def _in_header(route: Route) -> Iterator[Told]:
    if route.method == "POST":
        said = "Names the request, so that to send it twice is to do it once; its answer is kept for a day."
        schema = {"type": "string", "pattern": "^[!-~]{1,200}$"}
        yield {"name": HEADER, "in": "header", "required": False, "schema": schema, "description": said}
    if route.method == "GET":
        said = "The ETag of an answer that is at hand; 304, where it still holds."
        yield {
            "name": "If-None-Match",
            "in": "header",
            "required": False,
            "schema": {"type": "string"},
            "description": said,
        }


def _responses(route: Route) -> Iterator[tuple[str, Told]]:
    if route.answers:
        schema = _schemas()[0][route.answers, "serialization"]
        yield (
            str(route.status),
            {
                "description": HTTPStatus(route.status).phrase,
                "headers": _headers(route),
                "content": {JSON: {"schema": schema}},
            },
        )
    else:
        yield "204", {"description": HTTPStatus(204).phrase}
    if route.method == "GET":
        yield "304", {"description": HTTPStatus(304).phrase}
    for status, names in sorted(_refusals(route).items()):
        schema = _schemas()[0][ProblemDetails, "serialization"]
        yield (
            str(status),
            {
                "description": "; ".join(f"{KINDS[name].title} ({name})" for name in names),
                "content": {MEDIA: {"schema": schema}},
            },
        )


def _headers(route: Route) -> Told:
    text = {"schema": {"type": "string"}}
    if route.method == "GET":
        return {"ETag": text | {"description": "Names this answer: If-None-Match asks whether it still holds."}}
    return {REPLAYED: text | {"description": "`true`, where it is the answer to the same request sent before."}}


def _refusals(route: Route) -> dict[int, list[str]]:
    names = list(EVERYWHERE) + list(route.refuses)
    names += ["insufficient-scope"] if route.scope else []
    names += ["not-found"] if route.arguments else []
    names += ["unreadable", "too-large", "wrong-type", "invalid"] if route.body else []
    names += ["other-site", "under-way", "key-reused", "invalid"] if route.method == "POST" else []
    names += ["invalid"]  # a parameter that is not there
    by_status: dict[int, list[str]] = {}
    for name in dict.fromkeys(names):
        by_status.setdefault(KINDS[name].status, []).append(name)
    return by_status
