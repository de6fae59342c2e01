"""Every page and letter in every state, at three widths, in five lights: `python -m tests.browser.gallery [WORDS]`.

Leaves pictures and a contact sheet, `index.html`, in build/pictures; with words, only scenes whose name holds one of
them. Says of each picture what cannot be read where it stands, and ends with 1 where there was anything to say.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, product
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Error, Page

from tests.browser import lights
from tests.browser.house import House, browsing, living, program_or_skip
from tests.browser.looking import NARROWEST, WIDTHS, misfits, window
from tests.browser.pictures import blank
from tests.browser.scenes import Scene, every_scene, slug

FOLDER = Path(__file__).parents[2] / "build" / "pictures"
ACROSS = (NARROWEST, *(size["width"] for size in WIDTHS.values()))
WHO = attrgetter("who")
RESHAPED = ("light", "large")  # the other lights change no size
LOW = 844  # px, as a phone is high
HIGHEST = 2000  # px of a page that are shown: of two hundred rows, the first tell
SHEET = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page and letter</title>
<style>body { font: 14px sans-serif; margin: 16px; background: #888 } h2 { margin: 24px 0 8px }
.row { display: flex; gap: 8px; align-items: start; overflow: auto } img { height: 320px; background: #fff }
figure { margin: 0 } p { background: #fdd; padding: 4px }</style>
"""


class Shot(NamedTuple):
    """One picture: how wide, in which light, where it lies, and what is wrong with it."""

    width: int
    light: str
    path: Path
    faults: list[str]


def main(argv: Sequence[str] | None = None) -> int:
    """Take them all, and say how it went."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("words", nargs="*", help="only scenes whose title holds one of these")
    asked.add_argument("--light", nargs="+", default=list(lights.LIGHTS), choices=lights.LIGHTS)
    asked.add_argument("--width", nargs="+", default=ACROSS, type=int)
    options = asked.parse_args(argv)
    FOLDER.mkdir(parents=True, exist_ok=True)
    words = options.words
    scenes = [scene for scene in every_scene() if not words or any(word in scene.title for word in words)]
    taken: dict[str, list[Shot]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        living(Path(folder)) as house,
        browsing(program_or_skip()) as chromium,
    ):
        for who, theirs in groupby(sorted(scenes, key=WHO), key=WHO):
            taken |= _gone_through(list(theirs), house, chromium, who, options)
    (FOLDER / "index.html").write_text(SHEET + "".join(_row(title, shots) for title, shots in taken.items()))
    pictures = [shot for shots in taken.values() for shot in shots]
    wrong = sum(bool(shot.faults) for shot in pictures)
    print(f"{len(pictures)} pictures of {len(taken)} scenes, in {FOLDER / 'index.html'}; {wrong} of them wrong")
    return 1 if wrong else 0


def _gone_through(
    scenes: Sequence[Scene], house: House, chromium: Browser, who: str, options: argparse.Namespace
) -> dict[str, list[Shot]]:
    """All scenes of one person, in one window: what went wrong behind its pages is told as a scene of its own."""
    taken: dict[str, list[Shot]] = {}
    try:
        with window(chromium, house.service.base_url, storage_state=house.state(who)) as at:
            for scene in scenes:
                taken[scene.title] = _told(scene.title, list(_shots(scene, at.page, house, options)))
    except AssertionError as trouble:
        taken[f"{who}: behind all pages"] = _told(who, [Shot(0, "", FOLDER, [str(trouble)])])
    return taken


def _told(title: str, shots: list[Shot]) -> list[Shot]:
    for shot in shots:
        for fault in shot.faults:
            print(f"{title}, {shot.width}, {shot.light}: {fault}", flush=True)
    return shots


def _shots(scene: Scene, page: Page, house: House, options: argparse.Namespace) -> Iterator[Shot]:
    """One scene at every width in every light. What fails is told as a fault: the others are wanted all the same."""
    try:
        for width, light in product(scene.widths or options.width, options.light):
            page.set_viewport_size({"width": width, "height": LOW})
            if scene.anew or light == options.light[0]:
                scene.show(page, house, light)
            yield _shot(scene, page, width, light)
    except (AssertionError, Error) as trouble:
        yield Shot(0, "", FOLDER, [str(trouble).split("\n")[0]])


def _shot(scene: Scene, page: Page, width: int, light: str) -> Shot:
    path = FOLDER / f"{slug(scene.title)}-{width}-{light}.png"
    with lights.LIGHTS[light](page):
        page.set_viewport_size({"width": width, "height": LOW})
        high = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size(
            {"width": width, "height": max(LOW, min(high, HIGHEST))}
        )  # a bar at its foot stays there
        data = page.screenshot(path=path)
        faults = misfits(page) if light in RESHAPED else []
        faults += ["it is blank"] if blank(data) else []
    return Shot(width, light, path, faults)


def _row(title: str, shots: Sequence[Shot]) -> str:
    figures = "".join(
        f'<figure><a href="{shot.path.name}"><img src="{shot.path.name}" loading="lazy" alt=""></a>'
        f"<figcaption>{shot.width}, {shot.light}</figcaption></figure>"
        for shot in shots
        if shot.width
    )
    faults = "".join(f"<p>{shot.width}, {shot.light}: {escape(fault)}" for shot in shots for fault in shot.faults)
    return f'<h2>{escape(title)}</h2>{faults}<div class="row">{figures}</div>\n'


if __name__ == "__main__":
    sys.exit(main())
