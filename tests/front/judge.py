"""The judges that others wrote (html-validate, caniemail, Lighthouse), in one process of Node.js for many questions.

They are outside checks: what our own tests overlook of HTML and of mail programs, they need not. `make front`
installs them, pinned and hashed by the lock in this folder, with a Node.js of its own, since Debian's is too old.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
INSTALLED = HERE.parents[1] / "build" / "front"
OLDEST = 24  # the first version of Node.js that they want, on machines for which npm has none of its own


class Judge:
    """Asks one question after the other; what goes wrong in a judge is a fault of the test."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def html(self, text: str, rules: str) -> list[str]:
        """What html-validate has against a document, by the rules for `pages` or `letters` (rules.mjs)."""
        return list(self._ask(judge="html", text=text, rules=rules))

    def letter(self, text: str) -> dict[str, dict[str, list[str]]]:
        """What caniemail knows mail programs to lose of a letter and to show in part: by feature, which programs."""
        return dict(self._ask(judge="letter", text=text))

    def page(self, url: str, cookie: str, chromium: dict[str, Any], *categories: str) -> dict[str, Any]:
        """Lighthouse on a page as a small phone sees it: scores from 0 to 100, and what took points away."""
        asked = {"url": url, "cookie": cookie, "chromium": chromium, "categories": categories}
        return dict(self._ask(judge="page", **asked))

    def _ask(self, **asked: Any) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "found" in answer, answer
        return answer["found"]


@contextmanager
def judging(node: str) -> Iterator[Judge]:
    """A process of judges for as long as the block lasts."""
    command = [node, str(HERE / "judge.mjs"), str(INSTALLED)]
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environ
    ) as process:
        yield Judge(process)


def node_or_skip() -> str:
    """The program that runs them; without it a test is skipped on a bare machine, and fails in CI."""
    own = next(INSTALLED.glob("node_modules/node-linux-*/bin/node"), None)
    node = str(own or shutil.which("node") or "")
    missing = ""
    if not (INSTALLED / "installed").exists():
        missing = "the judges of pages and letters are not installed; make front"
    elif not node or _version(node) < OLDEST:
        missing = f"Node.js {OLDEST} or newer is not installed"
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    return node


def _version(node: str) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=True).stdout
    found = re.match(r"v(\d+)", told)
    return int(found.group(1)) if found else 0
