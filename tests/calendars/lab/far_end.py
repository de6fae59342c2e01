"""The far end: servers on every address of the sealed network, with and without TLS, that note who asked for what.

Run as a process of its own: it says "ready" once it listens, and writes down what it saw when its input is closed.
"""

import json
import socket
import ssl
import struct
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme

from tests.calendars.lab import look_up, watch
from tests.calendars.lab.behaviours import BY_ALL, BY_REST, FEED, RESET, Asked, sized
from tests.calendars.lab.broken import LUMPS
from tests.calendars.lab.names import PUBLIC

PLAIN, SECURE = (80, 8000, 8080), (443, 8443)
FULL, MUTE = 8081, 8082  # nobody ever accepts; nobody ever answers
WILD = ("good", "other", "names", "six", "both", "wrong", "stranger", "expired")

seen: list[dict[str, Any]] = []


def pieces(asked: Asked) -> Iterator[bytes]:
    """What is answered, piece by piece; a feed where nothing else is meant."""
    path = f"{asked.word}/{asked.rest}".rstrip("/")
    if path in LUMPS:
        return iter(LUMPS[path])
    if asked.word in BY_REST:
        return BY_REST[asked.word](asked.rest)
    return BY_ALL[asked.word](asked) if asked.word in BY_ALL else iter([sized(FEED)])


def read_request(connection: socket.socket) -> tuple[Asked, dict[str, str]] | None:
    head = b""
    while b"\r\n\r\n" not in head and len(head) < 100_000:
        part = connection.recv(65_536)
        if not part:
            return None
        head += part
    first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    word, _, rest = first.split(" ")[1].removeprefix("/").partition("/")
    host = headers.get("host", "")
    return Asked(word.partition("?")[0], rest, host, headers.get("authorization", "")), headers


def answer(connection: socket.socket) -> None:
    """One request and its answer; whoever goes away early is let go."""
    connection.settimeout(60)
    read = read_request(connection)
    if read is None:
        return
    asked, headers = read
    secure = isinstance(connection, ssl.SSLSocket)
    seen.append({"host": asked.host, "secure": secure, "headers": headers})
    for piece in pieces(asked):
        if piece == RESET:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        connection.sendall(piece)


def serve(connection: socket.socket, context: ssl.SSLContext | None) -> None:
    with connection:
        try:
            if context:
                with context.wrap_socket(connection, server_side=True) as secure:
                    answer(secure)
            else:
                answer(connection)
        except OSError:
            return  # it hung up, which is its good right


def listen(port: int, backlog: int = 500) -> socket.socket:
    """On every address of both families."""
    listening = socket.socket(socket.AF_INET6)
    listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("::", port))
    listening.listen(backlog)
    return listening


def accept(port: int, context: ssl.SSLContext | None) -> None:
    listening = listen(port)
    start(_accepting, listening, context)


def _accepting(listening: socket.socket, context: ssl.SSLContext | None) -> None:
    while True:
        connection, _ = listening.accept()
        start(serve, connection, context)


def start(function: Any, *args: Any) -> None:
    threading.Thread(target=function, args=args, daemon=True).start()


def certificates(folder: Path) -> ssl.SSLContext:
    """By the name that is asked for; the authority that should be believed is left in the folder."""
    authority, stranger = trustme.CA(), trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    long_ago = datetime.now(UTC) - timedelta(days=9)
    good = authority.issue_cert("good.example", *(f"*.{word}.example" for word in WILD[:5]))
    contexts = {
        "stranger": _context(stranger.issue_cert("*.stranger.example")),
        "wrong": _context(authority.issue_cert("elsewhere.example")),
        "expired": _context(authority.issue_cert("*.expired.example", not_after=long_ago)),
    }
    usual = _context(good)

    def choose(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = contexts.get((name or "..").split(".")[1], usual)

    usual.sni_callback = choose
    return usual


def _context(issued: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    issued.configure_cert(context)
    return context


def fill(port: int) -> list[socket.socket]:
    """A port whose queue is full: it takes no further connection, and does not say so."""
    full = [listen(port, 0)]
    for _ in range(4):
        knocking = socket.socket()
        knocking.setblocking(False)
        knocking.connect_ex((PUBLIC, port))
        full.append(knocking)
    time.sleep(0.1)
    return full


def main(folder: Path) -> None:
    context = certificates(folder)
    for port in PLAIN:
        accept(port, None)
    for port in SECURE:
        accept(port, context)
    held = [*fill(FULL), listen(MUTE)]
    look_up.serve(start)
    connections = watch.begin(start)
    print("ready", flush=True)
    sys.stdin.read()
    assert held
    (folder / "seen.json").write_text(json.dumps({"asked": seen, "connections": connections}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
