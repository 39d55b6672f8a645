"""Each kind of step does what its page says, and no script can spin without end."""

import json
from dataclasses import replace

import pytest

from bot.dialogue.conversation import Answered, Frame, Option, conversation_from_json
from bot.dialogue.events import Applied, Interrupt
from bot.dialogue.script import DEEPEST_CALL
from bot.dialogue.steps import STEP_KINDS
from bot.dialogue.wording import Wording, phrase
from bot.scripts.step_readers import READERS
from tests.fixtures import NOW, Stage


def steps(text: str, name: str = "talk") -> str:
    lines = "\n".join(f"  {line}" for line in text.strip().splitlines())
    return f"script: {name}\ntitle: {name}\nabout: {name}\nsteps:\n{lines}\n"


def test_every_kind_of_step_can_be_written() -> None:
    assert {kind.kind for kind in STEP_KINDS} == set(READERS)


def test_say_fills_in_what_is_known() -> None:
    stage = Stage(steps("- say: 'Dag {nickname}, u woont in {town}.'"), known={"nickname": "Mo"})
    assert stage.start("talk") == ["Dag Mo, u woont in ."]


def test_say_counts() -> None:
    text = "- say: '{children} kinderen'\n  one: '{children} kind'\n  count: children"
    assert Stage(steps(text), known={"children": 1}).start("talk") == ["1 kind"]
    assert Stage(steps(text), known={"children": 2}).start("talk") == ["2 kinderen"]


def test_a_step_is_passed_over_when_its_condition_does_not_hold() -> None:
    text = "- say: Rijk.\n  when: rich == true\n- say: Dag."
    assert Stage(steps(text), known={"rich": True}).start("talk") == ["Rijk.", "Dag."]
    assert Stage(steps(text), known={"rich": False}).start("talk") == ["Dag."]


def test_a_condition_about_what_is_not_known_does_not_hold() -> None:
    text = "- say: Rijk.\n  when: cash > 10.0 || children > 0\n- say: Dag."
    assert Stage(steps(text)).start("talk") == ["Dag."]


CHOOSE = """
- choose:
    - {when: children > 2, go: many}
    - {when: children > 0, go: some}
    - {otherwise: none}
- {id: many, say: Veel.}
- {id: end-many, end: yes}
- {id: some, say: Enkele.}
- {id: end-some, end: yes}
- {id: none, say: Geen.}
"""


@pytest.mark.parametrize(("children", "said"), [(3, "Veel."), (1, "Enkele."), (0, "Geen.")])
def test_choose_takes_the_first_branch_that_fits(children: int, said: str) -> None:
    assert Stage(steps(CHOOSE), known={"children": children}).start("talk") == [said]


def test_go_jumps() -> None:
    text = "- go: last\n- say: Niet dit.\n- {id: last, say: Dit.}"
    assert Stage(steps(text)).start("talk") == ["Dit."]


def test_set_gives_and_copies_a_value() -> None:
    text = "- {set: town, to: Assen}\n- {set: note, same as: town}\n- {set: colour, to: red}"
    stage = Stage(steps(text))
    stage.start("talk")
    assert stage.values == {"town": "Assen", "note": "Assen", "colour": "red"}


def test_set_copies_nothing_when_nothing_is_known() -> None:
    stage = Stage(steps("- {set: note, same as: town}"), known={"note": "blijft"})
    stage.start("talk")
    assert stage.values == {"note": "blijft"}


def test_call_runs_another_script_and_comes_back() -> None:
    stage = Stage(steps("- call: other\n- say: Terug."), steps("- say: Elders.", "other"))
    assert stage.start("talk") == ["Elders.", "Terug."]


def test_a_call_at_the_end_comes_back_to_what_was_interrupted() -> None:
    stage = Stage(
        steps("- ask: Welke stad?\n  fact: town"),
        steps("- call: last", "aside"),
        steps("- ask: Blij?\n  fact: happy\n- say: Goed.", "last"),
    )
    stage.start("talk")
    assert stage.happens(Interrupt("aside")) == ["Blij?"]
    assert stage.types("ja") == ["Goed.", "We gaan verder met talk. / Welke stad?"]


def test_do_goes_on_with_what_became_known() -> None:
    stage = Stage(steps("- do: check-entitlement\n- say: Kans {chance}."))
    stage.outcomes["check-entitlement"] = Applied({"chance": "likely"}, (phrase("answer.yes"),))
    assert stage.start("talk") == ["Ja", "Kans waarschijnlijk recht op bijstand."]
    assert [do.action for do in stage.done] == ["check-entitlement"]


OFFER = "- do: offer-sessions\n- ask: Welke dag?\n  fact: session_choice\n  offered: yes"
SESSIONS = Applied(options=(Option("s1", "maandag"), Option("s2", "dinsdag")))


@pytest.fixture
def offered() -> Stage:
    stage = Stage(steps(OFFER), steps("- ask: Blij?\n  fact: happy", "other"))
    stage.outcomes["offer-sessions"] = SESSIONS
    stage.start("talk")
    return stage


def test_what_an_action_offered_can_be_chosen(offered: Stage) -> None:
    assert offered.buttons[:2] == ["s1", "s2"]
    offered.types("dinsdag")
    assert offered.values == {"session_choice": "s2"}


def test_what_an_action_offered_is_still_there_after_another_talk(offered: Stage) -> None:
    offered.passes(days=2)
    offered.start("other")
    offered.types("ja")
    assert offered.buttons[:2] == ["s1", "s2"]


TOWNS = Applied(options=(Option("t1", "Assen"), Option("t2", "Emmen")))
OTHER_OFFER = (
    "- do: find-answer\n  fact: note\n- ask: Welke plaats?\n  fact: session_choice\n  offered: yes"
)


