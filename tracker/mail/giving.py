"""Gives, what meetings suggest of them, and ideas of what to bring, in the words that page and letter share."""

from tracker.domain.digest import Digest
from tracker.domain.ideas import Bring, Idea, Source
from tracker.domain.people import Give, GiveKind
from tracker.domain.suggesting import Suggestion
from tracker.mail.words import KINDS, clean, day, listed, moment, sentence

_WAYS = {
    GiveKind.MEAL: ("Who paid?", "I paid", "They paid"),
    GiveKind.TALK: ("Who spoke?", "I spoke", "They spoke"),
    GiveKind.ADVICE: ("Who gave advice?", "I did", "They did"),
    GiveKind.SERVICE: ("Who served?", "I served", "They served"),
    GiveKind.CERTIFICATE: ("Who earned it?", "I did", "They did"),
    GiveKind.NOMINATION: ("Who was named?", "They were", "I was"),
}
_OTHERWISE = ("Which way did it go?", "I gave", "They gave")


def kind_of(kind: GiveKind) -> str:
    """What a kind of give is called."""
    return KINDS[kind]


def passed(give: Give) -> str:
    """What was passed on, and which way: `article, given`."""
    return f"{KINDS[give.kind]}, {give.direction.value}"


def ways_of(suggestion: Suggestion) -> tuple[str, str, str]:
    """What is asked of it; what says that it was given; and that it was received."""
    return _WAYS.get(suggestion.kind, _OTHERWISE)


def says(idea: Idea) -> str:
    """What one could bring."""
    line = clean(idea.line)
    if idea.source is Source.INTEREST:
        return f"An article, a name or a question on {line}"
    if idea.source is Source.GIFT:
        return f"A good question about {_gift(line)}"
    return sentence(line)


def _gift(line: str) -> str:
    plain = line in {kind.value for kind in GiveKind}
    return f"the {KINDS[GiveKind(line)]} they gave you" if plain else f"“{line}”"


def cites(idea: Idea, bring: Bring) -> str:
    """The line that it came from, and where that stands."""
    who = next((clean(person.first_name) for person in bring.persons if person.id == idea.person), "them")
    stands = {
        Source.PROMISE: f"you promised it to {who}",
        Source.VALUE: f"you can give it to {who}",
        Source.INTEREST: f"{who} cares for “{clean(idea.line)}”",
        Source.GIFT: f"{who} gave you that last",
        Source.OFFER: f"one of your offers{f', for {who}' if len(bring.persons) > 1 else ''}",
    }
    return stands[idea.source]


def with_whom(bring: Bring) -> str:
    """The persons of a meeting."""
    return listed([clean(person.name) for person in bring.persons])


def brought(bring: Bring, digest: Digest) -> tuple[str, tuple[str, ...]]:
    """A coming meeting and its ideas, each with the line that it came from."""
    title = clean(bring.meeting.title) or with_whom(bring)
    at = moment(bring.meeting.at, digest.user.zone, digest.at)
    return f"{title}, {at}", tuple(f"{says(idea)} ({cites(idea, bring)})" for idea in bring.ideas)


def suggested(one: Suggestion, digest: Digest) -> tuple[str, tuple[str, ...]]:
    """What may have been a give, and what is asked of it."""
    who = next((clean(person.name) for person in digest.persons if person.id == one.person), "")
    told = ", ".join(filter(None, (who, day(one.at, digest.user.zone, digest.at))))
    return clean(one.title), (f"{told}. {ways_of(one)[0]}",)
