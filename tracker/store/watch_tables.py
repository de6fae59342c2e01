"""The table for what is counted as it happens; nothing in it says whose it was."""

from sqlalchemy import Column, Integer, Text

from tracker.store.columns import must, table
from tracker.store.types import Number

tallies = table(
    "tallies",
    Column("number", Number, primary_key=True),
    must("what", Text),
    must("label", Text),
    must("count", Integer),
    sqlite_autoincrement=True,
)
