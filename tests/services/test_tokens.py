"""Tokens for programs: made, shown once, known again, ended."""

from datetime import timedelta

import pytest

from tests.making import DAY, HOUR, NOW, user
from tracker.domain.audit import Deed
from tracker.domain.promise import Refused
from tracker.domain.token import MOST, Scope
from tracker.services import tokens
from tracker.services.ledger import NotFound
from tracker.store import accounts, audit
from tracker.store.api_tables import tokens as table

SAID = {"name": "a script", "scopes": [Scope.PROMISES_READ], "lives": 30 * DAY}


@pytest.fixture
def efua(database):
    with database.write() as db:
        accounts.add_user(db, user())
    return user()


def test_a_secret_is_known_again_and_never_kept(database, efua):
    made = tokens.make(database, efua, **SAID, now=NOW)
    held = tokens.holder(database, made.secret, NOW)
    assert (held.user.id, held.token.id, held.token.scopes) == (efua.id, made.token.id, {Scope.PROMISES_READ})
    with database.read() as db:
        assert made.secret not in repr(db.execute(table.select()).all())
    assert made.secret.endswith(made.token.tail)


def test_a_token_over_ended_or_made_up_is_nobodys(database, efua):
    made = tokens.make(database, efua, **SAID, now=NOW)
    assert tokens.holder(database, made.secret, NOW + 30 * DAY) is None
    another = "1" if made.secret.endswith("0") else "0"
    assert tokens.holder(database, made.secret[:-1] + another, NOW) is None
    assert tokens.end(database, efua, made.token.id, now=NOW).name == "a script"
    assert tokens.holder(database, made.secret, NOW) is None
    with pytest.raises(NotFound):
        tokens.end(database, efua, made.token.id, now=NOW)


def test_another_users_token_is_not_there_to_be_ended(database, efua):
    made = tokens.make(database, efua, **SAID, now=NOW)
    kofi = user(id="kofi", email="kofi@example.com")
    with database.write() as db:
        accounts.add_user(db, kofi)
    with pytest.raises(NotFound):
        tokens.end(database, kofi, made.token.id, now=NOW)
    assert tokens.held(database, kofi) == ()
    assert tokens.holder(database, made.secret, NOW)


def test_that_it_is_used_is_noted_once_an_hour(database, efua):
    made = tokens.make(database, efua, **SAID, now=NOW)
    for ahead, noted in ((timedelta(), NOW), (HOUR / 2, NOW), (HOUR, NOW + HOUR)):
        tokens.holder(database, made.secret, NOW + ahead)
        assert tokens.held(database, efua)[0].used_at == noted


@pytest.mark.parametrize(
    ("but", "says"),
    [
        ({"name": " "}, "Say which program it is for, so that you know it again"),
        ({"scopes": []}, "Tick what the program may do: at least one thing"),
        ({"lives": timedelta()}, "A token lives for a year at the most. Choose when it ends"),
        ({"lives": 367 * DAY}, "A token lives for a year at the most. Choose when it ends"),
    ],
    ids=["nameless", "for nothing", "for no time", "for ever"],
)
def test_a_token_that_makes_no_sense_is_refused(database, efua, but, says):
    with pytest.raises(Refused, match=says):
        tokens.make(database, efua, **SAID | but, now=NOW)
    assert tokens.held(database, efua) == ()


def test_a_form_sent_twice_makes_one(database, efua):
    tokens.make(database, efua, **SAID, id="one", now=NOW)
    with pytest.raises(Refused, match="made already"):
        tokens.make(database, efua, **SAID, id="one", now=NOW)
    assert len(tokens.held(database, efua)) == 1


def test_there_are_not_more_than_anybody_needs(database, efua):
    for _ in range(MOST):
        tokens.make(database, efua, **SAID, now=NOW)
    with pytest.raises(Refused, match=rf"more than {MOST} tokens. End one that no program uses"):
        tokens.make(database, efua, **SAID, now=NOW)


def test_what_is_done_with_tokens_is_noted(database, efua):
    made = tokens.make(database, efua, **SAID, now=NOW)
    tokens.end(database, efua, made.token.id, now=NOW)
    with database.read() as db:
        deeds = [(one.deed, one.about, one.by) for one in audit.of_user(db, efua.id, 9)]
    assert deeds == [(Deed.TOKEN_ENDED, made.token.id, efua.id), (Deed.TOKEN_MADE, made.token.id, efua.id)]
