"""Interruptions, talks that wait for each other, returning after days, waiting and waking."""

import pytest

from bot.dialogue.events import Applied, Interrupt, Press, Return, Wake
from bot.dialogue.facts import Fact
from tests.fixtures import Stage


def asks(name: str, fact: str = "note", head: str = "") -> str:
    return f"""
script: {name}
title: Titel {name}
about: over {name}
{head}
steps:
  - {{id: q, ask: 'Vraag {name}?', fact: {fact}}}
  - {{id: said, say: Klaar met {name}.}}
"""


@pytest.fixture
def stage() -> Stage:
    begun = Stage(
        asks("talk", "town"),
        asks("aside"),
        asks("due"),
        asks("weekly", head="resume: no"),
        asks("small-talk"),
        asks("crisis"),
    )
    begun.start("talk")
    return begun


BACK = "We gaan verder met over talk. / Vraag talk?"


def test_what_is_interrupted_goes_on_afterwards(stage: Stage) -> None:
    assert stage.happens(Interrupt("aside")) == ["Vraag aside?"]
    assert stage.types("iets") == ["Klaar met aside.", BACK]
    stage.types("Assen")
    assert stage.values == {"note": "iets", "town": "Assen"}


def test_a_confirmation_that_is_interrupted_comes_again(stage: Stage) -> None:
    stage.facts["town"] = Fact("Assen", stage.now.replace(year=2026), "past")
    stage.start("talk")
    stage.happens(Interrupt("aside"))
    assert "Klopt dat nog?" in stage.types("iets")[-1]


def test_a_rescue_that_is_interrupted_goes_on_as_the_question(stage: Stage) -> None:
    for _ in range(3):
        stage.types("x" * 2000)
    stage.happens(Interrupt("aside"))
    assert stage.types("iets")[-1] == BACK
    assert stage.types("x" * 2000)[0].endswith("Vraag talk?")


def test_trouble_with_one_question_does_not_count_for_the_interruption(stage: Stage) -> None:
    for _ in range(2):
        stage.types("x" * 2000)
    stage.happens(Interrupt("aside"))
    assert stage.types("x" * 2000)[0].endswith("Vraag aside?")


def test_asking_for_the_same_script_again_is_answered(stage: Stage) -> None:
    stage.happens(Interrupt("aside"))
    assert stage.happens(Interrupt("aside")) == ["Vraag aside?"]
    assert stage.place == ["talk:q", "aside:q"]


def test_in_a_crisis_nothing_else_goes_on(stage: Stage) -> None:
    stage.happens(Interrupt("aside"))
    assert stage.happens(Interrupt("crisis")) == ["Vraag crisis?"]
    assert stage.types("hulp") == ["Klaar met crisis."]


def test_a_due_script_goes_first_and_the_unfinished_talk_after_it(stage: Stage) -> None:
    stage.passes(days=2)
    assert stage.start("due") == ["Vraag due?"]
    assert stage.types("iets") == ["Klaar met due.", BACK]


def test_a_due_script_that_is_unfinished_itself_begins_anew(stage: Stage) -> None:
    stage.passes(days=2)
    assert stage.start("talk") == ["Vraag talk?"]
    assert stage.place == ["talk:q"]


def test_a_talk_that_is_not_resumed_makes_way(stage: Stage) -> None:
    stage.start("weekly")
    stage.passes(days=7)
    stage.start("due")
    assert stage.place == ["talk:q", "due:q"]


def test_what_interrupted_a_talk_that_is_not_resumed_stays() -> None:
    stage = Stage(asks("weekly", "town", "resume: no"), asks("aside"), asks("due"))
    stage.start("weekly")
    stage.happens(Interrupt("aside"))
    stage.passes(days=7)
    stage.start("due")
    assert stage.place == ["aside:q", "due:q"]


def test_without_a_talk_any_text_gets_the_script_for_that() -> None:
    assert Stage(asks("small-talk")).types("hallo") == ["Vraag small-talk?"]


def test_without_a_talk_commands_and_buttons_are_answered() -> None:
    stage = Stage()
    assert stage.commands("help") == [stage.written_key("engine.help")]
    assert stage.commands("back") == [stage.written_key("engine.no-question")]
    assert stage.happens(Press(1, "yes")) == [stage.written_key("engine.old-button")]
    assert stage.happens(Return()) == []


# coming back after days


