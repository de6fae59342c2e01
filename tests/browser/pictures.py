"""Pictures for the documents: small, kept where they are wanted, and never blank."""

from base64 import b64encode
from pathlib import Path
from zlib import decompress

from playwright.sync_api import Page

LARGEST = 200_000  # bytes, for a repository that stays small
SHADES = 40  # bytes that differ, at least, in a picture with words on it
COLOURS = 200  # a blank page, or one without its style, has a handful


def picture_of(page: Page, path: Path) -> None:
    """A picture of what is seen, in the light that it is seen in."""
    data = page.screenshot(path=path)
    assert len(data) < LARGEST, f"{path.name} is {len(data)} bytes"
    assert colours(page.context.new_page(), b64encode(data).decode()) > COLOURS, f"{path.name} is blank"


def colours(page: Page, picture: str) -> int:
    """How many colours a picture has, as Chromium itself counts them."""
    page.goto("about:blank")
    found: int = page.evaluate(
        """async (data) => {
            const image = await createImageBitmap(await (await fetch(data)).blob());
            const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
            canvas.drawImage(image, 0, 0);
            const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
            return new Set(new Uint32Array(pixels.buffer)).size;
        }""",
        f"data:image/png;base64,{picture}",
    )
    return found


def blank(picture: bytes) -> bool:
    """Whether a PNG shows nothing: what its rows hold, as differences to their neighbours, are a few bytes then."""
    rows, at = b"", 8
    while at < len(picture):
        size, kind = int.from_bytes(picture[at : at + 4]), picture[at + 4 : at + 8]
        rows += picture[at + 8 : at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    return len(set(decompress(rows))) < SHADES
