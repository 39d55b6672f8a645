"""Where talks stand still: how many came to each question, and how many did not go on from there.

Only talks that are under way are counted: of a talk that ended nothing is kept but its answers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dialogue.conversation import OPEN_QUESTION, Answered, Conversation, Frame
from bot.small_numbers import FEW, rounded

LEFT_AFTER = timedelta(days=7)
"""A question that has no answer for so long is one at which somebody left."""


@dataclass(frozen=True)
class StepFigures:
    """How many came to a question, and how many left there: to the nearest five.

    None stands for fewer than five. Rounded, because the numbers of steps that follow each other
    differ by the few who stopped in between.
    """

    script: str
    step: str
    arrived: int
    left: int | None


def steps_left(conversations: Iterable[Conversation], now: datetime) -> tuple[StepFigures, ...]:
    """Return the questions that at least five came to, those where most left first."""
    arrived: Counter[tuple[str, str]] = Counter()
    left: Counter[tuple[str, str]] = Counter()
    for each in conversations:
        places = {_place(Answered.place(written)) for written in each.answered}
        if each.awaiting in OPEN_QUESTION:
            here = _place(each.place)
            places.add(here)
            left[here] += now - each.last_at > LEFT_AFTER
        arrived.update(places)
    found = [
        StepFigures(script, step, rounded(count) or 0, rounded(left[script, step]))
        for (script, step), count in arrived.items()
        if count >= FEW
    ]
    return tuple(sorted(found, key=lambda one: (-(one.left or 0), one.script, one.step)))


def _place(frame: Frame) -> tuple[str, str]:
    return frame.script, frame.step
