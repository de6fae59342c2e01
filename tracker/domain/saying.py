"""What is said to people from below the faces: an English sentence, and its values beside it, to be said in any
language.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Self

Value = str | int


class Words(str):
    """A sentence in English as it is read, with the message that it was made of: `text`, which names its values as
    `%(who)s` and writes a percent sign twice, and `values`, of which each is a word, a number, or words again.
    """

    text: str
    values: Mapping[str, Value]

    def __new__(cls, text: str, /, **values: Value) -> Self:
        """The sentence that a message makes with its values."""
        words = super().__new__(cls, text % {name: _plain(value) for name, value in values.items()})
        words.text, words.values = text, values
        return words

    def __getnewargs_ex__(self) -> tuple[tuple[str], Mapping[str, Value]]:
        """What it is made of anew when it comes out of a cage."""
        return (self.text,), self.values

    @property
    def kept(self) -> str:
        """It as it is kept: as JSON where it holds values, else as it reads. `words_from` is its inverse."""
        return json.dumps(self.record, ensure_ascii=False) if self.values else str(self)

    @property
    def record(self) -> dict[str, Any]:
        """The message and its values as plain JSON values."""
        values = {name: one.record if isinstance(one, Words) else one for name, one in self.values.items()}
        return {"text": self.text, "values": values}


def words_from(kept: str) -> Words:
    """The words that were kept; of before there were values, a sentence as it was read."""
    if kept.startswith('{"text": '):
        return _words(json.loads(kept))
    return literally(kept)


def _words(record: Mapping[str, Any]) -> Words:
    message, values = record["text"], record["values"].items()
    return Words(message, **{name: _words(one) if isinstance(one, dict) else one for name, one in values})


def literally(sentence: str) -> Words:
    """A sentence as it reads, as words, whatever signs stand in it."""
    message = sentence.replace("%", "%%")
    return sentence if isinstance(sentence, Words) else Words(message)


def joined(sentences: Iterable[str]) -> Words:
    """Sentences, one after the other."""
    each = [literally(one) for one in sentences]
    if len(each) == 1:
        return each[0]
    names = {f"sentence{place}": one for place, one in enumerate(each)}
    message = " ".join(f"%({name})s" for name in names)
    return Words(message, **names)


def _plain(value: Value) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


class Worded(Exception):
    """An error whose message is for people: it is English, and `words` says it in any language.

    It is raised with the message and its values by name; tools find messages by the names of such errors.
    """

    def __init__(self, text: str = "", /, **values: Value) -> None:
        self.words = text if isinstance(text, Words) else Words(text, **values)
        super().__init__(str(self.words))
