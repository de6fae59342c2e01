"""The week's one fact, as the subject of its letter says it."""

from tracker.domain.digest import Digest
from tracker.domain.promise import ME
from tracker.mail import words
from tracker.tongue import gettext as _
from tracker.tongue import ngettext


def fact(digest: Digest) -> str:
    """The week's one fact, for the subject: what is owed first, then how the week went."""
    decided = len(digest.kept) + len(digest.late) + len(digest.broken)
    # Translators: of the promises decided this week, as "9 of 10 kept"
    went = ngettext("%(kept)s of %(num)s kept", "%(kept)s of %(num)s kept", decided, kept=len(digest.kept))
    said = [part for part in (_most_pressing(digest), went if decided else "") if part]
    return words.sentence(_("; ").join(said) or _otherwise(digest))


def _most_pressing(digest: Digest) -> str:
    """How much is owed, and to whom the first of it."""
    lines, late = (digest.overdue, True) if digest.overdue else (digest.coming, False)
    if not lines:
        return ""
    who = lines[0].promise.promisee
    first = words.greeting(who, digest.persons) if who != ME else ""
    return _overdue(len(lines), first) if late else _coming(len(lines), first)


def _overdue(many: int, who: str) -> str:
    if who:
        return ngettext("%(num)s overdue, for %(who)s", "%(num)s overdue, %(who)s first", many, who=who)
    return ngettext("%(num)s overdue", "%(num)s overdue", many)


def _coming(many: int, who: str) -> str:
    if who:
        return ngettext("%(num)s due in 7 days, for %(who)s", "%(num)s due in 7 days, %(who)s first", many, who=who)
    return ngettext("%(num)s due in 7 days", "%(num)s due in 7 days", many)


def _otherwise(digest: Digest) -> str:
    asked, waiting = len(digest.questions), len(digest.awaited)
    gave = {"given": len(digest.given), "received": len(digest.received)}
    moved = len(digest.renegotiated)
    facts = (
        (digest.reminded, _("Google Calendar is to be reconnected")),
        (digest.troubled_alone, _("a calendar is not up to date")),
        (asked, ngettext("%(num)s question to answer", "%(num)s questions to answer", asked)),
        (digest.cold, _growing_cold(digest)),
        (waiting, ngettext("waiting on %(num)s promise", "waiting on %(num)s promises", waiting)),
        (any(gave.values()), _("%(given)s given, %(received)s received", **gave)),
        (moved, ngettext("%(num)s renegotiated", "%(num)s renegotiated", moved)),
        (not digest.persons, _("name at least 1 person")),
        (digest.troubled, _("a calendar is not up to date")),  # lost for long: earlier letters reminded
    )
    return next((says for holds, says in facts if holds), _("a quiet week"))


def _growing_cold(digest: Digest) -> str:
    cold = [words.clean(one.person.first_name, 40) for one in digest.cold]
    first, more = cold[:3], len(cold) - 3
    if more > 0:
        first = [*cold[:2], ngettext("%(num)s more", "%(num)s more", more + 1)]
    return ngettext(
        "%(names)s is growing cold", "%(names)s are growing cold", len(cold), names=words.listed(first or [""])
    )
