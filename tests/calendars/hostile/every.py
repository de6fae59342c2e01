"""Every hostile feed that we have, by its name."""

from tests.calendars.hostile.dates import DATES
from tests.calendars.hostile.found import FOUND
from tests.calendars.hostile.injection import INJECTION
from tests.calendars.hostile.instants import INSTANTS
from tests.calendars.hostile.making import Hostile
from tests.calendars.hostile.octets import OCTETS
from tests.calendars.hostile.past import PAST
from tests.calendars.hostile.recurrence import RECURRENCE
from tests.calendars.hostile.shape import SHAPE
from tests.calendars.hostile.size import SIZE

HOSTILE: tuple[Hostile, ...] = (*RECURRENCE, *DATES, *SIZE, *SHAPE, *PAST, *OCTETS, *INSTANTS, *INJECTION, *FOUND)
LARGE: tuple[Hostile, ...] = tuple(one for one in HOSTILE if callable(one.body))
SMALL: tuple[Hostile, ...] = tuple(one for one in HOSTILE if not callable(one.body))
