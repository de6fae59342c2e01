"""Each request is nobody's until it is known whose it is, and nobody's again when it is answered."""

from collections.abc import Iterable, Iterator
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from tracker.store import tenants


class Scoped:
    """A WSGI application round another. What the inner one still writes while its answer goes out, such as a stream,
    is written as the user whose request it was: by then the thread serves nobody.
    """

    def __init__(self, inner: WSGIApplication) -> None:
        self._inner = inner

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        with tenants.nobodys():
            body = self._inner(environ, start)
            return _Body(body, tenants.whose())


class _Body:
    def __init__(self, body: Iterable[bytes], whose: str) -> None:
        self._body, self._parts, self._whose = body, iter(body), whose

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with tenants.again(self._whose):
            return next(self._parts)

    def close(self) -> None:
        with tenants.again(self._whose):
            if close := getattr(self._body, "close", None):
                close()
