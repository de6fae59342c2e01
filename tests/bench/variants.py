"""The same feed as it comes the next time: changed, stamped anew, with one event more or fewer, in another order.

python -m tests.bench.variants feed.ics -o next.ics [--change 1] [--restamp] [--add 1] [--remove 1] [--shuffle]
"""

import argparse
import re
from pathlib import Path
from random import Random
from typing import NamedTuple

_BEGIN, _END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"
_ADDED = (
    b"BEGIN:VEVENT\r\nDTSTART:20260205T100000Z\r\nDTEND:20260205T110000Z\r\nDTSTAMP:20260201T080000Z\r\n"
    b"UID:added-%d@feed.example\r\nSUMMARY:Send the leaflet to Ama\r\nEND:VEVENT\r\n"
)


class Feed(NamedTuple):
    """A feed in its parts: what stands before the events, each event, what stands after them."""

    head: bytes
    blocks: list[bytes]
    tail: bytes

    @property
    def body(self) -> bytes:
        return b"".join((self.head, *self.blocks, self.tail))


def cut(body: bytes) -> Feed:
    """A feed of a generator cut into its parts; such a feed has no traps, so this knows of none."""
    head, begin, rest = body.partition(_BEGIN)
    *blocks, tail = (begin + rest).split(_END)
    return Feed(head, [block + _END for block in blocks], tail)


def changed(blocks: list[bytes], count: int) -> list[bytes]:
    """Other titles for so many of the events that come next."""
    ahead = [place for place, block in enumerate(blocks) if b"\r\nUID:ahead-" in block]
    for number, place in enumerate(sorted(ahead, key=lambda place: _start(blocks[place]))[:count]):
        blocks[place] = re.sub(rb"(?m)^SUMMARY:.*\r$", b"SUMMARY:Changed %d\r" % number, blocks[place], count=1)
    return blocks


def _start(block: bytes) -> bytes:
    """Its wall clock, which is near enough to sort by."""
    found = re.search(rb"(?m)^DTSTART[^:]*:(\d+T?\d*)", block)
    return found[1] if found else b""


def restamped(blocks: list[bytes], stamp: bytes = b"20260201T120000Z") -> list[bytes]:
    """As some services write them: each DTSTAMP is the instant of asking."""
    return [re.sub(rb"(?m)^DTSTAMP:.*\r$", b"DTSTAMP:%s\r" % stamp, block, count=1) for block in blocks]


def added(blocks: list[bytes], count: int) -> list[bytes]:
    """New events before all others."""
    return [*(_ADDED % number for number in range(count)), *blocks]


def removed(blocks: list[bytes], count: int) -> list[bytes]:
    """The middle ones left out."""
    middle = len(blocks) // 2
    return blocks[:middle] + blocks[middle + count :]


def shuffled(blocks: list[bytes]) -> list[bytes]:
    """All in another order."""
    return Random("another order").sample(blocks, len(blocks))


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can happen to a feed, as options."""
    parser.add_argument("--change", type=int, default=0, metavar="K", help="change the titles of K events")
    parser.add_argument("--add", type=int, default=0, metavar="K", help="put K new events in front")
    parser.add_argument("--remove", type=int, default=0, metavar="K", help="leave out K events")
    parser.add_argument("--restamp", action="store_true", help="a new DTSTAMP on each event")
    parser.add_argument("--shuffle", action="store_true", help="all events in another order")


def varied(feed: Feed, options: argparse.Namespace) -> Feed:
    """The feed after what the options say."""
    blocks = removed(added(changed(list(feed.blocks), options.change), options.add), options.remove)
    blocks = restamped(blocks) if options.restamp else blocks
    return feed._replace(blocks=shuffled(blocks) if options.shuffle else blocks)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("feed", type=Path)
    parser.add_argument("-o", type=Path, required=True, help="where to")
    add_options(parser)
    options = parser.parse_args()
    options.o.write_bytes(varied(cut(options.feed.read_bytes()), options).body)


if __name__ == "__main__":
    main()
