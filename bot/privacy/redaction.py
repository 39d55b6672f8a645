"""Takes citizen service numbers (BSN) out of text at the door, before it is stored or logged."""

import re

from stdnum.nl import bsn

REMOVED = "[•••]"
"""Stands in the place of a number that was taken out; the same in every language."""

_BETWEEN = r"[\s.,:_\-–/\u200b-\u200d\u2060\ufeff]{0,3}"
"""What people type between the digits of one number."""

_NUMBER = re.compile(rf"(?<!\d)\d(?:{_BETWEEN}\d){{7,8}}(?!\d)")
_NAMED = re.compile(
    r"\b(?:bsn|burger\s?service\s?(?:nummer|nr)|sofi(?:\W?nummer)?\b|citizen service number)", re.I
)
_ANY_LONG_NUMBER = re.compile(rf"\d(?:{_BETWEEN}\d){{6,9}}")
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = re.compile(rf"{_DAY}[-/. ]{_MONTH}[-/. ]{_YEAR}|{_YEAR}-{_MONTH}-{_DAY}")
_TELEPHONE = r"(?<!\d)(?:(?:\+|00)31[ .\-]?(?:\(0\) ?)?|0)[1-9](?:[ .\-]{0,3}\d){8}(?!\d)"
_MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)31[ .\-]?(?:\(0\) ?)?|0)6(?:[ .\-]{0,3}\d){8}(?!\d)")
"""A number that is clearly of a telephone: a BSN has no tenth digit."""
_RIGHT_AFTER = re.compile(rf"(?:{_NAMED.pattern})(?:\W|nummer|nr|nummers|is|was|=)*$", re.I)
"""A text that has just named a BSN: the number that follows is taken for one."""
_IBAN = r"\b[A-Z]{2}\d\d ?[A-Z]{4}(?: ?\d){10}(?!\d)"
_KNOWN = re.compile(f"{_TELEPHONE}|{_IBAN}", re.I)


def redact(text: str) -> str:
    """Return text without anything that may be a BSN.

    A number of eight or nine digits goes when it passes the eleven test; when the text speaks
    of a BSN, every number of seven to ten digits goes, but for a mobile telephone number that does
    not stand right after its name. About one in eleven other numbers of nine
    digits goes as well: losing such a number is better than keeping a BSN (UAVG art. 46).
    Telephone numbers and IBANs are known by their form and stay.
    """
    if _NAMED.search(text):
        return _without_named(text)
    kept, place = [], 0
    for known in _KNOWN.finditer(text):
        kept += [_NUMBER.sub(_unless_harmless, text[place : known.start()]), known[0]]
        place = known.end()
    return "".join([*kept, _NUMBER.sub(_unless_harmless, text[place:])])


def _without_named(text: str) -> str:
    """Return a text that speaks of a BSN without any long number but a telephone's own."""
    kept, place = [], 0
    for mobile in _MOBILE.finditer(text):
        before = text[place : mobile.start()]
        if _RIGHT_AFTER.search(text[: mobile.start()]) or _runs_on(text, mobile):
            continue
        kept += [_ANY_LONG_NUMBER.sub(_unless_date, before), mobile[0]]
        place = mobile.end()
    return "".join([*kept, _ANY_LONG_NUMBER.sub(_unless_date, text[place:])])


def _runs_on(text: str, number: re.Match[str]) -> bool:
    """Say whether more digits stand so near that they may be one number with these."""
    before = re.search(rf"\d{_BETWEEN}$", text[: number.start()])
    return before is not None or re.match(rf"{_BETWEEN}\d", text[number.end() :]) is not None


def _unless_date(found: re.Match[str]) -> str:
    return found[0] if _DATE.fullmatch(found[0]) else REMOVED


def _unless_harmless(found: re.Match[str]) -> str:
    return REMOVED if _may_be_bsn(found[0]) else found[0]


def _may_be_bsn(number: str) -> bool:
    if _DATE.fullmatch(number):
        return False
    digits = "".join(str(int(sign)) for sign in number if sign.isdecimal()).zfill(9)
    return bool(bsn.is_valid(digits))
