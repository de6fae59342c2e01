"""Your copy: everything that is kept of a user, to take along as one file or as sheets."""

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO

from flask import Blueprint, Response, render_template, send_file
from sqlalchemy import Connection

from tracker.services import exporting, sheets
from tracker.web import limits, visit

page = Blueprint("copies", __name__)

IN_MEMORY = 1 << 22  # bytes; what is larger lies in a file without a name, until it is sent


@page.get("/copy")
def show() -> str:
    """What a copy holds, what it does not, and how it is put back."""
    return render_template("copies.html")


@page.get("/copy/tracker.json")
@limits.copies
def json() -> Response:
    """Everything, as one document."""
    return _sent(lambda db, into: into.writelines(exporting.copy(db, visit.user())), "json", "application/json")


@page.get("/copy/tracker.zip")
@limits.copies
def csv() -> Response:
    """The same as sheets."""
    return _sent(lambda db, into: sheets.pack(db, visit.user(), into, visit.now()), "zip", "application/zip")


def _sent(write: Callable[[Connection, IO[bytes]], None], kind: str, mimetype: str) -> Response:
    """Written whole before the first byte goes out: whoever fetches it slowly holds no transaction open."""
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the response closes it when it was sent
    try:
        with visit.tracker().database.read() as db:
            write(db, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    day = visit.now().astimezone(visit.user().zone).date()
    response = send_file(file, mimetype, as_attachment=True, download_name=f"tracker-{day}.{kind}", etag=False)
    response.headers["Cache-Control"] = "no-store"
    return response
