"""The shapes that lines of notes have all over the world, built from the words of one language."""
# ruff: noqa: E501  (a row of a table is one line)

import re
from typing import NamedTuple

from tracker.domain.reading.language import Lines, Pattern, Shape

UPPER = "A-ZÀ-ÖØ-ÞȘȚΆΈ-ΏΑ-ΫЀ-Я" + "".join(chr(code) for code in range(0x100, 0x180) if chr(code).isupper())
_WORD = rf"(?:[{UPPER}]\.(?:-?[{UPPER}]\.)*|(?:(?:al|el|as|ash|ul)-|[dl]['’])?[{UPPER}][\w'’-]*)"
_PARTICLE = r"(?:van|von|der|den|de|la|le|las|los|del|della|da|dos|di|du|el|al|bin|ibn|ten|ter|zu|af|av|y|e) "
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof|Mme|Sr|Sra|Hr|Fr)\.? )?"
NAME = rf'{_TITLE}{_WORD}(?: (?:"\w{{1,20}}" )?(?:{_PARTICLE}){{0,2}}{_WORD}){{0,3}}'
HANDLE = r"@\w(?:[\w.-]{0,40}\w)?"
_LOW = r"[a-z][\w.-]{1,20}"
_ROLE = r"(?P<rest> ?[(\[][^()\[\]]{1,60}[)\]]|, [a-z][\w /]{1,20}(?:,|(?=\s?:)))?"
_SEP = r"(?:\s*[:–—]+(?!//)\s*|\s+-+>?\s+|\s*=>\s*|\s*(?:,\s*)?\.\.\.\s*)"
_ARROW = r"(?:-+>|=+>|[→⇒]|(?<=\s)[-–—]{1,2}(?=\s))\s*"

GREETING = re.compile(  # which is no name: "Hi Ama, could you ..."; in all languages, for calendars mix them
    r"(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|greetings|hallo|hola|ciao|bonjour|bonsoir|salut|coucou|ch[eè]re?s?)(?: (?:again|there))?[,!]?\s+(?=\w)",
    re.I,
)

_OPEN = frozenset(("named to", "took it on", "named will"))  # shapes in which much else is said

_NEEDS = {
    "owner last": frozenset(":"),
    "arrow to owner": frozenset(">→⇒-–—"),
    "(owner)": frozenset("(["),
    "handle last": frozenset("@"),
    ": owner": frozenset("@"),
}


class LineWords(NamedTuple):
    """The words of one language for lines of notes: alternatives of a pattern, read in any case but `marks_upper`.

    `marks` announce an action, `soft_marks` only with a colon, `marks_upper` only in capitals. `to` and `took` stand
    between an owner and a verb; `will` as well, but is said of much else. `no_verb` are words that, behind a `to`,
    are no verb. `verbs` begin what is to be done; those of `unsure_verbs` are nouns too, and count before
    `after_unsure`; so do `mixed_verbs`, and a little without. `together` stands for several of
    us, who often say what is to be done without taking it on. `please` asks
    somebody in a list of actions and outside, `could` only where nobody speaks. `glued` stand for `will` at the end of
    a name. `objects` are words with which somebody behind them is none
    who does it. `more` are shapes that only this language has.
    """

    base: float
    marks: str
    soft_marks: str
    marks_upper: str
    mark_for: str
    mark_tail: str
    joins: str
    to: str
    will: str
    took: str
    please: str
    speaker: str
    first: str
    vows: str
    waiting: str
    owner_word: str
    owned_by: str
    task_word: str
    verb_prefix: str
    verbs: str
    unsure_verbs: str
    after_unsure: str
    adverbs: str
    no_verb: str
    no_will: str
    heading: str
    other_heading: str
    boilerplate: str
    gate: str
    not_owners: frozenset[str]
    nobody: frozenset[str]
    first_person: frozenset[str]
    together: str = "(?!)"
    passive: str = "(?!)"
    could: str = "(?!)"
    glued: str = "(?!)"
    objects: str = "to"
    mixed_verbs: str = "(?!)"
    more: tuple[Shape, ...] = ()


def lines(words: LineWords) -> Lines:
    """The tables for lines in the language of these words."""
    shapes = (*words.more, *_marked_tails(words), *_heads(words), *_tails(words))
    free = tuple(each for each in shapes if not each.listed)
    return Lines(
        base=words.base,
        gate=_any(words.gate),
        heading=_any(words.heading),
        other_heading=re.compile(words.other_heading),
        boilerplate=_any(words.boilerplate),
        mark=_mark(words),
        bare_mark=_bare_mark(words),
        inner_mark=re.compile(
            rf"(?<=[.;!?…)\]|–—-])\s*[(\[]?(?:{words.mark_tail})\s*:\s*(?=\S)|\s[(\[](?:{words.mark_tail})\s*:?\s+(?=\S)"
        ),
        shapes=shapes,
        free=free,
        unled=tuple(each for each in free if not each.led),
        owner=re.compile(_who(words)),
        lead=re.compile(
            rf"{_who(words)}{_ROLE}(?:\s*[:–—,\[(=]|\s+-|\s*\.\.\.| (?i:{words.to}|{words.will}|{words.took}|{words.please}|{words.could})\b|(?i:{words.glued}))|[@\[]"
        ),
        verb=_verb(words),
        joint=re.compile(_join(words)),
        not_owners=words.not_owners,
        nobody=words.nobody,
        first_person=words.first_person,
    )


