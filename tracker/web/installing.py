"""The pages as an app on a phone's home screen: what it is called, its signs, and words shared to it.

There is no service worker: every page is its user's own and true only now. A copy from yesterday would show promises
as open that were delivered meanwhile, and the browser's own "no connection" says so better than we could.
"""

import re
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.tongue import gettext as _
from tracker.tongue import spoken
from tracker.web import visit

page = Blueprint("installing", __name__)

PAPER = "#f7f5f0"  # `--paper` of the sheet by day: the colour round the app while it starts
SIGNS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-mask.png", "512x512", "maskable"),
    ("favicon.svg", "any", "any"),
)
LONGEST_WORDS, LONGEST_NOTE = 300, 500  # letters, as of the bookmark
_ADDRESS = re.compile(r"https?://\S+")


@page.get("/manifest.webmanifest")
def manifest() -> Response:
    """What a browser needs to install the pages (W3C, Web Application Manifest), in the words of whoever asks."""
    answer = jsonify(_described())
    answer.mimetype = "application/manifest+json"
    return answer


@page.get("/favicon.ico")
def favicon() -> AnyResponse:
    """For pages without a head, as a calendar's feed or a letter on its own: browsers ask for it here."""
    return redirect(_static("touch.png"))


@page.get("/share")
def share() -> AnyResponse:
    """Words that another app shared, put into the form of a new promise; nothing is kept (requirement 32)."""
    said = [" ".join(request.args.get(name, "").split()) for name in ("title", "text", "url")]
    words, note = _told(*said)
    filled = {"words": words[:LONGEST_WORDS], "note": note[:LONGEST_NOTE]}
    return visit.go("promises.blank", **{name: text for name, text in filled.items() if text})


def _told(title: str, text: str, url: str) -> tuple[str, str]:
    """The line to read, and what goes with it. Android puts an address into the text and leaves `url` empty."""
    found = _ADDRESS.search(text)
    note = url or (found[0] if found else "")
    return text.replace(note, "").strip() or title or note, note


def _described() -> dict[str, Any]:
    return {
        "id": "/",
        "name": "tracker",
        "short_name": "tracker",
        "description": _("Keep your word, and give."),
        "lang": spoken().code,
        "dir": "ltr",
        "start_url": url_for("home.show"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["productivity", "lifestyle"],
        "icons": [
            {"src": _static(name), "sizes": sizes, "type": _kind(name), "purpose": purpose}
            for name, sizes, purpose in SIGNS
        ],
        "shortcuts": [
            {"name": _("New promise"), "url": url_for("promises.blank")},
            {"name": _("To confirm"), "url": url_for("questions.show")},
        ],
        "share_target": {
            "action": url_for("installing.share"),
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }


def _kind(name: str) -> str:
    return "image/svg+xml" if name.endswith(".svg") else "image/png"


def _static(name: str) -> str:
    at: Callable[[str], str] = current_app.jinja_env.globals["static"]  # type: ignore[assignment]
    return at(name)
