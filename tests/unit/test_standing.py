"""Where talks stand still: rounded, and silent about few people."""

from datetime import UTC, datetime, timedelta

from bot.dialogue.conversation import Answered, Awaiting, Conversation, Frame
from bot.standing import StepFigures, steps_left

NOW = datetime(2027, 3, 8, 12, tzinfo=UTC)


def talk(days: int, awaiting: Awaiting = "answer") -> Conversation:
    """Return a talk that answered `one` and has waited at `two` for so many days."""
    last, answered = NOW - timedelta(days=days), Answered((Frame("check", 1, "one"),))
    here = (Frame("check", 1, "two"),)
    return Conversation(here, last, last, awaiting, answered=(answered.written(),))


def test_a_week_without_an_answer_is_leaving() -> None:
    found = steps_left([talk(8) for _ in range(6)] + [talk(6) for _ in range(6)], NOW)
    assert found == (StepFigures("check", "two", 10, 5), StepFigures("check", "one", 10, 0))


def test_few_who_left_are_not_counted_out() -> None:
    found = steps_left([talk(8)] * 3 + [talk(1)] * 7, NOW)
    assert [each.left for each in found if each.step == "two"] == [None]


def test_a_step_that_few_came_to_is_left_out() -> None:
    assert steps_left([talk(8)] * 4, NOW) == ()


def test_waiting_for_a_day_is_not_leaving() -> None:
    found = steps_left([talk(8, "wake")] * 10, NOW)
    assert [each.step for each in found] == ["one"]
