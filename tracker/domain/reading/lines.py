"""A line of notes read for who took on what by when."""

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.reading import delivered
from tracker.domain.reading import due as dues
from tracker.domain.reading.evidence import Evidence, sure
from tracker.domain.reading.finding import Finding
from tracker.domain.reading.language import Language, Lines, Shape
from tracker.domain.reading.languages.choice import BY_CODE, LANGUAGES, spoken
from tracker.domain.reading.line_shapes import GREETING
from tracker.domain.reading.table_rows import ANY_DAY, cells, owns, row
from tracker.domain.reading.titles import MARKER, trimmed

LONGEST = 500  # letters of a line that are looked at
FIRST_PERSON = frozenset().union(*(each.lines.first_person for each in LANGUAGES))
_BULLET = re.compile(r"^(?:[\s>…*•·–—+=→⇒-]|#+(?=[\s#])|\d{1,2}[.)]\s)*")
_POINTED = re.compile(r"^\W{0,6}(?:[=-]>|[→⇒]|>>)")
_BOX = re.compile(r"^(?:\[(?P<mark>[ xX✓✔]?)\]|[☐☑✅])\s*")
_EMPHASIS = re.compile(r"\*{1,3}|`|(?<![\w@])_{1,2}(?=[\w@])|(?<=[\w:.)])_{1,2}(?!\w)")
_LOG = re.compile(
    r"^(?:\d{1,2}:\d\d(?::\d\d)?\s+)?(?:<[\w.@-]{1,30}>\s*|scribe:\s*)?(?:NEW\s+)?(?=ACTION|action|Action|AI\b)"
)
_LINK = re.compile(r"\[([^\[\]]{1,80})\]\(https?://[^()\s]{1,300}\)")
_ANGLED = re.compile(r"<(@?[\w.-]{1,30})>")
_BEFORE_OWNER = " ,;:([_–—>="  # what parts an owner from what stands before
_RECORDED = re.compile(r"\s*\[recorded in .*$")


class Owned(NamedTuple):
    """Who is to do what, the evidence for it, and words behind the owner in which a due may stand."""

    owner: str
    what: str
    evidence: tuple[Evidence, ...]
    rest: str = ""


class Line(NamedTuple):
    """A line without bullet, box, mark and emphasis; and what they said of it. `only_owned`: its mark counts only if
    an owner stands behind it. `bullet` stood before it, which speech in minutes seldom has. `led`: an owner may stand
    first.
    """

    text: str
    whole: str
    listed: tuple[Evidence, ...]
    only_owned: bool = False
    bullet: str = ""
    led: bool = True


def note(text: str, reference: datetime, *, section: bool = False, within: Language = LANGUAGES[0]) -> Finding:
    """What one line of notes says; `section`: it stands under a heading such as "Action items". Its score is how sure
    it is an action, also where it is none. `within` is the language of its notes, where its own words tell none.

    `promiser` is the name as written, "I" for the writer, empty when nobody was named.
    """
    told = _told(text[:LONGEST], section, within.code)
    return told.found or _dated_too(told, reference)


class _Told(NamedTuple):
    """What a line says whenever it is read; `found` is all of it where no due stands in it."""

    tongue: Language
    line: str
    owned: Owned | None
    evidence: tuple[Evidence, ...]
    found: Finding | None


@lru_cache(maxsize=8192)  # a series tells the same notes again and again
def _told(text: str, section: bool, code: str) -> _Told:
    typed = (Evidence("marker", "!p", 9.0),) if MARKER.search(text) else ()
    tongue, line, owned = _read(MARKER.sub("", text) if typed else text, section, code)
    base = Evidence("base", "", tongue.lines.base)
    owned = owned or (Owned("", line, ()) if typed else None)
    told = _Told(tongue, line, owned, (base, *(owned.evidence if owned else ()), *typed), None)
    dated = owned and (owned.rest or dues.dated(owned.what, tongue.dues, loose=True))
    return told if dated else told._replace(found=_finding(told, None))


def _dated_too(told: _Told, reference: datetime) -> Finding:
    """A line in which a due may stand."""
    found = _due(told.owned, reference, told.tongue) if told.owned else None
    words = (Evidence("due words", found.due.quote, 2.0),) if found else ()
    return _finding(told._replace(evidence=(*told.evidence, *words)), found)


