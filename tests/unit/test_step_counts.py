"""Steps are counted once for each person and day, also when talks end, break off or go on later."""

from datetime import UTC, date, datetime, timedelta

from bot.dialogue.conversation import Awaiting, Conversation, Frame
from bot.step_counts import (
    AskedQuestion,
    StepCount,
    StepFigures,
    StepTotal,
    count_turn,
    months_shown,
    steps_of,
)

TODAY = date(2027, 3, 8)
EARLIER = TODAY - timedelta(days=3)
NOW = datetime(2027, 3, 8, 12, tzinfo=UTC)
ONE, TWO = ("check", "one"), ("check", "two")


def talk(step: str, awaiting: Awaiting = "answer", *, below: str = "") -> Conversation:
    """Return a talk that waits at a step; `below` is what it broke into."""
    lower = (Frame("menu", 1, below, interrupted=True),) if below else ()
    return Conversation((*lower, Frame("check", 1, step)), NOW, NOW, awaiting)


def test_the_first_question_of_a_talk_is_asked() -> None:
    asked, counts = count_turn((), None, talk("one"), [], ["check"], TODAY)
    assert asked == (AskedQuestion(*ONE, TODAY),)
    assert counts == (StepCount(TODAY, *ONE, asked=1),)


def test_going_on_counts_on_the_day_of_the_question() -> None:
    before = (AskedQuestion(*ONE, EARLIER),)
    asked, counts = count_turn(before, talk("one"), talk("two"), [ONE], [], TODAY)
    assert counts == (StepCount(EARLIER, *ONE, answered=1), StepCount(TODAY, *TWO, asked=1))
    assert asked == (AskedQuestion(*TWO, TODAY),)


def test_the_last_answer_of_a_talk_counts() -> None:
    _, counts = count_turn((AskedQuestion(*ONE, TODAY),), talk("one"), None, [ONE], [], TODAY)
    assert counts == (StepCount(TODAY, *ONE, answered=1),)


def test_a_question_that_is_put_again_days_later_is_not_asked_again() -> None:
    before = (AskedQuestion(*ONE, EARLIER),)
    assert count_turn(before, talk("one"), talk("one", "rescue"), [], [], TODAY) == (before, ())


def test_a_script_that_begins_anew_asks_again() -> None:
    before = (AskedQuestion(*ONE, EARLIER),)
    asked, counts = count_turn(before, talk("one"), talk("one"), [], ["check"], TODAY)
    assert counts == (StepCount(TODAY, *ONE, asked=1),)
    assert asked == (AskedQuestion(*ONE, TODAY),)


def test_nobody_is_counted_twice_on_a_day() -> None:
    before = (AskedQuestion(*ONE, TODAY, answered=True),)
    assert count_turn(before, None, talk("one"), [], ["check"], TODAY)[1] == ()
    assert count_turn(before, talk("one"), None, [ONE], [], TODAY)[1] == ()


def test_what_was_broken_into_still_waits() -> None:
    before = (AskedQuestion("menu", "choose", EARLIER),)
    asked, counts = count_turn(
        before, talk("one", below="choose"), talk("two", below="choose"), [ONE], [], TODAY
    )
    assert asked == (*before, AskedQuestion(*TWO, TODAY))
    assert counts == (StepCount(TODAY, *TWO, asked=1),)


def test_a_question_asked_before_there_were_counts_is_left_out_whole() -> None:
    asked, counts = count_turn((), talk("one"), talk("one"), [], [], TODAY)
    assert (asked, counts) == ((), ())
    assert count_turn((), talk("one"), None, [ONE], [], TODAY)[1] == ()


def test_waiting_for_a_day_asks_nothing() -> None:
    assert count_turn((), None, talk("one", "wake"), [], ["check"], TODAY) == ((), ())


def test_months_end_a_week_ago_and_never_overlap() -> None:
    newest, before, *_ = months_shown(TODAY)
    assert newest == (date(2027, 3, 1), date(2027, 3, 1))
    assert before == (date(2027, 2, 1), date(2027, 2, 28))
    assert len(months_shown(TODAY)) == 12


def test_counts_are_shown_in_tens_and_few_are_not() -> None:
    totals = [StepTotal(*ONE, 104, 102), StepTotal(*TWO, 102, 3), StepTotal("check", "three", 4, 0)]
    found = steps_of(TODAY, totals)
    assert found.steps == (StepFigures(*ONE, 100, 100, None), StepFigures(*TWO, 100, None, 100))
