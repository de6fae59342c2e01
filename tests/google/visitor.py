"""Somebody who goes through the consent page without a browser."""

from collections.abc import Iterable
from http.client import HTTPConnection
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from tests.google.consent import Reader


def consented(address: str, account: str, scopes: Iterable[str] | None, deny: bool) -> str:
    """Opens the page, chooses the account, ticks these scopes (None: all), and answers; where it leads to then."""
    status, shown, _ = asked("GET", address)
    assert status == 200, f"no consent page, but {status}: {shown}"
    form = Reader(shown)
    ticks = form.scopes if scopes is None else form.scopes & set(scopes)
    answer = [("account", account), ("answer", "cancel" if deny else "allow"), *(("tick", one) for one in ticks)]
    posted = urlencode([*form.fields.items(), *answer])
    status, shown, location = asked("POST", urljoin(address, form.action), posted)
    assert status == 302, f"not sent back, but {status}: {shown}"
    return location


def asked(method: str, address: str, form: str = "") -> tuple[int, str, str]:
    """Status, page and Location of one answer; nothing is followed."""
    at = urlsplit(address)
    connection = HTTPConnection(str(at.hostname), at.port, timeout=10)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        connection.request(method, f"{at.path}?{at.query}", form, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers.get("Location", "")
    finally:
        connection.close()


def changed(address: str, **other: str) -> str:
    """The same asking with other parameters; an empty one is left out."""
    parts = urlsplit(address)
    query = {name: value for name, value in (dict(parse_qsl(parts.query)) | other).items() if value}
    return parts._replace(query=urlencode(query)).geturl()
