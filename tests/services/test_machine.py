"""Feed and server do what they like in random order: no event is lost that the last trusted feed had, no promise is
touched, and every event keeps its name. `python -m tests.services.machine` does the same at length.
"""

from contextlib import ExitStack

import pytest

from tests.cluster import Cluster
from tests.services.machine.running import on_sqlite, run, steps


def test_whatever_happens_to_a_feed_on_sqlite() -> None:
    with on_sqlite() as opened:
        hits = run(opened, examples=25, steps=30)
    assert steps(hits) > 500


@pytest.mark.postgresql
def test_whatever_happens_to_a_feed_on_postgresql(cluster: Cluster) -> None:
    def opened(stack: ExitStack) -> str:
        return stack.enter_context(cluster.lend())

    hits = run(opened, examples=4, steps=20)
    assert steps(hits) > 50
