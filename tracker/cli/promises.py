"""`tracker promises`, `add` and `done`: the ledger from a terminal."""

from collections.abc import Sequence
from datetime import datetime

import click

from tracker.cli import afar
from tracker.cli.common import json_option, open_tracker, plainly, say, the_user, user_option
from tracker.cli.remote import remote_of
from tracker.domain.account import User
from tracker.domain.known import Known, Line, lines
from tracker.domain.people import Person, Persons
from tracker.domain.promise import ME, Promise, Refused
from tracker.domain.reading import due as due_words
from tracker.domain.reading import typed
from tracker.domain.reading.due import Due, Unclear
from tracker.domain.reading.typed import Typed
from tracker.domain.reconcile import Ask
from tracker.mail.standing import between
from tracker.services import answers, ledger
from tracker.services.answers import Reply
from tracker.services.gather import gather
from tracker.store import people
from tracker.tongue import worded
from tracker.wiring import Tracker, utc_now

NOTHING = "Nothing is promised. Add one with: tracker add 'Send proposal' --to Ama --due 'Friday 17:00'"


@click.command()
@user_option
@click.option("--all", "everything", is_flag=True, help="Closed ones too.")
@json_option
@click.pass_context
@plainly
def promises(context: click.Context, email: str | None, everything: bool, as_json: bool) -> None:
    """List promises, soonest due first."""
    if remote := remote_of(context):
        afar.mine_alone(email)
        user, (judged, persons) = afar.me(remote), afar.affairs(remote, everything=everything)
    else:
        tracker = open_tracker(context)
        user = the_user(tracker, email)
        known, now = _known(tracker, user)
        judged, persons = list(lines(known, now)), list(known.persons)
    shown = [line for line in judged if everything or line.promise.open]
    if as_json:
        say([_row(line) for line in shown])
        return
    for line in shown:
        click.echo(_sentence(line, user, persons))
    if not shown:
        click.echo(NOTHING)


def _known(tracker: Tracker, user: User) -> tuple[Known, datetime]:
    now = tracker.clock()
    with tracker.database.read() as db:
        return gather(db, user, now), now


def _row(line: Line) -> dict[str, object]:
    promise, verdict = line.promise, line.verdict
    return {
        "id": promise.id,
        "body": promise.body,
        "promisee": promise.promisee,
        "promiser": promise.promiser,
        "due": verdict.term.due.isoformat(),
        "dated": verdict.term.dated,
        "outcome": verdict.outcome,
        "delivered_at": promise.delivered_at.isoformat() if promise.delivered_at else None,
        "renegotiations": verdict.renegotiations,
    }


def _sentence(line: Line, user: User, persons: Sequence[Person]) -> str:
    promise, verdict = line.promise, line.verdict
    due = verdict.term.due.astimezone(user.zone)
    when = f"{due:%a %d %b %Y}" + ("" if verdict.term.dated else f" {due:%H:%M}")
    whom = between(promise, persons)
    return f"{promise.id}  {verdict.outcome:<8}  {when:<21}  {promise.body}{' ' if whom else ''}{whom}"


@click.command()
@click.argument("body")
@click.option("--to", "promisee", default="", help="To whom it is promised.")
@click.option("--from", "promiser", default=ME, help="Who promised it, if not you.")
@click.option("--due", "words", help="By when: 'Friday 17:00', '6 Jan', '2026-01-06'. Without it, BODY is read.")
@user_option
@click.pass_context
@plainly
def add(
    context: click.Context, body: str, promisee: str, promiser: str, words: str | None, email: str | None
) -> None:
    """Add a promise: BODY is what is promised; without --due a line such as 'Send proposal to Ama by Friday'."""
    if remote := remote_of(context):
        afar.mine_alone(email)
        user, now = afar.me(remote), utc_now()
        click.echo(afar.add(remote, user, _said(user, Persons(()), body, promisee, promiser, words, now)))
        return
    tracker = open_tracker(context)
    user, now = the_user(tracker, email), tracker.clock()
    with tracker.database.read() as db:
        persons = people.persons(db, user.id)
    said = _said(user, persons, body, promisee, promiser, words, now)
    assert isinstance(said.due, Due), "what was unclear has been asked"
    promise = ledger.add(
        tracker.database,
        user,
        body=said.body,
        promisee=said.who,
        promiser=said.promiser,
        due=said.due.at,
        dated=said.due.dated,
        via="command",
        now=now,
    )
    click.echo(promise.id)


def _said(
    user: User, persons: Persons, body: str, promisee: str, promiser: str, words: str | None, now: datetime
) -> Typed:
    """What was typed, its due read where it was given by itself, else out of the line."""
    if words is not None:
        return Typed(body, promiser, promisee, _due(words, now.astimezone(user.zone)))
    return _read(user, persons, body, promisee, promiser, now)


