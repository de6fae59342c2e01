"""The Flask application: its pages, who may enter them, and how it speaks."""

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, g, url_for
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import tongue
from tracker.domain.people import GiveKind
from tracker.mail import giving as given
from tracker.services.renewing import why_lost
from tracker.web import (
    account,
    asking,
    cadences,
    calendars,
    cards,
    chart_words,
    charts,
    copies,
    errors,
    forms,
    giving,
    google,
    headers,
    health,
    history,
    home,
    installing,
    joining,
    letterfeed,
    letters,
    links,
    marks,
    outfeed,
    overlooked,
    partner,
    people,
    people_map,
    person_words,
    progress,
    promises,
    push,
    questions,
    quick,
    reasons,
    repairing,
    scoring,
    search,
    settings,
    start,
    statics,
    style,
    trust,
    visit,
    week,
    who,
    word,
    words,
    year,
)
from tracker.web.limits import limiter

if TYPE_CHECKING:
    from tracker.wiring import Tracker

PAGES = (
    account,
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
    joining,
    letterfeed,
    letters,
    links,
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
    settings,
    start,
    trust,
    week,
    who,
    word,
    year,
)
LARGEST = 10 * 1024 * 1024 + 64 * 1024  # a calendar file of 10 MiB, and the form round it
MOST_FIELDS = 1_000


def create_app(tracker: "Tracker") -> Flask:
    """The pages of one tracker. Opens nothing by itself and starts no work."""
    app = Flask(__name__, template_folder=str(_templates()))
    app.extensions["tracker"] = tracker
    app.config.update(_config(tracker))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(visit.enter)  # before all else: nobody's request is not even counted
    limiter.init_app(app)
    csrf = CSRFProtect(app)
    csrf.exempt(links.page)  # there the signed token is the authority (RFC 8058; reliability D11)
    csrf.exempt(word.page)
    csrf.exempt(joining.page)
    csrf.exempt(push.page)  # there the channel's
    for module in PAGES:
        app.register_blueprint(module.page)
    if style.wanted(tracker.base_url):
        app.register_blueprint(style.page)
    statics.serve(app)
    headers.dress(app)
    errors.explain(app)
    _speak(app)
    proxies = tracker.config.service.proxies
    if proxies:  # else anybody could forge the address that the limits count by
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
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
        "MAX_CONTENT_LENGTH": LARGEST,
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


def _speak(app: Flask) -> None:
    """Give the templates their words, in the language and on the wall clock of whoever reads."""
    tongue.teach(app.jinja_env)
    for spoken in (words.on, words.clock, words.hour, words.near, words.standing, words.worth):
        app.add_template_filter(_to_reader(spoken), spoken.__name__)
    for weighed in (words.timing, words.doubt, words.countdown):
        app.add_template_filter(_of_user(weighed), weighed.__name__)
    for dated in (words.due_found, words.day, words.moment, words.due):
        app.add_template_filter(_unbroken(_to_reader(dated)), dated.__name__)
    app.add_template_filter(lambda connection: why_lost(connection, g.now), "why_lost")
    for plain in (
        words.percent,
        words.date_of,
        reasons.because,
        reasons.weighed,
        reasons.signed,
        reasons.surely,
        reasons.confirmed_like,
        reasons.forgotten,
        reasons.ticked_off,
        marks.marked,
        words.between,
        words.sentence,
        words.to_whom,
        words.name_of,
        words.planned,
        given.kind_of,
        given.passed,
        given.ways_of,
        given.says,
        given.cites,
        given.with_whom,
        forms.reading,
        history.cause_named,
        history.in_own_words,
        history.state,
        words.outcome_named,
        letters.kind_said,
        letters.state_said,
        tongue.month,
        charts.of_weeks,
        charts.of_lateness,
        charts.steps_of,
        charts.of_kinds,
        chart_words.weeks_said,
        chart_words.lateness_said,
        chart_words.kinds_said,
        chart_words.map_said,
        person_words.circle_of,
        person_words.circle_named,
        person_words.shade_of,
        person_words.reach_of,
        person_words.reach_said,
        person_words.often,
        person_words.says_who,
        person_words.why_alike,
        tongue.either,
        tongue.fixed,
        tongue.decimal,
        tongue.date_alone,
        tongue.worded,
    ):
        app.add_template_filter(plain, plain.__name__)
    app.add_template_global(words.fact, "fact")
    app.add_template_global(lambda: tuple(GiveKind), "give_kinds")
    app.add_template_global(_static(app), "static")
    app.add_template_global(promises.undo_of, "undo_of")
    app.add_template_global(lambda: visit.tracker().google is not None, "has_google")
    app.context_processor(lambda: {"user": g.get("user"), "now": g.get("now"), "reader": g.get("user")})


def _to_reader(word: Any) -> Any:
    def said(value: Any, reader: Any = None) -> str:
        spoken: str = word(value, (reader or g.user).zone, g.now)
        return spoken

    return said


def _of_user(word: Any) -> Any:
    def said(value: Any) -> str:
        spoken: str = word(value, g.user, g.now)
        return spoken

    return said


def _unbroken(word: Any) -> Any:
    """The same words, of which no day is broken over two lines."""

    def said(value: Any, reader: Any = None) -> str:
        return str(word(value, reader)).replace(" ", "\u00a0").replace(",\u00a0", ", ")

    return said


def _static(app: Flask) -> Any:
    """The address of a static file, with the hash of its content, so that it may be kept for ever."""
    folder = Path(app.static_folder or "")
    marks: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in marks:
            marks[name] = blake2b((folder / name).read_bytes(), digest_size=6).hexdigest()
        return url_for("static", filename=name, v=marks[name])

    return address
