"""What a log line says, and that nobody who chooses the words in one can make it say more, or make it two."""

import json
import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import logs

BOTH = pytest.mark.parametrize("shape", [logs.AsText(), logs.AsJson()], ids=["text", "json"])
FORGED = "gone\n2026-01-05 09:00:00,000 WARNING tracker.web sync troubled calendar=all\r\u2028\x1b[31m{}"


def record(message, *args, error=None, name="tracker.services.sync", level=logging.INFO):
    exc_info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord(name, level, __file__, 1, message, args, exc_info)


def as_json(*args, **but):
    return json.loads(logs.AsJson().format(record(*args, **but)))


def as_text(*args, **but):
    """A line without its time, its level and who says it."""
    return logs.AsText().format(record(*args, **but)).split(" ", 4)[4]


def raised(error, cause=None):
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def test_an_event_is_its_words_and_its_keys():
    line = as_json("synced calendar=%s new=%d", "abc", 3)
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "tracker.services.sync",
        "event": "synced",
        "calendar": "abc",
        "new": 3,
    }
    assert as_text("synced calendar=%s new=%d", "abc", 3) == "synced calendar=abc new=3"


def test_a_line_of_anothers_is_kept_as_it_reads():
    assert as_text("Booting worker with pid: %s", 7) == "Booting worker with pid: 7"
    assert as_json("%(a)s of 100%%", {"a": 1})["event"] == "1 of 100%"


def test_each_line_bears_its_request_and_its_job():
    with logs.about(request="r1"), logs.about(job="j1"):
        assert as_text("synced") == "synced request=r1 job=j1"
        assert as_json("synced")["request"] == logs.request_id() == "r1"
    assert as_text("synced") == "synced"
    assert logs.request_id() == ""


def test_what_one_thread_is_about_is_not_what_another_is_about():
    with ThreadPoolExecutor(1) as pool, logs.about(request="mine"):
        assert pool.submit(as_text, "synced").result() == "synced"


@BOTH
@given(text=st.text() | st.just(FORGED))
def test_one_event_is_one_line_whatever_its_text(shape, text):
    for message, *args in (("told name=%s", text), ("%s", text), (text.replace("%", "%%"),)):
        line = shape.format(record(message, *args))
        assert len(line.splitlines()) == 1
        assert line.isprintable()


@given(text=st.text(alphabet=st.characters(exclude_characters="@", exclude_categories=["Cs"]), max_size=15))
def test_a_value_is_read_back_as_it_was(text):
    assert as_json("told name=%s", text)["name"] == text


def test_a_value_cannot_pass_for_another_key():
    assert as_text("told name=%s", "x calendar=all") == 'told name="x calendar=all"'
    assert as_text("told name=%s", 'x" calendar="all') == r'told name="x\" calendar=\"all"'


@BOTH
@pytest.mark.parametrize(
    "secret",
    [
        "https://calendar.example/marked-path/basic.ics?key=marked",
        "webcal://marked.example",
        "postgresql+psycopg://tracker:marked@db.example/tracker",
        "marked@example.com",
        "eyJhY3QiOiJkZWxpdmVyIn0.marked-Zm9vYmFyYmF6cXV4.aR7",
        "Pz0Jrk7dJmarkedVd2n0Jp6kV9a1qN3xq8w5wq4m4mmm",
    ],
)
def test_an_address_or_a_token_that_got_into_a_line_is_masked(shape, secret):
    for message, *args in (("Error handling request /signin/%s", secret), ("told where=%s", secret)):
        assert "marked" not in shape.format(record(message, *args))


def test_names_that_are_no_secret_are_left():
    for name in ("Xq3-_9aZkLmN0pQr", "tracker.services.following.follow_once_and_for_all", "2026-11-23 17:00"):
        assert as_json("told name=%s", name)["name"] == name


@BOTH
def test_an_error_is_named_and_placed_but_never_quoted(shape):
    error = raised(ValueError("marked words of an event"), cause=OSError(28, "marked too"))
    line = shape.format(record("page failed route=%s", "home.show", error=error))
    assert "marked" not in line
    assert "builtins.ValueError < builtins.OSError" in line
    assert "tests/test_logs.py:" in line
    assert "28" in line


def test_an_error_that_causes_itself_is_told_once():
    error = ValueError()
    error.__cause__ = error
    assert as_json("page failed", error=raised(error, cause=error))["error"] == "builtins.ValueError"


DIES = """
import logging, threading
from tracker import logs
logs.begin("{kind}", verbose={verbose}, quiet=["others"])
logging.getLogger("tracker.it").info("began")
logging.getLogger("others").info("talk")
import warnings
warnings.warn("marked@example.com")
thread = threading.Thread(target=lambda: [][0])
thread.start()
thread.join()
raise RuntimeError("marked")
"""


def said(kind, verbose):
    code = DIES.format(kind=kind, verbose=verbose)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    return done.stderr


def test_in_json_whatever_dies_is_a_line_too():
    lines = [json.loads(line) for line in said("json", verbose=True).splitlines()]
    assert [line["event"].split()[0] for line in lines] == ["began", "<string>:8:", "died", "died"]
    assert [line.get("error", "") for line in lines[-2:]] == ["builtins.IndexError", "builtins.RuntimeError"]
    assert "marked" not in str(lines)


def test_what_goes_well_is_told_only_when_asked_for():
    assert "began" not in said("text", verbose=False)
    assert "began" in said("text", verbose=True)
    assert "talk" not in said("text", verbose=True)
