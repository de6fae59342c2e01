"""The signs of the installed pages are those that the one picture makes, and small."""

from base64 import b64encode

import pytest

from tests.browser.icons import SIGNS, STATIC, drawn

LARGEST = 20_000  # bytes
NEAR = 2  # of 255, by which shades may differ between two versions of Chromium, on average

DIFFERENCE = """async ([one, other]) => {
    const [a, b] = await Promise.all([one, other].map(async (data) => {
        const image = await createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob());
        const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, image.width, image.height).data;
    }));
    if (a.length !== b.length) return 255;
    let apart = 0;
    for (let at = 0; at < a.length; at++) apart += Math.abs(a[at] - b[at]);
    return apart / a.length;
}"""


@pytest.mark.parametrize("name", SIGNS)
def test_a_sign_is_what_the_picture_makes_of_it(name, chromium):
    kept, now = (STATIC / name).read_bytes(), drawn(chromium, SIGNS[name])
    page = chromium.new_page()
    apart = page.evaluate(DIFFERENCE, [b64encode(picture).decode() for picture in (kept, now)])
    page.close()
    assert apart < NEAR, f"{name} is old: python -m tests.browser.icons draws it anew"
    assert len(kept) < LARGEST
