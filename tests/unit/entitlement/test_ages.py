"""Birthdays and AOW ages on the day itself, leap days and short months included."""

from datetime import date, timedelta

import pytest

from bot.entitlement import NormTable
from bot.entitlement.ages import Band, bands, birthday, has_aow_age, months_later


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2008, 2, 29), 18 * 12, date(2026, 3, 1)),
        (date(2008, 2, 29), 20 * 12, date(2028, 2, 29)),
        (date(1960, 11, 30), 67 * 12 + 3, date(2028, 3, 1)),
        (date(1961, 12, 31), 2, date(1962, 3, 1)),
        (date(1961, 12, 15), 1, date(1962, 1, 15)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


def test_a_birthday_counts_from_the_day_itself() -> None:
    assert birthday(date(2008, 12, 1), 18) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("birth", "reached"),
    [
        (date(1959, 12, 31), date(2026, 12, 31)),
        (date(1960, 12, 31), date(2027, 12, 31)),
        (date(1961, 1, 1), date(2028, 4, 1)),
        (date(1962, 9, 30), date(2029, 12, 30)),
        (date(1970, 1, 1), date(2037, 4, 1)),
    ],
)
def test_the_aow_age_rises_by_year(table: NormTable, birth: date, reached: date) -> None:
    norms = table.on(reached)
    assert has_aow_age(birth, norms, reached)
    assert not has_aow_age(birth, norms, reached - timedelta(days=1))


def test_who_reached_it_in_2027_keeps_it_in_2028(table: NormTable) -> None:
    day = date(2028, 1, 15)
    assert has_aow_age(date(1960, 12, 31), table.on(day), day)


def test_an_unknown_birth_date_leaves_every_band_open(table: NormTable) -> None:
    day = date(2026, 12, 1)
    assert bands(None, table.on(day), day) == tuple(Band)
