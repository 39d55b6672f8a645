"""Invitation codes: how somebody enters a programme without saying who they are.

A code carries a programme and the month in which a WW ends, and no identity. It works once, until
its last day, and cannot be guessed: fourteen signs are drawn by chance, and two more only tell a
slip of the pen from a code that is not known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and capitals without those that are easily taken for another: 0 O, 1 I L, and U V."""
DRAWN = 14
"""Signs drawn by chance; some 68 bits, so that guessing one of a million codes is hopeless."""
GROUP = 4
MONTHS_VALID = 7
"""From the first day of the month in which the WW ends: the talk goes on for half a year after."""
MONTHS_A_YEAR = 12

Refusal = Literal["unknown", "mistyped", "used", "expired"]


@dataclass(frozen=True)
class Invitation:
    """One code with what it carries; `month` is the first day of the month in which the WW ends."""

    code: str
    programme: str
    month: date
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def refusal(self, now: datetime) -> Refusal | None:
        """Say why the code does not work at a moment, or None when it does."""
        if self.used_at is not None:
            return "used"
        return "expired" if self.expires_at <= now else None


@dataclass(frozen=True)
class CodesOfMonth:
    """How many codes a programme had for one month, and how many of them were used."""

    programme: str
    month: date
    made: int
    used: int


def code_of(drawn: Sequence[int]) -> str:
    """Return the code for signs drawn by chance, each a number below `len(SIGNS)`."""
    signs = "".join(SIGNS[number] for number in drawn)
    return signs + _check_signs(signs)


def grouped(code: str) -> str:
    """Return a code as it is printed: `ABCD-EFGH-JKMN-PQRS`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str:
    """Return a code as it is kept, from what somebody typed: case, spaces and hyphens are free."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def is_well_formed(code: str) -> bool:
    """Say whether a code can be one of ours; a slip of the pen almost never can."""
    signs, check = code[:DRAWN], code[DRAWN:]
    return len(code) == DRAWN + 2 and set(signs) <= set(SIGNS) and check == _check_signs(signs)


def _check_signs(signs: str) -> str:
    """Return two signs that change when one sign changes, or two neighbours change places."""
    total = 0
    for place, sign in enumerate(signs, start=1):
        total = (total * 31 + place * SIGNS.index(sign)) % (len(SIGNS) ** 2)
    return SIGNS[total // len(SIGNS)] + SIGNS[total % len(SIGNS)]


def expires_on(month: date) -> date:
    """Return the first day on which codes for a month do not work any more."""
    years, before = divmod(month.month - 1 + MONTHS_VALID, MONTHS_A_YEAR)
    return date(month.year + years, before + 1, 1)
