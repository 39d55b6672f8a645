"""How amounts, dates, numbers and lists are written in Dutch and English."""

from datetime import date, time
from decimal import Decimal

import pytest

from bot.texts.formats import FORMATS, listed, written

DAY = date(2027, 6, 30)


@pytest.mark.parametrize(
    ("value", "form", "nl", "en"),
    [
        (Decimal("1401.5"), "euro", "€\xa01.401,50", "€1,401.50"),
        (Decimal("-5"), "euro", "€\xa0-5,00", "-€5.00"),
        (Decimal("0.005"), "euro", "€\xa00,00", "€0.00"),
        (Decimal("1419.46"), "euros", "€\xa01.419", "€1,419"),
        (Decimal("0.5"), "euros", "€\xa01", "€1"),
        (2500, "number", "2.500", "2,500"),
        (Decimal("0.95"), "number", "0,95", "0.95"),
        (DAY, "date", "30 juni 2027", "30 June 2027"),
        (DAY, "day", "woensdag 30 juni 2027", "Wednesday 30 June 2027"),
        (DAY, "weekday", "woensdag 30 juni", "Wednesday 30 June"),
        (DAY, "month", "juni 2027", "June 2027"),
        ("2027-06", "month", "juni 2027", "June 2027"),
        ("2027-06-30", "date", "30 juni 2027", "30 June 2027"),
        (time(9, 5), "time", "09.05 uur", "09:05"),
        (DAY, None, "30 juni 2027", "30 June 2027"),
        (Decimal("12.3"), None, "€\xa012,30", "€12.30"),
        (1250, None, "1.250", "1,250"),
        ("en", "language", "Engels", "English"),
        ("mandarijn", "language", "mandarijn", "mandarijn"),
        ("zo", None, "zo", "zo"),
        (None, "date", "", ""),
        ("", "euro", "", ""),
    ],
)
def test_value_is_written(value: object, form: str | None, nl: str, en: str) -> None:
    assert (written(value, form, "nl"), written(value, form, "en")) == (nl, en)


def test_parts_are_listed() -> None:
    parts = ["inkomen", "geld", "schulden"]
    assert listed(parts, "nl") == "inkomen, geld en schulden"
    assert listed(parts[:2], "en") == "inkomen and geld"
    assert listed([], "nl") == ""


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_writes_something_in_every_language(form: str) -> None:
    value: object = time(9) if form == "time" else Decimal(3)
    value = DAY if form in ("date", "day", "weekday", "near", "month") else value
    assert all(written(value, form, language) for language in ("nl", "en"))
