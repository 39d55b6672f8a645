"""How amounts, dates and numbers are written in each language, by Babel."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from bot.dialogue.vocabulary import closest, normal

CENT = Decimal("0.01")
LONGEST_CODE = len("gsw")
"""Letters of the code of a language; longer ones name a country too."""
FIRST_GROUPED = 1000
"""From here on a number is written with a separator, which differs by language."""

PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)(?::([a-z]+))?\}")
"""`{name}` or `{name:format}`; the formats are the keys of FORMATS."""


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _euro(value: object, language: str) -> str:
    """Write an amount with cents; whole euros, of which there are far fewer, are written once."""
    amount = Decimal(str(value)).quantize(CENT, rounding=ROUND_HALF_EVEN)
    before, behind = _around_cents(int(amount), language) if amount >= 0 else ("", "")
    if not before:
        return format_currency(amount, "EUR", locale=_locale(language))
    return f"{before}{str(amount)[-2:]}{behind}"


@lru_cache(maxsize=16384)
def _around_cents(euros: int, language: str) -> tuple[str, str]:
    """Return what stands before and behind the cents of so many euros.

    Both are empty where cents do not simply stand there, as with figures of another script.
    """
    before, decimal, behind = format_currency(
        Decimal(euros), "EUR", locale=_locale(language)
    ).rpartition("00")
    return (before, behind) if decimal and before[-1:] in (".", ",") else ("", "")


def _whole_euro(value: object, language: str) -> str:
    whole = Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    pattern = _locale(language).currency_formats["standard"].pattern.replace(".00", "")
    return format_currency(whole, "EUR", pattern, locale=language, currency_digits=False)


def _number(value: object, language: str) -> str:
    if isinstance(value, int) and 0 <= value < FIRST_GROUPED:
        return str(value)
    return format_decimal(Decimal(str(value)), locale=_locale(language))


def _date(value: object, language: str) -> str:
    return format_date(_as_date(value), "d MMMM y", locale=_locale(language))


def _day(value: object, language: str) -> str:
    return format_date(_as_date(value), "EEEE d MMMM y", locale=_locale(language))


def _weekday(value: object, language: str) -> str:
    return format_date(_as_date(value), "EEEE d MMMM", locale=_locale(language))


def _month(value: object, language: str) -> str:
    return format_date(_as_date(value), "MMMM y", locale=_locale(language))


def _time(value: object, language: str) -> str:
    pattern = "HH.mm 'uur'" if language == "nl" else "HH:mm"
    moment = value if isinstance(value, time | datetime) else None
    return format_time(moment, pattern, locale=_locale(language))


def _language(value: object, language: str) -> str:
    """Write the name of a language by its code; a code that is not known stands as it is."""
    try:
        name = Locale.parse(str(value)).get_language_name(language)
    except (UnknownLocaleError, ValueError):
        name = None
    return name or str(value)


def language_named(name: str, language: str) -> tuple[str, str]:
    """Return the code of a language, and the name that was probably meant when there is none.

    It is named as the language of the reader does, or by its code: `Arabisch`, `ar`.
    """
    known = _languages(language)
    plain = normal(name)
    if plain in known:
        return known[plain], ""
    near = closest(plain, known)
    return "", _language(known[near], language) if near else ""


@lru_cache(maxsize=4)
def _languages(language: str) -> Mapping[str, str]:
    """Return the codes of all languages by their plain names and by those codes themselves."""
    named = {str(code): str(name) for code, name in _locale(language).languages.items()}
    codes = [code for code in named if code.isalpha() and len(code) <= LONGEST_CODE]
    return {**{normal(named[code]): code for code in codes}, **{code: code for code in codes}}


NEAR = "near"
"""The form of a promised day: "vandaag", "morgen", else the weekday; a phrasebook writes it."""

FORMATS: Mapping[str, Callable[[object, str], str]] = {
    "euro": _euro,
    "euros": _whole_euro,
    "number": _number,
    "date": _date,
    "day": _day,
    "weekday": _weekday,
    NEAR: _weekday,  # where it is not known what day it is
    "month": _month,
    "time": _time,
    "language": _language,
}


def written(value: object, form: str | None, language: str) -> str:
    """Return a value as it is written in a language; without a form, by its type."""
    if isinstance(value, Decimal | date):
        return _written_once(value, form, language)
    return _written(value, form, language)


@lru_cache(maxsize=16384)
def _written_once(value: Decimal | date, form: str | None, language: str) -> str:
    """Write amounts and days that come again, such as norms: Babel takes long for each."""
    return _written(value, form, language)


def _written(value: object, form: str | None, language: str) -> str:
    if form and value not in (None, ""):
        return FORMATS[form](value, language)
    if isinstance(value, Decimal):
        return _euro(value, language)
    if isinstance(value, date):
        return _date(value, language)
    if isinstance(value, time):
        return _time(value, language)
    if isinstance(value, int):
        return _number(value, language)
    return "" if value is None else str(value)


def listed(parts: list[str], language: str) -> str:
    """Return parts as a written list: `a, b en c`."""
    return format_list(parts, locale=_locale(language)) if parts else ""


def _as_date(value: object) -> date:
    """Accept a date, or a text such as 2027-06-30 or 2027-06 (the first of that month)."""
    if isinstance(value, date):
        return value
    text = str(value)
    return date.fromisoformat(text if len(text) > len("2027-06") else f"{text}-01")
