"""A process that reckons dues by the zone data it was started with; with "die" it kills itself after one user."""

import logging
import os
import signal
import sys
from datetime import datetime

from tracker.services.zones import Reckoning
from tracker.store.database import Database


class Death(logging.Handler):
    """Kill -9 at the first word that some dues were moved: others are still to come."""

    def emit(self, record: logging.LogRecord) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def main(address: str, now: str, *how: str) -> None:
    if how:
        told = logging.getLogger("tracker.services.zones")
        told.setLevel(logging.INFO)
        told.addHandler(Death())
    Reckoning(Database(address), lambda: datetime.fromisoformat(now))()


if __name__ == "__main__":
    main(*sys.argv[1:])
