"""Answers are read strictly, and every wrong key is named at once."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from bot.entitlement import KEYS, Answers, AnswersError
from bot.entitlement.answers import KINDS


def test_every_key_has_a_kind() -> None:
    assert set(KINDS) == set(KEYS)


def test_absent_null_and_unknown_are_the_same() -> None:
    assert Answers.from_mapping({"income": None, "household": "unknown"}) == Answers()


@pytest.mark.parametrize("value", [900, 900.0, "900", "900.00", Decimal(900)])
def test_money_is_exact_from_any_number(value: object) -> None:
    assert Answers.from_mapping({"income": value}).income == Decimal(900)


def test_float_money_keeps_its_cents() -> None:
    assert Answers.from_mapping({"income": 1419.46}).income == Decimal("1419.46")


@pytest.mark.parametrize(
    "value", [-1, "-0.01", float("nan"), "NaN", float("inf"), "Infinity", True, "veel", [], 10**13]
)
def test_money_that_cannot_be_is_refused(value: object) -> None:
    with pytest.raises(AnswersError):
        Answers.from_mapping({"money": value})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("housemates_27", 1.5), ("housemates_27", True), ("housemates_27", 100),
        ("birth_date", "1985-5-5"), ("birth_date", "2027-02-30"), ("birth_date", 19850505),
        ("birth_date", datetime(1985, 5, 5)),  # noqa: DTZ001 - the moment is what is refused
        ("birth_date", "1066-10-14"), ("detained", 0), ("detained", "no"), ("household", "Single"),
    ],
)  # fmt: skip
def test_wrong_kinds_are_refused(key: str, value: object) -> None:
    with pytest.raises(AnswersError) as error:
        Answers.from_mapping({key: value})
    assert error.value.problems[0].key == key


def test_dates_are_read_from_text_or_date() -> None:
    read = Answers.from_mapping({"ww_end": "2026-11-30", "date": date(2026, 12, 1)})
    assert (read.ww_end, read.date) == (date(2026, 11, 30), date(2026, 12, 1))


def test_all_wrong_keys_are_listed_with_the_nearest_name() -> None:
    with pytest.raises(AnswersError) as error:
        Answers.from_mapping({"houshold": "single", "income": -1, "household": "cuple"})
    problems = error.value.problems
    assert [problem.key for problem in problems] == ["houshold", "income", "household"]
    assert [problem.nearest for problem in problems] == ["household", "", "couple"]
    assert "found -1, expected an amount in euro" in str(error.value)


def test_a_key_that_is_no_text_is_refused() -> None:
    with pytest.raises(AnswersError):
        Answers.from_mapping({1: "x"})  # type: ignore[dict-item]  # JSON cannot, callers can
