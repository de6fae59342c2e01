"""What went wrong, for a program: problem details (RFC 9457), each naming the remedy, in its user's language."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from flask import Blueprint, Response, request
from flask_limiter import RateLimitExceeded
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from tracker import logs
from tracker.calendars.source import CalendarTrouble
from tracker.domain.promise import Refused
from tracker.domain.token import Scope
from tracker.services.ledger import NotFound
from tracker.store.ailing import ailment
from tracker.store.database import new_id
from tracker.store.ledger import Overtaken
from tracker.store.lost import Unsure, is_lost
from tracker.tongue import N_, worded
from tracker.tongue import gettext as _
from tracker.web import visit

log = logging.getLogger(__name__)

MEDIA = "application/problem+json"
HERE = "/api/"


class Kind(NamedTuple):
    """One kind of problem: its status, what it is, and what to do about it."""

    status: int
    title: str
    remedy: str


KINDS = {
    "unreadable": Kind(400, N_("That is no JSON"), N_("Send one JSON document in UTF-8.")),
    "no-token": Kind(
        401, N_("No token was shown"), N_("Send a token as “Authorization: Bearer trk_…”. Make one under Settings.")
    ),
    "invalid-token": Kind(
        401, N_("That token opens nothing"), N_("It has ended, or was never one. Make another under Settings.")
    ),
    "insufficient-scope": Kind(
        403, N_("That token may not do this"), N_("Make one under Settings that may, and use it instead.")
    ),
    "other-site": Kind(403, N_("That came from a page of another site"), N_("Ask from a program, not from a page.")),
    "not-found": Kind(
        404, N_("Nothing is here"), N_("The id or the address may be mistyped, or what stood here is gone.")
    ),
    "wrong-method": Kind(405, N_("That is not done this way"), N_("The Allow header says how it is done.")),
    "refused": Kind(409, N_("That was not done"), N_("Look at it again; nothing was changed.")),
    "overtaken": Kind(409, N_("Something changed meanwhile"), N_("Read it again, then decide anew.")),
    "under-way": Kind(
        409,
        N_("The same request is being done just now"),
        N_("Wait a moment, then send it again under the same key."),
    ),
    "too-large": Kind(413, N_("That is too large"), N_("Send less at once. Nothing was saved.")),
    "wrong-type": Kind(415, N_("That is not JSON"), N_("Send it as “Content-Type: application/json”.")),
    "invalid": Kind(422, N_("Something in it cannot be read"), N_("Mend what the errors name, then send it again.")),
    "key-reused": Kind(
        422, N_("This key was another request's"), N_("Send a new Idempotency-Key with each new request.")
    ),
    "too-often": Kind(
        429, N_("That was often in a short time"), N_("Wait as long as Retry-After says, then send it once more.")
    ),
    "unreachable": Kind(
        503, N_("The database cannot be reached just now"), N_("Nothing was changed. Send it again in a few seconds.")
    ),
    "unsure": Kind(
        503,
        N_("The database was lost while this was being kept"),
        N_("Read whether it is there; if not, send it again under the same key."),
    ),
    "not-saved": Kind(
        503,
        N_("What keeps it cannot do that just now"),
        N_("Nothing was changed. Whoever looks after this tracker can mend it; send it again then."),
    ),
    "broken": Kind(500, N_("Something broke on our side"), N_("What you sent was not saved. Try again in a minute.")),
}
SOON = {"Retry-After": "5"}
BY_STATUS = {400: "unreadable", 403: "other-site", 404: "not-found", 405: "wrong-method", 413: "too-large"}


class Fault(NamedTuple):
    """What is wrong with one field of the body (RFC 6901), or one parameter of the address or of the headers."""

    detail: str
    pointer: str = ""
    parameter: str = ""

    @property
    def record(self) -> dict[str, str]:
        """As it is told: only what it says."""
        return {name: value for name, value in self._asdict().items() if value}


class Problem(Exception):
    """One of `KINDS`, by its name; `detail` says it more closely."""

    def __init__(
        self,
        name: str,
        detail: str = "",
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(name)
        self.name, self.detail, self.errors, self.headers = name, detail, errors, dict(headers or {})


def missing() -> NoReturn:
    """The same answer for what is not there and for what is another's."""
    raise Problem("not-found")


