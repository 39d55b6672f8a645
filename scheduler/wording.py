"""Reads the timing words of a programme: "3 months before ww_end", "every week until ...".

The words are English keywords on purpose small in number, so that a coordinator can learn them in
a minute and a slip gets the nearest word that exists. What they do badly: "1 month" and "4 weeks"
are different things, and no word says "the last Friday of the month".
"""

import re
from collections.abc import Mapping
from datetime import time
from difflib import get_close_matches
from typing import TypeVar

from scheduler.hours import Window
from scheduler.rules import ANCHORS, AnchorName, Offset, Repeat, Unit

UNIT_WORDS: Mapping[str, Unit] = {
    "day": "days",
    "days": "days",
    "week": "weeks",
    "weeks": "weeks",
    "month": "months",
    "months": "months",
    "working day": "working-days",
    "working days": "working-days",
}
SIDES: Mapping[str, int] = {"before": -1, "after": 1}
ANCHOR_NAMES: Mapping[str, AnchorName] = {name: name for name in ANCHORS}

# Beyond this it is a slip of the pen, and dates would run out of the calendar.
MOST_YEARS = 10
Value = TypeVar("Value")
TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class WordingError(ValueError):
    """A timing text cannot be read; `code` names the kind of fault, `nearest` the likely word."""

    def __init__(
        self, code: str, *, found: str, nearest: str = "", options: tuple[str, ...] = ()
    ) -> None:
        super().__init__(f"{code}: {found}")
        self.code = code
        self.found = found
        self.nearest = nearest
        self.options = options


def read_length(text: str) -> Offset:
    """Read "10 days", "2 weeks", "1 month" or "3 working days"."""
    amount, _, unit = " ".join(text.split()).partition(" ")
    if not amount.isascii() or not amount.isdigit() or not unit:
        raise WordingError("bad-length", found=text)
    if len(amount) > len("99999"):
        raise WordingError("amount-too-big", found=text)
    length = Offset(int(amount), _word(unit, UNIT_WORDS, "unknown-unit"))
    if length.rough_days > MOST_YEARS * 366:
        raise WordingError("amount-too-big", found=text)
    return length


def read_moment(text: str) -> tuple[Offset, AnchorName]:
    """Read "3 months before ww_end": how far, and counted from what."""
    parts = re.fullmatch(r"\s*(.+?)\s+(before|after)\s+(\S+)\s*", text)
    if parts is None:
        raise WordingError("bad-timing", found=text, nearest=_side_meant(text))
    try:
        length = read_length(parts[1])
    except WordingError as error:
        raise (
            WordingError("bad-timing", found=text) if error.code == "bad-length" else error
        ) from error
    anchor = _word(parts[3], ANCHOR_NAMES, "unknown-anchor")
    return Offset(length.amount * SIDES[parts[2]], length.unit), anchor


def read_repeat(text: str) -> Repeat:
    """Read "every week until 4 weeks after ww_end" or "every 2 weeks until ..."."""
    parts = re.fullmatch(r"\s*every\s+(.+?)\s+until\s+(.+?)\s*", text)
    if parts is None:
        raise WordingError("bad-repeat", found=text)
    every = read_length(parts[1] if parts[1][0].isdigit() else f"1 {parts[1]}")
    if every.amount == 0:
        raise WordingError("bad-repeat", found=text)
    until, anchor = read_moment(parts[2])
    return Repeat(every, until, anchor)


def read_window(text: str, code: str = "bad-window") -> Window:
    """Read "09:30-11:30"; whether start is before end is for the caller to say."""
    parts = text.replace(" ", "").replace("–", "-").split("-")
    times = [TIME.fullmatch(part) for part in parts]
    if len(times) != 2 or times[0] is None or times[1] is None:
        raise WordingError(code, found=text)
    start, end = (time(int(found[1]), int(found[2])) for found in times if found)
    return Window(start, end)


def _word(word: str, known: Mapping[str, Value], code: str) -> Value:
    if word in known:
        return known[word]
    raise WordingError(code, found=word, nearest=nearest(word, known), options=tuple(known))


def nearest(word: str, known: Mapping[str, object]) -> str:
    """Give the known word that looks most like this one, or an empty text."""
    close = get_close_matches(word.lower(), list(known), n=1)
    return close[0] if close else ""


def _side_meant(text: str) -> str:
    """Give "before" or "after" when a word of the text looks like it."""
    found = (nearest(word, SIDES) for word in text.split())
    return next((side for side in found if side), "")
