"""Which browser on which system asks, in a word each: enough to know one's own again, and no more."""

from flask import Request

from tracker.tongue import gettext as _

# In this order: each name stands also in those that come after it.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def browser_of(request: Request) -> str:
    """Both, parted by a stroke as they are kept; empty where neither is known."""
    said = request.user_agent.string
    named = [next((name for sign, name in names if sign in said), "") for names in (BROWSERS, SYSTEMS)]
    return "|".join(named) if any(named) else ""


def browser_said(kept: str) -> str:
    """What was kept, in words."""
    browser, _stroke, system = kept.partition("|")
    if browser and system:
        # Translators: a browser and a system: Firefox on Linux.
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or _("A browser that does not say its name")