def _read(user: User, persons: Persons, line: str, promisee: str, promiser: str, now: datetime) -> Typed:
    """What one line says, the rest asked for; told on standard error, so that a script still gets the id alone."""
    said, here = typed.read(line, user, now), now.astimezone(user.zone)
    promiser = promiser if promiser != ME else said.promiser
    who = promisee or (_whom(said.who, persons) if promiser == ME else "")
    due = said.due if isinstance(said.due, Due) else _asked_due(said.due, here)
    to = f" to {who}" if who else f" from {promiser}" if promiser != ME else ""
    when = f"{due.at.astimezone(user.zone):%a %d %b %Y{'' if due.dated else ' %H:%M'}}"
    click.echo(f"Read as: {said.body}{to}, due {when}. Not so? tracker done --undo ID takes it back.", err=True)
    return Typed(said.body, promiser, who, due)


def _whom(name: str, persons: Persons) -> str:
    meant = [person.name for person in persons.meant(name)]
    if len(meant) < 2:
        return meant[0] if meant else name
    return _prompted(f"Which {name}?", f"{' or '.join(meant)}? Say it with --to.", click.Choice(meant))


def _asked_due(unclear: Unclear | None, here: datetime) -> Due:
    """By when, asked for until it is clear."""
    readings = " or ".join(f"{each.at:%Y-%m-%d %H:%M}" for each in unclear.readings) if unclear else ""
    remedy = f"“{unclear.quote}” can be read as {readings}." if unclear else "It names no time by which it is due."
    click.echo(remedy, err=True)
    while True:
        words = _prompted("By when?", f"{remedy} Say it with --due.")
        try:
            return _due(words, here)
        except Refused as trouble:
            click.echo(worded(trouble), err=True)


def _prompted(question: str, remedy: str, kind: click.Choice[str] | None = None) -> str:
    """An answer typed at a terminal; where nobody answers, a refusal that names the remedy."""
    try:
        answer: str = click.prompt(question, prompt_suffix=" ", type=kind, err=True)
    except click.Abort:
        raise Refused(remedy) from None
    return answer


def _due(words: str, reference: datetime) -> Due:
    found = due_words.read(words, reference)
    if isinstance(found, Due):
        return found
    if found is None:
        raise Refused(f"“{words}” names no time. Say for example 'Friday 17:00', '6 Jan' or '2026-01-06'.")
    readings = " or ".join(f"{reading.at:%Y-%m-%d %H:%M}" for reading in found.readings)
    raise Refused(f"“{words}” can be read as {readings or 'a time in the past'}. Say the date itself.")


@click.command()
@click.argument("which")
@click.option("--as-told", is_flag=True, help="At the instant at which its calendar says that it was done.")
@click.option("--undo", is_flag=True, help="Take back the last act on it instead.")
@user_option
@click.pass_context
@plainly
def done(context: click.Context, which: str, as_told: bool, undo: bool, email: str | None) -> None:
    """Mark a promise delivered: WHICH is its id, or words that only one open promise holds."""
    if remote := remote_of(context):
        afar.mine_alone(email)
        one = _which(afar.affairs(remote, everything=undo).lines, which, only_open=not undo)
        click.echo(afar.done(remote, one.promise, as_told=as_told, undo=undo))
        return
    tracker = open_tracker(context)
    user = the_user(tracker, email)
    known, now = _known(tracker, user)
    promise = _which(lines(known, now), which, only_open=not undo).promise
    if undo:
        ledger.undo(tracker.database, user, promise.id, via="command", now=now)
        click.echo(f"Taken back: {promise.body}")
    elif as_told:
        reply = Reply(_word(known, promise), delivered=True)
        answers.delivered_then(tracker.database, user, promise.id, reply, via="command", now=now)
        click.echo(f"Delivered, as its calendar says: {promise.body}")
    else:
        ledger.deliver(tracker.database, user, promise.id, via="command", now=now)
        click.echo(f"Delivered: {promise.body}")


def _word(known: Known, promise: Promise) -> str:
    """The sign of its calendar's word that it was done."""
    for question in known.questions:
        if question.ask is Ask.DELIVERED and question.promise == promise and question.candidate:
            return question.candidate.delivery_sign
    raise Refused(f"No calendar says that “{promise.body}” was done. Without --as-told it is delivered now.")


def _which(among: Sequence[Line], which: str, only_open: bool) -> Line:
    by_id = [line for line in among if line.promise.id == which]
    if by_id:
        return by_id[0]
    wanted = which.casefold()
    found = [
        line for line in among if wanted in line.promise.body.casefold() and (line.promise.open or not only_open)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"{len(found)} promises hold “{which}”. Give the id, which stands first in: tracker promises")
    raise Refused(f"No promise holds “{which}”. See them all with: tracker promises --all")
