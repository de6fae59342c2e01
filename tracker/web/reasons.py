"""Why something is asked: the rules that spoke for it, in words, with what they matched."""

from tracker.domain.candidate import Candidate

WHY = {
    "verb": "“{}” says what will be brought about",
    "light verb": "“{}” says what will be brought about",
    "due": "“{}” names a due",
    "due word": "“{}” speaks of a due",
    "closes": "“{}” speaks of a due",
    "handed in": "“{}” is something one hands in",
    "intends": "“{}” is how one promises",
    "owed": "“{}” says that it is owed",
    "marker": "it bears your mark “{}”",
    "to-do": "your calendar holds it as something to deliver",
    "chosen calendar": "you chose this calendar for promises",
    "in a list of actions": "it stands in a list of actions",
    "completed": "it is ticked off in your calendar",
}
SAID_BY_ITSELF = "it reads like one"


def because(candidate: Candidate) -> str:
    """Each reason once, strongest first."""
    spoke = sorted((one for one in candidate.evidence if one.weight >= 0), key=lambda one: -one.weight)
    said = [WHY[one.rule].format(whole(one.quote, candidate.title)) for one in spoke if one.rule in WHY]
    return ", and ".join(dict.fromkeys(said)) or SAID_BY_ITSELF


def ticked_off(candidate: Candidate) -> str:
    """Why it is asked whether a promise was delivered."""
    return f"“{candidate.title}” is ticked off in your calendar, and still open here"


def quoted(candidate: Candidate) -> str:
    """The words it rests on: the whole title where they stand in it, else the line that was matched."""
    return candidate.title if candidate.quote in candidate.title else candidate.quote


def whole(quote: str, text: str) -> str:
    """A quote that a rule cut inside a word, drawn out to the word's ends."""
    start = text.find(quote)
    if start < 0 or not quote:
        return quote
    end = start + len(quote)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return text[start:end].strip(" .,;:")
