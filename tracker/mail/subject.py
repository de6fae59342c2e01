"""The week's one fact, as the subject of its letter says it."""

from tracker.domain.digest import Digest
from tracker.mail import words


def fact(digest: Digest) -> str:
    """The week's one fact, for the subject: what is owed first, then how the week went."""
    decided = len(digest.kept) + len(digest.late) + len(digest.broken)
    went = f"{len(digest.kept)} of {decided} kept" if decided else ""
    said = [part for part in (_most_pressing(digest), went) if part]
    return words.sentence("; ".join(said) or _otherwise(digest))


def _most_pressing(digest: Digest) -> str:
    for lines, state in ((digest.overdue, "overdue"), (digest.coming, "due in 7 days")):
        if lines:
            first = words.greeting(lines[0].promise.promisee, digest.persons)
            follows = f", {first} first" if len(lines) > 1 else f", for {first}"
            return f"{len(lines)} {state}{follows if first else ''}"
    return ""


def _otherwise(digest: Digest) -> str:
    cold = [words.clean(one.person.first_name, 40) for one in digest.cold]
    facts = (
        (digest.reminded, "Google Calendar is to be reconnected"),
        (digest.troubled_alone, "a calendar is not up to date"),
        (digest.questions, f"{words.count(len(digest.questions), 'question')} to answer"),
        (cold, f"{words.listed(cold[:3] or [''])} {'is' if len(cold) == 1 else 'are'} growing cold"),
        (digest.waiting_on, f"waiting on {words.count(len(digest.waiting_on), 'promise')}"),
        (digest.given or digest.received, f"{len(digest.given)} given, {len(digest.received)} received"),
        (digest.renegotiated, f"{len(digest.renegotiated)} renegotiated"),
        (not digest.persons, "name at least 1 person"),
        (digest.troubled, "a calendar is not up to date"),  # lost for long: earlier letters reminded
    )
    return next((says for holds, says in facts if holds), "a quiet week")
