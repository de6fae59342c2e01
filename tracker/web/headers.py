"""What every response says to the browser: load nothing from elsewhere, run our keys at most, show nowhere else."""

from flask import Flask, Response, request

from tracker.web import visit

PAGE = (
    "default-src 'none'; style-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
FRAMING = f"{PAGE}; frame-src 'self'"
KEYED = f"{PAGE}; script-src 'self'"
LIVE = f"{KEYED}; connect-src 'self'"
LETTER = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'; base-uri 'none'; "
    "sandbox allow-top-navigation-by-user-activation"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: Chromium would send `Origin: null`, and forms over https would be refused (stack.md 3.1).
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def dress(app: Flask) -> None:
    """Put them on every response of an application, its errors and static files too."""
    app.after_request(_dressed)


def _dressed(response: Response) -> Response:
    headers = response.headers
    headers.extend(FIXED)  # which nobody else sets
    headers.setdefault("Content-Security-Policy", PAGE)
    headers.setdefault("X-Frame-Options", "DENY")
    if visit.secure():
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    headers["Cache-Control"] = _kept_for(response)
    return response


def _kept_for(response: Response) -> str:
    """A static file asked for by the hash of its content never changes; all else is the user's own, and kept by
    nobody but a calendar that follows their promises, and a feed reader that follows their letters.
    """
    if request.endpoint in ("outfeed.told", "letterfeed.told") and response.status_code in (200, 304):
        return "private, no-cache"  # kept, so that the next asking can say what it has
    if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
        return "public, max-age=31536000, immutable"
    return "no-cache" if request.endpoint == "static" else "no-store"


def onward(response: Response, address: str) -> Response:
    """A page that sends the browser on to another site by itself. Not a redirect: browsers hold each one that answers
    a form against `form-action`, and a company's own sign-in behind Google's is one that nobody can name beforehand.
    """
    response.headers["Refresh"] = f"0; url={address}"
    return response


def keyed(response: Response) -> Response:
    """A page whose buttons have keys: it runs our own script, which may ask nobody for anything (no connect-src)."""
    response.headers["Content-Security-Policy"] = KEYED
    return response


def live(response: Response) -> Response:
    """A page that is told what is new: its script may ask us, and nobody else."""
    response.headers["Content-Security-Policy"] = LIVE
    return response


def framing(response: Response) -> Response:
    """A page that shows a letter in a frame."""
    response.headers["Content-Security-Policy"] = FRAMING
    return response


def letter(response: Response) -> Response:
    """A letter's HTML on its own: inline styles, no script, no form, framed by our own pages only."""
    response.headers["Content-Security-Policy"] = LETTER
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def unlisted(response: Response) -> Response:
    """A page behind a signed link: in no search engine."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
