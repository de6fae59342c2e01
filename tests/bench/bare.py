"""The peer of our pages: a bare Flask page that gives the same bytes out of one SQL query and one Jinja template.

It judges nothing, counts nothing and knows no language: every word stands ready in its rows. So it is the least that
a page of these bytes can cost on this stack. `cut` makes the template and the rows out of a page of ours.
"""

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import NamedTuple

import psycopg
from flask import Flask, abort, render_template, request
from jinja2 import DictLoader
from psycopg.rows import namedtuple_row
from psycopg_pool import ConnectionPool

ROW = '<li class="line"'
MOST = 16  # columns of words
COLUMNS = tuple(f"c{at}" for at in range(MOST))
QUERY = """SELECT place, shape, {columns} FROM bare_rows JOIN sessions USING (user_id)
           WHERE token_hash = %s AND ends_at > now() AND seen_at > now() - interval '14 days' ORDER BY place"""


class Cut(NamedTuple):
    """A page as a template, and the words of each row: its shape, and its columns."""

    template: str
    rows: list[tuple[int, list[str]]]


def cut(page: str) -> Cut:
    """A page of ours as template: what is the same in all rows of a shape stands in it, what differs is a word."""
    head, *rows = page.split(ROW)
    last, end, tail = rows[-1].partition("</ul>")
    pieces = [re.split(r'([<>"]|(?<=[/"]))', row) for row in (*rows[:-1], last)]
    shapes = sorted({len(row) for row in pieces})
    blocks, words = [], []
    for shape in shapes:
        alike = [row for row in pieces if len(row) == shape]
        moving = [at for at in range(shape) if len({row[at] for row in alike}) > 1]
        blocks.append(_block(alike[0], moving))
    for row in pieces:
        alike = [other for other in pieces if len(other) == len(row)]
        moving = [at for at in range(len(row)) if len({other[at] for other in alike}) > 1]
        words.append((shapes.index(len(row)), [unescape(row[at]) for at in moving]))
    chosen = "".join(f"{{% {'elif' if at else 'if'} row.shape == {at} %}}{block}" for at, block in enumerate(blocks))
    template = (
        f"{_plain(head)}{{% for row in rows %}}{_plain(ROW)}{chosen}{{% endif %}}{{% endfor %}}{_plain(end + tail)}"
    )
    return Cut(template, words)


def _block(row: list[str], moving: list[int]) -> str:
    names = {at: f"{{{{ row.c{place} }}}}" for place, at in enumerate(moving)}
    return "".join(names.get(at) or _plain(piece) for at, piece in enumerate(row))


def _plain(text: str) -> str:
    return f"{{% raw %}}{text}{{% endraw %}}" if text else ""


def fill(address: str, page: Cut, own: str, users: list[str]) -> None:
    """The rows of one page for each user, with their own names in them."""
    with psycopg.connect(address) as db:
        db.execute(
            f"CREATE TABLE bare_rows (user_id text, place int, shape int, {', '.join(f'{c} text' for c in COLUMNS)})"
        )
        with db.cursor().copy("COPY bare_rows FROM STDIN") as copy:
            for row in _rows(page, own, users):
                copy.write_row(row)
        db.execute("CREATE INDEX ON bare_rows (user_id, place)")
        db.execute("ANALYZE bare_rows")


def _rows(page: Cut, own: str, users: list[str]) -> Iterator[tuple[object, ...]]:
    for user in users:
        for place, (shape, words) in enumerate(page.rows):
            named = [word.replace(f"{own}-", f"{user}-") for word in words]
            yield (user, place, shape, *named, *[None] * (MOST - len(named)))


def app() -> Flask:
    """The page, as gunicorn serves it: TEMPLATE is the file of the template, DATABASE the address of the rows."""
    made = Flask(__name__)
    made.jinja_loader = DictLoader({"page.html": Path(os.environ["TEMPLATE"]).read_text()})
    pool = ConnectionPool(
        os.environ["DATABASE"], min_size=0, max_size=8, open=False, kwargs={"row_factory": namedtuple_row}
    )
    query = QUERY.format(columns=", ".join(COLUMNS))

    @made.get("/promises")
    def show() -> str:
        pool.open()
        name = sha256(request.cookies.get("tracker-session", "").encode()).hexdigest()
        with pool.connection() as db:
            rows = db.execute(query, (name,)).fetchall()
        if not rows:
            abort(401)
        return render_template("page.html", rows=rows)

    return made
