"""Where letters go: a folder on this machine, or a mail server by verified TLS. A trouble says what can be done.

`before_data` is called at the last moment before anything can arrive. Its caller commits `sending` there, so that
after a crash a letter is either not sent or known to be in doubt, and is sent once more under the same Message-ID.
"""

import errno
import os
import smtplib
import ssl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Literal, Protocol

from tracker.mail.talk import SealedTalk, Talk, on_the_wire
from tracker.tongue import N_


class OutboxTrouble(Exception):
    """A letter did not go out. The text is for its user: it names the remedy, and no address or secret. It is kept
    with the letter as it is, and translated where it is shown.
    """


class TryLater(OutboxTrouble):
    """Not now: nothing was sent, and the same may work later."""


class Rejected(OutboxTrouble):
    """The server will not take this letter for this recipient."""


class OutboxBroken(OutboxTrouble):
    """No letter can go out until somebody changes the settings or the server."""


class Uncertain(OutboxTrouble):
    """The connection broke after the letter was handed over: it may have arrived or not."""


class Outbox(Protocol):
    """A way out for letters."""

    def send(self, raw: bytes, *, to: str, sender: str, before_data: Callable[[], None]) -> None:
        """Send one letter to one recipient. Raises an OutboxTrouble, or whatever `before_data` raises."""

    def check(self) -> None:
        """Raise the trouble that any letter would meet; send nothing."""


