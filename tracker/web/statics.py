"""Static files as they are sent: without comments and spare space, and compressed for who takes that.

Pages themselves are not compressed: they hold secrets beside words that anybody may choose (BREACH).
"""

import gzip
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flask import Flask, Response, request
from werkzeug.wrappers import Response as AnyResponse

KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPARE = re.compile(r"\s*([{};,>])\s*|(:)\s+")  # never before a colon: ` :hover` is another selector
_OWN = re.compile(
    r"(?<=[{};,])(?:&(?=[>+])|& (?=[.:\[]))"
)  # within a rule such a selector is meant below it all the same
_NOUGHT = re.compile(r"(?<![\w.])0(?=\.\d)")


class _Sent(NamedTuple):
    plain: bytes
    packed: bytes


def serve(app: Flask) -> None:
    """Send the static files of an application so; those that are no text as Flask does."""
    folder = Path(app.static_folder or "")
    texts = {path.name: path for path in folder.iterdir() if path.suffix in KINDS}

    def static(filename: str) -> AnyResponse:
        if filename not in texts:
            return app.send_static_file(filename)
        return _answer(texts[filename])

    view: Callable[..., AnyResponse] = static
    app.view_functions["static"] = view


def compact(sheet: str) -> str:
    """A sheet of styles that says the same in fewer letters."""
    spaced = " ".join(_COMMENT.sub("", sheet).split())
    close = _SPARE.sub(lambda found: found[1] or found[2], spaced).replace(";}", "}")
    return _NOUGHT.sub("", _OWN.sub("", close))


def undressed(script: str) -> str:
    """A script without the lines that are comments, and without its indents; its lines stay lines."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


@cache
def _sent(path: Path) -> _Sent:
    less = {".css": compact, ".js": undressed}.get(path.suffix, str)
    plain = less(path.read_text()).encode()
    return _Sent(plain, gzip.compress(plain, mtime=0))


def _answer(path: Path) -> AnyResponse:
    packed = request.accept_encodings["gzip"] > 0
    answer = Response(_sent(path)[packed], mimetype=KINDS[path.suffix])
    answer.vary.add("Accept-Encoding")
    if packed:
        answer.content_encoding = "gzip"
    answer.add_etag()
    return answer.make_conditional(request)
