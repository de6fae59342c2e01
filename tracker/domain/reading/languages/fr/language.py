"""French, as a whole."""

from tracker.domain.reading.language import Language
from tracker.domain.reading.languages.fr.done import DONE
from tracker.domain.reading.languages.fr.dues import DUES
from tracker.domain.reading.languages.fr.events import EVENTS
from tracker.domain.reading.languages.fr.hints import HINTS
from tracker.domain.reading.languages.fr.lines import LINES
from tracker.domain.reading.languages.fr.sentences import SENTENCES
from tracker.domain.reading.languages.fr.titles import NOT_NAMES, TITLES

FRENCH = Language("fr", HINTS, NOT_NAMES, TITLES, LINES, SENTENCES, DUES, EVENTS, DONE)
