"""The cage, with real children: what they may use, how they die, and that nothing is left behind."""

import os
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.calendars.reading import YEAR, feed, read_feed
from tracker.calendars import cage
from tracker.calendars.cage import CageTrouble, Limits, caged, confined
from tracker.calendars.ics import read

TIGHT = Limits(memory=300 * 1024 * 1024, cpu=1, wall=2)


def test_the_cage_gives_what_the_function_gives():
    body = feed("weekly-series-with-one-moved-and-one-cancelled")
    inside = caged(read, body, calendar="work", window=YEAR, zone=ZoneInfo("Africa/Accra"))
    assert inside == read_feed("weekly-series-with-one-moved-and-one-cancelled")


def test_a_child_is_another_process_each_time():
    assert len({os.getpid(), caged(os.getpid), caged(os.getpid)}) == 3


def test_too_much_memory_is_a_plain_trouble():
    with pytest.raises(CageTrouble, match=r"took too much memory. Export a shorter stretch"):
        confined(TIGHT, bytearray, 10**9)


def test_too_much_work_is_a_plain_trouble():
    with pytest.raises(CageTrouble, match=r"Reading this calendar took too long. Export a shorter stretch"):
        confined(TIGHT, sum, range(10**12))


def test_waiting_for_ever_is_a_plain_trouble():
    started = time.monotonic()
    with pytest.raises(CageTrouble, match="too long"):
        confined(TIGHT, time.sleep, 60)
    assert time.monotonic() - started < 10


def test_a_child_that_dies_or_stumbles_is_a_plain_trouble():
    with pytest.raises(CageTrouble, match=r"the reader broke down over it. Please report it"):
        caged(os.abort)
    with pytest.raises(CageTrouble, match=r"the reader stumbled \(ValueError\). Please report it"):
        caged(int, "not a number")


def test_nothing_but_plain_records_comes_out():
    with pytest.raises(CageTrouble, match="strange answer"):
        caged(Path, "/")


def test_no_secret_of_the_service_goes_in():
    assert os.getenv("HOME")
    assert caged(os.getenv, "HOME") is None


def test_many_threads_may_call_at_once():
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(caged(abs, -7))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [7] * 8


def test_a_killed_warden_is_replaced():
    caged(abs, -1)
    cage.close()
    assert caged(abs, -1) == 1


def test_a_child_reaches_no_network_where_namespaces_are_allowed():
    with socket.create_server(("127.0.0.1", 0)) as server:
        if not caged(os.path.exists, "/proc/self/ns/net") or caged(os.readlink, "/proc/self/ns/net") == os.readlink(
            "/proc/self/ns/net"
        ):
            return  # not allowed on this machine; the other bounds still hold
        with pytest.raises(CageTrouble):
            caged(socket.create_connection, server.getsockname(), 1)


@pytest.mark.parametrize("end", ["", "import os; os._exit(1)", "raise SystemExit(3)"])
def test_the_warden_ends_with_the_service_however_that_ends(end: str):
    code = f"from tracker.calendars.cage import caged; import os; print(caged(os.getppid), flush=True); {end}"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    warden = int(ran.stdout)
    for _ in range(100):
        if not Path(f"/proc/{warden}").exists():
            return
        time.sleep(0.05)
    pytest.fail("the warden outlived the service")


def test_a_name_of_time_survives_the_way_back():
    at = datetime(2026, 3, 10, tzinfo=UTC)
    assert caged(at.astimezone, ZoneInfo("Europe/Berlin")) == at


def test_a_machine_without_room_for_one_more_is_a_plain_trouble():
    code = (
        "import resource, os\n"
        "from tracker.calendars.cage import CageTrouble, caged\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir('/proc/self/fd')) - 1,) * 2)\n"
        "try:\n    caged(int)\nexcept CageTrouble as trouble:\n    print(trouble)\n"
    )
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert "allows no new process or open file. Close some, or raise its limits." in child.stdout
