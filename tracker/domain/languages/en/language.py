"""English, as a whole."""

from tracker.domain.language import Language
from tracker.domain.languages.en.done import DONE
from tracker.domain.languages.en.dues import DUES
from tracker.domain.languages.en.events import EVENTS
from tracker.domain.languages.en.hints import HINTS
from tracker.domain.languages.en.lines import LINES
from tracker.domain.languages.en.sentences import SENTENCES
from tracker.domain.languages.en.titles import NOT_NAMES, TITLES

ENGLISH = Language("en", HINTS, NOT_NAMES, TITLES, LINES, SENTENCES, DUES, EVENTS, DONE)
