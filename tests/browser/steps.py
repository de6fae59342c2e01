"""Steps that a person takes on pages, counted and timed: each tap, and each field that is filled in, is one."""

from time import monotonic


class Steps:
    """Counts what is done through it. Steps are asserted; seconds are only said, for they are those of a machine."""

    def __init__(self, page, task):
        self.page, self.task, self.count = page, task, 0
        self._began = monotonic()

    def tap(self, one):
        """Press one thing, and wait for the page that comes of it."""
        self.count += 1
        with self.page.expect_navigation(wait_until="load"):
            one.click()

    def fill(self, one, text):
        """Type into a field, or choose in it."""
        self.count += 1
        one.fill(text)

    def done(self, at_most):
        """Say how it went; no more steps than that may it have taken."""
        print(f"\n{self.task}: {self.count} steps (at most {at_most}), {monotonic() - self._began:.1f} s")
        assert self.count <= at_most, f"{self.task} takes {self.count} steps"
