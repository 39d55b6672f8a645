"""Codes: read as people type them, a slip of the pen found, half a year valid after the month."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.invitations import (
    DRAWN,
    SIGNS,
    Invitation,
    code_of,
    expires_on,
    grouped,
    is_well_formed,
    read_code,
)

NOW = datetime(2026, 11, 27, tzinfo=UTC)
DRAWINGS = st.lists(st.integers(0, len(SIGNS) - 1), min_size=DRAWN, max_size=DRAWN)


@given(drawn=DRAWINGS)
def test_a_code_is_read_however_it_is_typed(drawn: list[int]) -> None:
    code = code_of(drawn)
    for typed in (code, grouped(code), code.lower(), f" {' '.join(code)} "):
        assert read_code(typed) == code
    assert is_well_formed(code)


@given(drawn=DRAWINGS, place=st.integers(0, DRAWN + 1), other=st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(drawn: list[int], place: int, other: str) -> None:
    code = code_of(drawn)
    wrong = code[:place] + other + code[place + 1 :]
    assert is_well_formed(wrong) == (wrong == code)


@given(drawn=DRAWINGS, place=st.integers(0, DRAWN - 2))
def test_two_signs_that_changed_places_are_noticed(drawn: list[int], place: int) -> None:
    code = code_of(drawn)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_well_formed(wrong) == (wrong == code)


@pytest.mark.parametrize("typed", ["", "ABC", "O" * 16, "💥" * 16, "A" * 10_000])
def test_what_is_no_code_is_not_well_formed(typed: str) -> None:
    assert not is_well_formed(read_code(typed))


def test_signs_that_are_taken_for_others_are_in_no_code() -> None:
    assert set("01OILU") & set(SIGNS) == set()


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2027, 6, 1), date(2028, 1, 1)),
        (date(2026, 12, 1), date(2027, 7, 1)),
        (date(2027, 5, 1), date(2027, 12, 1)),
    ],
)
def test_a_code_works_until_half_a_year_after_the_month(month: date, last: date) -> None:
    assert expires_on(month) == last


def test_a_code_says_why_it_does_not_work() -> None:
    fresh = Invitation("A", "north", date(2027, 6, 1), NOW, NOW + timedelta(days=1))
    used = Invitation("A", "north", date(2027, 6, 1), NOW, NOW + timedelta(days=1), NOW)
    assert fresh.refusal(NOW) is None
    assert fresh.refusal(NOW + timedelta(days=1)) == "expired"
    assert used.refusal(NOW) == "used"
