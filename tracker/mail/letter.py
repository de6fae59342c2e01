"""A letter written from its templates: a text and an HTML part with the same words, and headers that stay whole."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from textwrap import fill
from typing import Any
from urllib.parse import urlsplit

import css_inline
import jinja2

from tracker import tongue
from tracker.domain.account import User
from tracker.domain.digest import Digest
from tracker.mail import week
from tracker.mail.links import Links
from tracker.mail.words import clean, cut, listed, moment, one_line
from tracker.tongue import worded

COLUMNS = 72
# Lines of quoted-printable may have 76 letters at most (RFC 2045, 6.7), and so may those of encoded words (RFC 2047).
SHORT = SMTP.clone(max_line_length=76)


class _Headers(EmailPolicy):
    """A long word such as the token in List-Unsubscribe would else be written as encoded words, which hides the
    button (stack 4.2). So no header is folded but the subject, the one that has words of people.
    """

    def fold(self, name: str, value: str) -> str:
        by = SHORT.fold if name == "Subject" else super().fold
        return str(by(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        return SHORT.fold_binary(name, value) if name == "Subject" else super().fold_binary(name, value)


HEADERS = _Headers(max_line_length=998, linesep="\r\n")
ONCE = {"Auto-Submitted": "auto-generated"}  # the one header of letters that come once (RFC 3834)


class BadAddress(ValueError):
    """Not exactly one mail address."""


def write(
    name: str,
    *,
    to: str,
    sender: str,
    message_id: str,
    made_at: datetime,
    context: Mapping[str, Any],
    headers: Mapping[str, str] = ONCE,
) -> EmailMessage:
    """The letter of that name to one recipient. The same arguments give the same bytes.

    `sender` may carry a name, as `Tracker <tracker@example.com>`. No text in the context can break a line, but what
    came from outside is to be cut by its giver (see `words.clean`). Raises BadAddress.
    """
    harmless = _harmless(context)
    subject = cut(one_line(_page(name, "subject.txt", harmless)))
    text, html = (_page(name, page, {**harmless, "subject": subject}) for page in ("body.txt", "body.html"))
    message = EmailMessage(policy=HEADERS)
    message["From"], message["To"] = one_address(sender), one_address(to)
    message["Subject"] = subject
    message["Date"] = format_datetime(made_at.astimezone(UTC))
    message["Message-ID"] = message_id
    for header, value in headers.items():
        message[header] = one_line(value)
    message["MIME-Version"] = "1.0"
    message.make_alternative(boundary=f"=_{sha256(message_id.encode()).hexdigest()[:24]}")
    message.set_payload([_part(text, "plain"), _part(_INLINER.inline(html), "html")])
    return message


def one_address(text: str) -> Address:
    """The one address that a text holds, with its name. Raises BadAddress when it holds none, or more."""
    one = _only(text) if clean(text, len(text) + 1) == text.strip(" ") else None
    if one is None or not (one.username and one.domain):
        raise BadAddress("This is not exactly one mail address.")
    return one


def _only(text: str) -> Address | None:
    try:
        header = HEADERS.header_factory("to", text)
    except (IndexError, ValueError):  # the library's parser runs off the end of "efua@"
        return None
    return header.addresses[0] if len(header.addresses) == 1 and not header.defects else None


def listing(thread: str, name: str, stop: str) -> dict[str, str]:
    """The headers of letters that come again and again: one thread (its id names no letter, all of them hang on it),
    whose they are, and the button that ends them (RFC 2919, RFC 8058, RFC 3834).
    """
    return {
        "References": f"<{thread}>",
        "List-Id": name,
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    } | ONCE


def digest_letter(
    digest: Digest, *, links: Links, base_url: str, sender: str, message_id: str, made_at: datetime
) -> EmailMessage:
    """The weekly letter, in its user's language, with its links made at `made_at`."""
    user, host = digest.user, urlsplit(base_url).hostname
    unsubscribe = links.make("unsubscribe", user=user.id, at=made_at)
    with tongue.speaking(user.locale):
        about = week.account(digest, links, made_at)
        return write(
            "digest",
            to=user.email,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
            headers=listing(
                f"digest.{user.id}@{one_address(sender).domain}", f"Weekly letter <weekly.{host}>", unsubscribe
            ),
            context={**about, "unsubscribe": unsubscribe, "home": base_url.rstrip("/")},
        )


def signin_letter(
    *, to: str, link: str, base_url: str, sender: str, message_id: str, made_at: datetime, locale: str = "en"
) -> EmailMessage:
    """The letter with a link to sign in by, good once and for ten minutes."""
    with tongue.speaking(locale):
        return write(
            "signin",
            to=to,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
            context={"link": link, "host": urlsplit(base_url).netloc},
        )


def reconnect_letter(
    user: User,
    *,
    account: str,
    calendars: Sequence[str],
    since: datetime,
    testing: str,
    base_url: str,
    sender: str,
    message_id: str,
    made_at: datetime,
) -> EmailMessage:
    """The letter that says once that Google took back the leave to read an account. `since` is when we learnt of it;
    `testing` is a message that explains leave that ends after a week, empty where it did not.
    """
    with tongue.speaking(user.locale):
        return write(
            "reconnect",
            to=user.email,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
            context={
                "account": clean(account),
                "calendars": listed([clean(name) for name in calendars]) if calendars else "",
                "since": moment(since, user.zone, made_at),
                "testing": worded(testing),
                "link": f"{base_url.rstrip('/')}/google",
            },
        )


def stopped_letter(
    user: User,
    *,
    webhook: str,
    address: str,
    why: str,
    base_url: str,
    sender: str,
    message_id: str,
    made_at: datetime,
) -> EmailMessage:
    """The letter that says once that a webhook is told no more, and why. `address` is its own, masked."""
    with tongue.speaking(user.locale):
        return write(
            "webhook",
            to=user.email,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
            context={
                "address": clean(address),
                "why": worded(why),
                "link": f"{base_url.rstrip('/')}/webhooks/{webhook}",
            },
        )


def trial_letter(user: User, *, base_url: str, sender: str, message_id: str, made_at: datetime) -> EmailMessage:
    """The letter that shows that letters arrive."""
    with tongue.speaking(user.locale):
        return write(
            "test",
            to=user.email,
            sender=sender,
            message_id=message_id,
            made_at=made_at,
            context={"base_url": base_url},
        )


def _part(text: str, kind: str) -> MIMEPart:
    part = MIMEPart(policy=SHORT)
    part.set_content(text, subtype=kind, charset="utf-8", cte="quoted-printable")
    return part


def _page(name: str, page: str, context: Mapping[str, Any]) -> str:
    return _TEMPLATES.get_template(f"{name}/{page}").render(context)


def _harmless(value: Any) -> Any:
    """A context in which no text can break a line or turn its direction, whatever it is put into."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, Mapping):
        return {key: _harmless(one) for key, one in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(_harmless, value))
    return tuple(map(_harmless, value)) if isinstance(value, tuple | list) else value


def _folder() -> Path:
    """The templates lie in the package of a wheel, and beside it in a clone."""
    package = Path(__file__).parent.parent
    inside = package / "templates" / "email"
    return inside if inside.is_dir() else package.parent / "templates" / "email"


def _wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Text filled to the columns of a terminal; a link is never broken."""
    return fill(
        text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_folder()),
        autoescape=jinja2.select_autoescape(["html"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["wrapped"] = _wrapped
    tongue.teach(environment)
    return environment


_TEMPLATES = _environment()
_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
