"""A handoff moves in one direction and ends only after somebody has answered or given it back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.handoff import ACTIVE, Handoff, HandoffError, UnansweredError

NOW = datetime(2027, 3, 8, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OPEN = Handoff("h", "anna", "money", NOW, date(2027, 3, 9), "karin")
TAKEN = OPEN.take("karin", NOW)
ANSWERED = TAKEN.answer("karin", NOW)
GIVEN_BACK = TAKEN.give_back(NOW)
CLOSED = ANSWERED.close(NOW)

Move = Callable[[Handoff], Handoff]
MOVES: dict[str, Move] = {
    "take": lambda handoff: handoff.take("mo", LATER),
    "answer": lambda handoff: handoff.answer("mo", LATER),
    "give back": lambda handoff: handoff.give_back(LATER),
    "close": lambda handoff: handoff.close(LATER),
}


@pytest.mark.parametrize(
    ("handoff", "move", "state"),
    [
        (OPEN, "take", "taken"),
        (OPEN, "answer", "answered"),
        (OPEN, "give back", "given-back"),
        (TAKEN, "take", "taken"),
        (TAKEN, "answer", "answered"),
        (TAKEN, "give back", "given-back"),
        (ANSWERED, "take", "answered"),
        (ANSWERED, "answer", "answered"),
        (ANSWERED, "give back", "given-back"),
        (ANSWERED, "close", "closed"),
    ],
)
def test_moves_on(handoff: Handoff, move: str, state: str) -> None:
    assert MOVES[move](handoff).state == state


@pytest.mark.parametrize("handoff", [OPEN, TAKEN], ids=["open", "taken"])
def test_is_not_closed_before_an_answer(handoff: Handoff) -> None:
    with pytest.raises(HandoffError, match="nobody has answered"):
        handoff.close(LATER)


@pytest.mark.parametrize("handoff", [OPEN, TAKEN], ids=["open", "taken"])
def test_what_is_urgent_is_not_given_back_before_an_answer(handoff: Handoff) -> None:
    urgent = replace(handoff, urgency="urgent")
    with pytest.raises(UnansweredError, match="nobody has answered"):
        urgent.give_back(LATER)
    assert urgent.answer("karin", NOW).give_back(LATER).state == "given-back"


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("handoff", [GIVEN_BACK, CLOSED], ids=["given back", "closed"])
def test_does_not_move_after_its_end(handoff: Handoff, move: str) -> None:
    with pytest.raises(HandoffError, match=f"cannot {'take' if move == 'answer' else move}"):
        MOVES[move](handoff)


def test_keeps_the_first_moments() -> None:
    again = ANSWERED.answer("mo", LATER)
    assert (again.taken_at, again.answered_at, again.adviser) == (NOW, NOW, "mo")


def test_the_assistant_is_silent_until_the_end() -> None:
    states = [h.active for h in (OPEN, TAKEN, ANSWERED, GIVEN_BACK, CLOSED)]
    assert states == [True, True, True, False, False]
    assert set(ACTIVE) == {"open", "taken", "answered"}
