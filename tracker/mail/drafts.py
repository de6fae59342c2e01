"""Words for letters that a user sends by themselves: to renegotiate, to apologise, to ask. We send none of them.

An apology mends a miss of competence better than a denial does (Kim, Ferrin, Cooper and Dirks, 2004): so fault is
never denied here, and what will be different is named. That a miss of integrity is forgiven less readily is no
reason to deny it: there it is admitted plainly, and nothing is promised but what comes next.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from tracker import tongue
from tracker.domain.account import User
from tracker.domain.known import Line
from tracker.domain.people import Person, whose
from tracker.domain.promise import ME, Cause, Promise, Term
from tracker.domain.verdict import Outcome
from tracker.mail import words
from tracker.mail.links import ASKED_FOR
from tracker.mail.standing import late
from tracker.tongue import N_
from tracker.tongue import gettext as _

FAULT = N_("That is my fault, and I am sorry.")
CAUSES = {
    Cause.FORGOT: N_(
        "I forgot it. From now on I write down each promise to you on the day on which I give it, and look at that "
        "list every morning."
    ),
    Cause.CAPACITY: N_(
        "I had taken on more than I could do. Before I promise you anything again, I look at what I owe already, and "
        "name a later day where the week is full."
    ),
    Cause.BLOCKED: N_(
        "I was held up, and should have told you while there was time. When I am held up again, you hear of it on "
        "that day, before it is due."
    ),
    Cause.UNCLEAR: N_("I had begun without asking you what exactly you need. Next time I ask before I name a day."),
    Cause.CHOSE_NOT_TO: N_("I could have kept it, and chose not to. That was wrong of me towards you."),
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
    with tongue.speaking(user.locale):
        body, old, due = _body(promise), *(words.due(term, user.zone, now) for term in (promise.binding, new))
        said = (
            _(
                "I promised you “%(body)s” by %(due)s. I shall not manage that, and would rather tell you now than "
                "on the day.",
                body=body,
                due=old,
            ),
            _("Would %(due)s do instead? If that is too late for you, tell me what you need by when.", due=due),
        )
        subject = _("%(body)s: may it be %(due)s?", body=words.sentence(body), due=due)
        return _draft(promise.promisee, subject, said, user, persons)


def apology(
    line: Line, user: User, persons: Sequence[Person], now: datetime, *, next_: Promise | None = None
) -> Draft:
    """After a miss: what was promised, that it is my fault, why, and what comes next (requirement 30)."""
    promise = line.promise
    with tongue.speaking(user.locale):
        said = [f"{_missed(line, user, now)} {_(FAULT)}"]
        if promise.cause:
            said.append(_(CAUSES[promise.cause]))
        if next_:
            due = words.due(next_.binding, user.zone, now)
            said.append(_("My next promise to you: “%(body)s”, by %(due)s.", body=_body(next_), due=due))
        subject = _("%(body)s: I am sorry", body=words.sentence(_body(promise)))
        return _draft(promise.promisee, subject, said, user, persons)


def _missed(line: Line, user: User, now: datetime) -> str:
    """What was promised, and what became of it."""
    promise, verdict = line.promise, line.verdict
    told = {"body": _body(promise), "due": words.due(verdict.term, user.zone, now)}
    if verdict.outcome is Outcome.LATE:
        on, how = words.day(verdict.at, user.zone, now), late(line, user.zone)
        # Translators: late is as "2 days late"
        return _(
            "I promised you “%(body)s” by %(due)s, and delivered it on %(day)s, %(late)s.", day=on, late=how, **told
        )
    if promise.reneged_at and promise.reneged_at < verdict.term.due:
        return _("I promised you “%(body)s” by %(due)s, and shall not keep that.", **told)
    if verdict.outcome is Outcome.BROKEN:
        return _("I promised you “%(body)s” by %(due)s, and did not keep that.", **told)
    return _("I promised you “%(body)s” by %(due)s, and you do not have it yet.", **told)


def nudge(promise: Promise, user: User, persons: Sequence[Person], now: datetime) -> Draft:
    """To ask somebody how it stands with what they promised me (requirement 33)."""
    with tongue.speaking(user.locale):
        told = _("You promised me “%(body)s” by %(due)s.", **_told(promise, user, now))
        past = _("It has not reached me yet.") if now > promise.binding.due else _("I am counting on it.")
        said = (
            f"{told} {past}",
            _("How does it stand? If the day has become too tight, tell me which one would suit you."),
        )
        subject = _("%(body)s: how does it stand?", body=words.sentence(_body(promise)))
        return _draft(promise.promiser, subject, said, user, persons)


def asking(promise: Promise, link: str, user: User, persons: Sequence[Person], now: datetime) -> Draft:
    """To ask a promisee whether they have it, with the link by which they answer (requirement 43)."""
    with tongue.speaking(user.locale):
        until = words.day((promise.asked_at or now) + ASKED_FOR, user.zone, now)
        said = (
            " ".join((_promised(promise, user, now), _("Do you have it?"))),
            "\n".join((_("One tap tells me, and no account is needed:"), link)),
            _("The page shows this one promise and nothing else, and works until %(day)s.", day=until),
        )
        subject = _("%(body)s: do you have it?", body=words.sentence(_body(promise)))
        return _draft(promise.promisee, subject, said, user, persons)


def _promised(promise: Promise, user: User, now: datetime) -> str:
    told = _("I promised you “%(body)s” by %(due)s.", **_told(promise, user, now))
    if promise.delivered_at is None:
        return told
    on = words.day(promise.delivered_at, user.zone, now)
    return " ".join((told, _("I delivered it on %(day)s.", day=on)))


def _told(promise: Promise, user: User, now: datetime) -> dict[str, str]:
    return {"body": _body(promise), "due": words.due(promise.binding, user.zone, now)}


def _draft(who: str, subject: str, said: Sequence[str], user: User, persons: Sequence[Person]) -> Draft:
    person = None if who in ("", ME) else whose(who, persons)
    name = words.greeting(who, persons) if who != ME and ("@" not in who or person) else ""
    greeting = _("Hello %(name)s,", name=name) if name else _("Hello,")
    closing = (words.clean(user.name),) if user.name.strip() else ()
    return Draft(_address(who, person), subject, "\n\n".join((greeting, *said, *closing)))


def _address(who: str, person: Person | None) -> str:
    """The one to write to: as the promise names it, else the first that they have."""
    if "@" in who:
        return who.strip()
    return min(person.addresses, default="") if person else ""


def _body(promise: Promise) -> str:
    return words.clean(promise.body)
