"""What does not conform and is read all the same: by the pair once it is mended, by us as most programs read it."""

from tests.differential import faults
from tests.differential.compare import Group
from tests.differential.differences import explained

# What the pair refuses is mended until it does not (see mend.py), and then compared.
MENDED = {
    "spelling": (
        "3.3.5",
        "A time with dashes, without seconds, with second 60 or small letters is a time all the same.",
    ),
    "no-line": (
        "3.1",
        "One line that is none refuses the whole body for the pair; for us it costs at most its event.",
    ),
    "no-scale": (
        "3.7.1",
        "A CALSCALE other than Gregorian is said, and read as if it were; the pair refuses the body.",
    ),
    "said-twice": ("3.6.1", "Of what must not stand twice in an event, the first counts; the pair refuses the body."),
    "no-value": ("3.3.5", "A value that is none costs its event, or its exception alone; the pair refuses the body."),
    "no-zone": ("3.6.5", "A definition that says too little is none; the pair refuses the body."),
    "no-rule": ("3.3.10", "A rule that is none is left out, and said; the pair refuses the body or never ends."),
    "one-bad-series": (
        "3.6",
        "A series that the pair cannot read, or never ends, costs it the body; the others are equal.",
    ),
}

# Not conforming, and read as most do: a series of these in a corpus may be left out by those who made it.
LENIENT = (
    ("3.3.10", "UNTIL must be of DTSTART's type; of a series of days it is a day.", faults.until_of_another_type),
    (
        "3.8.4.4",
        "RECURRENCE-ID must be of DTSTART's type; of a series of days it is a day.",
        faults.name_of_another_type,
    ),
    ("3.8.4.7", "An event must have a UID; one that has none is known by what it says.", faults.no_uid),
)


def lenient(group: Group) -> str:
    """What in a series does not conform, or what difference may be seen in it; nothing if neither."""
    for section, why, seen in LENIENT:
        if seen(group):
            return f"{section}: {why}"
    found = explained(group)
    return f"{found.right}: {found.name} ({found.section})" if found else ""
