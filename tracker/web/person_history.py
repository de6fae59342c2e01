"""The ledger's entries about one person told in words."""

from tracker.domain.entry import Act, Entry
from tracker.tongue import N_
from tracker.tongue import gettext as _
from tracker.web.history import ACTS, Told, way

FIELDS = {
    "name": N_("name"),
    "names": N_("other names"),
    "addresses": N_("addresses"),
    "circle": N_("circle"),
    "cadence": N_("how often to meet"),
    "tags": N_("tags"),
    "influence": N_("influence"),
    "reach": N_("how much hangs on them"),
    "value": N_("what I can give"),
    "learn": N_("what I want to learn"),
    "interests": N_("interests"),
    "goal": N_("goal"),
    "note": N_("note"),
    "review_on": N_("when to look again"),
    "quiet_until": N_("a week without a word"),
}
HEADLINES = {
    **ACTS,
    Act.NAMED: N_("Named"),
    Act.REMOVED: N_("Removed"),
    Act.MERGED: N_("Turned out to be somebody else"),
    Act.PARTED: N_("Somebody by themselves again"),
}


def told(entry: Entry) -> Told:
    """One entry in words."""
    headline = _(HEADLINES.get(entry.act, entry.act.value.capitalize()))
    return Told(entry.at, entry.act, headline, _detail(entry), way(entry))


def _detail(entry: Entry) -> str:
    if not (entry.before and entry.after):
        return ""
    changed = [_(said) for name, said in FIELDS.items() if entry.before.get(name) != entry.after.get(name)]
    return _("Changed: %(what)s.", what=", ".join(changed)) if changed else ""
