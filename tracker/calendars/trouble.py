"""What can be wrong with a calendar, in plain words that name the remedy; never the far end's own text."""


class CalendarTrouble(Exception):
    """A calendar could not be read. The message is for its user and names what to do."""


class Unreadable(CalendarTrouble):
    """The bytes came, but are not a whole calendar that we can read."""
