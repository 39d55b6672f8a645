"""What a parser knows of the question it reads an answer to."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal

from bot.dialogue.facts import Range, Reading, Value
from bot.dialogue.vocabulary import Vocabulary
from bot.dialogue.wording import Figure
from scheduler.records import record

EXAMPLE_DAY, EXAMPLE_MONTH = 30, 6
"""A day that cannot be read as a month, so that the order of the two shows."""

EXAMPLE_AGE = 50
"""Years; an example of a birth date must look like one."""


@record(frozen=True)
class Question:
    """The choices with their labels as shown, the limits, the words, and today's date.

    `also`: the choice that other words than its label mean. `amounts`: the range of a choice.
    `brief`: a text of a few words is asked for. `moments`: when what is offered takes place, in
    the client's time zone, by choice. `reading`: what else to mind.
    """

    vocabulary: Vocabulary
    today: date
    choices: Mapping[str, str] = field(default_factory=dict)
    least: Decimal | None = None
    most: Decimal | None = None
    must_be: str = ""
    also: Mapping[str, str] = field(default_factory=dict)
    amounts: Mapping[str, Range] = field(default_factory=dict)
    brief: bool = False
    moments: Mapping[str, datetime] = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)

    @property
    def example(self) -> date:
        """A day to show how one is typed: it lies in the past when only such a day can be right."""
        here = self.today.replace(month=EXAMPLE_MONTH, day=EXAMPLE_DAY)
        if self.reading.age is not None:
            return here.replace(year=here.year - EXAMPLE_AGE)
        if self.must_be == "past":
            return here if here < self.today else here.replace(year=here.year - 1)
        return here if here > self.today else here.replace(year=here.year + 1)

    @property
    def example_as_typed(self) -> str:
        """That day as people type it: `30-6-2027`."""
        return f"{self.example.day}-{self.month_as_typed}"

    @property
    def month_as_typed(self) -> str:
        """The month of that day as people type it: `6-2027`."""
        return f"{self.example.month}-{self.example.year}"


@record(frozen=True)
class NotUnderstood:
    """Why an answer was not understood: the key of a phrase that helps, and its figures.

    `perhaps`: what may be meant, most probable first; the client is asked which it is.
    """

    phrase: str
    figures: Mapping[str, Figure] = field(default_factory=dict)
    perhaps: tuple[Value, ...] = ()


Parser = Callable[[str, Question], Value | NotUnderstood]
