"""The Flask application: its pages, who may enter them, and how it speaks."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker.web import (
    account,
    again,
    asking,
    cadences,
    calendars,
    cards,
    copies,
    errors,
    giving,
    google,
    headers,
    health,
    home,
    installing,
    invited,
    joining,
    leaving,
    letterfeed,
    letters,
    links,
    members,
    metrics,
    outfeed,
    overlooked,
    partner,
    people,
    people_map,
    progress,
    promises,
    push,
    questions,
    quick,
    repairing,
    rooms,
    scope,
    scoring,
    search,
    sessions,
    settings,
    speaking,
    start,
    statics,
    style,
    tokens,
    trust,
    visit,
    watching,
    webhooks,
    week,
    who,
    word,
    year,
)
from tracker.web.api import nouns
from tracker.web.limits import limit

if TYPE_CHECKING:
    from tracker.wiring import Tracker

PAGES = (
    account,
    nouns,
    asking,
    cadences,
    calendars,
    copies,
    cards,
    giving,
    google,
    health,
    home,
    installing,
    invited,
    joining,
    leaving,
    letterfeed,
    letters,
    links,
    members,
    metrics,
    outfeed,
    overlooked,
    partner,
    people,
    people_map,
    progress,
    promises,
    push,
    questions,
    repairing,
    quick,
    scoring,
    search,
    sessions,
    settings,
    start,
    tokens,
    trust,
    webhooks,
    week,
    who,
    word,
    year,
)
ROUND_IT = 64 * 1024  # bytes of the form round a file
MOST_FIELDS = 1_000


def create_app(tracker: "Tracker") -> Flask:
    """The pages of one tracker. Opens nothing by itself and starts no work."""
    app = again.Pages(__name__, template_folder=str(_templates()))
    app.extensions["tracker"] = tracker
    app.config.update(_config(tracker))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(watching.note)
    app.before_request(visit.enter)  # before all else: nobody's request is not even counted
    limit(app)
    csrf = CSRFProtect(app)
    rooms.watch(app)
    csrf.exempt(links.page)  # there the signed token is the authority (RFC 8058; reliability D11)
    csrf.exempt(word.page)
    csrf.exempt(joining.page)
    csrf.exempt(nouns.page)  # there a token in a header, which no browser sends by itself
    csrf.exempt(push.page)  # there the channel's
    for module in PAGES:
        app.register_blueprint(module.page)
    if style.wanted(tracker.base_url):
        app.register_blueprint(style.page)
    statics.serve(app)
    headers.dress(app)
    errors.explain(app)
    speaking.teach(app)
    app.wsgi_app = scope.Scoped(app.wsgi_app)  # type: ignore[method-assign, assignment]
    proxies = tracker.config.service.proxies
    if proxies:  # else anybody could forge the address that the limits count by
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    watching.watch(app, tracker)
    return app


def _config(tracker: "Tracker") -> dict[str, Any]:
    secure = tracker.base_url.startswith("https://")
    return {
        "SECRET_KEY": tracker.secret_keys[0],
        "SECRET_KEY_FALLBACKS": list(tracker.secret_keys[1:]),
        "SESSION_COOKIE_NAME": "__Host-page" if secure else "tracker-page",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "MAX_CONTENT_LENGTH": tracker.quotas.upload * 1024 * 1024 + ROUND_IT,
        "MAX_FORM_MEMORY_SIZE": visit.LARGEST_FORM,
        "MAX_FORM_PARTS": MOST_FIELDS,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a page left open over night still works
        "RATELIMIT_HEADERS_ENABLED": False,
    }


def _templates() -> Path:
    """Inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"
