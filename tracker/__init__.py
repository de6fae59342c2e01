"""tracker: which promises stand in your calendars, and were they kept on time."""

__version__ = "0.1.0"
