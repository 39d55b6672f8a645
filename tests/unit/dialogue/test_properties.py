"""In whatever order things happen: nothing raises, no place is lost, `terug` restores exactly."""

from collections.abc import Callable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.engine import UNDERSTOOD_COMMANDS
from bot.dialogue.events import Applied, Interrupt, Press, Return, Wake
from bot.dialogue.script import MOST_STEPS_A_TURN
from bot.dialogue.steps import Ask, Wait
from tests.fixtures import Stage

MAIN = """
script: main
title: Alles
about: alles
questions: 6
steps:
  - {id: colour, ask: Kleur?, fact: colour, why: Daarom., then: {red: is-red, otherwise: cash}}
  - {id: is-red, set: happy, to: yes}
  - {id: cash, ask: Geld?, fact: cash, required: yes, at least: 0}
  - {id: part, call: part, when: cash > 10.0}
  - {id: rest, wait: 3 days}
  - {id: fruits, ask: Fruit?, fact: fruits}
  - {id: over, do: hand-over, topic: money, when: happy == true}
  - {id: born, ask: Geboren?, fact: born, must be: past}
  - {id: check, do: check-entitlement}
  - {id: again, ask: Rijk?, fact: rich, then: {"yes": colour-again, otherwise: bye}}
  - {id: colour-again, ask: Kleur dan?, fact: note}
  - {id: round, go: again}
  - {id: bye, say: Dag.}
"""
PART = """
script: part
title: Deel
about: een deel
steps:
  - {id: town, ask: Stad?, fact: town}
  - {id: children, ask: Kinderen?, fact: children}
"""
SMALL = "script: small-talk\ntitle: Praat\nresume: no\nsteps:\n  - {id: q, ask: Wat?, fact: note}\n"
PERSON = "script: ask-person\ntitle: Mens\nsteps:\n  - {id: q, ask: Vraag?, fact: note}\n"
CRISIS = "script: crisis\ntitle: Nood\nresume: no\nsteps:\n  - say: Bel 112.\n"
SCRIPTS = ("main", "part", "small-talk", "ask-person", "crisis")

Deed = Callable[[Stage], object]

TEXTS = (
    "rood",
    "ja",
    "nee",
    "klopt niet",
    "12",
    "Assen",
    "1,2",
    "1-2-1980",
    "?",
    "😀",
    "niets",
    "",
)
CHOICES = ("red", "yes", "no", "apple,plum", "unknown", "why", "skip", "again", "adviser", "x")


def _event(make: Callable[[], object]) -> Deed:
    return lambda stage: stage.happens(make())  # type: ignore[arg-type]  # each makes an event


ANSWERS: st.SearchStrategy[Deed] = st.one_of(
    st.sampled_from(TEXTS).map(lambda text: lambda stage: stage.types(text)),
    st.sampled_from(CHOICES).map(lambda choice: lambda stage: stage.presses(choice)),
    st.sampled_from(["skip", "unknown"]).map(lambda word: lambda stage: stage.commands(word)),
)
DEEDS: st.SearchStrategy[Deed] = st.one_of(
    ANSWERS,
    ANSWERS,
    st.sampled_from(UNDERSTOOD_COMMANDS).map(lambda word: lambda stage: stage.commands(word)),
    st.sampled_from(SCRIPTS).map(lambda name: lambda stage: stage.start(name)),
    st.sampled_from(SCRIPTS).map(lambda name: _event(lambda: Interrupt(name))),
    st.integers(0, 40).map(lambda key: _event(lambda: Wake(key))),
    st.integers(0, 40).map(lambda number: _event(lambda: Press(number, "red"))),
    st.just(_event(Return)),
    st.just(_event(Applied)),
    st.sampled_from([0.1, 30, 200]).map(lambda hours: lambda stage: stage.passes(hours=hours)),
    st.text(max_size=30).map(lambda text: lambda stage: stage.types(text)),
)


def new_stage(known: bool = False) -> Stage:
    earlier = {"colour": "red", "town": "Emmen", "born": date(1980, 2, 1)} if known else {}
    stage = Stage(MAIN, PART, SMALL, PERSON, CRISIS, known=earlier)  # type: ignore[arg-type]
    stage.outcomes["check-entitlement"] = Applied({"chance": "likely"})
    stage.start("main")
    return stage


def standing(stage: Stage) -> None:
    """Check that a conversation stands at a place from which it can go on."""
    conversation = stage.conversation
    if conversation is None:
        return
    place = conversation.place
    step = stage.shelf.script(place.script, place.revision).steps[place.step]
    expected = Wait if conversation.awaiting == "wake" else Ask
    assert conversation.awaiting != "nothing"
    assert isinstance(step, expected)
    assert [frame.interrupted for frame in conversation.frames][-1] is False


@given(known=st.booleans(), deeds=st.lists(DEEDS, max_size=25))
@settings(deadline=None, max_examples=150)
def test_nothing_raises_and_no_place_is_lost(known: bool, deeds: list[Deed]) -> None:
    stage = new_stage(known)
    for deed in deeds:
        deed(stage)
        standing(stage)
        assert stage.troubles == []
        assert len(stage.effects) <= MOST_STEPS_A_TURN


@given(known=st.booleans(), deeds=st.lists(DEEDS, max_size=15), answer=ANSWERS)
@settings(deadline=None, max_examples=200)
def test_going_back_after_an_answer_restores_place_and_facts(
    known: bool, deeds: list[Deed], answer: Deed
) -> None:
    stage = new_stage(known)
    for deed in deeds:
        deed(stage)
    place, facts = stage.place, dict(stage.facts)
    before = len(stage.conversation.answered) if stage.conversation else 0
    answer(stage)
    conversation = stage.conversation
    if conversation is None or len(conversation.answered) != before + 1:
        return  # not understood, the end of the talk, or something final
    stage.commands("back")
    assert stage.place == place
    assert stage.facts == facts


@given(
    deeds=st.lists(DEEDS, max_size=15), number=st.integers(0, 40), choice=st.sampled_from(CHOICES)
)
@settings(deadline=None)
def test_a_button_of_another_question_changes_nothing(
    deeds: list[Deed], number: int, choice: str
) -> None:
    stage = new_stage()
    for deed in deeds:
        deed(stage)
    place, facts = stage.place, dict(stage.facts)
    if number != stage.question:
        stage.happens(Press(number, choice))
        assert (stage.place, stage.facts) == (place, facts)


@given(deeds=st.lists(DEEDS, max_size=20))
@settings(deadline=None)
def test_every_message_of_a_client_is_answered(deeds: list[Deed]) -> None:
    stage = new_stage()
    for deed in deeds:
        deed(stage)
    waits = stage.conversation is not None
    said = stage.types("hallo daar")
    # An answer may end a script that says nothing more: the talk is over, or goes on waiting.
    resting = stage.conversation is None or stage.conversation.awaiting == "wake"
    assert said or (waits and resting)
