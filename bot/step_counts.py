"""How many people were asked each question, and how many went on from it; nobody is in the counts.

A person counts once for each question and day. An answer counts on the day on which the question
was asked, however much later it comes: so that of every day, those who were asked are those who
went on and those who did not.

To count nobody twice, a client's own sealed file keeps which questions were asked today, and which
older ones still wait. It is gone with the file, and no store keeps a client beside a count.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from bot.dialogue.conversation import OPEN_QUESTION, Conversation, Frame
from bot.small_numbers import to_tens
from scheduler.records import changed, record

MAY_STILL_ANSWER = timedelta(days=7)
"""A question is not counted for so long: who has not answered yet did not stop there."""

MONTHS_SHOWN = 12

Place = tuple[str, str]
"""A script and one of its steps."""


@record(frozen=True)
class AskedQuestion:
    """A question that a client was asked on a day, and whether they went on from it."""

    script: str
    step: str
    day: date
    answered: bool = False


@record(frozen=True)
class StepCount:
    """What is added to, or kept of, one day and step: people asked, and people who went on."""

    day: date
    script: str
    step: str
    asked: int = 0
    answered: int = 0


@record(frozen=True)
class StepTotal:
    """The counts of one step over a number of days."""

    script: str
    step: str
    asked: int
    answered: int


@record(frozen=True)
class StepFigures:
    """How many were asked, went on and stopped at a step: to the nearest ten.

    None stands for fewer than five. See `bot.small_numbers.to_tens` for why all are rounded alike.
    """

    script: str
    step: str
    asked: int
    answered: int | None
    stopped: int | None


@record(frozen=True)
class StepsOfMonth:
    """The steps of one month, known by its first day, at which at least five were asked."""

    month: date
    steps: tuple[StepFigures, ...]


def count_turn(
    asked: Sequence[AskedQuestion],
    before: Conversation | None,
    after: Conversation | None,
    passed: Collection[Place],
    begun: Collection[str],
    today: date,
) -> tuple[tuple[AskedQuestion, ...], tuple[StepCount, ...]]:
    """Return what a client's file keeps after a turn, and what the turn adds to the counts.

    `asked` is what the file kept so far, `passed` the questions that the client went on from,
    `begun` the scripts that began anew. A question that is put again while it waits is not asked
    again, however many days later.
    """
    waited = {place for place in _open(before) if place[0] not in begun}
    kept = {
        place: one
        for one in asked
        if (place := (one.script, one.step)) in waited or one.day == today
    }
    counts = []
    for place in dict.fromkeys(passed):
        one = kept.get(place)
        if one is not None and not one.answered:
            kept[place] = changed(one, answered=True)
            counts.append(StepCount(one.day, *place, answered=1))
    here = _asked_now(after)
    if here is not None and (here not in waited or here in passed):
        one = kept.get(here)
        if one is None or one.day != today:
            kept[here] = AskedQuestion(*here, today)
            counts.append(StepCount(today, *here, asked=1))
    waits = _open(after)
    left = [one for place, one in kept.items() if one.day == today or place in waits]
    return tuple(left), tuple(counts)


def _asked_now(talk: Conversation | None) -> Place | None:
    """Return the question that waits for an answer, if one does."""
    return _place(talk.place) if talk is not None and talk.awaiting in OPEN_QUESTION else None


def _open(talk: Conversation | None) -> list[Place]:
    """Return the questions of a talk that wait, those that something else broke into included."""
    if talk is None:
        return []
    here = _asked_now(talk)
    broken_into = [_place(frame) for frame in talk.frames if frame.interrupted]
    return broken_into if here is None else [here, *broken_into]


def _place(frame: Frame) -> Place:
    return frame.script, frame.step


def months_shown(today: date) -> tuple[tuple[date, date], ...]:
    """Return the first and last day of each month that is shown, the newest first.

    Months do not overlap, so that nothing can be subtracted. The newest ends with the last day
    whose questions had a week to be answered.
    """
    last = today - MAY_STILL_ANSWER
    months = []
    for _ in range(MONTHS_SHOWN):
        months.append((last.replace(day=1), last))
        last = last.replace(day=1) - timedelta(days=1)
    return tuple(months)


def steps_of(month: date, totals: Iterable[StepTotal]) -> StepsOfMonth:
    """Return what is shown of a month: each step at which enough people were asked."""
    found = []
    for each in totals:
        asked = to_tens(each.asked)
        if asked is not None:
            answered, stopped = to_tens(each.answered), to_tens(each.asked - each.answered)
            found.append(StepFigures(each.script, each.step, asked, answered, stopped))
    return StepsOfMonth(month, tuple(found))
