"""Which language is spoken just now, and words in it.

A message is the English sentence itself, with its values by name: `%(who)s`. It is always formatted, so that a
literal percent sign is written twice, as in templates (Jinja's new style).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from tracker.tongue.catalogue import catalogue
from tracker.tongue.locales import LOCALES, Tongue, tongue

_SPOKEN: ContextVar[Tongue] = ContextVar("spoken", default=LOCALES[0])


def spoken() -> Tongue:
    """The locale that is spoken just now: English unless something else was said."""
    return _SPOKEN.get()


def speak(code: str) -> None:
    """From here on, in this thread or request, the locale of that tag."""
    _SPOKEN.set(tongue(code))


@contextmanager
def speaking(code: str) -> Iterator[Tongue]:
    """That locale for a while, for a letter or whatever else is written to somebody."""
    token = _SPOKEN.set(tongue(code))
    try:
        yield _SPOKEN.get()
    finally:
        _SPOKEN.reset(token)


def N_(text: str) -> str:  # noqa: N802  # by this name the world's tools find what is to be translated
    """Marks a constant as a message, to be translated where it is used."""
    return text


def gettext(text: str, **values: Any) -> str:
    """A message in the language spoken."""
    return _gettext(text) % values


def pgettext(context: str, text: str, **values: Any) -> str:
    """A message whose English words mean several things; `context` says which."""
    return _pgettext(context, text) % values


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """A message with a number, by the plural rules of the language spoken; `num` is among its values."""
    return _ngettext(one, many, num) % {"num": num, **values}


def npgettext(context: str, one: str, many: str, num: int, **values: Any) -> str:
    """The same for words that mean several things."""
    return _npgettext(context, one, many, num) % {"num": num, **values}


def first_weekday() -> int:
    """The day on which weeks begin here, from Monday as 0."""
    return spoken().first_weekday


def teach(environment: Any) -> None:
    """Give the templates of a Jinja environment these words; it must ask for them each time it renders."""
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(
        _gettext, _ngettext, newstyle=True, pgettext=_pgettext, npgettext=_npgettext
    )
    environment.globals["spoken"] = spoken


def _gettext(text: str) -> str:
    return catalogue(spoken().language).gettext(text) if text else ""  # of nothing, a catalogue tells its header


def _pgettext(context: str, text: str) -> str:
    return catalogue(spoken().language).pgettext(context, text)


def _ngettext(one: str, many: str, num: int) -> str:
    return catalogue(spoken().language).ngettext(one, many, num)


def _npgettext(context: str, one: str, many: str, num: int) -> str:
    return catalogue(spoken().language).npgettext(context, one, many, num)
