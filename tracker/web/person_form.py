"""The form of a person: what it is filled with, and what was typed into it."""

from collections.abc import Mapping
from typing import Any

from tracker.domain.acquaintance import Met
from tracker.domain.people import Circle, Person, Reach
from tracker.tongue import gettext as _
from tracker.web import forms

SAID = ("influence", "value", "learn", "goal")
NOTE_LONGEST = 2_000


def typed(form: Mapping[str, str]) -> dict[str, Any]:
    """All that the form says of a person. Raises Unreadable."""
    return {
        "name": forms.text(form, "name", asked=_("Say what this person is called."), longest=200),
        "names": frozenset(forms.rows(form, "names")),
        "addresses": forms.addresses(form, "addresses"),
        "circle": forms.word(form, "circle", Circle, _("Choose how near this person is.")),
        "cadence": forms.weeks(form, "ideal", "longest"),
        "tags": frozenset(forms.rows(form, "tags", parted_by=",")),
        "reach": Reach.UNSAID if not form.get("reach") else forms.word(form, "reach", Reach, _("Choose how much.")),
        "interests": "\n".join(forms.rows(form, "interests")),
        "note": _note(form),
        "review_on": forms.day(form, "review_on"),
    } | {name: forms.text(form, name) for name in SAID}


def _note(form: Mapping[str, str]) -> str:
    note = "\n".join(form.get("note", "").splitlines()).strip()
    if len(note) > NOTE_LONGEST:
        raise forms.Unreadable(_("That note is longer than %(most)s letters. Say it shorter.", most=NOTE_LONGEST))
    return note


def as_typed(person: Person) -> dict[str, str]:
    """What the form is filled with, of somebody named."""
    ideal, longest = person.cadence or (None, None)
    return {
        "name": person.name,
        "names": "\n".join(sorted(person.names)),
        "addresses": "\n".join(sorted(person.addresses)),
        "circle": person.circle.value,
        "ideal": str(ideal.days // 7) if ideal else "",
        "longest": str(longest.days // 7) if longest else "",
        "tags": ", ".join(sorted(person.tags)),
        "reach": person.reach.value,
        "interests": person.interests,
        "note": person.note,
        "review_on": person.review_on.isoformat() if person.review_on else "",
    } | {name: getattr(person, name) for name in SAID}


def of_met(one: Met) -> dict[str, str]:
    """What it is filled with, of somebody who was met."""
    return {"name": one.name, "addresses": one.address} if one.address else {"name": one.name}
