"""A digest put into words: what both parts of the weekly letter say, section by section, ready to be set."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from tracker import tongue
from tracker.domain.digest import Digest
from tracker.domain.known import Line
from tracker.domain.people import Direction, Give
from tracker.domain.warmth import Warmth
from tracker.mail import words
from tracker.mail.confirming import asked
from tracker.mail.fresh import alarms, fresh
from tracker.mail.game import played
from tracker.mail.giving import brought, suggested
from tracker.mail.links import Links
from tracker.mail.owed import body, due, over, owed, to
from tracker.mail.question import question
from tracker.mail.score import score
from tracker.mail.sections import Item, Section, filled, section
from tracker.mail.standing import late
from tracker.mail.subject import fact
from tracker.tongue import gettext as _
from tracker.tongue import pgettext

MOST_OWED = 7  # of what is owed a letter lists so many; of all else fewer. The rest stand on the page
MOST = 5
FEW = 3
A_MONDAY = date(2026, 1, 5)


def account(digest: Digest, links: Links, made_at: datetime) -> dict[str, Any]:
    """What the templates of the digest need to know."""
    owes = filled(_owed(digest, links, made_at))
    confirm = section(_("To confirm"), digest.questions, lambda one: asked(one, digest), most=FEW, page="/questions")
    return {
        "fact": fact(digest),
        "glance": _glance(owes, digest),
        "span": _span(digest),
        "quiet": digest.quiet,
        "alarms": alarms(digest),
        "owed": owes,
        "waiting": filled((_waiting(digest),)),
        "score": score(digest),
        "decided": filled(_decided(digest)),
        "gave": _("Given %(given)s, received %(received)s.", given=len(digest.given), received=len(digest.received)),
        "giving": filled(_giving(digest)),
        "game": played(digest),
        "confirm": confirm,
        "question": question(digest),
        "fresh": fresh(digest),
        "again": _again(digest),
    }


def _again(digest: Digest) -> str:
    """When this letter comes."""
    on = A_MONDAY + timedelta(days=digest.user.digest_day)
    at = tongue.clock(datetime.combine(on, time(digest.user.digest_hour), digest.user.zone))
    return _("You get this letter every %(weekday)s at %(time)s.", weekday=tongue.weekday(on, whole=True), time=at)


def _span(digest: Digest) -> str:
    last = digest.week.end - timedelta(seconds=1)
    return words.span(digest.week.start, last, digest.user.zone, digest.at)


def _glance(owes: Iterable[Section], digest: Digest) -> str:
    """What a list of letters shows behind the subject: what is owed first."""
    first = [
        _(": ").join((item.title, words.small(item.over or item.about[0]))) for one in owes for item in one.items
    ]
    # Translators: between two things on one line
    return _("; ").join(first[:2]) or _("Your week, %(span)s", span=_span(digest))


def _owed(digest: Digest, links: Links, made_at: datetime) -> Iterable[Section]:
    item = owed(digest, links, made_at)
    yield section(pgettext("several promises", "Overdue"), digest.overdue, item, most=MOST_OWED)
    yield section(_("Coming 7 days"), digest.coming, item, most=MOST_OWED)


def _waiting(digest: Digest) -> Section:
    """What others owe."""

    def item(line: Line) -> Item:
        past, unread = over(line, digest)
        said = (to(line, digest), due(line, digest), words.small(past), words.small(unread))
        return Item(body(line.promise), (", ".join(filter(None, said)),))

    return section(_("Waiting on"), digest.awaited, item, most=MOST)


def _decided(digest: Digest) -> Iterable[Section]:
    zone, now = digest.user.zone, digest.at

    def of(name: str, lines: Sequence[Line], ending: Callable[[Line], str], most: int = MOST) -> Section:
        def item(line: Line) -> Item:
            return Item(body(line.promise), (", ".join(filter(None, (to(line, digest), ending(line)))),))

        return section(name, lines, item, most=most)

    def delivered(line: Line) -> str:
        on = words.day(line.verdict.at, zone, now)
        if line.promise.backdated:
            return _("delivered %(day)s, back-dated", day=on)
        return _("delivered %(day)s", day=on)

    def was_due(line: Line) -> str:
        return _("was due %(when)s", when=words.due(line.verdict.term, zone, now))

    def now_due(line: Line) -> str:
        return _("now due %(when)s", when=words.due(line.verdict.term, zone, now))

    yield of(pgettext("several promises", "Broken"), digest.broken, was_due)
    yield of(pgettext("several promises", "Late"), digest.late, lambda line: f"{delivered(line)}, {late(line, zone)}")
    yield of(pgettext("several promises", "Kept"), digest.kept, delivered, FEW)
    yield of(pgettext("several promises", "Renegotiated"), digest.renegotiated, now_due, FEW)


def _giving(digest: Digest) -> Iterable[Section]:
    def of(name: str, things: Sequence[Any], item: Callable[[Any], Item], page: str = "/giving") -> Section:
        return section(name, things, item, most=FEW, page=page)

    yield of(_("Growing cold"), digest.cold, lambda one: _cold(one, digest), "/people")
    yield of(_("Bring something"), digest.to_bring, lambda bring: Item(*brought(bring, digest)))
    unsure = of(_("Was this a give?"), digest.suggestions, lambda one: Item(*suggested(one, digest)))
    yield unsure._replace(more=", ".join(filter(None, (_("Answer here"), unsure.more))))
    yield of(pgettext("several gives", "Given"), digest.given, lambda give: _give(give, digest))
    yield of(pgettext("several gives", "Received"), digest.received, lambda give: _give(give, digest))


def _give(give: Give, digest: Digest) -> Item:
    who = next((words.clean(person.name) for person in digest.persons if person.id == give.person), _("somebody"))
    gift = _(words.GIFTS[give.kind])
    if give.direction is Direction.GIVEN:
        # Translators: what was given to whom, as "an article to Ama Owusu"
        said = _("%(gift)s to %(who)s", gift=gift, who=who)
    else:
        # Translators: what was received from whom, as "an article from Ama Owusu"
        said = _("%(gift)s from %(who)s", gift=gift, who=who)
    return Item(words.sentence(said), (words.clean(give.note),) if give.note.strip() else ())


def _cold(one: Warmth, digest: Digest) -> Item:
    person, aim = one.person, words.every(one.wanted.cadence.ideal)
    if one.last_met:
        said = _(
            "last met %(day)s, %(long)s ago; the aim is %(every)s",
            day=words.day(one.last_met, digest.user.zone, digest.at),
            long=words.stretch(digest.at - one.last_met),
            every=aim,
        )
    else:
        said = _("not met yet, as far as your calendars say; the aim is %(every)s", every=aim)
    value = words.clean(person.value)
    bring = (_("you could bring %(value)s", value=value),) if value else ()
    return Item(words.clean(person.name), (said, *bring))
