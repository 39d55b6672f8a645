"""Conditions: what holds when, what is unknown, and what is wrong in a coordinator's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.facts import FactDeclaration
from bot.scripts.conditions import ConditionError, faults, parse_condition

FACTS = {
    declared.name: declared
    for declared in (
        FactDeclaration("birth_date", "date", "geboren"),
        FactDeclaration("age", "number", "leeftijd", derived="age birth_date"),
        FactDeclaration("household", "choice", "thuis", {"single": "Alleen", "couple": "Samen"}),
        FactDeclaration("missing", "choices", "mist", {"income": "a", "money": "b"}),
        FactDeclaration("income", "euro", "inkomen"),
        FactDeclaration("has_debts", "yes-no", "schulden"),
        FactDeclaration("name", "text", "naam"),
    )
}


@pytest.mark.parametrize(
    ("source", "values", "holds"),
    [
        ("age < 27", {"age": 26}, True),
        ("age < 27", {"age": 27}, False),
        ("age < 27", {}, False),
        ('household == "single" && age < 27', {"household": "single", "age": 20}, True),
        ('"income" in missing', {"missing": ["income"]}, True),
        ('!("age" in answered)', {"answered": ["income"]}, True),
        ("income <= 2500.0", {"income": 2500.0}, True),
        ("has_debts", {"has_debts": True}, True),
        ("age + 1", {"age": 3}, False),
    ],
)
def test_condition_holds(source: str, values: dict[str, object], *, holds: bool) -> None:
    assert parse_condition(source).holds(values) is holds


def test_what_is_remembered_of_one_kind_is_not_taken_for_another() -> None:
    condition = parse_condition("value == 1")
    assert [condition.holds({"value": value}) for value in (1, True, 1, "1")] == [
        True, False, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('"age" in answered && !("income" in answered)', ("age", "income")),
        ("age < 27", ()),
        ("size(answered) > 3", None),
        ('"age" in answered && size(answered) > 3', None),
    ],
)
def test_condition_knows_which_answers_it_looks_for(
    source: str, names: tuple[str, ...] | None
) -> None:
    assert parse_condition(source).looked_for == names


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("age = 27", "single-equals", 4),
        ("age =< 27", "wrong-sign", 4),
        ("age <> 27", "wrong-sign", 4),
        ("has_debts & age > 3", "wrong-sign", 10),
        ("has_debts en age > 3", "word-for-sign", 10),
        ("NOT has_debts", "word-for-sign", 0),
        ("name == “Fatma”", "curly-quotes", 8),
        ('name == "Fatma', "missing-quote", 8),
        ("name == 'van 't Hoff'", "missing-quote", 20),
        ("(age > 3 && (age < 9)", "missing-bracket", 0),
        ('"income" in [missing', "missing-bracket", 12),
        ("age > 3)", "extra-bracket", 7),
        ("(age > 3]", "extra-bracket", 8),
        ("income > 2,5", "decimal-comma", 9),
        ("", "empty-condition", 0),
        ("age >", "condition-unfinished", 5),
        ("age > 3 ||", "condition-unfinished", 10),
        ("age > > 3", "not-a-condition", 6),
        ("x" * 501, "condition-too-long", 0),
    ],
)
def test_what_cannot_be_read_is_explained(source: str, code: str, column: int) -> None:
    with pytest.raises(ConditionError) as caught:
        parse_condition(source)
    assert (caught.value.why.code, caught.value.why.column) == (code, column)


@pytest.mark.parametrize(
    ("source", "code", "nearest"),
    [
        ("agee > 3", "unknown-fact", "age"),
        ('household == "singel"', "unknown-choice", "single"),
        ('"mony" in missing', "unknown-choice", "money"),
        ('household in ["single", "cuple"]', "unknown-choice", "couple"),
        ("household == single", "answer-without-quotes", ""),
        ('has_debts == "yes"', "never-equal", ""),
        ('age == "27"', "never-equal", ""),
        ("age > name", "wrong-type", ""),
        ("length(name) > 3", "unknown-function", ""),
        ("1 / 0 == age", "bad-condition", ""),
        ("age + 1", "not-yes-no-condition", ""),
    ],
)
def test_what_is_wrong_is_named(source: str, code: str, nearest: str) -> None:
    found = list(faults(parse_condition(source), FACTS))
    assert [(fault.code, fault.nearest) for fault in found] == [(code, nearest)]


@pytest.mark.parametrize(
    "source",
    [
        "age >= 60",
        'household == "couple" || has_debts',
        '"income" in missing && !("age" in answered)',
        "income + 100.0 <= 2500.0",
        'birth_date < "1960-01-01" && today > birth_date',
    ],
)
def test_good_condition_has_no_faults(source: str) -> None:
    assert list(faults(parse_condition(source), FACTS)) == []


@given(st.text(alphabet="ageinm()[]=<>&|!'\"“, 0123456789.", max_size=40))
def test_any_text_is_a_condition_or_explained(source: str) -> None:
    assert all(code and 0 <= column <= len(source) for code, column in what_is_wrong(source))


def what_is_wrong(source: str) -> list[tuple[str, int]]:
    """Return the codes and columns of all that is wrong with a condition."""
    try:
        condition = parse_condition(source)
    except ConditionError as error:
        return [(error.why.code, error.why.column)]
    return [(fault.code, 0) for fault in faults(condition, FACTS)]
