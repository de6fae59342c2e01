"""Two ways to get about on pages: by the keyboard alone, and by taps where no script runs."""

FARTHEST = 150  # times that Tab is pressed in search of one thing
OUTLINED = "one => one === document.activeElement && getComputedStyle(one).outlineStyle !== 'none'"
FOCUSED = "one => one === document.activeElement"


class Taps:
    """A finger: it presses what bears a name."""

    def __init__(self, page):
        self.page = page

    def follow(self, name):
        """A link, and the page behind it."""
        self._go(self.page.get_by_role("link", name=name).first)

    def press(self, name, within=None):
        """A button, and the page that comes of it."""
        self._go((within or self.page).get_by_role("button", name=name).first)

    def unfold(self, text):
        """Whatever is folded away under these words."""
        self.page.locator("summary", has_text=text).first.click()

    def fill(self, label, text):
        """A field of words."""
        self.page.get_by_label(label, exact=True).first.fill(text)

    def day(self, label, on):
        """A field of a day."""
        self.page.get_by_label(label, exact=True).first.fill(f"{on:%F}")

    def choose(self, label):
        """One of several, or a box."""
        self.page.get_by_label(label).first.check()

    def _go(self, one):
        with self.page.expect_navigation(wait_until="load"):
            one.click()


class Keys(Taps):
    """The keyboard alone: Tab to it, see that it shows its focus, and then Enter, Space or typing."""

    def unfold(self, text):
        self._reach(self.page.locator("summary", has_text=text).first)
        self.page.keyboard.press("Enter")

    def fill(self, label, text):
        self._reach(self.page.get_by_label(label, exact=True).first)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def day(self, label, on):
        self._reach(self.page.get_by_label(label, exact=True).first)
        self.page.keyboard.type(f"{on:%m%d%Y}")

    def choose(self, label):
        one = self.page.get_by_label(label).first
        if one.get_attribute("type") == "radio":
            self._reach_group(one)
        else:
            self._reach(one)
        self.page.keyboard.press("Space")
        assert one.is_checked(), f"{label} cannot be chosen by keys"

    def _go(self, one):
        self._reach(one)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press("Enter")

    def _reach(self, one):
        """Tab until it has the focus, which it must show."""
        one.wait_for()
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            if one.evaluate(FOCUSED):
                assert one.evaluate(OUTLINED), f"{one} does not show its focus"
                return
        raise AssertionError(f"Tab does not come to {one}")

    def _reach_group(self, one):
        """Radios of one name are one stop for Tab; arrows go from one to the next."""
        name = one.get_attribute("name")
        group = self.page.locator(f"input[type=radio][name='{name}']")
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            if group.evaluate_all("all => all.includes(document.activeElement)"):
                break
        for _ in range(group.count()):
            if one.evaluate(FOCUSED):
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"arrows do not come to {one}")
