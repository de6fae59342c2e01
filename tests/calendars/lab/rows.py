"""All rows of the lab, by group."""

from tests.calendars.lab import control, good, names, redirects, servers, typed

GROUPS = {
    "a": "addresses as typed",
    "d": "names and their look-up",
    "r": "redirects",
    "s": "bad servers and certificates",
    "g": "good addresses",
    "n": "control: naively fetched",
}
CONTROL = control.ROWS
ROWS = (*typed.ROWS, *names.ROWS, *redirects.ROWS, *servers.ROWS, *good.ROWS)
