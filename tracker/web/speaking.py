"""What the templates can say: words in the language and on the clock of whoever reads, and addresses of files."""

from hashlib import blake2b
from pathlib import Path
from typing import Any

from flask import Flask, g, url_for

from tracker import tongue
from tracker.domain.people import GiveKind
from tracker.domain.saying import words_from
from tracker.mail import giving as given
from tracker.services.renewing import why_lost
from tracker.web import (
    audit_words,
    browsers,
    chart_words,
    charts,
    forms,
    health,
    history,
    holding,
    letters,
    marks,
    person_words,
    promises,
    reasons,
    rows,
    visit,
    webhooks,
    words,
)


def teach(app: Flask) -> None:
    """Give the templates their words, in the language and on the wall clock of whoever reads."""
    tongue.teach(app.jinja_env)
    for spoken in (words.on, words.clock, words.hour, words.near, words.standing, words.worth):
        app.add_template_filter(_to_reader(spoken), spoken.__name__)
    for weighed in (words.timing, words.doubt, words.countdown):
        app.add_template_filter(_of_user(weighed), weighed.__name__)
    for dated in (words.due_found, words.day, words.moment, words.due):
        app.add_template_filter(_unbroken(_to_reader(dated)), dated.__name__)
    app.add_template_filter(lambda connection: why_lost(connection, g.now), "why_lost")
    app.add_template_filter(words_from, "kept_words")
    for plain in (
        rows.row,
        rows.heard,
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
        audit_words.deed_said,
        audit_words.way_said,
        audit_words.by_said,
        browsers.browser_said,
        tongue.number,
        history.cause_named,
        history.in_own_words,
        history.state,
        words.outcome_named,
        letters.kind_said,
        letters.state_said,
        webhooks.notice_said,
        webhooks.notice_kind,
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
    app.add_template_global(health.silent, "silent")
    app.add_template_global(holding.holding, "holding")
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
