"""Takes citizen service numbers (BSN) out of text at the door, before it is stored or logged."""

import re

from stdnum.nl import bsn

REMOVED = "[•••]"
"""Stands in the place of a number that was taken out; the same in every language."""

_NUMBER = re.compile(r"(?<![\d])(?<!\d[.,])\d(?:[ .\-/]?\d){7,8}(?![\d])(?![.,]\d)")
_NAMED = re.compile(
    r"\b(?:bsn|burger\s?service\s?nummer|sofi(?:-?nummer)?|citizen service number)\b", re.I
)
_ANY_LONG_NUMBER = re.compile(r"\d(?:[ .\-/]?\d){6,9}")
_DATE = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}|\d{4}-\d{2}-\d{2}")


def redact(text: str) -> str:
    """Return text without anything that may be a BSN.

    A number of eight or nine digits goes when it passes the eleven test; when the text speaks
    of a BSN, every number of seven to ten digits goes. About one in eleven other numbers of nine
    digits goes as well: losing such a number is better than keeping a BSN (UAVG art. 46).
    """
    if _NAMED.search(text):
        return _ANY_LONG_NUMBER.sub(_unless_date, text)
    return _NUMBER.sub(lambda found: REMOVED if _may_be_bsn(found[0]) else found[0], text)


def _unless_date(found: re.Match[str]) -> str:
    return found[0] if _DATE.fullmatch(found[0]) else REMOVED


def _may_be_bsn(number: str) -> bool:
    if _DATE.fullmatch(number):
        return False
    digits = re.sub(r"\D", "", number).zfill(9)
    return bool(bsn.is_valid(digits))
