"""The one whom a typed name means, and the names that a field offers: of a thousand persons the likeliest."""

from collections.abc import Iterable, Mapping

from tracker.domain.people import Give, Person, Persons
from tracker.mail.words import clean
from tracker.tongue import either
from tracker.tongue import gettext as _
from tracker.web import forms

MOST = 200  # names that a field offers; any other is typed


def chosen(form: Mapping[str, str], persons: Persons) -> Person:
    """Whom the field `who` means, by name, first name or address. Raises Unreadable where that is not one."""
    who = forms.text(form, "who", asked=_("Choose with whom."), longest=300)
    found = persons.meant(who)
    if len(found) == 1:
        return found[0]
    if found:
        names = either([clean(person.name) for person in found])
        raise forms.Unreadable(
            _(
                "“%(who)s” may be %(names)s. Type the whole name or an address, or write it down on their own page.",
                who=clean(who),
                names=names,
            )
        )
    raise forms.Unreadable(
        _("You named nobody who is called “%(who)s”. Type it as on their page, or name them first.", who=clean(who))
    )


def offered(persons: Persons, gives: Iterable[Give] = ()) -> tuple[Person, ...]:
    """Those whose names are offered: who was last given to, or gave, comes first; the others by name."""
    lately = {give.person: give.at for give in sorted(gives, key=lambda give: give.at)}
    known = sorted((one for one in persons if one.id in lately), key=lambda one: lately[one.id], reverse=True)
    others = sorted((one for one in persons if one.id not in lately), key=lambda one: one.name.casefold())
    return (*known, *others)[:MOST]
