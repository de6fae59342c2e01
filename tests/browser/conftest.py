"""Every test of this folder needs a browser, and some take pictures."""

import os
from pathlib import Path

import pytest

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs a browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: only TRACKER_PICTURES=1 (`make pictures`) writes those that are committed."""
    return PICTURES if os.environ.get("TRACKER_PICTURES") == "1" else tmp_path
