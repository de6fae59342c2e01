"""What the gallery shows: each view, the main pages in every state, and every letter, its text in a terminal."""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

from playwright.sync_api import Page

from tests.browser.house import House
from tests.browser.lights import defenceless
from tests.browser.views import VIEWS, View, address
from tests.mail.every import LETTERS, parts

EVERYWHERE = {  # what is looked at in every state
    "home": "/",
    "promises": "/promises",
    "trust": "/trust",
    "questions": "/questions",
    "people": "/people",
    "map": "/people/map",
    "giving": "/giving",
    "week": "/week",
    "year": "/year",
    "calendars": "/calendars",
    "letters": "/letter",
    "settings": "/settings",
}
STATES = ("empty", "busy", "heavy", "overdue", "quiet", "troubled", "lost", "reviewing")
TERMINAL = 700  # px: eighty columns
PROMPT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A terminal</title><style>
body {{ margin: 0; padding: 12px; background: #fdfdfb; color: #222; width: 80ch }}
body {{ font: 13px "DejaVu Sans Mono", monospace }}
pre {{ margin: 0; font: inherit; white-space: pre-wrap; word-break: break-all }}
@media (prefers-color-scheme: dark) {{ body {{ background: #111; color: #ddd }} }}
</style><pre>Subject: {subject}

{text}</pre></html>"""


class Scene(NamedTuple):
    """Something to be looked at: whose it is, how it is shown in a light, whether anew in each, at which widths."""

    title: str
    who: str
    show: Callable[[Page, House, str], None]
    anew: bool = False
    widths: tuple[int, ...] = ()


def slug(title: str) -> str:
    """As the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def every_scene() -> Iterator[Scene]:
    """All there is, by state first."""
    for state in STATES:
        for name, path in EVERYWHERE.items():
            yield _of_view(f"{state}: {name}", View(state, path))
        yield _of_letter(f"{state}: letter", state, lambda house, state=state: house.hands[state].get("/letter/body"))
        yield _of_text(f"{state}: letter text", state, lambda house, state=state: _told(house, state))
    for name, view in VIEWS.items():
        if not view.path.endswith("/body") or view.leads:
            yield _of_view(f"view: {name}", view)
    for name, make in LETTERS.items():
        yield _of_letter(f"letter: {name}", "nobody", lambda house, make=make: parts(make())[1])
        yield _of_text(
            f"letter text: {name}", "nobody", lambda house, make=make: (make()["Subject"], parts(make())[0])
        )


def _of_view(title: str, view: View) -> Scene:
    def show(page: Page, house: House, light: str) -> None:
        page.goto(house.service.base_url + re.sub(r"^https?://[^/]+", "", address(view, house)))
        if view.then:
            view.then(page)

    return Scene(title, view.who, show)


def _of_letter(title: str, who: str, html: Callable[[House], str]) -> Scene:
    def show(page: Page, house: House, light: str) -> None:
        page.goto("about:blank")
        page.set_content(defenceless(html(house)) if light == "forced" else html(house))

    return Scene(title, who, show, anew=True)


def _told(house: House, state: str) -> tuple[str, str]:
    """The subject of the letter that would go now, and its text."""
    subject = re.search(r"<title>(.*?)</title>", house.hands[state].get("/letter/body"), re.DOTALL)
    return subject[1].strip() if subject else "", house.hands[state].get("/letter/text")


def _of_text(title: str, who: str, told: Callable[[House], tuple[str, str]]) -> Scene:
    def show(page: Page, house: House, light: str) -> None:
        subject, text = told(house)
        page.goto("about:blank")
        page.set_content(PROMPT.format(subject=escape(str(subject)), text=escape(text)))

    return Scene(title, who, show, anew=True, widths=(TERMINAL,))
