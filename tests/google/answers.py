"""What the stand-in answers: a body with its status, or a refusal in the shape that Google gives its errors."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

DOMAINS = {"rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"}
CALENDARS_OWN = {"fullSyncRequired", "updatedMinTooLongAgo"}
USUAL = {
    400: "badRequest",
    401: "authError",
    403: "forbidden",
    404: "notFound",
    410: "fullSyncRequired",
    429: "rateLimitExceeded",
    501: "notPlayed",
}


@dataclass(frozen=True)
class Answer:
    """An answer by HTTP. `afterwards` is done once it was sent."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    afterwards: Callable[[], object] | None = None


def json_answer(body: dict[str, Any], status: int = 200, **headers: str) -> Answer:
    """A body as JSON; headers are written with _ for -."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=UTF-8"} | named)


def page(html: str, status: int = 200) -> Answer:
    """A page for a browser."""
    return Answer(status, html.encode(), {"Content-Type": "text/html; charset=utf-8"})


class Refused(Exception):
    """The API says no: its status, and the reason by which a client can tell why ("Handle API errors")."""

    def __init__(self, status: int, reason: str = "", message: str = "", parameter: str = "") -> None:
        self.status, self.reason = status, reason or USUAL.get(status, "backendError")
        self.message, self.parameter = message or self.reason, parameter
        super().__init__(f"{status} {self.reason}: {self.message}")

    def answer(self, **headers: str) -> Answer:
        """The refusal as Google writes it."""
        one = {"domain": _domain(self.reason), "reason": self.reason, "message": self.message}
        if self.parameter:
            one |= {"locationType": "parameter", "location": self.parameter}
        body = {"error": {"errors": [one], "code": self.status, "message": self.message}}
        if self.status == 401:
            headers["WWW_Authenticate"] = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
        return json_answer(body, self.status, **headers)


class Denied(Exception):
    """The token endpoint says no, by one of the words of RFC 6749, 5.2."""

    def __init__(self, error: str, why: str = "", status: int = 400) -> None:
        self.error, self.why, self.status = error, why, status
        super().__init__(f"{status} {error}: {why}")

    def answer(self, **headers: str) -> Answer:
        """The refusal as JSON."""
        return json_answer({"error": self.error, "error_description": self.why}, self.status, **headers)


def _domain(reason: str) -> str:
    if reason in DOMAINS:
        return "usageLimits"
    return "calendar" if reason in CALENDARS_OWN else "global"