def _finding(told: _Told, due: dues.Found | None) -> Finding:
    score = sure(told.evidence)
    if not told.owned or score <= 0.5:
        return Finding("none", score, told.evidence, what=told.line, line=told.line)
    return _action(told.owned, due, Finding("action", score, told.evidence, line=told.line))


def _read(text: str, section: bool, code: str) -> tuple[Language, str, Owned | None]:
    """What a line says whenever it is read, due words aside; its language, and how it is shown."""
    tongue = spoken(text, BY_CODE[code])
    done = delivered.behind(text)
    return tongue, plain(text), _owned(done.words if done else text, section, tongue)


def plain(text: str) -> str:
    """A line without bullet and emphasis, with single spaces: what is shown, and what is quoted from."""
    line = _LINK.sub(r"\1", text) if "](" in text else text
    if any(sign in line for sign in "*_`"):
        line = _EMPHASIS.sub("", line)
    line = _LOG.sub("", _BULLET.sub("", " ".join(line.split()), count=1))
    line = _RECORDED.sub("", line) if "[recorded" in line else line
    return _ANGLED.sub(r"\1", line) if "<" in line else line


def heading(text: str) -> bool:
    """Whether a line opens a list of actions, in any language."""
    return any(each.lines.heading.match(text) for each in LANGUAGES)


def _owned(text: str, section: bool, tongue: Language) -> Owned | None:
    """Who is to do what by a line, or by a row of a table; None where nothing says so."""
    tables = tongue.lines
    if "|" in text:
        parts = cells(text)
        marked = next((each for each in parts if tables.mark.match(plain(each))), "")
        if not marked:
            return _tabled(parts, section, tongue)
        text = marked
    line = _listed(text, section, tables)
    found = _shaped(line, tongue)
    if not found and line.only_owned:
        line = Line(line.whole, line.whole, line.listed[:-1])
        found = _shaped(line, tongue)
    return found or (_unowned(line, tables) if line.listed else _marked_inside(line, tongue))


def _marked_inside(line: Line, tongue: Language) -> Owned | None:
    """An action behind other words: "We went through the fees. ACTION: Ama to ask"."""
    mark = tongue.lines.inner_mark.search(line.text)
    if not mark:
        return None
    text = line.text[mark.end() :].rstrip(")] ")
    rest = Line(text, text, (Evidence("marked", mark[0].strip(), 5.1),))
    return _shaped(rest, tongue) or _unowned(rest, tongue.lines)


def _shaped(line: Line, tongue: Language) -> Owned | None:
    tables = tongue.lines
    shapes = tables.shapes if line.listed else tables.free if line.led else tables.unled
    for shape in shapes:
        if not (shape.needs and shape.needs.isdisjoint(line.text)) and (found := _fits(shape, line, tongue)):
            return found
    return None


def _listed(text: str, section: bool, tables: Lines) -> Line:
    """A line, and what makes it one of a list of actions: a box, a mark, its heading."""
    told: list[Evidence] = []
    if arrow := _POINTED.match(text):
        told.append(Evidence("arrow", arrow[0].strip(), 0.5))
    line = plain(text)
    if greeting := GREETING.match(line):
        line = line[greeting.end() :]
    if box := _BOX.match(line):
        told.append(Evidence("box", box[0].strip(), 4.1))
        line = line[box.end() :]
    if section:
        told.append(Evidence("in a list of actions", "", 4.0))
    if mark := tables.mark.match(line):
        return Line(line[mark.end() :], line, (*told, Evidence("marked", mark[0].strip(), 5.1)))
    if bare := tables.bare_mark.match(line):
        return Line(line[bare.end() :], line, (*told, Evidence("marked", bare[0].strip(), 5.1)), only_owned=True)
    bullet = _BULLET.match(text)
    led = bool(told or tables.lead.match(line))
    return Line(line, line, tuple(told), bullet=bullet[0].strip() if bullet else "", led=led)


