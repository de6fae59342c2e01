"""What only its reader can settle, as a letter asks it."""

from tracker.domain.digest import Digest
from tracker.domain.promise import ME
from tracker.domain.reading.candidate import Candidate
from tracker.domain.reconcile import Ask, Question
from tracker.mail import words
from tracker.mail.owed import body
from tracker.mail.sections import Item
from tracker.mail.standing import done
from tracker.tongue import gettext as _


def asked(question: Question, digest: Digest) -> Item:
    """One question: what it is about, and what is asked."""
    promise, candidate = question.promise, question.candidate
    if question.ask is Ask.GONE and promise:
        return Item(body(promise), (_("Its event is gone: what became of it?"),))
    if question.ask is Ask.MOVED and promise and candidate:
        return Item(body(promise), (_("Moved, now %(due)s. Were they told?", due=_told(candidate, digest)),))
    if question.ask is Ask.DELIVERED and promise:
        then = _("Delivered then?") if promise.mine else _("Received then?")
        return Item(body(promise), (f"{done(question, digest.user, digest.at)} {then}",))
    return _found(question, candidate, digest) if candidate else Item("")


def _found(question: Question, candidate: Candidate, digest: Digest) -> Item:
    title, on = words.clean(candidate.title), words.day(candidate.start, digest.user.zone, digest.at)
    also = (done(question, digest.user, digest.at),) if question.ask is Ask.DELIVERED else ()
    what = words.sentence(words.clean(candidate.body))
    # Translators: the event in which words were found, as "“Lunch with Nils”, Fri 2 Jan"
    return Item(what, (_did(candidate, digest), *also, _("“%(title)s”, %(day)s", title=title, day=on)))


def _did(candidate: Candidate, digest: Digest) -> str:
    told = _told(candidate, digest)
    if candidate.promiser == ME:
        # Translators: due is "due Tue 6 Jan", or "with no due"
        return _("Did you promise this, %(due)s?", due=told)
    who = words.name_of(candidate.promiser, digest.persons)
    return _("Did %(who)s promise this, %(due)s?", who=who, due=told)


def _told(candidate: Candidate, digest: Digest) -> str:
    zone, now, due = digest.user.zone, digest.at, candidate.told_due
    if due is None:
        quote = words.clean(candidate.due.quote) if candidate.due else ""
        return _("due “%(quote)s”", quote=quote) if candidate.due else _("with no due")
    when = (words.day if due.dated else words.moment)(due.at, zone, now)
    if candidate.unsure:
        return _("due %(when)s (time unsure: its time zone is unknown)", when=when)
    return _("due %(when)s", when=when)
