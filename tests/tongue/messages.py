"""The messages of pages and letters, gathered out of code and templates; `make words` lays them upon the catalogues.

    python -m tests.tongue.messages [more.po ...]

adds to `tracker/tongue/<language>.po` what is new, drops what nobody says any more, fills in what the given
catalogues translate, and names what is still missing.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
TONGUE = ROOT / "tracker" / "tongue"
METHODS = [("tracker/**.py", "python"), ("templates/**", "jinja2")]
OPTIONS = {"templates/**": {"extensions": "jinja2.ext.i18n", "trimmed": "true", "silent": "false"}}
HEAD = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""
RAISED = (
    *("Refused", "NotFound", "NotACopy", "Overtaken", "SyncBusy", "ScopeUnticked", "CannotOpen", "Words", "Unread"),
    *("CalendarTrouble", "CageTrouble", "Unreadable", "GoogleTrouble", "GoogleBusy", "NotIdentified"),
    *("FeedRefused", "FeedUnreachable", "FeedTimedOut", "FeedTooLarge", "FeedIsAPage"),
    *("TryLater", "Rejected", "OutboxBroken", "Uncertain"),
)
"""What is made of a message first, and translated where it is shown: exceptions, and words (`domain/saying.py`)."""
KEYWORDS = {**DEFAULT_KEYWORDS, **dict.fromkeys(RAISED)}


def said() -> Catalog:
    """All that is said anywhere, without translations."""
    catalog = Catalog(project="tracker")
    for file, line, message, comments, context in extract_from_dir(
        ROOT, METHODS, OPTIONS, KEYWORDS, ["Translators:"], strip_comment_tags=True, directory_filter=_sources
    ):
        place = [] if file.startswith("templates/email") else [(file, line)]
        catalog.add(message, None, place, auto_comments=comments, context=context)
    return catalog


def _sources(folder: str) -> bool:
    return Path(folder).name not in {"tests", "build", "__pycache__", ".venv", ".git"}


def languages() -> list[str]:
    """Those that have a catalogue."""
    return sorted(path.stem for path in TONGUE.glob("*.po"))


def kept(language: str) -> Catalog:
    """A language's catalogue as it is committed."""
    return read(TONGUE / f"{language}.po", language)


def read(path: Path, language: str) -> Catalog:
    """A catalogue out of a file; a syntax error in it is an error."""
    with path.open("rb") as text:
        return read_po(text, locale=language, abort_invalid=True)


def missing(catalog: Catalog) -> Iterator[Message]:
    """What has no translation."""
    for message in catalog:
        if message.id and (not message.string or not all(_each(message.string)) or message.fuzzy):
            yield message


def _each(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (words,)


def main(more: list[str]) -> None:
    """Lay what is said upon each catalogue."""
    for language in languages():
        catalog = kept(language)
        catalog.update(said(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        for path in more:
            _fill(catalog, read(Path(path), language))
        with (TONGUE / f"{language}.po").open("wb") as text:
            text.write(HEAD.format(language=language, plural=catalog.plural_forms).encode())
            write_po(text, catalog, width=118, no_location=True, omit_header=True, sort_output=True)
        left = list(missing(catalog))
        print(f"{language}: {len(catalog)} messages, {len(left)} without a translation")
        for message in left:
            print(f"  {message.id!r}{f' ({message.context})' if message.context else ''}")


def _fill(catalog: Catalog, given: Catalog) -> None:
    for message in missing(catalog):
        there = given.get(message.id, message.context)
        if there and there.string:
            message.string = there.string


if __name__ == "__main__":
    main(sys.argv[1:])
