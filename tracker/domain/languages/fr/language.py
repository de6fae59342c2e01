"""French, as a whole."""

from tracker.domain.language import Language
from tracker.domain.languages.fr.done import DONE
from tracker.domain.languages.fr.dues import DUES
from tracker.domain.languages.fr.events import EVENTS
from tracker.domain.languages.fr.hints import HINTS
from tracker.domain.languages.fr.lines import LINES
from tracker.domain.languages.fr.sentences import SENTENCES
from tracker.domain.languages.fr.titles import NOT_NAMES, TITLES

FRENCH = Language("fr", HINTS, NOT_NAMES, TITLES, LINES, SENTENCES, DUES, EVENTS, DONE)
