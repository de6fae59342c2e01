"""What tests of several services begin with."""

import pytest

from tests.making import candidate
from tests.services.deciding import tell


@pytest.fixture
def found(database, efua):
    """A candidate in Efua's calendar, not decided yet."""
    tell(database, efua, candidate())
    return candidate()
