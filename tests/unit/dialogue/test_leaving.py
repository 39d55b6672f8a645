"""Leaving talks: what is gone is gone with what it called, and what lies below goes on."""

from datetime import UTC, datetime

import pytest

from bot.dialogue.conversation import Conversation, Frame
from bot.dialogue.leaving import only_begun, without

NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)


def talk(*frames: Frame) -> Conversation:
    return Conversation(frames, NOW, NOW, "guess", 4, perhaps=("a",))


def at(script: str, *, asked: int = 0, interrupted: bool = False, wake: int = 0) -> Frame:
    return Frame(script, 1, "step", asked, interrupted, wake)


@pytest.mark.parametrize("leave", [lambda c: without(c, {"gone"}), only_begun])
def test_a_conversation_of_which_nothing_stays_has_ended(leave: "object") -> None:
    assert leave(talk(at("gone"))) is None  # type: ignore[operator]  # one of the two functions


def test_what_it_called_goes_along() -> None:
    left = without(talk(at("check", interrupted=True), at("gone"), at("called")), {"gone"})
    assert left
    assert left.frames == (at("check", interrupted=True),)
    assert (left.awaiting, left.perhaps) == ("held", ())


def test_what_called_it_goes_on() -> None:
    left = without(talk(at("check"), at("gone")), {"gone"})
    assert left
    assert left.frames == (at("check", interrupted=True),)


def test_what_broke_into_it_stays_the_open_question() -> None:
    left = without(talk(at("gone", interrupted=True), at("person")), {"gone"})
    assert left
    assert (left.frames, left.awaiting) == ((at("person"),), "guess")


def test_a_conversation_without_it_stays_as_it_was() -> None:
    before = talk(at("check", interrupted=True), at("person"))
    assert without(before, {"gone"}) is before


def test_a_talk_with_an_answer_or_a_wait_in_it_is_kept() -> None:
    kept = only_begun(
        talk(
            at("check", asked=2),
            at("called", interrupted=True),
            at("old", interrupted=True),
            at("waits", interrupted=True, wake=3),
            at("asks"),
        )
    )
    assert kept
    assert [frame.script for frame in kept.frames] == ["check", "called", "waits"]
