"""Reading scripts: each kind of step becomes what the engine needs, and flows are walked."""

from decimal import Decimal

import pytest

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.script import Step
from bot.dialogue.steps import Ask, Call, Choose, DoAction, Go, SayText, SetFactTo, Wait
from bot.scripts.content import check_script
from bot.scripts.script_file import ScriptText, read_script

FACTS = {
    declared.name: declared
    for declared in (
        FactDeclaration("household", "choice", "thuis", {"single": "Alleen", "couple": "Samen"}),
        FactDeclaration("children", "number", "kinderen"),
        FactDeclaration("income", "euro", "inkomen"),
        FactDeclaration("has_debts", "yes-no", "schulden"),
        FactDeclaration("ww_end", "date", "einde"),
        FactDeclaration("session", "choice", "bijeenkomst"),
    )
}
END = "  - id: end\n    end: yes\n"


def script(steps: str) -> str:
    """Return a script with these steps and an end."""
    return f"script: proef\ntitle: Proef\nsteps:\n{steps}{END}"


def read(steps: str) -> ScriptText:
    """Read a script with these steps."""
    return read_script(script(steps), "proef.yaml", FACTS)


def step(text: str) -> Step:
    """Return the step `it` of a script without problems."""
    found = read(f"  - id: it\n    {text}\n")
    assert found.problems == ()
    assert found.script is not None
    return found.script.steps["it"]


def found(steps: str) -> list[str]:
    """Return the line and code of each problem of a script with these steps."""
    problems = check_script(script(steps), "proef.yaml", FACTS, ("other",))
    return [f"{problem.place.line} {problem.code}" for problem in problems]


def test_say_flows_its_lines_together() -> None:
    said = step("say: >\n      Uw WW stopt\n      op {ww_end:date}.")
    assert isinstance(said, SayText)
    assert said.wording.text == "Uw WW stopt op {ww_end:date}."
    assert said.next == "end"


def test_say_has_a_form_for_one() -> None:
    said = step("say: Er zijn {children}.\n    one: U heeft een kind.\n    count: children")
    assert isinstance(said, SayText)
    assert (said.wording.one, said.wording.count) == ("U heeft een kind.", "children")


def test_ask_reads_its_limits_and_branches() -> None:
    asked = step(
        "ask: Hoeveel?\n    fact: children\n    at least: 0\n    at most: 20\n    required: yes"
    )
    assert isinstance(asked, Ask)
    assert (asked.least, asked.most, asked.required) == (Decimal(0), Decimal(20), True)


def test_a_branch_to_next_leads_to_the_step_below() -> None:
    asked = step('ask: Schulden?\n    fact: has_debts\n    then: {"yes": next, otherwise: end}')
    assert isinstance(asked, Ask)
    assert asked.then == {"yes": "end", "otherwise": "end"}


def test_other_kinds_are_read() -> None:
    assert isinstance(step("go: end"), Go)
    assert isinstance(step("call: other"), Call)
    assert isinstance(step("do: show-my-data"), DoAction)
    waits = step("wait: 2 weeks")
    assert isinstance(waits, Wait)
    assert waits.days == 14


def test_choose_takes_its_branches_in_order() -> None:
    chosen = step("choose:\n      - when: has_debts\n        go: it\n      - otherwise: end")
    assert isinstance(chosen, Choose)
    assert [branch.to for branch in chosen.branches] == ["it", "end"]


@pytest.mark.parametrize(
    ("fact", "written", "value"),
    [
        ("has_debts", "yes", True),
        ("has_debts", "unknown", "unknown"),
        ("children", "3", 3),
        ("income", "2500", Decimal(2500)),
        ("household", "single", "single"),
    ],
)
def test_set_reads_a_value_of_the_facts_kind(fact: str, written: str, value: object) -> None:
    put = step(f"set: {fact}\n    to: {written}")
    assert isinstance(put, SetFactTo)
    assert put.value == value


def test_all_problems_come_at_once_and_the_flow_is_still_checked() -> None:
    assert found(
        "  - id: one\n    say: Uw {naam}.\n    go: end\n"
        "  - id: two\n    say: Uw {wwend}.\n  - id: three\n    go: end\n"
        "  - id: four\n    say: Niemand leest dit {nooit}.\n"
    ) == ["4 two-kinds-of-step", "8 unknown-fact", "12 unknown-fact"]


def test_a_wrong_text_does_not_hide_the_flow() -> None:
    assert found("  - id: one\n    say: Uw {naam}.\n  - id: two\n    go: one\n") == [
        "4 circle-without-question",
        "4 dead-end",
        "5 unknown-fact",
        "8 unreachable-step",
    ]


def test_a_broken_step_is_no_unknown_step() -> None:
    assert found("  - id: one\n    go: two\n  - id: two\n    zeg: Hallo.\n") == [
        "6 no-kind-of-step"
    ]


def test_a_circle_through_a_question_is_harmless() -> None:
    steps = (
        "  - id: one\n    ask: Nog een?\n    fact: has_debts\n"
        '    then: {"yes": one, otherwise: end}\n'
    )
    assert found(steps) == []


def test_opposite_conditions_are_never_said_together() -> None:
    steps = (
        "  - id: a\n    say: Een.\n"
        "  - id: b\n    say: Twee.\n    when: has_debts\n"
        "  - id: c\n    say: Niet twee.\n    when: '!has_debts'\n"
    )
    assert found(steps) == []


def test_messages_are_counted_over_a_jump() -> None:
    steps = (
        "  - id: a\n    say: Een.\n"
        "  - id: b\n    choose:\n      - when: has_debts\n        go: d\n      - otherwise: c\n"
        "  - id: c\n    ask: Hoeveel?\n    fact: children\n"
        "  - id: d\n    say: Twee.\n  - id: e\n    say: Drie.\n"
    )
    assert found(steps) == ["16 many-messages"]


def test_a_question_starts_the_count_again() -> None:
    ask = "    ask: Hoeveel?\n    fact: children\n"
    says = "".join(f"  - id: s{n}\n    say: Hallo.\n" for n in (1, 2))
    more = "".join(f"  - id: t{n}\n    say: Hallo.\n" for n in (1, 2))
    assert found(f"{says}  - id: q\n{ask}{more}") == []


def test_a_filled_in_text_may_be_too_long() -> None:
    assert found(f"  - id: a\n    say: {'lang ' * 57}{{ww_end:day}}\n") == [
        "5 text-may-be-too-long"
    ]


def test_a_button_is_short() -> None:
    steps = (
        "  - id: a\n    ask: Met wie?\n    fact: household\n"
        f"    choices:\n      single: {'x' * 41}\n      couple: Samen\n"
    )
    assert found(steps) == ["8 button-too-long"]
