"""The people of the worked cases, and how a table of cases becomes one test a case."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.entitlement import Verdict

Changes = Mapping[str, object]
Judge = Callable[..., Verdict]
Case = tuple[str, Changes, str, str | None]
"""A name that begins with the article, what differs from Ann, the chance, the amount."""

COUPLE: Changes = {
    "household": "couple", "partner_birth_date": "1986-06-06", "partner_residence": "dutch",
    "partner_income": 0,
}  # fmt: skip
YOUNG: Changes = {"birth_date": "2007-01-01", "no_parental_support": False}
OLD: Changes = {"birth_date": "1950-01-01"}


def two(**changes: object) -> Changes:
    """Return Ann with a partner of 40 who earns nothing."""
    return {**COUPLE, **changes}


def young(**changes: object) -> Changes:
    """Return Ann as somebody of 19 whose parents can pay."""
    return {**YOUNG, **changes}


def parent(**changes: object) -> Changes:
    """Return Ann as a single parent of one child."""
    return {"household": "single_parent", "children_under_18": 1, **changes}


def asked_for(day: str, **changes: object) -> Changes:
    """Return the answers of somebody whose WW ends the day before."""
    return {"ww_end": (date.fromisoformat(day) - timedelta(days=1)).isoformat(), **changes}


def euro(amount: str | None) -> Decimal | None:
    """Return an amount of a table as the check states it."""
    return None if amount is None else Decimal(amount)


def each(names: str, table: Sequence[tuple[str, *tuple[object, ...]]]) -> pytest.MarkDecorator:
    """Make one test of every case of a table, under the case's own name."""
    return pytest.mark.parametrize(
        names, [case[1:] for case in table], ids=[case[0] for case in table]
    )
