"""`tracker detect --explain`: why words are read as they are, rule by rule, as a sum that comes out."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import log
from typing import Any

from tracker.domain.reading.candidate import ASK, LIST

SAID = {
    "promise": "a promise, {} sure",
    "relationship": "time with particular people, {} sure",
    "other": "neither a promise nor time with particular people; what comes nearer is {} sure",
    "action": "something somebody took on, {} sure",
    "none": "nothing that anybody took on; {} sure that it is",
    "1": "commits its writer, {} sure",
    "0": "does not commit its writer; {} sure that it does",
}


def explained(kind: str, text: str, answer: Mapping[str, Any], reference: datetime) -> Iterable[str]:
    """An answer of `tracker detect --jsonl` to one text, told line by line."""
    yield f"“{text}”"
    if kind == "due":
        yield f"  {_due(answer, reference) if answer['due'] else 'names no time'}"
        return
    yield "  " + SAID[str(answer["label"])].format(_sure(answer["score"]))
    yield from (f"  {name}: {told}" for name, told in _found(answer, reference) if told)
    yield from _sum(answer["evidence"])


def _sure(score: float) -> str:
    """In per cent; never as if nothing could be wrong."""
    return "over 99%" if score >= 0.995 else "under 1%" if score < 0.005 else f"{score:.0%}"


def _found(answer: Mapping[str, Any], reference: datetime) -> Iterable[tuple[str, str]]:
    if answer["label"] in ("other", "none", 0):
        return
    yield "what", answer["what"] or ""
    yield "who", answer["who"] or ""
    yield "due", _due(answer, reference) if answer["due"] else ""


def _due(answer: Mapping[str, Any], reference: datetime) -> str:
    readings = " or ".join(_said(each) for each in (answer["due"], *answer["alternatives"]))
    asked = ", which is asked" if answer["alternatives"] else ""
    return f"{readings}{asked} (counted from {_day(reference)})"


def _said(due: str) -> str:
    """A due as it stands in an answer: a date, or an instant."""
    at = datetime.fromisoformat(due)
    return f"{_day(at)}, {at:%H:%M}" if "T" in due else _day(at)


def _day(at: datetime) -> str:
    return f"{at:%A} {at.day} {at:%B %Y}"


def _sum(evidence: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    """Each contribution in log-odds, strongest first, and what they add up to."""
    rows = sorted(evidence, key=lambda each: -abs(each["weight"]))
    if not rows:
        return
    yield "  because:"
    for each in rows:
        quote = f"  “{each['quote']}”" if each["quote"] else ""
        yield f"    {each['weight']:+6.2f}  {each['rule']}{quote}"
    total = sum(each["weight"] for each in rows)
    yield f"    {total:+6.2f}  in all; listed from {_odds(LIST):+.2f}, asked about from {_odds(ASK):+.2f}"


def _odds(share: float) -> float:
    return log(share / (1 - share))
