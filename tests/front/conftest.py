"""Every test of this folder wants what `make front` installs, and most look at the house of tests/browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.front.judge import Judge, judging, node_or_skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The marks by which a bare machine leaves them out."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            names = getattr(item, "fixturenames", ())
            item.add_marker(pytest.mark.front) if "judge" in names else None
            item.add_marker(pytest.mark.browser) if {"chromium", "house"} & set(names) else None


@pytest.fixture(scope="session")
def judge() -> Iterator[Judge]:
    """The judges that others wrote."""
    with judging(node_or_skip()) as judge:
        yield judge
