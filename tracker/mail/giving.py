"""Gives, what meetings suggest of them, and ideas of what to bring, in the words that page and letter share."""

from tracker.domain.digest import Digest
from tracker.domain.ideas import Bring, Idea, Source
from tracker.domain.people import Direction, Give, GiveKind
from tracker.domain.suggesting import Suggestion
from tracker.mail.words import KINDS, clean, day, listed, moment, sentence
from tracker.tongue import N_
from tracker.tongue import gettext as _

_WAYS = {
    GiveKind.MEAL: (N_("Who paid?"), N_("I paid"), N_("They paid")),
    GiveKind.TALK: (N_("Who spoke?"), N_("I spoke"), N_("They spoke")),
    GiveKind.ADVICE: (N_("Who gave advice?"), N_("I did"), N_("They did")),
    GiveKind.SERVICE: (N_("Who served?"), N_("I served"), N_("They served")),
    GiveKind.CERTIFICATE: (N_("Who earned it?"), N_("I did"), N_("They did")),
    GiveKind.NOMINATION: (N_("Who was named?"), N_("They were"), N_("I was")),
}
_OTHERWISE = (N_("Which way did it go?"), N_("I gave"), N_("They gave"))


def kind_of(kind: GiveKind) -> str:
    """What a kind of give is called."""
    return _(KINDS[kind])


def passed(give: Give) -> str:
    """What was passed on, and which way: `article, given`."""
    kind = kind_of(give.kind)
    if give.direction is Direction.GIVEN:
        # Translators: what was passed on, as "article, given"
        return _("%(kind)s, given", kind=kind)
    return _("%(kind)s, received", kind=kind)


def ways_of(suggestion: Suggestion) -> tuple[str, str, str]:
    """What is asked of it; what says that it was given; and that it was received."""
    asked, gave, received = _WAYS.get(suggestion.kind, _OTHERWISE)
    return _(asked), _(gave), _(received)


def says(idea: Idea) -> str:
    """What one could bring."""
    line = clean(idea.line)
    if idea.source is Source.INTEREST:
        return _("An article, a name or a question on %(topic)s", topic=line)
    if idea.source is Source.GIFT:
        return _about(line)
    return sentence(line)


def _about(line: str) -> str:
    """What they gave is told by its note; by its kind where there is none."""
    if line in {kind.value for kind in GiveKind}:
        return _("A good question about the %(kind)s they gave you", kind=kind_of(GiveKind(line)))
    return _("A good question about “%(note)s”", note=line)


def cites(idea: Idea, bring: Bring) -> str:
    """The line that it came from, and where that stands."""
    who = next((clean(person.first_name) for person in bring.persons if person.id == idea.person), "")
    if idea.source is Source.INTEREST:
        return _("%(who)s cares for “%(topic)s”", who=who or _("somebody"), topic=clean(idea.line))
    if idea.source is Source.OFFER and len(bring.persons) == 1:
        return _("one of your offers")
    return _(_STANDS[idea.source], who=who or _("them"))


_STANDS = {
    Source.PROMISE: N_("you promised it to %(who)s"),
    Source.VALUE: N_("you can give it to %(who)s"),
    Source.GIFT: N_("%(who)s gave you that last"),
    Source.OFFER: N_("one of your offers, for %(who)s"),
}


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
    return clean(one.title), (_("%(told)s. %(asked)s", told=told, asked=ways_of(one)[0]),)
