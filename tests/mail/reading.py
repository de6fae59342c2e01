"""Letters as mail programs show them, and texts that would do harm."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html import unescape
from html.parser import HTMLParser

HOSTILE = (
    "x\r\nBcc: all@example.com",
    "x\nSubject: two",
    "x\x00y\x1b[31m",
    "x\u2028To: all@example.com",
    "x\x85\x0by",
    "\u202etxt.exe\u2066",
    "x\ud800",
    "</td></table><script>alert(1)</script>",
    '"><img src="https://tracker.invalid/x.png">',
    "{{ 7 * 7 }}{% raw %}",
    "<style>* { display: none }</style>",
    "a, b@example.com; c",
    "=?utf-8?q?x?=",
)
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def parts(message: EmailMessage) -> tuple[str, str]:
    """Text and HTML as a mail program shows them after the way over the wire."""
    arrived = message_from_bytes(message.as_bytes(), policy=SMTP)
    bodies = [arrived.get_body((kind,)) for kind in ("plain", "html")]  # type: ignore[attr-defined]
    text, html = (body.get_content().replace("\r\n", "\n") for body in bodies)
    return text, html


def spoken(html: str) -> str:
    """The words of a page, on one line."""
    bare = re.sub(r"(?s)<head>.*</head>", "", html)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", bare)).split())


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]


def flowing(text: str) -> str:
    """A text part without its line ends and the signs before them."""
    return " ".join(text.replace("!!", "").split())
