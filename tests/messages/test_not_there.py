"""What is not there, or is another's, is named by what it is: an id that a page, a program or a command gave."""

from collections.abc import Callable

import pytest

from tests.making import NOW, person, user
from tracker.domain.account import User
from tracker.domain.notice import Kind
from tracker.domain.people import GiveKind
from tracker.services import (
    answers,
    following,
    giving,
    ledger,
    partnering,
    people,
    planning,
    signin,
    tokens,
    users,
    webhooks,
)
from tracker.services.ledger import NotFound
from tracker.store import accounts
from tracker.store.database import Database

NONE = "none"
PAGE = {"via": "page", "now": NOW}
GONE = "The calendar does not tell this any more, so there is nothing to answer."


@pytest.fixture
def efua(sqlite: Database) -> User:
    """Efua, with an account."""
    with sqlite.write() as db:
        accounts.add_user(db, user())
    return user()


def kept_give(kept: Database, efua: User) -> object:
    with kept.read() as db:
        return giving.the(db, efua, NONE)


ASKED: list[tuple[str, Callable[[Database, User], object]]] = [
    ("There is no such promise.", lambda kept, efua: ledger.release(kept, efua, NONE, **PAGE)),
    ("There is no such person.", lambda kept, efua: people.edit_person(kept, efua, person(id=NONE), **PAGE)),
    ("There is no such give.", lambda kept, efua: kept_give(kept, efua)),
    ("There is no such partner.", lambda kept, efua: partnering.end(kept, efua, NONE, **PAGE)),
    (
        "Nothing is planned for that week.",
        lambda kept, efua: planning.give(kept, efua, "2026-W02", GiveKind.ARTICLE, **PAGE),
    ),
    ("There is no such calendar.", lambda kept, efua: following.remove(kept, efua, NONE, keep_promises=True, **PAGE)),
    ("There is no such session.", lambda kept, efua: signin.end(kept, efua, NONE, NOW)),
    ("There is no such token.", lambda kept, efua: tokens.end(kept, efua, NONE, now=NOW)),
    ("There is no such webhook.", lambda kept, efua: webhooks.choose(kept, efua, NONE, [Kind.MADE], NOW)),
    ("There is no such notice.", lambda kept, efua: webhooks.again(kept, efua, NONE, NOW)),
    ("There is no such user.", lambda kept, _efua: users.come_back(kept, user(id=NONE), **PAGE)),
    (GONE, lambda kept, efua: answers.accept(kept, efua, NONE, **PAGE)),
]


@pytest.mark.parametrize(("says", "ask"), ASKED, ids=lambda one: one if isinstance(one, str) else "")
def test_what_is_not_there_is_named_by_what_it_is(
    sqlite: Database, efua: User, says: str, ask: Callable[[Database, User], object]
) -> None:
    with pytest.raises(NotFound) as missing:
        ask(sqlite, efua)
    assert str(missing.value) == says
