"""Bodies on their way: what comes in pieces is whole, hashed, and handed to another process by its file number."""

import hashlib
import os
import resource
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.calendars.body import digest, gathered, scratch


@given(st.lists(st.binary(max_size=50)))
def test_what_comes_in_pieces_is_whole_and_hashed(pieces: list[bytes]):
    whole, body = b"".join(pieces), gathered(pieces)
    with body.stream:
        assert body.stream.read() == whole
        assert (body.size, body.digest) == (len(whole), hashlib.sha256(whole).hexdigest())
        assert digest(body.stream) == body.digest
        assert body.stream.tell() == 0


def test_another_process_reads_it_by_its_file_number():
    body = gathered([b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"])
    with body.stream:
        read = "import os, sys; sys.stdout.buffer.write(os.pread(int(sys.argv[1]), 100, 0))"
        command = [sys.executable, "-c", read, str(body.stream.fileno())]
        told = subprocess.run(command, pass_fds=[body.stream.fileno()], capture_output=True, timeout=30, check=True)
    assert told.stdout == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


def test_nothing_is_left_open_when_a_piece_fails():
    def pieces() -> Iterator[bytes]:
        yield b"BEGIN:VCALENDAR\r\n"
        raise OSError("cut")

    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(OSError, match="cut"):
        gathered(pieces())
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_large_body_is_never_whole_in_the_memory_of_python():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    body = gathered(b"a" * 65_536 for _ in range(1_600))
    with body.stream:
        assert digest(body.stream) == body.digest
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert body.size > 100_000_000
    assert grown < 20_000, f"{grown} kB"


@pytest.mark.parametrize("in_memory", [True, False])
def test_a_scratch_stream_has_a_file_number_and_no_name(in_memory: bool):
    with scratch(in_memory=in_memory) as stream:
        stream.write(b"word")
        stream.seek(0)
        assert os.pread(stream.fileno(), 10, 0) == b"word"
        assert os.fstat(stream.fileno()).st_nlink == 0
        assert not os.get_inheritable(stream.fileno())
