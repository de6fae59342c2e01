"""A hand at the pages without a browser: signs in by a link and sends forms, to bring a service into a state."""

import re
from html import unescape
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit


class Hand:
    """One person signed in at a running service."""

    def __init__(self, link: str) -> None:
        self.host = urlsplit(link).netloc
        self.cookies: dict[str, str] = {}
        self.post(urlsplit(link).path, token_from=urlsplit(link).path)

    def get(self, path: str) -> str:
        """What a page says."""
        return self._ask("GET", path)

    def post(self, path: str, *, token_from: str = "/promises/new", **fields: str) -> str:
        """Send a form: where that leads, or what it says. A form that is refused is a fault of the test."""
        body = urlencode({"csrf_token": self._token(token_from), **fields})
        return self._ask("POST", path, body.encode(), "application/x-www-form-urlencoded")

    def first(self, path: str, pattern: str) -> str:
        """The first address on a page that fits a pattern."""
        found = self.all(path, pattern)
        assert found, f"{path} leads nowhere like {pattern}"
        return found[0]

    def all(self, path: str, pattern: str) -> list[str]:
        """The addresses on a page that fit a pattern, each once."""
        found = re.findall(rf'(?:href|action)="({pattern})"', self.get(path))
        return [unescape(address) for address in dict.fromkeys(found)]

    def state(self, origin: str) -> dict[str, Any]:
        """The same session for a browser."""
        return {"cookies": [{"name": name, "value": value, "url": origin} for name, value in self.cookies.items()]}

    def _token(self, path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path))
        assert found, f"{path} holds no form"
        return found[1]

    def _ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> str:
        connection = HTTPConnection(self.host, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        connection.request(method, path, body, headers | ({"Content-Type": kind} if kind else {}))
        answer = connection.getresponse()
        said = answer.read().decode()
        connection.close()
        for told in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = told.partition(";")[0].partition("=")
            self.cookies[name] = value
        assert answer.status < 400, f"{method} {path}: {answer.status} {said}"
        onward = answer.headers.get("Refresh", "").partition("url=")[2]
        return answer.headers.get("Location") or onward or said
