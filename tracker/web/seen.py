"""What a page showed, under a short name: an Undo made for another state of it changes nothing."""

from zlib import crc32

from tracker.domain.decided import Decided, to_record


def state(one: Decided) -> str:
    """A short name of what a thing is now."""
    return f"{crc32(repr(to_record(one)).encode()):08x}"
