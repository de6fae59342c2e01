"""The lab's name server: a few bytes of RFC 1035, with answers that are hostile, changing, broken or missing."""

import socket
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from ipaddress import ip_address

from tests.calendars.lab.names import PUBLIC, PUBLIC_6, ZONE, Answers

HERE = ("9.9.9.9", 53)
WILD: dict[str, Answers] = {"six": (PUBLIC_6,), "both": (PUBLIC_6, PUBLIC)}
CODES = {"SERVFAIL": 2, "NXDOMAIN": 3, "REFUSED": 5}
A, CNAME, AAAA = 1, 5, 28

asked: Counter[tuple[str, int]] = Counter()


def serve(start: Callable[..., None]) -> None:
    """By UDP, and by TCP for answers that are too long."""
    packets = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    packets.bind(HERE)
    streams = socket.create_server(HERE)
    start(_packets, packets)
    start(_streams, streams)


def _packets(packets: socket.socket) -> None:
    while True:
        query, whom = packets.recvfrom(4_096)
        told = answer(query)
        if len(told) > 512:
            told = told[:2] + b"\x87\x80" + query[4:6] + bytes(6) + query[12:]
        if told:
            packets.sendto(told, whom)


def _streams(streams: socket.socket) -> None:
    while True:
        connection, _ = streams.accept()
        with connection, connection.makefile("rb") as queries:
            while size := queries.read(2):  # both kinds of address are asked for over one connection
                told = answer(queries.read(struct.unpack("!H", size)[0]), again=True)
                connection.sendall(struct.pack("!H", len(told)) + told)


def answer(query: bytes, *, again: bool = False) -> bytes:
    """What is told to a query; nothing at all to some."""
    name, kind, end = question(query)
    if not again:
        asked[name, kind] += 1
    answers = answers_to(name, asked[name, kind])
    first = answers[0] if answers else ""
    if first == "SILENCE":
        return b""
    if first == "GARBAGE":
        return query[:2] + b"\xff" * 40
    given = [] if first in CODES else list(_records(answers, kind, name))
    head = struct.pack("!2sHHHHH", query[:2], 0x8580 | CODES.get(first, 0), 1, len(given), 0, 0)
    return head + query[12:end] + b"".join(given)


def answers_to(name: str, time: int) -> Answers:
    """In its own zone each name has its turns; else by its last labels."""
    if name in ZONE:
        return ZONE[name][min(time, len(ZONE[name])) - 1]
    labels = name.split(".")
    if labels[-1] == "example" and len(labels) > 2:
        return WILD.get(labels[-2], (PUBLIC,))
    return ("NXDOMAIN",)


def question(query: bytes) -> tuple[str, int, int]:
    """The name, the kind of record, and where the question ends."""
    labels, at = [], 12
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode("ascii", "replace").lower())
        at += 1 + query[at]
    return ".".join(labels), struct.unpack_from("!H", query, at + 1)[0], at + 5


def _records(answers: Answers, kind: int, name: str) -> Iterator[bytes]:
    """Those of this kind; an alias is of every kind, and what follows it belongs to the name that it leads to."""
    owner = name
    for told in answers:
        if told.startswith("CNAME "):
            alias = told.removeprefix("CNAME ")
            yield _packed(owner, CNAME, _labels(alias))
            owner = alias
        elif kind == {4: A, 6: AAAA}[ip_address(told).version]:
            yield _packed(owner, kind, ip_address(told).packed)


def _packed(owner: str, kind: int, data: bytes) -> bytes:
    return _labels(owner) + struct.pack("!HHIH", kind, 1, 0, len(data)) + data


def _labels(name: str) -> bytes:
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\x00"
