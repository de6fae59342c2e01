"""What RFC 4287 demands of a feed document, held against one."""

import re
from collections import Counter
from xml.etree.ElementTree import Element, fromstring

ATOM = "{http://www.w3.org/2005/Atom}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")  # 3.3
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
ONCE = ("id", "title", "updated")
AT_MOST_ONCE = ("subtitle", "generator", "icon", "logo", "rights", "published", "content", "summary", "source")


def parsed(document: bytes) -> Element:
    """The feed; raises ParseError when it is no well-formed XML."""
    return fromstring(document)


def faults(document: bytes) -> list[str]:
    """Which MUST is broken, by its section; an empty list for a valid feed."""
    feed = parsed(document)
    entries = feed.findall(f"{ATOM}entry")
    found = [] if feed.tag == f"{ATOM}feed" else ["4.1.1: the document is no feed"]
    found += _counted(feed, "4.1.1") + _links(feed, "4.1.1")
    if not feed.findall(f"{ATOM}author/{ATOM}name"):
        found.append("4.1.1: no author with a name (3.2.1)")
    for entry in entries:
        found += _counted(entry, "4.1.2") + _links(entry, "4.1.2") + _content(entry)
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    found += [f"4.2.6: {name!r} is no absolute IRI" for name in ids if not IRI.fullmatch(name or "")]
    found += [f"4.1.1: {name} stands twice" for name, times in Counter(ids).items() if times > 1]
    dates = [element for name in ("updated", "published") for element in feed.iter(ATOM + name)]
    found += [f"3.3: {date.text!r} is no instant" for date in dates if not INSTANT.fullmatch(date.text or "")]
    return found


def _counted(parent: Element, section: str) -> list[str]:
    times = Counter(child.tag.removeprefix(ATOM) for child in parent)
    wrong = [name for name in ONCE if times[name] != 1] + [name for name in AT_MOST_ONCE if times[name] > 1]
    return [f"{section}: {times[name]} times {name}" for name in wrong]


def _links(parent: Element, section: str) -> list[str]:
    links = parent.findall(f"{ATOM}link")
    found = [f"{section}: a link without href" for link in links if not link.get("href")]
    alternates = Counter((link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate")
    found += [f"{section}: two alternates alike" for times in alternates.values() if times > 1]
    if section == "4.1.2" and not alternates and parent.find(f"{ATOM}content") is None:
        found.append("4.1.2: neither content nor an alternate link")
    return found


def _content(entry: Element) -> list[str]:
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "html":
        return ["4.1.3.1: the content is not said to be HTML"]
    return ["4.1.3.3: HTML that is not escaped"] if len(content) else []
