"""TLS taken away from between us and the mail server: not offered, refused, or with a certificate that is not the
server's. No password and no letter goes out meanwhile, not a byte of them; all do once it is well again (C28).
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread

import trustme

from tests.cluster import Cluster
from tests.faults.row import Fault, Row
from tests.faults.world.mail import MINUTE, Readers, readers
from tests.mail.post import Post, listening
from tests.making import NOW

LASTS = 40 * MINUTE
OFFERS = b"250-post.example.com\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n"
OFFERS_NONE = b"250-post.example.com\r\n250 AUTH PLAIN LOGIN\r\n"


class Wire:
    """A server that answers what it is told to say, in the clear, and keeps every byte that comes."""

    def __init__(self, offers: bytes, refusal: bytes = b"") -> None:
        self.offers, self.refusal, self.heard = offers, refusal, bytearray()
        self.door = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.door.getsockname()[1]

    def serve(self) -> None:
        """Until its door is shut."""
        with suppress(OSError):
            while True:
                line, _ = self.door.accept()
                with line, suppress(OSError):
                    self._talk(line)

    def _talk(self, line: socket.socket) -> None:
        line.sendall(b"220 post.example.com\r\n")
        while said := line.recv(4096):
            self.heard += said
            word = said.split()[0].upper()
            line.sendall(
                {b"EHLO": self.offers, b"STARTTLS": self.refusal, b"QUIT": b"221 bye\r\n"}.get(word, b"250\r\n")
            )


@contextmanager
def in_the_clear(post: Post, offers: bytes, refusal: bytes = b"") -> Iterator[tuple[int, bytearray]]:
    """It serves for this block."""
    wire = Wire(offers, refusal)
    thread = Thread(target=wire.serve)
    thread.start()
    try:
        yield wire.port, wire.heard
    finally:
        wire.door.shutdown(socket.SHUT_RDWR)
        thread.join()
        wire.door.close()


@contextmanager
def with_another_certificate(post: Post, ours: bool, name: str) -> Iterator[tuple[int, bytearray]]:
    """A server with a certificate by an authority that is not ours, or of another name. Beyond the handshake nothing
    is heard; what was said there is kept by its parts.
    """
    issuer = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    issuer.issue_cert(name).configure_cert(context)
    if ours and post.ca_file:
        with post.ca_file.open("ab") as known:
            known.write(issuer.cert_pem.bytes())
    other, heard = Post(), bytearray()
    with listening(other, "starttls", context) as port:
        yield port, heard
    for part in (*other.letters, *(repr(one).encode() for one in other.signins), *map(str.encode, other.asked)):
        heard += part


def _struck(fault: str, down, folder: Path, cluster: Cluster, times: int) -> Row:
    with readers(folder, times) as one:
        with down(one.server) as (port, heard):
            one.work(NOW + LASTS, port=port)
            seen, well_at = one.told(port=port), one.clock.now
        leaked = _leaked(bytes(heard), one)
        one.work()
        return one.row(f"TLS {fault}", seen, well_at)._replace(wrong=leaked)


def _leaked(heard: bytes, one: Readers) -> int:
    """How many things went over the wire that are nobody's business: commands after EHLO, the password, letters."""
    assert not one.server.letters
    return sum(word in heard for word in (b"AUTH", b"MAIL", b"right", b"Subject", b"DATA"))


DOWN = {
    "not offered": partial(in_the_clear, offers=OFFERS_NONE),
    "refused for now": partial(in_the_clear, offers=OFFERS, refusal=b"454 4.7.0 TLS not available\r\n"),
    "refused": partial(in_the_clear, offers=OFFERS, refusal=b"502 5.5.1 not implemented\r\n"),
    "by a stranger": partial(with_another_certificate, ours=False, name="127.0.0.1"),
    "of another name": partial(with_another_certificate, ours=True, name="other.example.com"),
}
EACH: dict[str, Fault] = {fault: partial(_struck, fault, down) for fault, down in DOWN.items()}
