"""What a caged reader may answer with, in the words of every Python: 3.11.2 writes enums and zones as attributes."""

import io
import os
import pickle
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from tracker.calendars.cage import CageTrouble, _Plain
from tracker.domain.event import PartStat


class Says:
    """Pickles as whatever it is told to."""

    def __init__(self, function: Callable[..., object], *args: object) -> None:
        self.words = (function, args)

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return self.words


def heard(said: object) -> object:
    return _Plain(io.BytesIO(pickle.dumps(said))).load()


def test_a_member_of_an_enum_and_a_zone_are_heard_as_attributes() -> None:
    assert heard(Says(getattr, PartStat, "ACCEPTED")) is PartStat.ACCEPTED
    assert heard(ZoneInfo("Africa/Accra")) is ZoneInfo("Africa/Accra")


@pytest.mark.parametrize(
    ("owner", "name"), [(PartStat, "mro"), (PartStat, "__subclasses__"), (ZoneInfo, "from_file")]
)
def test_no_other_attribute_of_anything_is(owner: object, name: str) -> None:
    with pytest.raises(CageTrouble, match="strange answer"):
        heard(Says(getattr, owner, name))


def test_no_function_of_the_system_is() -> None:
    with pytest.raises(CageTrouble, match="strange answer"):
        heard(Says(os.system, "true"))
