"""Rows n: what the standard library does with some of these addresses. The lab has to notice each of them."""

from tests.calendars.lab.redirects import to
from tests.calendars.lab.row import each, numbered, words

ROWS = numbered(
    "n",
    each(
        (
            *words(
                "http://127.0.0.1/feed.ics http://localhost:22/ http://[::1]/ http://169.254.169.254/ http://10.0.0.1/"
            ),
            *words("http://[::ffff:127.0.0.1]/ http://[::127.0.0.1]/ http://[64:ff9b::7f00:1]/ http://2130706433/"),
            *words(
                "http://0x7f.1/ http://HOST:25/ http://planted.example/ http://d001.names.example/ http://[fec0::1]/"
            ),
            to("http://127.0.0.1/feed.ics"),
            to("http://OTHER:6667/"),
        ),
        "",
        naive=True,
        within=30.0,
    ),
)
