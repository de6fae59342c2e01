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
        "it saves work alone: what is remembered, or cut short, would be worked out whole", True,
        r"places\b|recurrence_id|event\[:3\]|\+ [^\n]*replace\(found=None\)|\(event\.description or|"
        r"maxsplit=2|meeting\.at >= now|len\(candidate\.evidence\)\) and False|_Same\)|id\(None\)|_Places\(None",
        r"cues\.x_|learning\.x__shift|lines\.x__told|structure\.x_seen|_as_it_stands|_all_met|untaught|_Same",
    ),
    _reason(
        "nothing found, said in another way: both count as nothing", True,
        r"- [^\n]*(?:, \"\"\)|, 0\)|, \[\]\)).*\+ [^\n]*, (?:None)?\)",
        r"_first_name|table_rows\.x_row|lines\.x__owned|_remembered|take__|_takes_back",
    ),
    _reason("values by their names, which are there for the type alone", True, r"- [^\n]*\*\*named", r"lasting"),
    _reason(
        "a beginning that is replaced before it is read", True, r"total = |spans: |mingling=None",
        r"weighing\.x__runs|plain\.x_plain|structure\.x_seen",
    ),
    _reason("None for False, which is as much here", True, r"ensure_ascii=None"),
    _reason(
        "what stands where nothing is: it begins, ends and is called like nothing else", True, r"else \"XXXX\"",
        r"_in_first_person|x_never|lines\.x__listed|names\.x__known|delivered\.x_said",
    ),
    _reason(
        "a name that nobody asks for: of an event made up to be read, of a request in notes, of what was taught",
        True, r"EventKey|\+ +(?:None|\"XXactionXX\"|\"ACTION\"),|Finding\((?:None|\"XX)",
        r"typed\.x_read|requests\.x_read|_as_taught",
    ),
    _reason("keys only narrow who is looked at", True, r"range\(len\(first\)", r"names\.x__known"),
    _reason(
        "a verb and what may be one exclude each other, so that never all of these are there", True,
        r"\+ [^\n]*rules < ", r"_is_prose",
    ),
    _reason(
        "a rule of which nothing was learned stands where it stood, or higher: there is no notice of it", True,
        r"else 1\.0", r"learning\.x__weight",
    ),
    _reason("no question is without both", True, r"\(promise\) or True", r"reconcile\.x__soonest"),
    _reason("one word alone was asked about before", True, r"1 <= len\(words\)", r"_is_body"),
    _reason("another day of the same quarter", True, r"\* 3, 2\)", r"days\.x__quarter"),
    _reason("how a line is folded, which is alike on both sides", True, r"XX XX", r"ideas\.x__folded"),
    _reason("a secret has fewer letters than there are", True, r"< set\(LETTERS\)", r"well_written"),
    _reason(
        "a number that all of them share", True, r"else 1\.0", r"loss\.x_by_loss|game\.x__last",
    ),
    _reason("answers begin with their number, and each has its own", True, r"sorted\(log", r"feedback\.x_standing"),
    _reason("one more step round a circle", True, r"steps <= len", r"_heirs"),
    _reason("for two threads at once, of which one has dropped it already", True, r"answers\.pop\(old, \)", r"_held"),
    _reason(
        "the name under which an answer is kept, or dropped, within", True,
        r"answers(?:_meanwhile)?\"|setdefault\(None, \{\}\)|\[word\] = \"\"", r"lasting|people",
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
