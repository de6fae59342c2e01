"""A process that brings a database up to date, and may die of it: `upgrader.py ADDRESS [STATEMENT]`.

With a number, it kills itself when so many statements were done, the last of them not yet told to us. Says "ready"
before it begins, and at its end how many statements there were.
"""

import os
import signal
import sys
from itertools import count

from sqlalchemy import Engine, event

from tracker.store.database import Database


def main(address: str, deadly: str = "0") -> None:
    """Upgrades it, whole or until that statement."""
    done = count(1)
    database = Database(address)
    assert not database.current

    def counted(*_: object) -> None:
        if next(done) == int(deadly):
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", counted)
    print("ready", flush=True)
    database.upgrade()
    print(next(done) - 1, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
