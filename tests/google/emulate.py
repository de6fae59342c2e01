"""The emulator of Google that others wrote (npm `emulate`), run for as long as a test needs it.

It is an outside check: what our own stand-in has misunderstood of Google, they need not have.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "build/emulator/node_modules/emulate/dist/index.js"
LOOPBACK = Path(__file__).with_name("emulator") / "loopback.cjs"
OLDEST = 20  # the first version of Node.js on which it runs
PATIENCE = 30  # seconds until it must answer


def node_or_skip() -> str:
    """The program that runs it; without one a test is skipped on a bare machine, and fails in CI."""
    node = shutil.which("node")
    missing = ""
    if node is None or _version(node) < OLDEST:
        missing = f"Node.js {OLDEST} or newer is not installed"
    elif not PROGRAM.exists():
        missing = "the emulator of Google is not installed; make emulator"
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    return str(node)


@contextmanager
def emulating(node: str, folder: Path, seed: dict[str, Any]) -> Iterator[str]:
    """The emulator with these people, clients and calendars; its address on this machine."""
    port = _free()
    (folder / "seed.yaml").write_text(json.dumps({"google": seed}))  # JSON is YAML
    command = [node, "--require", str(LOOPBACK), str(PROGRAM), "start", "--service", "google", "--port", str(port)]
    with (folder / "log").open("w") as log:
        seeded = [*command, "--seed", str(folder / "seed.yaml")]
        process = subprocess.Popen(seeded, cwd=folder, stdout=log, stderr=log, env={"PATH": os.environ["PATH"]})
    try:
        _wait(process, f"http://127.0.0.1:{port}", folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    for _ in range(PATIENCE * 20):
        try:
            urlopen(f"{address}/oauth2/v3/certs", timeout=PATIENCE).close()
        except URLError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the emulator did not start: {log.read_text()}")


def _version(node: str) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=PATIENCE, check=True).stdout
    found = re.match(r"v(\d+)", told)
    return int(found.group(1)) if found else 0


def _free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