def unknown(shown: bool) -> Problem:
    """Nobody's request (RFC 6750, 3): no reason is given to one that shows no token at all."""
    if not shown:
        return Problem("no-token", headers={"WWW-Authenticate": _challenge()})
    return Problem("invalid-token", headers={"WWW-Authenticate": _challenge(error="invalid_token")})


def unscoped(scope: Scope) -> Problem:
    """The token gives no leave for that."""
    headers = {"WWW-Authenticate": _challenge(error="insufficient_scope", scope=scope.value)}
    return Problem("insufficient-scope", _("It wants the scope “%(scope)s”.", scope=scope.value), headers=headers)


def _challenge(**said: str) -> str:
    return "Bearer " + ", ".join(f'{name}="{value}"' for name, value in {"realm": "tracker", **said}.items())


def explain(page: Blueprint) -> None:
    """Answer every error of a blueprint so."""
    page.register_error_handler(Problem, told)
    page.register_error_handler(NotFound, lambda error: told(Problem("not-found")))
    page.register_error_handler(Overtaken, lambda error: told(Problem("overtaken")))
    page.register_error_handler(Refused, lambda error: told(Problem("refused", worded(error))))
    page.register_error_handler(CalendarTrouble, lambda error: told(Problem("refused", worded(error))))
    page.register_error_handler(HTTPException, of_http)
    page.register_error_handler(RateLimitExceeded, of_http)  # before the pages' own
    page.register_error_handler(Unsure, _unkept)
    page.register_error_handler(DBAPIError, _unkept)
    page.register_error_handler(Exception, _broken)


def concerns() -> bool:
    """Whether this request is for programs, though no route of theirs was found."""
    return request.path.startswith(HERE)


def of_http(error: HTTPException) -> Response:
    """What Flask itself refuses, before or in one of our routes."""
    if isinstance(error, RateLimitExceeded):
        return told(Problem("too-often", headers={"Retry-After": str(error.limit.limit.get_expiry())}))
    allowed = getattr(error, "valid_methods", None)
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else None
    return told(Problem(BY_STATUS.get(error.code or 500, "unreadable"), headers=headers))


def told(problem: Problem) -> Response:
    """The answer that says it."""
    kind = KINDS[problem.name]
    said: dict[str, Any] = {
        "type": f"{visit.tracker().base_url}/api/v1/problems/{problem.name}",
        "title": _(kind.title),
        "status": kind.status,
        "detail": problem.detail or _(kind.title),
        "remedy": _(kind.remedy),
    }
    if problem.errors:
        said["errors"] = [fault.record for fault in problem.errors]
    return Response(json.dumps(said, ensure_ascii=False), kind.status, problem.headers, content_type=MEDIA)


def _unkept(error: Exception) -> Response:
    """The database cannot do it, or is being replaced by another (D9)."""
    if found := ailment(error):
        log.warning("database ailing route=%s why=%s", request.endpoint, found.why)
        return told(Problem("not-saved", _("Not saved: %(why)s", why=_(found.why)), headers=SOON))
    if not is_lost(error):
        return _broken(error)
    log.warning("database lost route=%s unsure=%s", request.endpoint, isinstance(error, Unsure))
    return told(Problem("unsure" if isinstance(error, Unsure) else "unreachable", headers=SOON))


def _broken(error: Exception) -> Response:
    """Our own fault: logged with a mark by which whoever runs the program can name it."""
    mark = logs.request_id() or new_id()
    log.error("api failed mark=%s route=%s", mark, request.endpoint, exc_info=error)
    return told(Problem("broken", _("Its mark in the log is %(mark)s.", mark=mark)))
