"""A text to be said, not yet in any language: the Dutch source and the figures in it."""

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Union

from scheduler.records import record

Figure = Union[str, int, Decimal, date, time, "Wording", tuple["Figure", ...], None]
"""A value that stands in a text; how it is written depends on the language."""


@record(frozen=True)
class Wording:
    """A Dutch source text with placeholders such as `{ww_end:date}`, and what stands in them.

    `key` names a phrase of the program instead of a source text; `one` is the text when the
    figure named by `count` is 1.
    """

    text: str = ""
    figures: Mapping[str, Figure] = field(default_factory=dict)
    key: str = ""
    one: str = ""
    count: str = ""


@lru_cache(maxsize=4096)
def placeholder_names(text: str) -> tuple[str, ...]:
    """Return the names between braces in a text, in order."""
    return tuple(re.findall(r"\{([a-z_][a-z0-9_]*)", text))


def phrase(key: str, **figures: Figure) -> Wording:
    """Return a phrase of the program by its key."""
    return Wording(key=key, figures=figures)
