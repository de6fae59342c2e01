"""English, as a whole."""

from tracker.domain.reading.language import Language
from tracker.domain.reading.languages.en.done import DONE
from tracker.domain.reading.languages.en.dues import DUES
from tracker.domain.reading.languages.en.events import EVENTS
from tracker.domain.reading.languages.en.hints import HINTS
from tracker.domain.reading.languages.en.lines import LINES
from tracker.domain.reading.languages.en.sentences import SENTENCES
from tracker.domain.reading.languages.en.titles import NOT_NAMES, TITLES

ENGLISH = Language("en", HINTS, NOT_NAMES, TITLES, LINES, SENTENCES, DUES, EVENTS, DONE)
