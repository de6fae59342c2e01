"""Where what a rule matched stands in a text, and how it is said: whole words, and of a long match only its ends."""

Span = tuple[int, int]

EDGE = " \t\n.,;:"
SHORT = 4  # words of a match that is said whole
ARTICLES = frozenset(("the", "a", "an", "my", "our", "your", "le", "la", "les", "un", "une", "des", "du"))


def places(quote: str, text: str, body: str = "") -> tuple[Span, ...]:
    """Where a quote stands in a text; nowhere, where it is none of its words. Of one that goes on to what is promised
    only what leads there counts, and of a long one its ends: else nearly the whole text would be marked.
    """
    start, end = _found(quote, text)
    if not end:
        return ()
    start, end = _drawn_out(start, end, text)
    promised = text.find(body, start, end) if body else -1
    return _ends(*_trimmed(start, promised if promised > start else end, text), text)


def whole(quote: str, text: str, body: str = "") -> str:
    """A quote as it is said."""
    return " … ".join(text[start:end] for start, end in places(quote, text, body)) or quote


def _found(quote: str, text: str) -> Span:
    """What was learned is quoted in lower case, so the case may differ; (0, 0) where it is not found."""
    if not quote.strip():
        return 0, 0
    start = text.find(quote)
    if start < 0 and len(text.lower()) == len(text):
        start = text.lower().find(quote.lower())
    return (start, start + len(quote)) if start >= 0 else (0, 0)


def _drawn_out(start: int, end: int, text: str) -> Span:
    """To the ends of the words that a rule cut."""
    while start > 0 and not text[start - 1].isspace() and not text[start].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end - 1].isspace():
        end += 1
    return start, end


def _trimmed(start: int, end: int, text: str) -> Span:
    """Without marks at its edges, and without an article at its end that belongs to what follows."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    before, space, last = text[start:end].rpartition(" ")
    if space and last.casefold() in ARTICLES and text[end:].strip(EDGE):
        return _trimmed(start, start + len(before), text)
    return start, end


def _ends(start: int, end: int, text: str) -> tuple[Span, ...]:
    """“Send the seating plan to Ama” is said as “Send … to Ama”."""
    words = text[start:end].split()
    if len(words) <= SHORT:
        return ((start, end),) if end > start else ()
    last = text.rindex(words[-2], start, text.rindex(words[-1], start, end))
    return (start, start + len(words[0].rstrip(EDGE))), (last, end)
