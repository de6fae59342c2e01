"""The affairs of a user of a service elsewhere, as values: so that a command says the same words of them."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tracker.cli.remote import Remote, path
from tracker.domain.account import User
from tracker.domain.known import Line
from tracker.domain.people import Person
from tracker.domain.promise import Promise, Refused, Term
from tracker.domain.reading.due import Due
from tracker.domain.reading.typed import Typed
from tracker.domain.verdict import Outcome, Verdict

AS_TOLD = "What a calendar says of a delivery is confirmed on the page of questions. Without --as-told it is now."
SOON = "Written: it goes out within a minute."
WHOSE = "A token says whose affairs are meant. Leave out --user, or show the token of that user."


def mine_alone(email: str | None) -> None:
    """Refuses to name another user than the token's."""
    if email is not None:
        raise Refused(WHOSE)


def me(remote: Remote) -> User:
    """Whose token it is, as far as a line must be read for them."""
    told = remote.get("/me")
    return User(
        id=told["id"],
        email=told["email"],
        zone=ZoneInfo(told["zone"]),
        scored_from=datetime.fromisoformat(told["scored_from"]),
        addresses=frozenset({told["email"]}),
        locale=told["locale"],
    )


class Affairs(NamedTuple):
    """Promises, judged there, soonest due first; and the persons by whose names they are said."""

    lines: list[Line]
    persons: list[Person]


def affairs(remote: Remote, *, everything: bool) -> Affairs:
    """All promises of the user there, or the open ones."""
    told = list(remote.all("/promises", state="all" if everything else "open"))
    names = {(one["promisee"] if one["mine"] else one["promiser"]): one["who"] for one in told}
    persons = [Person(id=called, name=who, names=frozenset({called})) for called, who in names.items() if who]
    return Affairs([line_of(one) for one in told], persons)


def line_of(told: dict[str, Any]) -> Line:
    """A promise as the API tells it."""
    term = Term(datetime.fromisoformat(told["due"]), None, told["dated"])
    outcome = Outcome(told["outcome"])
    promise = Promise(
        id=told["id"],
        body=told["body"],
        promisee=told["promisee"],
        promiser=told["promiser"],
        terms=(term,),
        made_at=datetime.fromisoformat(told["made_at"]),
        delivered_at=_maybe(told["delivered_at"]),
        released_at=_maybe(told["released_at"]),
        reneged_at=_maybe(told["reneged_at"]),
        void=outcome is Outcome.VOID,
    )
    return Line(promise, Verdict(outcome, term, told["renegotiations"], term.due, timedelta()), None)


def add(remote: Remote, user: User, said: Typed) -> str:
    """Adds a promise; its id."""
    assert isinstance(said.due, Due), "what was unclear has been asked"
    by = said.due.at.astimezone(user.zone)
    due = by.date().isoformat() if said.due.dated else by.isoformat(timespec="seconds")
    made = remote.post("/promises", body=said.body, promisee=said.who, promiser=said.promiser, due=due)
    return str(made["id"])


def done(remote: Remote, promise: Promise, *, as_told: bool, undo: bool) -> str:
    """Marks it delivered, or takes back the last act on it; what to say of that."""
    if as_told:
        raise Refused(AS_TOLD)
    if undo:
        state = remote.get(path("promises", promise.id))["state"]
        remote.post(path("promises", promise.id, "undo"), of=state)
        return f"Taken back: {promise.body}"
    remote.post(path("promises", promise.id, "deliver"))
    return f"Delivered: {promise.body}"


def digest(remote: Remote, *, dry_run: bool) -> str:
    """This week's letter, shown or sent; what to say of that."""
    if dry_run:
        letter = remote.get("/letters/next")
        return f"Subject: {letter['subject']}\n\n{letter['text']}"
    return SOON if remote.post("/letters")["kept"] else "Nothing was sent: a copy was asked for just now."


def _maybe(at: str | None) -> datetime | None:
    return datetime.fromisoformat(at) if at else None
