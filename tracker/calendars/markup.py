"""Text that an editor wrote as HTML, as plain text again."""

import re
from html import unescape
from html.entities import html5

from tracker.calendars.properties import CONTROL

_TAGS = "a|b|strong|i|em|u|s|span|font|div|p|br|hr|ul|ol|li|h[1-6]|table|tbody|thead|tr|td|th|blockquote|pre|code"
_TAG = re.compile(rf"<(/?)({_TAGS}|html-blob)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENDS_A_LINE = re.compile(r"p|div|li|ul|ol|h[1-6]|table|tr|blockquote|pre", re.IGNORECASE)
_BEGINS_ONE = re.compile(r"br|hr|li|ul|ol", re.IGNORECASE)
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def plain(text: str) -> str:
    """Without the tags and entities of HTML. Text that holds none is as it was; so are `<ama@example.com>`, `a < b`
    and `AT&T`, which are neither.

    Google's editor writes HTML into descriptions, and Google gives it out as it stands: by its API, and in the
    DESCRIPTION of a feed, where nothing says so. Unread, `<br>` would glue two lines into one, and what is promised
    in a line of notes would be lost.
    """
    if "<" in text:
        text = _TAG.sub(_instead, text)
    if "&" in text:
        text = CONTROL.sub("", _ENTITY.sub(_meant, text).replace("\xa0", " "))
    return text.strip()


def _instead(tag: re.Match[str]) -> str:
    """A line end where the tag makes one; nothing for all others."""
    return "\n" if (_ENDS_A_LINE if tag[1] else _BEGINS_ONE).fullmatch(tag[2]) else ""


def _meant(entity: re.Match[str]) -> str:
    """The letter of an entity that there is."""
    return unescape(entity[0]) if entity[1][0] == "#" or f"{entity[1]};" in html5 else entity[0]
