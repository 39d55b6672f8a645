"""Emergency numbers in the texts of a script: which are gone, and which were never known.

A number counts as a whole: 113 is not in 1113, and not in 0800-0113.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from scheduler.records import record

NUMBER = re.compile(r"(?<![\w{-])\d{3,}(?:-\d{2,})*(?![\w}-])")
"""Three digits or more, as somebody would dial them."""


@record(frozen=True)
class NumberChanges:
    """Emergency numbers that are said less often than before, and numbers that are new there."""

    lost: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything that somebody should look at."""
        return bool(self.lost or self.new)


def number_changes(
    known: Sequence[str], before: Iterable[str], after: Iterable[str]
) -> NumberChanges:
    """Compare the numbers in two versions of a script's texts; nothing where none was said."""
    said, now = _numbers(before), _numbers(after)
    if not any(number in said for number in known):
        return NumberChanges()
    return NumberChanges(
        lost=tuple(number for number in known if now[number] < said[number]),
        new=tuple(number for number in now if number not in said and number not in known),
    )


def _numbers(texts: Iterable[str]) -> Counter[str]:
    return Counter(found for text in texts for found in NUMBER.findall(text))
