"""Words for letters that a user sends by themselves: to renegotiate, to apologise, to ask. We send none of them.

An apology mends a miss of competence better than a denial does (Kim, Ferrin, Cooper and Dirks, 2004): so fault is
never denied here, and what will be different is named. That a miss of integrity is forgiven less readily is no
reason to deny it: there it is admitted plainly, and nothing is promised but what comes next.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from tracker.domain.account import User
from tracker.domain.known import Line
from tracker.domain.people import Person, whose
from tracker.domain.promise import ME, Cause, Promise, Term
from tracker.domain.verdict import Outcome
from tracker.mail import words
from tracker.mail.links import ASKED_FOR
from tracker.mail.standing import late

FAULT = "That is my fault, and I am sorry."
CAUSES = {
    Cause.FORGOT: "I forgot it. From now on I write down each promise to you on the day on which I give it, and look "
    "at that list every morning.",
    Cause.CAPACITY: "I had taken on more than I could do. Before I promise you anything again, I look at what I owe "
    "already, and name a later day where the week is full.",
    Cause.BLOCKED: "I was held up, and should have told you while there was time. When I am held up again, you hear "
    "of it on that day, before it is due.",
    Cause.UNCLEAR: "I had begun without asking you what exactly you need. Next time I ask before I name a day.",
    Cause.CHOSE_NOT_TO: "I could have kept it, and chose not to. That was wrong of me towards you.",
}


class Draft(NamedTuple):
    """A letter to be sent by its writer's own mail program. `to` is empty where no address is known."""

    to: str
    subject: str
    body: str

    @property
    def mailto(self) -> str:
        """The address that opens a mail program with this letter (RFC 6068)."""
        lines = self.body.replace("\n", "\r\n")
        return f"mailto:{quote(self.to, safe='@')}?subject={quote(self.subject)}&body={quote(lines)}"


def renegotiation(promise: Promise, new: Term, user: User, persons: Sequence[Person], now: datetime) -> Draft:
    """To ask for another due before the present one runs out (requirement 29). Asking early costs less than people
    think (Whillans, Yoon and Donnelly, 2021).
    """
    old, due = (words.due(term, user.zone, now) for term in (promise.binding, new))
    said = (
        f"I promised you “{_body(promise)}” by {old}. I shall not manage that, and would rather tell you now than on "
        "the day.",
        f"Would {due} do instead? If that is too late for you, tell me what you need by when.",
    )
    return _draft(promise.promisee, f"{words.sentence(_body(promise))}: may it be {due}?", said, user, persons)


def apology(
    line: Line, user: User, persons: Sequence[Person], now: datetime, *, next_: Promise | None = None
) -> Draft:
    """After a miss: what was promised, that it is my fault, why, and what comes next (requirement 30)."""
    promise = line.promise
    said = [f"I promised you “{_body(promise)}” {_missed(line, user, now)}. {FAULT}"]
    if promise.cause:
        said.append(CAUSES[promise.cause])
    if next_:
        said.append(f"My next promise to you: “{_body(next_)}”, by {words.due(next_.binding, user.zone, now)}.")
    return _draft(promise.promisee, f"{words.sentence(_body(promise))}: I am sorry", said, user, persons)


def _missed(line: Line, user: User, now: datetime) -> str:
    promise, verdict = line.promise, line.verdict
    by = f"by {words.due(verdict.term, user.zone, now)}"
    if verdict.outcome is Outcome.LATE:
        return f"{by}, and delivered it on {words.day(verdict.at, user.zone, now)}, {late(line, user.zone)}"
    if promise.reneged_at and promise.reneged_at < verdict.term.due:
        return f"{by}, and shall not keep that"
    return (
        f"{by}, and did not keep that" if verdict.outcome is Outcome.BROKEN else f"{by}, and you do not have it yet"
    )


def nudge(promise: Promise, user: User, persons: Sequence[Person], now: datetime) -> Draft:
    """To ask somebody how it stands with what they promised me (requirement 33)."""
    due = words.due(promise.binding, user.zone, now)
    past = "It has not reached me yet." if now > promise.binding.due else "I am counting on it."
    said = (
        f"You promised me “{_body(promise)}” by {due}. {past}",
        "How does it stand? If the day has become too tight, tell me which one would suit you.",
    )
    return _draft(promise.promiser, f"{words.sentence(_body(promise))}: how does it stand?", said, user, persons)


def asking(promise: Promise, link: str, user: User, persons: Sequence[Person], now: datetime) -> Draft:
    """To ask a promisee whether they have it, with the link by which they answer (requirement 43)."""
    due = words.due(promise.binding, user.zone, now)
    done = promise.delivered_at
    stands = f" I delivered it on {words.day(done, user.zone, now)}." if done else ""
    until = words.day((promise.asked_at or now) + ASKED_FOR, user.zone, now)
    said = (
        f"I promised you “{_body(promise)}” by {due}.{stands} Do you have it?",
        f"One tap tells me, and no account is needed:\n{link}",
        f"The page shows this one promise and nothing else, and works until {until}.",
    )
    return _draft(promise.promisee, f"{words.sentence(_body(promise))}: do you have it?", said, user, persons)


def _draft(who: str, subject: str, said: Sequence[str], user: User, persons: Sequence[Person]) -> Draft:
    person = None if who in ("", ME) else whose(who, persons)
    name = words.greeting(who, persons) if who != ME and ("@" not in who or person) else ""
    closing = (words.clean(user.name),) if user.name.strip() else ()
    return Draft(_address(who, person), subject, "\n\n".join((f"Hello {name},".replace(" ,", ","), *said, *closing)))


def _address(who: str, person: Person | None) -> str:
    """The one to write to: as the promise names it, else the first that they have."""
    if "@" in who:
        return who.strip()
    return min(person.addresses, default="") if person else ""


def _body(promise: Promise) -> str:
    return words.clean(promise.body)
