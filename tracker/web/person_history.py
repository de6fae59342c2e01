"""The ledger's entries about one person, told in words."""

from tracker.domain.entry import Act, Entry
from tracker.web.history import WAYS, Told

FIELDS = {
    "name": "name",
    "names": "other names",
    "addresses": "addresses",
    "circle": "circle",
    "cadence": "how often to meet",
    "tags": "tags",
    "influence": "influence",
    "reach": "how much hangs on them",
    "value": "what I can give",
    "learn": "what I want to learn",
    "interests": "interests",
    "goal": "goal",
    "note": "note",
    "review_on": "when to look again",
    "quiet_until": "a week without a word",
}
HEADLINES = {Act.MERGED: "Turned out to be somebody else", Act.PARTED: "Somebody by themselves again"}


def told(entry: Entry) -> Told:
    """One entry in words."""
    headline = HEADLINES.get(entry.act, entry.act.value.capitalize())
    return Told(entry.at, entry.act, headline, _detail(entry), WAYS.get(entry.via, entry.via))


def _detail(entry: Entry) -> str:
    if not (entry.before and entry.after):
        return ""
    changed = [said for name, said in FIELDS.items() if entry.before.get(name) != entry.after.get(name)]
    return f"Changed: {', '.join(changed)}." if changed else ""