def _fits(shape: Shape, line: Line, tongue: Language) -> Owned | None:
    """What a line says if it has this shape."""
    tables = tongue.lines
    if shape.open and not line.listed and line.text.endswith("?"):
        return None
    match = (shape.pattern.search if shape.behind else shape.pattern.match)(line.text)
    if not match or not owns(match["owner"], tables):
        return None
    rest = (match.groupdict().get("rest") or "").strip(" ,|;—–-()[]")
    what = line.text[: match.start()].rstrip(_BEFORE_OWNER) if shape.behind else match["what"]
    if not _says_what(what, shape, line) or (rest and shape.name == "(owner)" and not dues.read(rest, ANY_DAY)):
        return None
    quote = match[0] if shape.behind else line.text[: match.start("what")]
    told = (*line.listed, Evidence(shape.name, quote.strip(), shape.weight))
    beside = () if line.listed else _beside(shape, match["owner"], line.bullet, tongue)
    return _with_verb(match["owner"], what, (*told, *beside), rest, tables)


def _says_what(what: str, shape: Shape, line: Line) -> bool:
    """Whether enough words are left to be something to do."""
    least = 1 if line.listed or not (shape.behind or shape.spoken) else 2
    return len(what.split()) >= least


def _beside(shape: Shape, owner: str, bullet: str, tongue: Language) -> tuple[Evidence, ...]:
    """What else speaks for a shape in which much is said: that a person is named; that it is no turn of speech."""
    if shape.spoken:
        return (Evidence("item", bullet, 0.15),) if bullet else ()
    return _known(owner, tongue) if shape.open else ()


def _known(owner: str, tongue: Language) -> tuple[Evidence, ...]:
    """That words are a person's name, where much else may stand: a first name that many bear, or two capitals."""
    first, _, more = owner.partition(" ")
    if first.strip(",.:").casefold() in tongue.titles.first_names:
        return (Evidence("first name", first, 1.2),)
    return (Evidence("full name", owner, 0.95),) if more else ()


def _unowned(line: Line, tables: Lines) -> Owned | None:
    """A line of a list of actions that names nobody."""
    words, title = line.text.split(), tables.heading.match(line.text)
    if len(words) < 2 or line.text.endswith("?") or (title and not title["of"]):
        return None
    if words[0].strip(".,:").casefold() in tables.nobody or _is_only_somebody(line.text, tables):
        return None
    return _with_verb("", line.text, line.listed, "", tables)


def _is_only_somebody(text: str, tables: Lines) -> bool:
    """Whether a line is but a name, as where those present are ticked off."""
    return bool(tables.owner.fullmatch(text)) and owns(text, tables)


def _tabled(parts: list[str], section: bool, tongue: Language) -> Owned | None:
    """A row of a table that names somebody and what they are to do, or one of whose cells does."""
    found, tables = row(parts, tongue.lines), tongue.lines
    if found:
        owner, what, rest = found
        line = _listed("", section, tables)
        return _with_verb(owner, what, (*line.listed, Evidence("table row", owner, 2.6)), rest, tables)
    told = (_shaped(_listed(each, False, tables), tongue) for each in parts if " " in each)
    return next(filter(None, told), None)


def _with_verb(owner: str, what: str, told: tuple[Evidence, ...], rest: str, tables: Lines) -> Owned:
    verb = tables.verb.match(what.lstrip())
    begins = (
        (Evidence("verb", verb["verb"], 2.6) if verb["verb"] else Evidence("maybe a verb", verb["mixed"], 1.5),)
        if verb
        else ()
    )
    nobody = owner.casefold().strip(" .") in tables.nobody
    return Owned("" if nobody else owner.strip(" .,:;"), what.strip(), (*told, *begins), rest)


def _due(owned: Owned, reference: datetime, tongue: Language) -> dues.Found | None:
    """The due in what is to be done, or behind its owner."""
    found = dues.find(owned.what, reference, tongue.dues, loose=True)
    if found or not owned.rest:
        return found
    end = len(owned.what)
    told = dues.find(owned.rest, reference, tongue.dues, loose=True)
    read = told.due if told else dues.read(owned.rest, reference, tongue.dues)
    return dues.Found(read, end, end) if read else None


def without(words: str, due: dues.Found | None) -> str:
    """Words without the due that was found in them, and without what punctuation is left at their edges."""
    left = f"{words[: due.start]} {words[due.end :]}" if due else words
    return trimmed(trimmed(left).removesuffix(" .").removesuffix(" ?"))


def _action(owned: Owned, due: dues.Found | None, found: Finding) -> Finding:
    what = owned.what
    body = without(what, due)
    return found._replace(what=body or what, promiser=owned.owner, due=due.due if due else None)
