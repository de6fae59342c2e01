"""Why a mutant survived, by the shape of its change: first what no test can see, then what none sees yet."""

import re
from typing import NamedTuple

from tests.mutants.tree import Mutant


class Reason(NamedTuple):
    """`equal`: both say the same, so that no test can tell them apart."""

    says: str
    equal: bool
    change: re.Pattern[str]
    functions: re.Pattern[str] = re.compile("")


def _reason(says: str, equal: bool, change: str, functions: str = "") -> Reason:
    return Reason(says, equal, re.compile(change, re.DOTALL), re.compile(functions))


# A change is its lines, "- " before what stood there and "+ " before what stands there now.
REASONS = (
    _reason(
        "a check of ours that two lists are as long as each other, which they always are", True,
        r"- [^\n]*strict=True.*\+ (?![^\n]*strict=True)",
    ),
    _reason(
        "it saves work alone: without it the same is worked out again", True,
        r"\(isinstance\([^)]*(?:Persons|Promises|Part|Words)\)\) and False|_KNOWN|places\.table is table|"
        r"\((?:text|low|attendees|\"\]\(\" in text|shape\.guests|learned\.answers|mark|who)\) or True|"
        r"any\(sign not in line",
        r"^(?!.*_theirs)",
    ),
    _reason(
        "the name under which an answer is kept, or dropped, within", True,
        r"answers(?:_meanwhile)?\"|setdefault\(None, \{\}\)|answers\.pop\(old, \)|\[word\] = \"\"", r"lasting|people",
    ),
    _reason(
        "the same instant, told in another zone: instants are compared, not their clocks", True,
        r"\+ [^\n]*(?:at > after|due|made_at)\.astimezone\(None\)",
    ),
    _reason("words of an assertion, which nobody reads", True, r"only those are asked"),
    _reason(
        "a second step of a search that the first has ended", True,
        r"range\(4\).*range\(5\)|today\.year \+ 10", r"next_reminder|next_on_or_after",
    ),
    _reason(
        "an address of which the @ is sought from the left or the right: those in tests have one", False,
        r"\+ [^\n]*(?:address|who)[^\n]*\.rpartition\(",
    ),
    _reason("an order in which what tests hold lies already", False, r"key=None|sorted\([^()]*(?:, \)|reverse)"),
    _reason(
        "a word or a name within, which no test spells out", False,
        r"\+ [^\n]*(?:XX|[\"'][A-Z][A-Z ,.@#&:;%()]{2,}[A-Z@.\"'])",
    ),
    _reason(
        "which signs are cut off at an edge: no test has others there", False,
        r"\.(?:l|r)?strip\(|removesuffix|removeprefix|partition\(|split\(",
    ),
    _reason("one arm of a condition that no test tells from the other", False, r"\) (?:and False|or True)\b"),
    _reason(
        "a bound, a number or a comparison on which no test stands", False,
        r"\+ [^\n]*(?:[<>]=?|==|!=|\d|[-+*/] )",
    ),
    _reason("what is handed on, where no test needs it", False, r"None|, \)|\( *\)"),
    _reason("something else that no test sees", False, r""),
)  # fmt: skip


def reason(mutant: Mutant) -> Reason:
    """The first reason that fits."""
    return next(one for one in REASONS if one.change.search(mutant.change) and one.functions.search(mutant.name))
