"""Reads each kind of step from its fields; one reader a kind."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.dialogue.effects import ACTIONS
from bot.dialogue.facts import FactDeclaration, Value, value_from_json
from bot.dialogue.script import LONGEST_MESSAGE, MOST_BUTTONS, Step
from bot.dialogue.steps import (
    Ask,
    Branch,
    Call,
    Choose,
    DoAction,
    End,
    Go,
    SayText,
    SetFactTo,
    Wait,
)
from bot.dialogue.wording import Wording
from bot.scripts.conditions import CelCondition, ConditionError, faults, parse_condition
from bot.scripts.problems import Place, Problem, nearest_name, quoted
from bot.scripts.source import Fields
from bot.texts.formats import FORMATS, PLACEHOLDER

LONGEST_BUTTON = 40
"""Characters on a button; a telephone shows no more."""
LONGEST_WAIT = 365
"""Days; a longer wait belongs in a programme."""
NEXT = "next"
"""A target that names no step but the one that follows."""


@dataclass
class Reading:
    """What the readers share: declared facts, problems, and links to check at the end."""

    facts: Mapping[str, FactDeclaration]
    problems: list[Problem]
    targets: list[tuple[str, Place]] = field(default_factory=list)
    calls: list[tuple[str, Place]] = field(default_factory=list)

    def condition(self, fields: Fields, key: str) -> CelCondition | None:
        """Read a condition and note what is wrong with it."""
        if not fields.has(key):
            return None
        try:
            condition = parse_condition(fields.text(key))
        except ConditionError as error:
            place = fields.value_place(key)
            found = quoted(fields.text(key))
            fields.problem("not-a-condition", at=place, condition=found, reason=str(error))
            return None
        for fault in faults(condition, self.facts):
            place = fields.value_place(key)
            self.problems.append(Problem(place, fault.code, fault.figures, fault.nearest))
        return condition

    def fact(self, fields: Fields, key: str) -> FactDeclaration | None:
        """Read the name of a declared fact."""
        name = fields.text(key)
        if name in self.facts or not fields.has(key):
            return self.facts.get(name)
        near = nearest_name(name, self.facts)
        fields.problem("unknown-fact", at=fields.value_place(key), nearest=near, found=name)
        return None

    def target(self, fields: Fields, key: str, following: str) -> str:
        """Read the name of a step to go to; it is checked when all steps are known."""
        name = fields.text(key)
        if name == NEXT:
            return following
        self.targets.append((name, fields.value_place(key)))
        return name

    def text(self, fields: Fields, key: str, limit: int = LONGEST_MESSAGE) -> str:
        """Read a text for clients: not too long, its placeholders known."""
        text = " ".join(fields.text(key).split())
        place = fields.value_place(key)
        if len(text) > limit:
            fields.problem("text-too-long", at=place, found=len(text), limit=limit)
        for name, form in PLACEHOLDER.findall(text):
            if name not in self.facts and name != "today":
                near = nearest_name(name, self.facts)
                fields.problem("unknown-fact", at=place, nearest=near, found=name)
            if form and form not in FORMATS:
                near = nearest_name(form, FORMATS)
                options = ", ".join(FORMATS)
                fields.problem("unknown-form", at=place, nearest=near, found=form, options=options)
        if re.search(r"\{(?![a-z_][a-z0-9_]*(?::[a-z]+)?\})", text):
            fields.problem("bad-placeholder", at=place, found=quoted(text))
        return text


StepReader = Callable[[Fields, dict[str, Any], Reading], Step | None]


def _read_say(fields: Fields, common: dict[str, Any], reading: Reading) -> Step:
    text = reading.text(fields, "say")
    if not fields.has("one"):
        return SayText(wording=Wording(text), **common)
    one, count = reading.text(fields, "one"), fields.text("count")
    return SayText(wording=Wording(text, one=one, count=count), **common)


def _read_ask(fields: Fields, common: dict[str, Any], reading: Reading) -> Step | None:
    wording = Wording(reading.text(fields, "ask"))
    declaration = reading.fact(fields, "fact")
    offered = fields.truth("offered", False)
    choices = _choices(fields, declaration, reading)
    least, most = _limits(fields)
    ask = Ask(
        wording=wording,
        fact=declaration.name if declaration else "",
        choices=choices,
        then=_branches(fields, common["next"], reading),
        why=reading.text(fields, "why") if fields.has("why") else "",
        hint=reading.text(fields, "hint") if fields.has("hint") else "",
        required=fields.truth("required", False),
        unknown_button=fields.truth("unknown button", True),
        offered=offered,
        least=least,
        most=most,
        must_be=fields.one_of("must be", ("past", "future"), "") if fields.has("must be") else "",
        **common,
    )
    if declaration is None:
        return None
    if not offered:
        _check_branches(fields, ask, declaration)
    return ask


def _limits(fields: Fields) -> tuple[Decimal | None, Decimal | None]:
    least = fields.decimal("at least") if fields.has("at least") else None
    most = fields.decimal("at most") if fields.has("at most") else None
    return least, most


def _choices(
    fields: Fields, declaration: FactDeclaration | None, reading: Reading
) -> dict[str, str]:
    written = fields.pairs("choices")
    found: dict[str, str] = {}
    for choice, label, place in written:
        found[choice] = label
        valid = declaration.choices if declaration else {}
        if declaration and choice not in valid:
            near = nearest_name(choice, valid)
            options = ", ".join(valid)
            fact = declaration.name
            fields.problem(
                "unknown-choice", at=place, nearest=near, fact=fact, found=choice, options=options
            )
        if len(label) > LONGEST_BUTTON:
            fields.problem("button-too-long", at=place, found=len(label), limit=LONGEST_BUTTON)
    if len(written) > MOST_BUTTONS:
        count = len(written)
        fields.problem("many-buttons", "choices", level="warning", found=count, limit=MOST_BUTTONS)
    return found


def _branches(fields: Fields, following: str, reading: Reading) -> dict[str, str]:
    under = fields.fields("then") if fields.has("then") else None
    if under is None:
        return {}
    branches = {key: reading.target(under, key, following) for key in under.keys}
    return branches


def _check_branches(fields: Fields, ask: Ask, declaration: FactDeclaration) -> None:
    """Every answer of a question that branches leads somewhere that the coordinator named."""
    if not ask.then:
        return
    if declaration.kind not in ("yes-no", "choice"):
        fields.problem("branches-without-choices", "then", kind=declaration.kind)
        return
    answers = list(ask.choices or declaration.choices)
    if declaration.kind == "yes-no":
        answers = ["yes", "no"]
    extra = [] if ask.required else ["unknown"]
    under = fields.fields("then")
    for key in under.keys if under else []:
        if key not in (*answers, "unknown", "skipped", "otherwise") and under is not None:
            options = ", ".join([*answers, *extra])
            near = nearest_name(key, answers)
            under.problem(
                "unknown-choice", key, nearest=near, fact=ask.fact, found=key, options=options
            )
    missing = [answer for answer in (*answers, *extra) if answer not in ask.then]
    if missing and "otherwise" not in ask.then:
        fields.problem("choice-without-branch", "then", missing=", ".join(missing))


def _read_choose(fields: Fields, common: dict[str, Any], reading: Reading) -> Step:
    branches: list[Branch] = []
    for each in fields.list_of_fields("choose"):
        if each.has("otherwise"):
            branches.append(Branch(reading.target(each, "otherwise", common["next"])))
        else:
            when = reading.condition(each, "when")
            if when is None and not each.has("when"):
                each.problem("missing-key", key="when")
            branches.append(Branch(reading.target(each, "go", common["next"]), when))
        each.finish()
    if not branches or branches[-1].when is not None:
        fields.problem("no-otherwise", "choose")
    return Choose(branches=tuple(branches), **common)


def _read_go(fields: Fields, common: dict[str, Any], reading: Reading) -> Step:
    return Go(to=reading.target(fields, "go", common["next"]), **common)


def _read_call(fields: Fields, common: dict[str, Any], reading: Reading) -> Step:
    script = fields.text("call")
    reading.calls.append((script, fields.value_place("call")))
    return Call(script=script, **common)


def _read_set(fields: Fields, common: dict[str, Any], reading: Reading) -> Step | None:
    declaration = reading.fact(fields, "set")
    if fields.has("same as"):
        other = reading.fact(fields, "same as")
        if declaration and other and declaration.kind != other.kind:
            kinds = f"{declaration.name}: {declaration.kind}, {other.name}: {other.kind}"
            fields.problem("wrong-type", "same as", condition="same as", kinds=kinds)
        name = other.name if other else ""
        return SetFactTo(fact=declaration.name if declaration else "", same_as=name, **common)
    value = _literal(fields, declaration)
    return SetFactTo(fact=declaration.name, value=value, **common) if declaration else None


def _literal(fields: Fields, declaration: FactDeclaration | None) -> Value:
    raw = fields.raw("to")
    if raw is None:
        fields.problem("missing-key", key="to")
        return ""
    if declaration is None:
        return ""
    if declaration.kind == "yes-no" and raw in ("yes", "no"):
        return bool(raw == "yes")
    try:
        value = value_from_json(declaration.kind, raw)
    except (ValueError, ArithmeticError):
        kind, found = declaration.kind, quoted(raw)
        fields.problem("wrong-kind", at=fields.value_place("to"), key="to", expected=kind, found=found)
        return ""
    if declaration.choices and value not in declaration.choices and value != "unknown":
        options = ", ".join(declaration.choices)
        near = nearest_name(str(value), declaration.choices)
        fields.problem(
            "unknown-choice", at=fields.value_place("to"), nearest=near,
            fact=declaration.name, found=str(value), options=options,
        )  # fmt: skip
    return value


def _read_do(fields: Fields, common: dict[str, Any], reading: Reading) -> Step | None:
    name = fields.text("do")
    action = ACTIONS.get(name)
    if action is None:
        near = nearest_name(name, ACTIONS)
        options = ", ".join(ACTIONS)
        place = fields.value_place("do")
        fields.problem("unknown-action", at=place, nearest=near, found=name, options=options)
        return None
    parameters: dict[str, str] = {}
    for parameter in action.parameters:
        key = parameter.removesuffix("?")
        if fields.has(key):
            parameters[key] = " ".join(text for text, _ in fields.texts(key))
        elif not parameter.endswith("?"):
            fields.problem("missing-key", "do", key=key)
    if "fact" in parameters:
        reading.fact(fields, "fact")
    for result in action.results:
        if result not in reading.facts:
            fields.problem("undeclared-result", "do", action=name, fact=result)
    return DoAction(action=name, parameters=parameters, **common)


def _read_wait(fields: Fields, common: dict[str, Any], reading: Reading) -> Step:  # noqa: ARG001 - one shape for all readers
    found = re.fullmatch(r"(\d+)\s+(days?|weeks?)", fields.text("wait").strip())
    days = int(found[1]) * (7 if found[2].startswith("week") else 1) if found else 0
    if not 1 <= days <= LONGEST_WAIT:
        place = fields.value_place("wait")
        fields.problem("bad-wait", at=place, found=quoted(fields.text("wait")), limit=LONGEST_WAIT)
    return Wait(days=days, **common)


def _read_end(fields: Fields, common: dict[str, Any], reading: Reading) -> Step:  # noqa: ARG001 - one shape for all readers
    fields.truth("end")
    return End(**common)


READERS: Mapping[str, StepReader] = {
    "say": _read_say,
    "ask": _read_ask,
    "choose": _read_choose,
    "go": _read_go,
    "call": _read_call,
    "set": _read_set,
    "do": _read_do,
    "wait": _read_wait,
    "end": _read_end,
}
"""A reader for every kind of step; a test compares this with the kinds that the engine knows."""
