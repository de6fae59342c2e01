"""The description of the API (OpenAPI 3.1), made from its routes, and what each kind of problem means."""

from typing import Any

from flask import Response, jsonify

from tracker.tongue import gettext as _
from tracker.web import visit
from tracker.web.api import problems
from tracker.web.api.describing import description
from tracker.web.api.door import page


@page.get("/openapi.json")
def described() -> Response:
    """The description: open to all, since it tells nothing of anybody."""
    return jsonify(description(visit.tracker().base_url))


@page.get("/problems/<name>")
def problem(name: str) -> Any:
    """What a problem of that name means."""
    kind = problems.KINDS.get(name)
    if kind is None:
        problems.missing()
    return jsonify({"name": name, "status": kind.status, "title": _(kind.title), "remedy": _(kind.remedy)})
