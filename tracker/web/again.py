"""A request done once more, when the database was lost under it, or undid it, and nothing was kept (D9)."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from tracker.store.database import Database
from tracker.store.lost import Unsure, may_go_again

Answer = TypeVar("Answer")


class Pages(Flask):
    """Flask, in two steps of which each may be done twice: learning who asks, and answering them.

    The second time waits for the database at its beginning. What may have been kept is not done again: whoever asked
    is told so instead.
    """

    def preprocess_request(self) -> ResponseReturnValue | None:
        """Who asks, and whether too often. Twice does no more than once, but that it is counted again."""
        return self._again(super().preprocess_request, whatever_was_kept=True)

    def dispatch_request(self) -> ResponseReturnValue:
        """The page itself."""
        return self._again(super().dispatch_request, whatever_was_kept=False)

    def _again(self, step: Callable[[], Answer], *, whatever_was_kept: bool) -> Answer:
        database: Database = self.extensions["tracker"].database
        kept = database.kept
        try:
            return step()
        except (DBAPIError, Unsure) as error:
            if not may_go_again(error) or (database.kept != kept and not whatever_was_kept):
                raise
        _rewind()
        return step()


def _rewind() -> None:
    """Files that were sent are read from their beginning again."""
    for file in request.files.values():
        file.seek(0)
