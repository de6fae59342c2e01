"""How a route of the API comes to be: let in by token and scope, its words read, its work done once, its answer told.

    @door.post("/promises", scope=Scope.PROMISES_WRITE, body=NewPromise, answers=Promise, status=201)
    def make(asked: NewPromise) -> Promise: ...

What a route is, is said once: Flask's rule, the reading of what was sent, and the description (`openapi.py`) are all
made from it.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from flask import Blueprint, Response

from tracker.domain.token import Scope
from tracker.web import bearer, limits
from tracker.web.api import answering, problems, reading
from tracker.web.api.shapes import Shape

VERSION = "v1"
page = Blueprint(bearer.BLUEPRINT, __name__, url_prefix=f"/api/{VERSION}")
limits.programs(page)

PATH_ID = re.compile(r"[\w-]{1,100}", re.ASCII)
Work = TypeVar("Work", bound=Callable[..., Any])


class Route(NamedTuple):
    """One route, as its description tells it. `scope` is None where any token will do; `open` where none is needed.

    `refuses` are the names of problems that it may answer, beside those that its shape brings with it.
    """

    method: str
    rule: str
    name: str
    noun: str
    says: str
    scope: Scope | None
    query: type[Shape] | None
    body: type[Shape] | None
    answers: type[Shape] | None
    status: int
    refuses: tuple[str, ...]
    open: bool = False

    @property
    def writes(self) -> bool:
        """Whether it may change anything."""
        return self.method not in ("GET", "HEAD")

    @property
    def needs_body(self) -> bool:
        """Whether a request without a body is refused."""
        return self.body is not None and any(field.is_required() for field in self.body.model_fields.values())

    @property
    def arguments(self) -> list[str]:
        """The names in its address."""
        return re.findall(r"<(\w+)>", self.rule)


ROUTES: list[Route] = []


def get(rule: str, **said: Any) -> Callable[[Work], Work]:
    """A route that looks; see `Route`."""
    return _route("GET", rule, **said)


def post(rule: str, **said: Any) -> Callable[[Work], Work]:
    """A route that acts: under an Idempotency-Key, once."""
    return _route("POST", rule, **said)


def put(rule: str, **said: Any) -> Callable[[Work], Work]:
    """A route that sets something as it is sent."""
    return _route("PUT", rule, **said)


def patch(rule: str, **said: Any) -> Callable[[Work], Work]:
    """A route that changes what it names of something, and nothing else."""
    return _route("PATCH", rule, **said)


def delete(rule: str, **said: Any) -> Callable[[Work], Work]:
    """A route that ends something."""
    return _route("DELETE", rule, **said)


def _route(
    method: str,
    rule: str,
    *,
    scope: Scope | None = None,
    query: type[Shape] | None = None,
    body: type[Shape] | None = None,
    answers: type[Shape] | None = None,
    status: int = 200,
    refuses: tuple[str, ...] = (),
    open: bool = False,
    often: limits.Often | None = None,
) -> Callable[[Work], Work]:
    def placed(work: Work) -> Work:
        noun = work.__module__.rsplit(".", 1)[-1]
        name = f"{noun}_{work.__name__}"
        said = " ".join((work.__doc__ or "").split())
        route = Route(method, rule, name, noun, said, scope, query, body, answers, status, refuses, open)
        ROUTES.append(route)
        view = _running(route, work)
        page.add_url_rule(rule, name, limits.of(often)(view) if often else view, methods=[method])
        return work

    return placed


def _running(route: Route, work: Callable[..., Any]) -> Callable[..., Response]:
    @wraps(work)
    def run(**path: str) -> Response:
        _let_in(route)
        if not all(PATH_ID.fullmatch(value) for value in path.values()):
            problems.missing()
        asked = reading.asked(route.query, route.body, needed=route.needs_body)
        return answering.once(route.method, lambda: answering.told(route.status, work(*path.values(), *asked)))

    return run


def _let_in(route: Route) -> None:
    """Refuses whoever shows no token that opens this."""
    if route.open:
        return
    token = bearer.token()
    if token is None:
        raise problems.unknown(bearer.shown() is not None)
    if not token.may(route.scope):
        assert route.scope is not None, "each token may what wants no scope"
        raise problems.unscoped(route.scope)
