"""`docs/messages.md`: every message that says that something went wrong, and the test that provokes it.

python -m tests.messages
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.messages import choosing
from tests.messages.found import Message, messages
from tests.messages.remedy import AROUND, remedy
from tests.messages.resolving import ROOT

PAGE = ROOT / "docs" / "messages.md"
DATA = ROOT / "build" / "coverage" / "data"
HEAD = """# What tracker says when something goes wrong

Every message there is, out of the code itself, with what it says is to be done and the test that provokes it: {all}
in all. A "…" stands for a value. `make messages` writes this page, and tests hold it against the code, and each
message against its test. What is only logged stands in no list: nobody is shown a log, nor a traceback.

`make coverage` runs the tests under coverage.py, with the lines and branches of each module; the same data says which
test ran which line. What runs in the cage is not measured there: no file can be written in it.
"""


def page() -> str:
    """The whole page."""
    kept = choosing.provoked()
    return HEAD.format(all=len(messages())) + "".join(_parts(kept))


def _parts(kept: dict[str, str]) -> Iterator[str]:
    for seen, each in groupby(messages(), lambda one: one.seen):
        yield f"\n## {seen[0].upper()}{seen[1:]}\n\n| It says | What to do | Test |\n|---|---|---|\n".replace("`", "")
        yield from (_row(one, kept.get(one.text, "")) for one in each)


def _row(one: Message, test: str) -> str:
    do = remedy(one.text)
    before = one.text.removesuffix(do).strip() if do else one.text
    if not before:
        before, do = do, "As it says."
    return f"| {_plain(before)} | {_plain(do or AROUND.get(one.speaker, ''))} | {_link(test)} |\n"


def _plain(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")


def _link(test: str) -> str:
    path, _colons, name = test.partition("::")
    return f"{name.replace('_', ' ').removeprefix('test ')} ([{Path(path).stem}](../{path}))" if test else "none yet"


if __name__ == "__main__":
    choosing.main(DATA)
    PAGE.write_text(page())
