"""How near somebody is, how warm it is and how much hangs on them, in words; and how often one wants to meet."""

from datetime import timedelta

from tracker.domain.acquaintance import Pair
from tracker.domain.people import Cadence, Circle, Reach
from tracker.domain.warmth import Shade, Warmth
from tracker.mail.words import clean
from tracker.tongue import N_, ngettext, pgettext
from tracker.tongue import gettext as _

_CIRCLES = {
    Circle.INNER: N_("inner circle"),
    Circle.CLOSE: N_("close circle"),
    Circle.FRIENDS: N_("friends circle"),
    Circle.WIDER: N_("wider circle"),
}
_REACHES = {
    Reach.MUCH: N_("Much hangs on them"),
    Reach.SOME: N_("Some hangs on them"),
    Reach.LITTLE: N_("Little hangs on them"),
    Reach.UNSAID: N_("Not said yet"),
}


def circle_of(circle: Circle) -> str:
    """How near somebody is, in one word."""
    # Translators: the four circles round oneself, the nearest first
    words = {
        Circle.INNER: pgettext("circle", "inner"),
        Circle.CLOSE: pgettext("circle", "close"),
        Circle.FRIENDS: pgettext("circle", "friends"),
        Circle.WIDER: pgettext("circle", "wider"),
    }
    return words[circle]


def circle_named(circle: Circle) -> str:
    """The same with its noun, as `inner circle`."""
    return _(_CIRCLES[circle])


def shade_of(shade: Shade) -> str:
    """How warm it is, in one word."""
    # Translators: how it is between two people, by when they last met
    words = {
        Shade.WARM: pgettext("warmth", "warm"),
        Shade.COOLING: pgettext("warmth", "cooling"),
        Shade.COLD: pgettext("warmth", "cold"),
    }
    return words[shade]


def reach_of(reach: Reach) -> str:
    """How much hangs on somebody, in one word."""
    # Translators: how much of what one aims at hangs on what somebody decides
    words = {
        Reach.MUCH: pgettext("influence", "much"),
        Reach.SOME: pgettext("influence", "some"),
        Reach.LITTLE: pgettext("influence", "little"),
        Reach.UNSAID: pgettext("influence", "not said"),
    }
    return words[reach]


def reach_said(reach: Reach) -> str:
    """The same as a sentence."""
    return _(_REACHES[reach])


def often(cadence: Cadence) -> str:
    """How often to meet, as `every 4 weeks, 6 weeks at most`."""
    ideal, longest = (span // timedelta(weeks=1) for span in cadence)
    # Translators: how often to meet, as "every 4 weeks", and "6 weeks at most"
    return _(
        "%(often)s, %(longest)s",
        often=ngettext("every %(num)s week", "every %(num)s weeks", ideal),
        longest=ngettext("%(num)s week at most", "%(num)s weeks at most", longest),
    )


def says_who(warmth: Warmth) -> str:
    """What says how often to meet somebody."""
    if warmth.wanted.own:
        return _("set for them")
    if warmth.wanted.tag:
        return _("the tag “%(tag)s”", tag=warmth.wanted.tag)
    return _("the %(circle)s", circle=circle_named(warmth.person.circle))


def why_alike(pair: Pair) -> str:
    """Why two persons may be one."""
    if not pair.address:
        return _("They go by the same name.")
    return _("%(address)s reads like the name %(name)s.", address=clean(pair.address), name=clean(pair.called))
