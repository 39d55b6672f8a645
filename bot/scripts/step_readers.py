"""Reads each kind of step from its fields; one reader a kind."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, get_args

from bot.dialogue.effects import ACTIONS
from bot.dialogue.facts import DOSSIER_GROUPS, FactDeclaration
from bot.dialogue.script import MOST_BUTTONS, MOST_TICKS, Step
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
from bot.dialogue.vocabulary import normal
from bot.dialogue.wording import Wording, phrase
from bot.handoff import Urgency
from bot.scripts.literals import note_unknown_choice, read_literal
from bot.scripts.other_words import read_also
from bot.scripts.problems import nearest_name, quoted
from bot.scripts.reading import Reading
from bot.scripts.source import Fields
from bot.scripts.text_checks import LONGEST_BUTTON, LONGEST_TICK

DATES_MUST_BE = ("past", "future", "near")
LONGEST_WAIT = 365
"""Days; a longer wait belongs in a programme."""


VALUES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("explain-entitlement", "part"): (
        "verdict",
        "reasons",
        "more",
        "apply",
        "terms",
        "first",
        "steps",
        "more-steps",
        "others",
        "more-help",
        "ww-minimum",
        "unknown",
    ),
    ("hand-over", "urgency"): get_args(Urgency),
    ("offer-dossier", "group"): DOSSIER_GROUPS,
    ("offer-dossier", "part"): ("new", "given"),
}
"""Parameters of actions that are one of a few words; a test compares them with the appliers."""

StepReader = Callable[[Fields, dict[str, Any], Reading], Step | None]


def _read_say(fields: Fields, common: dict[str, Any], reading: Reading) -> Step:
    text = reading.text(fields, "say")
    if not fields.has("one"):
        return SayText(wording=Wording(text), **common)
    one, count = reading.text(fields, "one"), reading.fact(fields, "count")
    if count is not None and count.kind != "number" and not count.derived:
        fields.problem("count-is-no-number", at=fields.value_place("count"), fact=count.name)
    name = count.name if count else ""
    return SayText(wording=Wording(text, one=one, count=name), **common)


def _read_ask(fields: Fields, common: dict[str, Any], reading: Reading) -> Step | None:
    wording = Wording(reading.text(fields, "ask"))
    declaration = reading.settable_fact(fields, "fact")
    offered = fields.truth("offered", False)
    choices = _choices(fields, declaration, reading)
    shown = choices or (declaration.choices if declaration else {})
    least, most = _limits(fields)
    ask = Ask(
        wording=wording,
        fact=declaration.name if declaration else "",
        choices=choices,
        also=read_also(fields, declaration.name if declaration else "", shown),
        then=_branches(fields, common["next"], reading),
        why=reading.text(fields, "why") if fields.has("why") else "",
        hint=reading.text(fields, "hint") if fields.has("hint") else "",
        required=fields.truth("required", False),
        unknown_button=fields.truth("unknown button", True),
        why_button=fields.truth("why button", True),
        offered=offered,
        least=least,
        most=most,
        must_be=fields.one_of("must be", DATES_MUST_BE, "") if fields.has("must be") else "",
        anew=fields.truth("anew", False),
        within=_within(fields, declaration, reading),
        apart=_apart(fields, reading),
        told=_told(fields, common["next"], reading),
        **common,
    )
    if declaration is None:
        return None
    if not offered:
        _check_branches(fields, ask, declaration)
    return ask


def _within(fields: Fields, declaration: FactDeclaration | None, reading: Reading) -> str:
    """Read the fact whose chosen range must hold the amount that is asked."""
    ranges = reading.fact(fields, "within") if fields.has("within") else None
    if ranges is None:
        return ""
    if not ranges.amounts or (declaration and declaration.kind not in ("euro", "number")):
        fields.problem("no-range-to-fit", at=fields.value_place("within"), fact=ranges.name)
    if not fields.has("hint"):
        fields.problem("missing-key", "within", key="hint")
    return ranges.name


def _told(fields: Fields, following: str, reading: Reading) -> dict[str, str]:
    """Read which step follows on words that tell something else than an answer."""
    under = fields.fields("told") if fields.has("told") else None
    found: dict[str, str] = {}
    for step in under.keys if under else []:
        if under is not None:
            target = reading.target_named(step, under.place(step), following)
            found |= {normal(words): target for words, _ in under.texts(step)}
    return found


def _apart(fields: Fields, reading: Reading) -> dict[str, str]:
    """Read what to say about words that name something else than what is asked."""
    found: dict[str, str] = {}
    for each in fields.list_of_fields("apart") if fields.has("apart") else ():
        text = reading.text(each, "say")
        if not each.has("words"):
            each.problem("missing-key", key="words")
        found |= {normal(words): text for words, _ in each.texts("words")}
        each.finish()
    return found


def _limits(fields: Fields) -> tuple[Decimal | None, Decimal | None]:
    least = fields.decimal("at least") if fields.has("at least") else None
    most = fields.decimal("at most") if fields.has("at most") else None
    return least, most


def _choices(
    fields: Fields, declaration: FactDeclaration | None, reading: Reading
) -> dict[str, str]:
    written = fields.pairs("choices")
    declared = declaration.choices if declaration else {}
    several = declaration is not None and declaration.kind == "choices"
    longest, most = (LONGEST_TICK, MOST_TICKS) if several else (LONGEST_BUTTON, MOST_BUTTONS)
    found: dict[str, str] = {}
    for choice, label, place in written:
        found[choice] = label
        reading.text_at(label, place, longest)
        if declaration is not None and declared and choice not in declared:
            note_unknown_choice(fields, place, declaration.name, choice, declared)
    if declaration is not None and found and not declared:
        kind = phrase(f"kind.{declaration.kind}")
        fields.problem("choices-not-asked", "choices", fact=declaration.name, kind=kind)
    key, count = ("choices", len(written)) if written else ("fact", len(declared))
    offered = not written and fields.raw("offered") is not None
    if count > most and not offered:  # an effect chooses which of them are offered
        fields.problem("many-buttons", key, level="warning", found=count, limit=most)
    return found


def _branches(fields: Fields, following: str, reading: Reading) -> dict[str, str]:
    under = fields.fields("then") if fields.has("then") else None
    if under is None:
        return {}
    return {key: reading.target(under, key, following) for key in under.keys}


def _check_branches(fields: Fields, ask: Ask, declaration: FactDeclaration) -> None:
    """Every answer of a question that branches leads somewhere that the coordinator named."""
    if not ask.then:
        return
    if declaration.kind not in ("yes-no", "choice"):
        kind = phrase(f"kind.{declaration.kind}")
        fields.problem("branches-without-choices", "then", fact=declaration.name, kind=kind)
        return
    answers = list(ask.choices or declaration.choices)
    if declaration.kind == "yes-no":
        answers = ["yes", "no"]
    extra = [] if ask.required else ["unknown"]
    under = fields.fields("then")
    for key in under.keys if under else []:
        if under is not None and key not in (*answers, "unknown", "skipped", "otherwise"):
            note_unknown_choice(under, under.place(key), ask.fact, key, [*answers, *extra])
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
    elif any(branch.when is None for branch in branches[:-1]):
        fields.problem("otherwise-not-last", "choose")
    return Choose(branches=tuple(branches), **common)


def _read_go(fields: Fields, common: dict[str, Any], reading: Reading) -> Step:
    return Go(to=reading.target(fields, "go", common["next"]), **common)


def _read_call(fields: Fields, common: dict[str, Any], reading: Reading) -> Step:
    script = fields.text("call")
    reading.calls.append((script, fields.value_place("call")))
    return Call(script=script, **common)


def _read_set(fields: Fields, common: dict[str, Any], reading: Reading) -> Step | None:
    declaration = reading.settable_fact(fields, "set")
    if fields.has("same as"):
        other = reading.fact(fields, "same as")
        if declaration and other and declaration.kind != other.kind:
            place = fields.value_place("same as")
            kinds = {d.name: phrase(f"kind.{d.kind}") for d in (declaration, other)}
            fields.problem("other-kind", at=place, names=tuple(kinds), kinds=tuple(kinds.values()))
        name = other.name if other else ""
        return SetFactTo(fact=declaration.name if declaration else "", same_as=name, **common)
    value = read_literal(fields, "to", declaration)
    return SetFactTo(fact=declaration.name, value=value, **common) if declaration else None


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
            parameters[key] = _parameter(fields, name, key, reading)
        elif not parameter.endswith("?"):
            fields.problem("missing-key", "do", key=key)
    for result in action.results:
        if result not in reading.facts:
            fields.problem("undeclared-result", "do", action=name, fact=result)
    return DoAction(action=name, parameters=parameters, **common)


def _parameter(fields: Fields, action: str, key: str, reading: Reading) -> str:
    """Read what an action is told; names of facts and of parts must exist."""
    if (action, key) in VALUES:
        return fields.one_of(key, VALUES[(action, key)])
    if key == "fact" or key.endswith(" fact"):
        reading.fact(fields, key)
    found = fields.texts(key)
    for names, place in found if key == "share" else ():
        for name in names.split():
            if name not in reading.facts:
                reading.unknown_fact(name, place)
    return " ".join(text for text, _ in found)


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
