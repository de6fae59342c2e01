"""A row of the lab: an address as a person might type it, and what must come of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

HOSTS = {"HOST": "good.example", "OTHER": "other.example", "NAME": "names.example"}


@dataclass(frozen=True)
class Row:
    """`HOST`, `OTHER`, `NAME` in an address stand for names of this row's own, and `ID` for its id.

    `within` is in seconds, `most` in MB; `cold` rows start Python anew, others run in a fork of one that is warm.
    A `naive` row is fetched with the standard library alone: it shows that the lab would notice.
    """

    address: str
    result: str
    url: str | None = None
    says: str = ""
    within: float = 5.0
    most: int = 200
    slow: bool = False
    cold: bool = False
    naive: bool = False
    id: str = ""

    def named(self, id: str) -> "Row":
        """This row under its id, with names of its own."""
        url = None if self.url is None else _placed(self.url, id)
        return replace(self, id=id, address=_placed(self.address, id), url=url)


def _placed(address: str, id: str) -> str:
    for word, domain in HOSTS.items():
        address = re.sub(f"(?<!LOCAL){word}", f"{id}.{domain}", address)
    return address.replace("ID.", f"{id}.")


def numbered(group: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows with their ids; the first of each group that is not slow by itself starts cold."""
    named = [row.named(f"{group}{number:03}") for number, row in enumerate(rows, 1)]
    first = next(at for at, row in enumerate(named) if not row.slow)
    return (*named[:first], replace(named[first], cold=not named[first].naive), *named[first + 1 :])


def each(addresses: Iterable[str], result: str, **more: Any) -> list[Row]:
    """A row for each address, all with the same end."""
    return [Row(address, result, **more) for address in addresses]


def words(text: str) -> tuple[str, ...]:
    """A table of words, as they stand between spaces."""
    return tuple(text.split())
