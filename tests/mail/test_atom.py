"""Past letters as a feed: valid by RFC 4287, whatever stands in them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.mail.atoms import ATOM, faults, parsed
from tracker.mail.atom import Entry, Feed, atom

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
ODD = "“Zoë” & <b>Kofi</b> ]]> \x00\x08\x0b\x1f\ud800\ufffe\uffff \U0001f381 \u202e"
SAID = '<p style="margin:0">Bonjour &amp; merci</p>'
HTML = f'<html lang="fr"><head><style>p {{ }}</style></head><body class="x">{SAID}</body></html>'


def entry(number=0, **but):
    named = {"id": f"urn:uuid:{number}", "title": "2 overdue", "at": NOW - timedelta(days=7 * number)}
    return Entry(**(named | {"page": f"https://example.com/letters/{number}", "html": HTML} | but))


def document(*entries, **but):
    said = {
        "id": "urn:uuid:feed",
        "title": "Letters",
        "subtitle": "Weekly letters",
        "author": "tracker",
        "updated": NOW,
        "address": "https://example.com/letters/feed/x.atom",
        "page": "https://example.com/letters",
        "language": "en",
    }
    return atom(Feed(**(said | but), entries=entries))


def texts(feed, path):
    return [element.text for element in feed.findall("/".join(ATOM + name for name in path.split("/")))]


def test_a_feed_of_letters_breaks_no_must():
    assert faults(document(*map(entry, range(3)))) == []


def test_a_feed_without_a_letter_is_one_too():
    assert faults(document()) == []


def test_what_is_broken_is_seen():
    whole = document(entry()).decode()
    spoiled = {
        "4.1.1: no author": whole.replace("<name>tracker</name>", ""),
        "3.3:": whole.replace("2026-01-05T09:00:00Z", "2026-01-05 09:00:00Z"),
        "4.1.2: 0 times updated": whole.replace("<updated>", "<up>").replace("</updated>", "</up>"),
        "4.1.3.1:": whole.replace('type="html"', 'type="text"'),
        "4.2.6:": whole.replace("urn:uuid:0", "number 0"),
        "4.1.1: urn:uuid:feed stands twice": whole.replace("urn:uuid:0", "urn:uuid:feed"),
        "4.1.2: a link without href": whole.replace('href="https://example.com/letters/0"', ""),
    }
    for why, document_ in spoiled.items():
        assert any(fault.startswith(why) for fault in faults(document_.encode())), why


def test_it_says_where_it_is_from_and_which_page_it_stands_for():
    links = parsed(document(entry())).findall(f"{ATOM}link")
    assert [(link.get("rel"), link.get("type"), link.get("href")) for link in links] == [
        ("self", "application/atom+xml", "https://example.com/letters/feed/x.atom"),
        ("alternate", "text/html", "https://example.com/letters"),
    ]


@pytest.mark.parametrize("text", [ODD, "", "]]>", "<!-- ", "&#0;"])
def test_odd_words_come_through_or_are_replaced_and_break_nothing(text):
    odd = document(entry(title=text, html=f"<body>{text}</body>"), title=text, subtitle=text)
    assert faults(odd) == []
    (title,) = texts(parsed(odd), "entry/title")
    assert (title or "").replace("\ufffd", "") == "".join(
        letter for letter in text if letter not in "\x00\x08\x0b\x1f\ud800\ufffe\uffff"
    )


def test_a_letter_comes_as_what_could_stand_within_a_div_in_its_own_language():
    feed = parsed(document(entry()))
    assert texts(feed, "entry/content") == [SAID]
    languages = [element.get("{http://www.w3.org/XML/1998/namespace}lang") for element in (feed, feed[-1])]
    assert languages == ["en", "fr"]


def test_instants_are_those_of_the_world():
    west = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert texts(parsed(document(entry(at=west))), "entry/updated") == ["2026-01-05T09:00:00Z"]


def test_the_same_letters_give_the_same_bytes():
    assert document(entry()) == document(entry())
