"""The door to Google Calendar."""

import warnings

# By the clock, Google's library says on each start that this Python is past its years: no word for who uses tracker.
warnings.filterwarnings("ignore", r"\s*You are using a .*Python version", FutureWarning)
