"""Programs of others that judge what lies in deploy/, as `make proxies` installs them."""

import os
import shutil
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"


def program_or_skip(name: str) -> str:
    """Where a program is; without it a test is skipped on a bare machine, and fails in CI."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed: make proxies")
    return found