@pytest.fixture
def interrupted() -> Stage:
    """Return a talk that offers days, into which one broke that offers towns."""
    stage = Stage(steps(OFFER), steps(OTHER_OFFER, "other"))
    stage.outcomes["offer-sessions"] = SESSIONS
    stage.outcomes["find-answer"] = TOWNS
    stage.start("talk")
    stage.happens(Interrupt("other"))
    return stage


def test_a_talk_that_breaks_in_offers_its_own_answers(interrupted: Stage) -> None:
    assert interrupted.buttons[:2] == ["t1", "t2"]


def test_a_talk_that_was_broken_into_offers_its_own_answers_again(interrupted: Stage) -> None:
    interrupted.commands("skip")
    assert interrupted.buttons[:2] == ["s1", "s2"]


def test_going_back_into_a_talk_that_broke_in_offers_its_answers(interrupted: Stage) -> None:
    interrupted.types("Emmen")
    assert interrupted.buttons[:2] == ["s1", "s2"]
    interrupted.commands("back")
    assert interrupted.buttons[:2] == ["t1", "t2"]


def test_a_new_talk_leaves_the_offered_answers_of_the_one_below(offered: Stage) -> None:
    offered.shelf.put(steps(OTHER_OFFER, "third"))
    offered.outcomes["find-answer"] = TOWNS
    offered.start("third")
    offered.types("Assen")
    assert offered.buttons[:2] == ["s1", "s2"]


def test_a_talk_that_has_nothing_to_offer_any_more_ends_with_a_word(interrupted: Stage) -> None:
    talk = interrupted.conversation
    assert talk is not None
    bare = replace(talk.frames[0], options=())
    interrupted.conversation = replace(talk, frames=(bare, *talk.frames[1:]))
    assert interrupted.types("Emmen") == [interrupted.written_key("engine.nothing-offered")]
    assert interrupted.conversation is None


def test_reads_a_talk_that_was_saved_when_there_was_one_set_of_options() -> None:
    moment = NOW.isoformat()
    places, options = [["talk", 1, "ask"], ["other", 1, "ask", 1, False, 0]], [["t1", "Assen"]]
    saved = {
        "version": 1,
        "frames": places,
        "options": options,
        "awaiting": "answer",
        "started_at": moment,
        "last_at": moment,
        "question": 3,
        "tries": 0,
        "recapped": False,
        "answered": [json.dumps([places, {"note": None}, options, ""])],
    }
    talk = conversation_from_json(saved)
    frames = (Frame("talk", 1, "ask"), Frame("other", 1, "ask", 1, options=(Option(*options[0]),)))
    assert talk.frames == frames
    assert Answered.read(talk.answered[0]) == Answered(frames, {"note": None})


def test_end_leaves_the_script() -> None:
    assert Stage(steps("- say: Dag.\n- end: yes\n- say: Nooit.")).start("talk") == ["Dag."]


# limits


def test_a_script_that_goes_round_is_stopped() -> None:
    stage = Stage(steps("- {id: here, say: Rond.}\n- go: here"))
    said = stage.start("talk")
    assert said[-1] == stage.written_key("engine.stumbled")
    assert len(said) < 201
    assert stage.troubles[0].script == "talk"
    assert stage.conversation is None


def test_scripts_that_call_each_other_are_stopped() -> None:
    stage = Stage(
        steps("- call: b\n- say: Nooit.", "a"),
        steps("- call: a\n- say: Nooit.", "b"),
    )
    assert stage.start("a") == [stage.written_key("engine.stumbled")]
    assert stage.conversation is None


def test_scripts_that_follow_each_other_without_end_are_stopped() -> None:
    stage = Stage(steps("- call: b", "a"), steps("- call: a", "b"))
    assert stage.start("a") == [stage.written_key("engine.stumbled")]


def test_interruptions_on_top_of_each_other_are_not_too_deep() -> None:
    names = [f"s{n}" for n in range(DEEPEST_CALL + 4)]
    stage = Stage(*[steps("- ask: Welke stad?\n  fact: note", name) for name in names])
    for name in names:
        stage.happens(Interrupt(name))
    assert stage.troubles == []
    assert len(stage.place) == len(names)


def test_a_talk_finishes_on_the_revision_that_it_began_with() -> None:
    stage = Stage(steps("- ask: Welke stad?\n  fact: town\n- say: Oud."))
    stage.start("talk")
    stage.shelf.put(steps("- say: Nieuw."))
    assert stage.types("Assen") == ["Oud."]
    assert stage.start("talk") == ["Nieuw."]


def test_a_script_that_is_called_later_runs_in_its_newest_revision() -> None:
    stage = Stage(
        steps("- ask: Welke stad?\n  fact: town\n- call: other"), steps("- say: Oud.", "other")
    )
    stage.start("talk")
    stage.shelf.put(steps("- say: Nieuw.", "other"))
    assert stage.types("Assen") == ["Nieuw."]


def test_another_language_keeps_the_place() -> None:
    stage = Stage(steps("- ask: Bent u blij?\n  fact: happy"))
    stage.start("talk")
    stage.language = "en"
    stage.commands("repeat")
    assert stage.place == ["talk:step-1"]
    stage.types("Yes")
    assert stage.values == {"happy": True}


def test_a_choice_is_understood_in_the_readers_language() -> None:
    stage = Stage(steps("- ask: Welke kleur?\n  fact: colour"))
    english = {"Rood": "Red"}
    written = stage.written
    stage.world = replace(
        stage.world, written=lambda wording: english.get(wording.text) or written(wording)
    )
    stage.start("talk")
    assert stage.written(Wording("Rood")) == "Rood"
    stage.types("red")
    assert stage.values == {"colour": "red"}
