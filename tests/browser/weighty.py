"""The states that weigh on a page: more than fits, much that is overdue, and a week with nothing to say."""

from datetime import timedelta

from tests.browser import states
from tests.browser.hand import Hand
from tests.browser.states import DAY, EVENT, FEED, NOW, PERSONS, Ground, State

HUNDREDS = 200  # overdue, and as many coming
PEOPLE = 300
QUESTIONS = 40
WORK = (
    "Send {who} the figures",
    "Return the projector to {who}",
    "Review the draft of {who}",
    "Pay {who} for the hall",
)
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaenswitwenrentenauszahlungsstelle"
LONG_NAME = "Maximiliana-Theodora Featherstonehaugh-Wigglesworth-Abercrombie"
NAMES = ("Ama Owusu", "Kofi Boateng", "Nils Berg", "Ines Prado", "Tomas Novak", "Yaa Tarrow", LONG_NAME, LONG_WORD)
FIRST = (
    "Adjoa",
    "Bodil",
    "Dana",
    "Esi",
    "Freya",
    "Henrik",
    "Jonas",
    "Kwame",
    "Linnea",
    "Marek",
    "Milena",
    "Oskar",
    "Petra",
)
LAST = tuple(
    f"{one}{end}" for one in ("Berg", "Dal", "Holm", "Lind", "Sand", "Strom") for end in ("e", "gren", "man", "sen")
)
CARD = """BEGIN:VCARD
VERSION:3.0
FN:{name}
EMAIL:{address}
CATEGORIES:{tag}
END:VCARD
"""


def heavy(ground: Ground, hand: Hand, who: str) -> None:
    """Hundreds of promises overdue and coming, hundreds of people, many questions; words and names without end."""
    states.lived(hand)
    _named(ground, who)
    for number in range(HUNDREDS):
        _owe(hand, _work(number), NAMES[number % len(NAMES)], -1 - number % 20)
    told = [(f"!p {_work(number)}", 1 + number % 7) for number in range(HUNDREDS, 2 * HUNDREDS)]
    told += [(_work(number), 1 + number % 7) for number in range(2 * HUNDREDS, 2 * HUNDREDS + QUESTIONS)]
    told += [(f"Lunch with {name}", 1 - number) for number, name in enumerate(NAMES)]
    _follow(ground, hand, "/heavy.ics", told, name=f"{LONG_WORD} and neighbours")


def _work(number: int) -> str:
    """What is promised: every tenth is longer than any line."""
    said = WORK[number % len(WORK)].format(who=NAMES[number % len(NAMES)].split()[0])
    long = f" with {LONG_WORD} and all that {'belongs to it and ' * 12}more" if number % 10 == 0 else ""
    return f"{said} {number}{long}"


def _named(ground: Ground, who: str) -> None:
    names = [*NAMES, *(f"{first} {last}" for last in LAST for first in FIRST)]
    cards = [
        CARD.format(name=name, address=f"{number}@example.com", tag=LONG_WORD if number % 50 == 0 else "choir")
        for number, name in enumerate(names[:PEOPLE])
    ]
    file = ground.service.folder / "people.vcf"
    file.write_text("".join(cards))
    brought = ground.service.command("people", "import", str(file), "--write", "--user", who)
    assert brought.returncode == 0, brought.stderr


def overdue(ground: Ground, hand: Hand, who: str) -> None:
    """A few things are overdue, one of them for long, and two are coming."""
    states.lived(hand)
    hand.post("/people/new", token_from="/people/new", **PERSONS[0])
    for body, whom, days in (
        ("send the seminar outline", "Ama", -1),
        ("return the field recorder", "Nils", -3),
        ("answer about the loan", "Ines", -16),
        ("book the minibus", "Tomas", 2),
        ("send the train times", "Ama", 5),
    ):
        _owe(hand, body, whom, days)
    hand.get("/")


def _owe(hand: Hand, body: str, whom: str, days: int) -> None:
    due = NOW + days * DAY
    hand.post("/promises/new", body=body, who=whom, whose="mine", due_on=f"{due:%F}")


def quiet(ground: Ground, hand: Hand, who: str) -> None:
    """All that was promised is delivered, nobody grows cold, and the one calendar that is followed is fresh."""
    states.lived(hand)
    _follow(ground, hand, "/quiet.ics", [("Lunch with Ama Owusu", -2), ("Coffee with Tomas Novak", -3)], name="Home")
    for person in PERSONS:
        hand.post("/people/new", token_from="/people/new", **person)
    hand.get("/")


def _follow(ground: Ground, hand: Hand, path: str, told: list[tuple[str, int]], *, name: str) -> None:
    """A calendar of (summary, days from now), each at an hour of its own, followed and read."""
    events = []
    for number, (summary, days) in enumerate(told):
        start = (NOW + days * DAY).replace(hour=8 + number % 10, minute=0)
        end = start + timedelta(hours=1)
        times = {"start": f"{start:%Y%m%dT%H%M00Z}", "end": f"{end:%Y%m%dT%H%M00Z}"}
        events.append(EVENT.format(uid=f"{path[1:-4]}-{number}", summary=summary, **times))
    ground.feeds.told[path] = FEED.format(events="\n".join(events)).replace("\n", "\r\n").encode()
    hand.post("/calendars/follow", token_from="/calendars", address=ground.feeds.address(path), name=name)
    hand.get("/")  # what was said of it has been read


STATES: dict[str, State] = {"heavy": heavy, "overdue": overdue, "quiet": quiet}