_NUMBER = r"(?:[ #-]{0,2}\d[\d.-]{0,8})?"


def _mark(words: LineWords) -> Pattern:
    """A mark with something that parts it from what follows: "ACTION:", "[AI]", "Action 4.", "#action"."""
    all_of_them = rf"(?:(?i:{words.marks}|{words.soft_marks})|{words.marks_upper})"
    parted = r"(?:\s?\([a-z]+ [^()]{1,30}\))?(?:\s*[:–—→⇒]+\s*|\s+[-=]+>?\s+|\.\s+)"
    return re.compile(
        rf"[(\[]{all_of_them}{_NUMBER}[)\]]\s*[:–—-]*\s*|#?{all_of_them}{_NUMBER}{parted}|#(?i:{words.marks})\s+"
    )


def _bare_mark(words: LineWords) -> Pattern:
    """A mark that counts only before an owner: "AI Ama: ...", "Task for Ama: ...", "TODO(ama): ..."."""
    all_of_them = rf"(?:(?i:{words.marks}|{words.soft_marks})|{words.marks_upper})"
    return re.compile(
        rf"{all_of_them}{_NUMBER}(?=\s?[(\[]|\s(?i:{words.mark_for})\s)\s?|(?:(?i:{words.marks})|{words.marks_upper}){_NUMBER}\s+"
    )


def _any(pattern: str) -> Pattern:
    return re.compile(pattern, re.I)


def _join(words: LineWords) -> str:
    return rf"(?:, ?(?:(?i:{words.joins}) )?| (?i:{words.joins}) | ?[&/+;] ?| (?=@))"


def _who(words: LineWords, one: str = f"(?:{HANDLE}|{NAME})") -> str:
    """Up to six owners; bounded, and one way to read each word that joins them."""
    return rf"{one}(?:{_join(words)}{one}){{0,5}}"


def _verb(words: LineWords) -> Pattern:
    """A verb at the start, as its group `verb`; as `mixed` a word that is as often a noun, and nothing tells which."""
    mixed, before = words.mixed_verbs, rf"(?:{words.adverbs}) "
    return _any(
        rf"(?:{before}){{0,2}}(?:(?P<verb>(?:(?:{words.verb_prefix})?(?:{words.verbs})|{words.verb_prefix}(?:{mixed}))(?![\w-])"
        rf"|(?:{words.unsure_verbs}|{mixed})(?=$| (?:{words.after_unsure})))|(?P<mixed>(?:{mixed})(?![\w-])))"
    )


