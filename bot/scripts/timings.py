"""Timing texts in the fields of a programme, with their faults at their place."""

from collections.abc import Callable
from datetime import time
from typing import TypeVar

from bot.scripts.problems import quoted
from bot.scripts.source import Fields
from scheduler.hours import Window
from scheduler.wording import MOST_YEARS, WordingError, read_window

T = TypeVar("T")

EARLY = Window(time(9, 30), time(11, 30))
"""When a rule or a series of sessions names no window."""


def read_timing(fields: Fields, key: str, read: Callable[[str], T], default: T) -> T:
    """Read a timing text of a field; a fault is noted and the default goes on in its place."""
    if not fields.has(key):
        return default
    text = fields.text(key)
    try:
        return read(text)
    except WordingError as error:
        fields.problem(
            error.code,
            at=fields.value_place(key),
            nearest=error.nearest,
            key=key,
            found=quoted(error.found),
            options=", ".join(error.options),
            limit=MOST_YEARS,
        )
        return default


def read_forward_window(text: str) -> Window:
    """Read a window that starts before it ends."""
    window = read_window(text)
    if window.start >= window.end:
        raise WordingError("bad-window", found=text)
    return window
