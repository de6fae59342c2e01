"""Easter, which other feasts hang on."""

from datetime import date, timedelta

import pytest

from tracker.domain.reading.feasts import easter


@pytest.mark.parametrize(
    "year", [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25), (2285, 3, 22)]
)
def test_easter_is_when_almanacs_say(year: tuple[int, int, int]) -> None:
    assert easter(year[0]) == date(*year)


def _by_gauss(year: int) -> date:
    """Easter by Gauss's rule of 1800, his correction of 1816 and both exceptions: another way to the same day."""
    century, golden = year // 100, year % 19
    moon = (15 - (13 + 8 * century) // 25 + century - century // 4) % 30
    full = (19 * golden + moon) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * full + 4 + century - century // 4) % 7
    if sunday == 6 and (full == 29 or (full == 28 and (11 * moon + 11) % 30 < 19)):
        return date(year, 4, 19 if full == 29 else 18)
    return date(year, 3, 22) + timedelta(days=full + sunday)


def test_easter_is_when_gauss_says_in_all_years_of_the_calendar_so_far_and_a_thousand_more() -> None:
    assert [year for year in range(1583, 3100) if easter(year) != _by_gauss(year)] == []
