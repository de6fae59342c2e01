"""What the API answers: JSON with a mark by which it is known again, and once for each Idempotency-Key."""

import re
from collections.abc import Callable
from hashlib import blake2b, sha256
from typing import Any

from flask import Response, g, request, url_for

from tracker.services.once import KeyReused, Once, Told, UnderWay
from tracker.tongue import gettext as _
from tracker.web import bearer, visit
from tracker.web.api.problems import Fault, Problem

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
WAIT = "2"  # seconds, until a request that is being done is asked for again
_KEY = re.compile(r"[\x21-\x7e]{1,200}", re.ASCII)


def told(status: int, answer: Any) -> Told:
    """What the work answered, as JSON; of a page of a list, where the next one is (RFC 8288)."""
    if answer is None:
        return Told(204, {}, "")
    headers = {"Content-Type": "application/json"}
    if getattr(answer, "next", None):
        headers["Link"] = f'<{_next(answer.next)}>; rel="next"'
    return Told(status, headers, answer.model_dump_json())


def _next(cursor: str) -> str:
    values = {**(request.view_args or {}), **request.args.to_dict(), "cursor": cursor}
    return visit.tracker().base_url + url_for(request.endpoint or "", **values)


def once(method: str, work: Callable[[], Told]) -> Response:
    """The answer; of a request that bears a key, the one that it was given before."""
    key = request.headers.get(HEADER)
    if method == "GET":
        return _known_again(work())
    if key is None:
        return _response(work())
    if not _KEY.fullmatch(key):
        said = _("A key is 1 to 200 letters, digits and signs, without spaces.")
        raise Problem("invalid", errors=[Fault(said, parameter=HEADER)])
    return _done_once(key, work)


def _done_once(key: str, work: Callable[[], Told]) -> Response:
    named = _once(key)
    try:
        before = named.begin(_request_hash(), visit.now())
    except KeyReused:
        raise Problem("key-reused") from None
    except UnderWay:
        raise Problem("under-way", headers={"Retry-After": WAIT}) from None
    if before:
        return _response(before, replayed=True)
    try:
        answer = work()
    except Exception:  # it was refused, or broke: nothing is kept of it
        named.let_go()
        raise
    named.answer(answer)
    return _response(answer)


def _once(key: str) -> Once:
    token = bearer.token()
    assert token is not None, "whoever acts has been let in"
    g.once = Once(visit.tracker().database, visit.tracker().seal, token, key)
    named: Once = g.once
    return named


def id_of_made() -> str:
    """What the thing is to be called that this request makes; empty where its program leaves that to us."""
    named: Once | None = g.get("once")
    return named.id if named else ""


def _request_hash() -> str:
    said = (request.method, request.full_path, request.get_data(cache=True))
    return sha256(repr(said).encode()).hexdigest()


def _response(answer: Told, *, replayed: bool = False) -> Response:
    response = Response(answer.body, answer.status)
    response.headers.remove("Content-Type")  # of an empty answer there is none
    response.headers.update(answer.headers)
    if replayed:
        response.headers[REPLAYED] = "true"
    return response


def _known_again(answer: Told) -> Response:
    """With its mark (RFC 9110, 8.8.3): whoever has it already is told only that it still holds."""
    response = _response(answer)
    response.set_etag(blake2b(answer.body.encode(), digest_size=12).hexdigest())
    response.make_conditional(request)
    return response