def _heads(words: LineWords) -> tuple[Shape, ...]:
    """Shapes in which the owner stands first."""
    owner = rf"(?P<owner>{_who(words)})"
    handles = rf"(?P<owner>{_who(words, HANDLE)})"
    low = rf"(?P<owner>{_LOW}(?:{_join(words)}{_LOW}){{0,3}})"
    do = rf"(?i:(?:{words.to}|{words.will}|{words.took}) )"
    doing = rf"(?: {do}|(?i:{words.glued}) )"
    please = rf"(?i:{words.please}|{words.could}) "
    verb = rf"(?=(?i:{words.adverbs}|{words.verbs}|{words.unsure_verbs})\b)"
    open_verb = rf"(?=[^\W\d_][\w-]*[^\W_])(?!(?i:{words.no_verb})\b)(?=[^{UPPER}])"
    what = r"(?P<what>\S.*)"
    rows = (
        ("waiting on", 5.5, rf"(?i:{words.waiting}) {owner} (?i:{words.to}) {what}", False),
        ("owner field", 6.0, rf"(?i:{words.owner_word}|{words.owned_by})\s*:\s*{owner}\s*[.,;/|–—-]*\s*(?i:(?:{words.task_word}):\s*)?{what}", False),
        ("[mark owner]", 6.0, rf"[(\[](?:{words.mark_tail}):?\s+{owner}(?P<rest>[^()\[\]]{{0,30}})[)\]]\s*[:–—-]*\s*(?:{do})?{what}", False),
        ("owner to", 1.5, rf"{owner}{_ROLE},?{doing}(?!(?i:{words.passive})\b){what}", True),
        ("owner:", 1.5, rf"{owner}{_ROLE}{_SEP}(?:{do}|{please})?{what}", True),
        ("[owner]", 1.5, rf"[\[({{]{owner}(?P<rest>[^()\[\]]{{0,30}})[\])}}]\s*[:–—-]*\s*(?:{do})?{what}", True),
        ("[owner]", 1.0, rf"[\[(]{low}[\])]\s*[:–—-]*\s*(?:{do})?{what}", True),
        ("for owner", 1.5, rf"(?i:{words.mark_for}) {owner}(?:{_SEP}(?:{do})?| {do}){what}", True),
        ("owner, verb", 1.5, rf"{owner}{_ROLE},? (?:{please}|{verb}){what}", True),
        ("owner to", 1.0, rf"{low},? {do}(?!(?i:{words.passive})\b){what}", True),
        ("owner:", 1.0, rf"{low}{_ROLE}{_SEP}(?:{do}|{please})?{what}", True),
        ("first person", 4.3, rf"(?P<owner>(?i:{words.first}))(?i:{words.vows}) {open_verb}{what}", False),
        ("first person", 1.6, rf"(?P<owner>(?i:{words.together}))(?i:{words.vows}) {open_verb}{what}", False),
        ("asked", 5.0, rf"{owner}{_ROLE}(?:\s*[:–—]\s*|\s+-\s+|,? )(?i:{words.please}) {what}", False),
        ("asked", 5.0, rf"{owner}(?:,|\s+[–—-])? (?i:{words.could}) {what}", False),
        ("asked", 5.0, rf"(?i:{words.please}),? {owner},? {verb}{what}", False),
        ("handle to", 5.0, rf"{handles}{_ROLE},?{doing}{open_verb}{what}", False),
        ("handle", 2.2, rf"{handles}{_ROLE}(?:{_SEP}|\s+)(?:{do})?{what}", False),
        ("named to", 4.3, rf"{owner}{_ROLE} (?i:{words.to}) {open_verb}{what}", False),
        ("took it on", 4.9, rf"{owner}{_ROLE} (?i:{words.took}) {what}", False),
        ("named will", 2.6, rf"{owner}{_ROLE}(?: (?i:{words.will})|(?i:{words.glued})) (?!(?i:{words.no_will})\b){open_verb}{what}", False),
        ("named says I", 1.9, rf"{owner}{_SEP}(?i:{words.speaker}) {what}", False),
        ("named:", 1.9, rf"{owner}{_ROLE}{_SEP}(?:{do})?{what}", False),
        ("[owner]", 1.7, rf"\[{owner}\]:?\s+(?:{do})?{what}", False),
    )  # fmt: skip
    return tuple(
        Shape(
            name,
            weight,
            re.compile(pattern),
            listed,
            open=name in _OPEN,
            spoken=name == "named:",
            led=_is_led(pattern),
        )
        for name, weight, pattern, listed in rows
    )


def _is_led(pattern: str) -> bool:
    return pattern.startswith(f"(?P<owner>(?:{HANDLE}|")


def _marked_tails(words: LineWords) -> tuple[Shape, ...]:
    """Shapes in which a mark or a word such as "owner" stands before the owner, at the end."""
    owner = rf"(?P<owner>{_who(words)})"
    rest = r"(?P<rest>(?:\s*[—–;,(|-].{0,60})?)"
    rows = (
        ("mark and owner last", 6.0, rf"\b(?:{words.mark_tail})\b:?\s*[(\[]?{owner}[)\]_]*{rest}$", False),
        ("owner last", 6.0, rf"\b(?i:{words.owner_word}|{words.owned_by})\s*:\s*{owner}[)\]]*{rest}$", False),
        ("owner field", 6.0, rf"\b(?i:{words.owned_by})\s+{owner}[)\]]*{rest}$", False),
    )  # fmt: skip
    return tuple(
        Shape(name, weight, re.compile(pattern), listed, behind=True, needs=_NEEDS.get(name, frozenset()))
        for name, weight, pattern, listed in rows
    )


def _tails(words: LineWords) -> tuple[Shape, ...]:
    """Shapes in which the owner stands last."""
    owner, handles = rf"(?P<owner>{_who(words)})", rf"(?P<owner>{_who(words, HANDLE)})"
    end = r"[\s.]*$"
    behind = "".join(rf"(?<!\b{each} )" for each in words.objects.split("|"))
    rows = (
        ("arrow to owner", 1.5, rf"{_ARROW}{owner}(?P<rest>){end}", True),
        ("(owner)", 1.5, rf"[(\[]{owner}(?P<rest>(?:,? [^()\[\]]{{1,40}})?)[)\]]{end}", True),
        ("handle last", 1.5, rf" (?=@)(?<=\w |[.)!] ){behind}{handles}(?P<rest>){end}", True),
        ("arrow to owner", 4.9, rf"(?:-+>|=+>|[→⇒])\s*{handles}(?P<rest>){end}", False),
        ("arrow to owner", 3.7, rf"(?:-+>|=+>|[→⇒])\s*{owner}(?P<rest>){end}", False),
        (": owner", 3.65, rf":\s+{handles}(?P<rest>){end}", False),
        ("(owner)", 3.65, rf"[(\[]{handles}(?P<rest>(?:,? [^()\[\]]{{1,40}})?)[)\]]{end}", False),
        ("(owner)", 2.3, rf"[(\[]{owner}(?P<rest>(?:,? [^()\[\]]{{1,40}})?)[)\]]{end}", False),
    )  # fmt: skip
    return tuple(
        Shape(name, weight, re.compile(pattern), listed, behind=True, needs=_NEEDS[name])
        for name, weight, pattern, listed in rows
    )