@dataclass(frozen=True, slots=True)
class MaildirOutbox:
    """A Maildir, which any mail program can open. A letter sent again lands on its own name, so it is there once."""

    folder: Path

    def send(self, raw: bytes, *, to: str, sender: str, before_data: Callable[[], None]) -> None:
        """Put the letter into the folder, on disk before this returns."""
        self.check()
        before_data()
        name = _name(raw)
        with _plain_disk():
            if not self._holds(name):
                self._drop(name, raw.replace(b"\r\n", b"\n"))

    def check(self) -> None:
        """Make the folder if need be, and see that it can be written."""
        with _plain_disk():
            for part in ("tmp", "new", "cur"):
                (self.folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
                tempfile.TemporaryFile(dir=self.folder / part).close()

    def _holds(self, name: str) -> bool:
        """Whether it lies there, unread in `new` or, with flags behind a colon, in `cur`."""
        return (self.folder / "new" / name).exists() or any((self.folder / "cur").glob(f"{name}*"))

    def _drop(self, name: str, raw: bytes) -> None:
        handle, path = tempfile.mkstemp(dir=self.folder / "tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            os.rename(path, self.folder / "new" / name)
        except OSError:
            os.unlink(path)  # else each try would leave a part of the letter on a disk that is full
            raise
        _settle(self.folder / "new")


def _name(raw: bytes) -> str:
    message_id = BytesHeaderParser().parsebytes(raw).get("Message-ID")
    return sha256(str(message_id).encode() if message_id else raw).hexdigest()[:32]


def _settle(folder: Path) -> None:
    """A rename lasts through a power cut only once its folder is on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _plain_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise TryLater("The disk that holds the letters is full. Free some space; it is tried again.") from None
        raise OutboxBroken(
            "The folder for letters cannot be written. Check that it belongs to the user who runs tracker."
        ) from None


@dataclass(frozen=True, slots=True)
class SmtpOutbox:
    """A mail server, reached by STARTTLS or by TLS from the first byte, its certificate verified.

    `ca_file` names one more authority to trust, for a server of one's own. In seconds: `timeout` for each piece of an
    answer, `within` for a whole talk, which must end before the letter's lease does.
    """

    host: str
    port: int
    security: Literal["starttls", "tls"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    timeout: float = 20.0
    within: float = 90.0

    def send(self, raw: bytes, *, to: str, sender: str, before_data: Callable[[], None]) -> None:
        """Hand one letter to the server."""
        with self._session(sender.rpartition("@")[2]) as smtp:
            with _plainly():
                _expect(smtp.mail(sender), _sender_trouble)
                _expect(smtp.rcpt(to), _recipient_trouble)
            before_data()
            with _plainly():
                _expect(smtp.docmd("DATA"), _letter_trouble, good=354)
            with _plainly(Uncertain(_IN_DOUBT)):
                smtp.send(on_the_wire(raw))
                answer = smtp.getreply()
            _expect(answer, _letter_trouble, garbled=Uncertain(_IN_DOUBT))

    def check(self) -> None:
        """Connect, verify, sign in, and leave."""
        with self._session(""):
            pass

    @contextmanager
    def _session(self, hello: str) -> Iterator[smtplib.SMTP]:
        with _plainly():
            smtp = self._connect(hello)
        try:
            with _plainly():
                self._enter(smtp)
            yield smtp
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
        finally:
            smtp.close()

    def _connect(self, hello: str) -> smtplib.SMTP:
        where = (self.within, self.host, self.port, hello)
        if self.security == "tls":
            return SealedTalk(*where, timeout=self.timeout, context=self._trust())
        return Talk(*where, timeout=self.timeout)

    def _enter(self, smtp: smtplib.SMTP) -> None:
        if self.security == "starttls":
            smtp.starttls(context=self._trust())  # raises when not offered: there is no way round it
        smtp.ehlo_or_helo_if_needed()
        if self.username:
            smtp.login(self.username, self.password)

    def _trust(self) -> ssl.SSLContext:
        """The system's authorities, and ours beside them. smtplib by itself would verify nothing."""
        try:
            files = [file for file in (self.ca_file, _SYSTEMS) if file and file.exists()]
            return _trusting(self.ca_file, tuple(file.stat().st_mtime_ns for file in files))
        except OSError:
            raise OutboxBroken(
                "The file of certificates named in [mail] ca_file cannot be read. Correct its path or content."
            ) from None


@lru_cache(maxsize=8)
def _trusting(ca_file: Path | None, _changed_at: tuple[int, ...]) -> ssl.SSLContext:
    """Read anew when a file of certificates is another: to read the system's took half of what a letter costs."""
    context = ssl.create_default_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


_SYSTEMS = Path(ssl.get_default_verify_paths().openssl_cafile)
_IN_DOUBT = N_("The mail server broke off after it was given the letter. It is sent once more; it may arrive twice.")
ADDRESS_REFUSED = N_("The mail server refuses this address. Check it in your settings.")
LETTER_REFUSED = N_("The mail server refused the letter itself. Ask its keeper why.")
_NO_ANSWER = N_(
    "The mail server did not answer or broke off. It is tried again; check host and port if this goes on."
)


@contextmanager
def _plainly(gone: OutboxTrouble | None = None) -> Iterator[None]:
    """Turn what the network and smtplib raise into plain words; `gone` is what a broken connection means here."""
    try:
        yield
    except OutboxTrouble:
        raise
    except (smtplib.SMTPException, UnicodeError, OSError) as error:
        raise _trouble(error, gone or TryLater(_NO_ANSWER)) from None


def _trouble(error: Exception, gone: OutboxTrouble) -> OutboxTrouble:
    if isinstance(error, ssl.SSLCertVerificationError):
        return OutboxBroken(
            "The mail server's certificate could not be verified. Check the host's name in [mail] host; "
            "for a server with a certificate of its own, name it in [mail] ca_file."
        )
    if isinstance(error, ssl.SSLError) and not isinstance(error, ssl.SSLEOFError):
        return OutboxBroken(
            "No TLS could be agreed with the mail server. Check [mail] port and security: "
            "587 goes with starttls, 465 with tls."
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return OutboxBroken(_NOT_OFFERED)
    if isinstance(error, smtplib.SMTPAuthenticationError | UnicodeError):
        return _signin_trouble(getattr(error, "smtp_code", 535))
    if isinstance(error, smtplib.SMTPResponseException):
        return _server_trouble(error.smtp_code)
    return gone


_NOT_OFFERED = N_(
    "The mail server offers no STARTTLS, or no sign-in that we know. Nothing was sent in the clear. "
    "Check [mail] port and security, or use another server."
)


def _signin_trouble(code: int) -> OutboxTrouble:
    if code < 500:
        return TryLater("The mail server cannot check the password at the moment. It is tried again.")
    return OutboxBroken(
        "The mail server refused the user name or password. Correct them in [mail]; "
        "some providers want a password made for this app."
    )


def _server_trouble(code: int) -> OutboxTrouble:
    if code < 500:
        return TryLater("The mail server is not ready at the moment. It is tried again.")
    if code in (500, 502, 503, 504):  # RFC 5321, 4.2.4: a command that it does not know, which can be STARTTLS alone
        return OutboxBroken(_NOT_OFFERED)
    return OutboxBroken("The mail server will not talk with us. Check [mail] host and port, or ask its keeper.")


def _sender_trouble(code: int) -> OutboxTrouble:
    if code < 500:
        return TryLater("The mail server takes no letters at the moment. It is tried again.")
    return OutboxBroken("The mail server does not accept our sender address. Set [mail] from to one that it allows.")


def _recipient_trouble(code: int) -> OutboxTrouble:
    if code < 500:
        return TryLater("The mail server does not take letters for this address yet. It is tried again.")
    if code in (530, 534, 535, 538):  # RFC 4954, section 6: it asks for a sign-in, this is not about the recipient
        return OutboxBroken("The mail server wants a sign-in. Set user and password in [mail].")
    return Rejected(ADDRESS_REFUSED)


def _letter_trouble(code: int) -> OutboxTrouble:
    if code < 500:
        return TryLater("The mail server put the letter off. It is tried again.")
    return Rejected(LETTER_REFUSED)


def _expect(
    answer: tuple[int, bytes],
    trouble: Callable[[int], OutboxTrouble],
    *,
    good: int = 250,
    garbled: OutboxTrouble | None = None,
) -> None:
    """A server's yes, else the trouble that its code means. Only the code is used: the text may hold an address."""
    code = answer[0]
    if code == -1:  # smtplib: no code could be read
        raise garbled or TryLater(_NO_ANSWER)
    if code // 100 != good // 100:
        raise trouble(code)