RECAP = "We waren bezig met over talk. Ik stel de vraag nog een keer."


@pytest.fixture
def begun() -> Stage:
    """A talk of which the first question was answered."""
    stage = Stage(asks("talk", "town") + "  - {id: more, ask: 'Nog iets?', fact: note}\n")
    stage.start("talk")
    stage.types("Assen")
    return stage


def test_after_days_one_line_says_where_we_were(begun: Stage) -> None:
    begun.passes(days=3)
    assert begun.happens(Return()) == [RECAP, "Nog iets?"]


def test_that_line_comes_once(begun: Stage) -> None:
    begun.passes(days=3)
    begun.happens(Return())
    begun.passes(days=3)
    assert begun.happens(Return()) == []
    begun.types("x" * 2000)
    begun.passes(days=3)
    assert begun.happens(Return()) == [RECAP, "Nog iets?"]


def test_after_an_hour_nothing_is_said(stage: Stage) -> None:
    stage.passes(hours=1)
    assert stage.happens(Return()) == []


def test_after_days_an_answer_still_counts(stage: Stage) -> None:
    stage.passes(days=3)
    assert stage.types("Assen") == ["Klaar met talk."]


def test_after_days_what_is_not_understood_gets_the_recap() -> None:
    stage = Stage(asks("talk", "colour"))
    stage.start("talk")
    stage.passes(days=3)
    assert stage.types("hallo daar")[0].startswith("We waren bezig met over talk.")
    assert "Vraag talk?" in stage.types("hallo daar")[-1]


def test_an_outcome_that_comes_when_none_is_waited_for_is_ignored(stage: Stage) -> None:
    assert stage.happens(Applied({"town": "Assen"})) == []
    assert stage.values == {}


# waiting

WAIT = """
script: wait
title: Wachten
about: het wachten
steps:
  - {id: first, wait: 3 days}
  - {id: said, say: Drie dagen later.}
  - {id: second, wait: 7 days}
  - {id: end, say: Tien dagen later.}
"""


@pytest.fixture
def waiting() -> Stage:
    begun = Stage(WAIT, asks("aside"), asks("due"))
    begun.start("wait")
    return begun


def test_each_wait_has_a_key_of_its_own(waiting: Stage) -> None:
    first = waiting.wakes
    waiting.happens(Wake(first[0]))
    assert len({*first, *waiting.wakes}) == 2


def test_a_wake_up_ends_its_own_wait_only(waiting: Stage) -> None:
    (key,) = waiting.wakes
    assert waiting.happens(Wake(key)) == ["Drie dagen later."]
    assert waiting.happens(Wake(key)) == []
    assert waiting.place == ["wait:second"]


def test_the_next_talk_waits_with_another_key(waiting: Stage) -> None:
    (first,) = waiting.wakes
    waiting.happens(Wake(first))
    (second,) = waiting.wakes
    waiting.happens(Wake(second))
    assert waiting.conversation is None
    waiting.start("wait")
    assert waiting.wakes[0] > second


def test_a_message_during_a_wait_is_answered_and_ends_nothing(waiting: Stage) -> None:
    (key,) = waiting.wakes
    assert waiting.types("hallo") == [waiting.written_key("engine.no-question")]
    assert waiting.happens(Wake(key)) == ["Drie dagen later."]


def test_an_interruption_makes_a_wait_neither_longer_nor_shorter(waiting: Stage) -> None:
    (key,) = waiting.wakes
    waiting.happens(Interrupt("aside"))
    waiting.types("iets")
    assert waiting.wakes == []
    assert waiting.happens(Wake(key)) == ["Drie dagen later."]


def test_a_wait_that_is_over_during_another_talk_goes_on_after_it(waiting: Stage) -> None:
    (key,) = waiting.wakes
    waiting.start("due")
    assert waiting.happens(Wake(key)) == []
    assert waiting.types("iets") == ["Klaar met due.", "Drie dagen later."]


def test_going_back_before_a_wait_makes_its_wake_up_void() -> None:
    script = (
        "script: talk\ntitle: T\nsteps:\n  - {id: q, ask: Stad?, fact: town}\n  - wait: 3 days\n"
    )
    stage = Stage(script)
    stage.start("talk")
    stage.types("Assen")
    (key,) = stage.wakes
    assert stage.commands("back") == ["Stad?"]
    assert stage.happens(Wake(key)) == []
    assert stage.place == ["talk:q"]
