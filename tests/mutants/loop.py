"""A pytest plugin that tries mutants: tests are collected once, and each mutant is a fork of what was collected.

mutmut's own loop starts pytest for each mutant, and would read all test modules some ten thousand times.
"""

import gc
import json
import os
import signal
import time
from collections import defaultdict
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

CLOCKS = {"process_time", "perf_counter", "monotonic"}
NOT_HERE = {  # no answer is remembered in the copy, and its tables are written otherwise
    "test_a_title_read_again_is_not_read_anew",
    "test_what_training_wrote_is_what_it_writes_today",
}
CONTROLS = 10
PATIENCE = (2.0, 10)  # seconds of processor time for one test, and how many times its own


def pytest_configure() -> None:
    """No example is timed, drawn by chance or made smaller: what is red is red of the mutant, in each run alike."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        "mutants",
        deadline=None,
        derandomize=True,
        database=None,
        phases=phases,
        suppress_health_check=[HealthCheck.too_slow],  # which is a clock too
    )
    settings.load_profile("mutants")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that look at a clock say nothing of a mutant."""
    items[:] = [item for item in items if item.name not in NOT_HERE and not CLOCKS & _names(item)]


def _names(item: Any) -> set[str]:
    inner = getattr(item.function, "hypothesis", None)
    return set((inner.inner_test if inner else item.function).__code__.co_names)


def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Which tests reach which function, then each mutant. Where none are named, one is under test already."""
    if "MUTANTS_RUN" not in os.environ:
        return None
    run = json.loads(Path(os.environ["MUTANTS_RUN"]).read_text())
    reached = Path(run["reached"])
    at_import = _at_import()
    before = set(json.loads(reached.read_text())["takes"]) if reached.exists() else set()
    code, red = _forked(lambda say: _reach(session.items, reached, run["rules"], say))
    if code:
        pytest.exit(f"red without a mutant: {red}", 1)
    gc.freeze()  # else each fork copies what the collector touches
    told = json.loads(reached.read_text())
    trial = Trial({item.nodeid: item for item in session.items}, told["reaches"], told["takes"], run["seconds"])
    if red := trial.red_without(CONTROLS):
        pytest.exit(f"red without a mutant, and not in their order: {red}", 1)
    ends = time.monotonic() + run["minutes"] * 60
    with Path(run["results"]).open("a") as results:
        for name, function, survived in run["mutants"]:
            if time.monotonic() > ends:
                break
            found = trial.of(name, function, before if survived else set())
            told = "at import" if found[0] == "no test" and function in at_import else found[0]
            if told != "no test" or not survived:
                print(json.dumps([name, told, *found[1:]]), file=results, flush=True)
    return True


class Trial:
    """Mutants tried, one after the other. What killed one of a function is asked first about the next."""

    def __init__(self, items: dict[str, Any], reaches: dict[str, list[str]], takes: dict[str, float], most: float):
        self.items, self.reaches, self.takes, self.most = items, reaches, takes, most
        self.killers: defaultdict[str, list[str]] = defaultdict(list)

    def red_without(self, controls: int) -> str:
        """A test that is red though nothing was changed; so many functions are asked about."""
        functions = sorted(self.reaches)[:: max(1, len(self.reaches) // controls)]
        return next((red for one in functions if (red := self.of("", one)[1])), "")

    def of(self, name: str, function: str, but: Collection[str] = ()) -> tuple[str, str, int]:
        """What became of it, the test that killed it, and how many were asked. `but` are those that were before."""
        tests = self._tests(function, but)
        if not tests:
            return "no test", "", 0
        code, killer = _forked(lambda say: self._try(name, tests, say))
        if code == 1 and killer not in self.killers[function]:
            self.killers[function].insert(0, killer)
        return {0: "survived", 1: "killed", -signal.SIGPROF: "timeout"}.get(code, "crashed"), killer, len(tests)

    def _tests(self, function: str, but: Collection[str]) -> list[str]:
        asked = {one for one in self.reaches.get(function, ()) if one in self.items and one not in but}
        found, takes = [one for one in self.killers[function] if one in asked], 0.0
        for test in sorted(asked - {*found}, key=lambda one: (self.takes[one], one)):
            takes += self.takes[test]
            if takes > self.most and found:
                break
            found.append(test)
        return found

    def _try(self, name: str, tests: list[str], say: Any) -> int:
        from mutmut.mutation.trampoline import set_mutant_under_test

        set_mutant_under_test(name)
        for test in tests:
            signal.setitimer(signal.ITIMER_PROF, PATIENCE[0] + PATIENCE[1] * self.takes[test])
            if not _green(self.items[test]):
                say(test)
                return 1
        return 0


def _at_import() -> set[str]:
    """The functions that were called before any test ran: what they made is there, and no fork makes it anew."""
    from mutmut.mutation.trampoline import set_mutant_under_test
    from mutmut.state import state

    set_mutant_under_test("")
    return set(state()._stats)


def _reach(items: list[pytest.Item], reached: Path, rules: str, say: Any) -> int:
    from mutmut.mutation.trampoline import set_mutant_under_test
    from mutmut.state import state

    set_mutant_under_test("stats")
    known = json.loads(reached.read_text()) if reached.exists() else {}
    if known.get("rules") != rules:  # a rule that moved is reached by tests that reached another before
        known = {"reaches": {}, "takes": {}}
    reaches: defaultdict[str, list[str]] = defaultdict(list, known["reaches"])
    takes = known["takes"]
    for item in items:
        if item.nodeid in takes:
            continue
        state()._stats.clear()
        began = time.process_time()
        if not _green(item):
            say(item.nodeid)
            return 1
        takes[item.nodeid] = time.process_time() - began
        for function in state()._stats:
            reaches[function].append(item.nodeid)
    reached.write_text(json.dumps({"rules": rules, "reaches": reaches, "takes": takes}))
    return 0


def _green(item: pytest.Item) -> bool:
    from _pytest.runner import runtestprotocol

    return not any(report.failed for report in runtestprotocol(item, nextitem=None, log=False))


def _forked(work: Any) -> tuple[int, str]:
    """What `work` returns in a process of its own, or the signal that ended it, below zero; and what it said."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 3
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            code = work(lambda text: os.write(write, text.encode()))
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as said:
        words = said.read()
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), words
