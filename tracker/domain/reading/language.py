"""The shape of a language: the tables by which words are read in it. A language is a folder that fills them.

Rules of one name mean the same in each language, so that what is said of them, and what is learned, serves all.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tracker.domain.people import MeetingKind
from tracker.domain.reading.clauses import Grammar
from tracker.domain.reading.plain import AS_WRITTEN, Layer, Spelling

Pattern = re.Pattern[str]
NEVER: Pattern = re.compile(r"(?!)")
NOTHING = re.compile(r"(?!)")  # matches nowhere


class Rule(NamedTuple):
    """One row: a name to quote, what a match weighs, what it looks like, and which kind of meeting it tells.

    Where `cues` are given, only a text with one of them (see `cues`) can match. A `small` pattern is sought in the
    text in lower case: re searches that three times as fast as it does any case.
    """

    name: str
    weight: float
    pattern: Pattern
    meeting: MeetingKind | None = None
    cues: frozenset[str] = frozenset()
    small: bool = False


class Titles(NamedTuple):
    """The tables for titles. A pattern sees the title without marker and reply prefixes.

    `base` is where both sums start: words are neither until something speaks for them. `against` has a second weight:
    what the row takes from a promise. `others` and `waiting` say whose promise it is (groups owner, what);
    `promisee`, `given`, `shared` and `met` to whom it goes, or who is met (group who). `lead` is how one promises,
    which is no part of what is promised; `bare` are bodies that say nothing without their "to whom".
    `due_weights` is what a due that could be read weighs, by the word before it; `due_weight` after all other words.
    `first_names` are names known without a capital, in lower case; `named` speak for a meeting where one stands,
    `beside` are words that say nothing beside one. What `reply` finds as its group task is a promise's.
    `promise_layer` and `meeting_layer` are what training made of words; None: the rows speak alone.
    """

    base: float
    reply: Pattern
    others: Pattern
    waiting: Pattern
    promisee: Pattern
    given: Pattern
    shared: Pattern
    met: Pattern
    joint: Pattern
    lead: Pattern
    bare: Pattern
    promises: tuple[Rule, ...]
    meetings: tuple[Rule, ...]
    against: tuple[tuple[Rule, float], ...]
    due_weights: Mapping[str, float]
    due_weight: float
    spelling: Spelling = AS_WRITTEN
    first_names: frozenset[str] = frozenset()
    named: tuple[Rule, ...] = ()
    beside: frozenset[str] = frozenset()
    promise_layer: Layer | None = None
    meeting_layer: Layer | None = None


class Shape(NamedTuple):
    """How a line may say who is to do what (groups owner, what), and how much that weighs.

    `listed`: it only counts in a line that has a mark or a box, or stands under a heading such as "Action items".
    `behind`: the owner stands behind what is to be done, which is all before the match, and group `rest` if any.
    `open`: much else is said in this shape too, so that a known first name speaks for it, and a question is none.
    `spoken`: so are turns of speech ("Ama: I think ..."), so that a bullet before it speaks for it. `led`: its owner
    stands first, so that `Lines.lead` finds it; of `needs` a line must have one letter.
    """

    name: str
    weight: float
    pattern: Pattern
    listed: bool = False
    behind: bool = False
    open: bool = False
    spoken: bool = False
    led: bool = False
    needs: frozenset[str] = frozenset()


class Lines(NamedTuple):
    """The tables for lines of notes. `line_shapes` builds the patterns from a language's words.

    `gate` is cheap, and finds every line outside a list that any shape could; `heading` opens a list of actions
    (group of: what is said of its day), `other_heading` ends it. `mark` says that an action follows ("ACTION:");
    `bare_mark` does if an owner stands behind it ("AI Ama: ..."), `inner_mark` stands behind other words. `free` are
    those of the shapes that count in any line, `unled` those of them whose owner does not stand first. `owner` is
    all that may name somebody, `joint` what stands between two, `lead` an owner with what may follow one. `verb`
    finds a verb at the start of what is to be done; `nobody` owns nothing ("TBD").
    """

    base: float
    gate: Pattern
    heading: Pattern
    other_heading: Pattern
    boilerplate: Pattern
    mark: Pattern
    bare_mark: Pattern
    inner_mark: Pattern
    shapes: tuple[Shape, ...]
    free: tuple[Shape, ...]
    unled: tuple[Shape, ...]
    owner: Pattern
    lead: Pattern
    verb: Pattern
    joint: Pattern
    not_owners: frozenset[str]
    nobody: frozenset[str]
    first_person: frozenset[str]


class Done(NamedTuple):
    """How it is said that something was done.

    `before` and `behind` are marks at the ends of a title or a line, the latter with the group when for what may be a
    date; `noted` begins a sentence of notes that says so, up to where a date may stand. `not_yet` behind it takes it
    back, or says that others did it; `kind` is a category of events that were done. `word` finds cheaply, in lower
    case, every text that any of them could.
    """

    before: Pattern = NEVER
    behind: Pattern = NEVER
    noted: Pattern = NEVER
    not_yet: Pattern = NEVER
    kind: Pattern = NEVER
    word: Pattern = NEVER


class Sentences(NamedTuple):
    """The table for sentences: where the sum starts, and the rows that add to it.

    `layer` is what training made of words and, with a `grammar`, of clauses; `spelling` is how it was told them.
    Without a layer the rows speak alone. `styles` are signs of how a text came about, by their names: written with
    care, or taken down from speech. A layer has weights for them, and for what rows weigh more in writing.
    """

    base: float
    rows: tuple[Rule, ...]
    spelling: Spelling = AS_WRITTEN
    layer: Layer | None = None
    grammar: Grammar | None = None
    styles: Mapping[str, Pattern] = {}


class Dues(NamedTuple):
    """The tables for due words: where they may stand in a text, and how they are said in the words of the grammar.

    `plainly` turns a phrase, in lower case, into the words of `due_rules`, row by row; a "3/4" that everybody reads
    alike becomes "3.4." by it. `anchor` is a word before a due, `alone` words that are one by themselves, `loose`
    those that are one in notes; `again` joins a second. `of_another` finds, at the end of what stands before loose
    words, that they date something else: "the call next week". All of them but the last two see a text in lower case.
    """

    plainly: tuple[tuple[Pattern, str | Callable[[re.Match[str]], str]], ...]
    anchor: Pattern
    alone: Pattern
    loose: Pattern
    again: Pattern
    of_another: Pattern = NEVER


class Events(NamedTuple):
    """The tables for what stands beside a title: notes, place and guests of an event. `routine`, `table`, `meal`,
    `guidance`, `mingling` and `strangers` are sought in lower case.

    `booking` is how travel and tickets are confirmed, `journey` how titles call them; `offer` how many are
    invited at once, who may look on; `routine` what goes on whoever comes, `off` what does not. `table` is a
    place to eat or drink at, `meal` what one does there, `work` a place where nobody eats; `guidance` one who
    helps another grow; `body` some who decide together, `bodies` those called by capitals alone, `decides` what
    their notes say; `mingling` a way to meet people who are new, unless the title `prepares` it; `strangers` what
    says so though few are invited, `occasion` what many are asked to by a host; `link` two made known to each
    other; `pairs` more people than are invited. `business` is no talk at table; `crew` those behind what they run,
    `phone` what stands beside who is called, `brings` that something is brought. `room` is what is invited, but no
    person; `desk` the mailbox of nobody in particular, or of many. Behind `to`, or less surely `on_behalf`,
    stands the one to whom something
    goes, up to `beyond`; `does` follows the name of one who does it, and `awaited` precedes it, unless it is to
    be `fetched`; `owes` begins with another who does it, `awaits` ends with them (group who), `gives` with a verb
    and one to whom that is done (group who), `billed` with one whose name has two words; `means` name the one it
    is for in other ways, and `placed` are words behind which stands a place. Notes that say `theirs` tell that
    the one invited does it; `request` is what they ask of whoever reads them (group what), `wanted` how they say
    that it is expected, `begged` how a title asks for it. What is `returned` goes back to somebody, what is
    `judged` they hear of when they meet; `absent` says where somebody is not. `thing` is what is handed over or
    paid; who gets it may be an organisation, by words with which such names end (`bodied`), not by capitals that
    are `no_bodies`; `offices` belong to the name before them. What is `gathered` is where people come together,
    and nobody to whom anything goes. `alone` is what one does for oneself. `request`, `wanted`, `alone`,
    `gathered`, `theirs`, `fetched`, `absent`, `begged`, `returned`, `judged` and `thing` are sought in lower
    case. `small` are words that may come and go between two ways to say one thing.
    """

    booking: Pattern = NOTHING
    journey: Pattern = NOTHING
    offer: Pattern = NOTHING
    routine: Pattern = NOTHING
    off: Pattern = NOTHING
    table: Pattern = NOTHING
    meal: Pattern = NOTHING
    guidance: Pattern = NOTHING
    body: Pattern = NOTHING
    mingling: Pattern = NOTHING
    strangers: Pattern = NOTHING
    occasion: Pattern = NOTHING
    link: Pattern = NOTHING
    room: Pattern = NOTHING
    desk: Pattern = NOTHING
    to: Pattern = NOTHING
    on_behalf: Pattern = NOTHING
    beyond: Pattern = NOTHING
    does: Pattern = NOTHING
    awaited: Pattern = NOTHING
    owes: Pattern = NOTHING
    gives: Pattern = NOTHING
    billed: Pattern = NOTHING
    theirs: Pattern = NOTHING
    awaits: Pattern = NOTHING
    fetched: Pattern = NOTHING
    absent: Pattern = NOTHING
    begged: Pattern = NOTHING
    returned: Pattern = NOTHING
    judged: Pattern = NOTHING
    bodies: Pattern = NOTHING
    decides: Pattern = NOTHING
    pairs: Pattern = NOTHING
    work: Pattern = NOTHING
    prepares: Pattern = NOTHING
    business: Pattern = NOTHING
    crew: Pattern = NOTHING
    phone: Pattern = NOTHING
    brings: Pattern = NOTHING
    means: tuple[Pattern, ...] = ()
    request: Pattern = NOTHING
    wanted: Pattern = NOTHING
    alone: Pattern = NOTHING
    thing: Pattern = NOTHING
    bodied: Pattern = NOTHING
    offices: Pattern = NOTHING
    gathered: Pattern = NOTHING
    no_bodies: frozenset[str] = frozenset()
    placed: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()


class Language(NamedTuple):
    """A language. `hints` are words that it alone uses, in lower case, with how much each tells that a text is in it;
    `not_names` are its words that a capital makes no name.
    """

    code: str
    hints: Mapping[str, int]
    not_names: frozenset[str]
    titles: Titles
    lines: Lines
    sentences: Sentences
    dues: Dues
    events: Events = Events()
    done: Done = Done()
