"""Past letters as an Atom feed (RFC 4287), in bytes that any feed reader takes."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

KIND = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"

# What XML 1.0 cannot hold, however it is written (XML 1.0, 2.2). The library would write it all the same.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BODY = re.compile(r"<body\b[^>]*>(.*)</body>", re.DOTALL | re.IGNORECASE)
_LANGUAGE = re.compile(r"<html\b[^>]*\blang=\"([\w-]+)\"", re.IGNORECASE)


class Entry(NamedTuple):
    """One letter. `id` is an IRI that never changes, `page` where it can be read, `html` its HTML part."""

    id: str
    title: str
    at: datetime
    page: str
    html: str


class Feed(NamedTuple):
    """All of it. `address` is where it is had from, `page` the page that it stands for, `language` a BCP 47 tag."""

    id: str
    title: str
    subtitle: str
    author: str
    updated: datetime
    address: str
    page: str
    language: str
    entries: Sequence[Entry]


def atom(feed: Feed) -> bytes:
    """The document."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    _say(root, "id", feed.id)
    _say(root, "title", feed.title)
    _say(root, "subtitle", feed.subtitle)
    _say(root, "updated", _instant(feed.updated))
    _say(SubElement(root, "author"), "name", feed.author)
    _link(root, "self", feed.address, KIND.partition(";")[0])
    _link(root, "alternate", feed.page)
    for entry in feed.entries:
        _add(root, entry)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add(root: Element, entry: Entry) -> None:
    spoken = _LANGUAGE.search(entry.html)
    one = SubElement(root, "entry", {"xml:lang": spoken[1]} if spoken else {})
    _say(one, "id", entry.id)
    _say(one, "title", entry.title)
    _say(one, "updated", _instant(entry.at))
    _say(one, "published", _instant(entry.at))
    _link(one, "alternate", entry.page)
    _say(one, "content", _inside(entry.html), type="html")


def _inside(html: str) -> str:
    """What could stand within a DIV, which is what a reader makes of it (RFC 4287, 4.1.3.3). Styles are in line."""
    found = _BODY.search(html)
    return found[1].strip() if found else html


def _say(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = _NO_XML.sub("\ufffd", text)


def _link(parent: Element, rel: str, address: str, kind: str = "text/html") -> None:
    SubElement(parent, "link", {"rel": rel, "type": kind, "href": address})


def _instant(at: datetime) -> str:
    """As RFC 3339 writes it, with a capital T and Z (RFC 4287, 3.3)."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
