"""Reads `dialogues/facts.yaml`: which facts there are, their kind, label and choices."""

import re
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import cast

from bot.dialogue.derived import DERIVATIONS
from bot.dialogue.facts import (
    AGAIN,
    AMOUNTS_OF,
    DOSSIER_GROUPS,
    KINDS,
    Again,
    DossierGroup,
    FactDeclaration,
    Kind,
    Range,
    Reading,
)
from bot.dialogue.script import MOST_TICKS
from bot.scripts.conditions import ALWAYS_KNOWN
from bot.scripts.other_words import read_also, read_perhaps
from bot.scripts.problems import Problem, nearest_name, quoted
from bot.scripts.source import Fields, read_fields
from bot.scripts.text_checks import LONGEST_BUTTON, LONGEST_TICK, text_faults

NAME = re.compile(r"[a-z_][a-z0-9_]*")
"""What a placeholder and a condition can name."""
LOWEST = Decimal("-Infinity")
"""Where a range without a lower bound begins."""


def read_facts(path: Path, problems: list[Problem], name: str = "") -> dict[str, FactDeclaration]:
    """Read all declared facts; what is wrong goes to `problems`."""
    root = read_fields(path, problems, name or None)
    if root is None:
        return {}
    declared: dict[str, FactDeclaration] = {}
    under = root.fields("facts")
    for fact in under.keys if under else []:
        if under is not None and (not NAME.fullmatch(fact) or fact in ALWAYS_KNOWN):
            under.problem("bad-fact-name", fact, found=fact)
        fields = under.fields(fact) if under else None
        if fields is not None:
            declared[fact] = _read_fact(fact, fields)
        elif under is not None and under.raw(fact) is None:
            under.problem("empty-value", fact, key=fact)
    if not root.has("facts"):
        root.problem("missing-key", key="facts")
    for fact, declaration in declared.items():
        if declaration.derived and under is not None:
            _check_derived(fact, declaration, declared, under)
    if under is not None:
        _check_dossier(declared, under)
    root.finish()
    return declared


def _read_fact(name: str, fields: Fields) -> FactDeclaration:
    derived = fields.text("derived", "")
    kind = cast("Kind", fields.one_of("kind", KINDS, "number" if derived else None))
    choices = {choice: label for choice, label, _ in fields.pairs("choices")}
    declaration = FactDeclaration(
        name=name,
        kind=kind,
        label=fields.text("label"),
        choices=choices,
        also=read_also(fields, name, choices),
        heard=read_also(fields, name, choices, "heard"),
        amounts=_read_amounts(name, fields),
        again=cast("Again", fields.one_of("again", AGAIN, "confirm")),
        derived=derived,
        internal=fields.truth("internal", False),
        brief=fields.truth("brief", False) if kind == "text" else False,
        dossier=cast("DossierGroup", fields.one_of("dossier", DOSSIER_GROUPS, "")),
        reading=_read_reading(name, kind, choices, fields),
    )
    if declaration.dossier and (declaration.internal or derived):
        fields.problem("internal-in-dossier", "dossier", fact=name)
    if not declaration.internal:  # what is never asked stands on no button
        _check_buttons(fields, LONGEST_TICK if kind == "choices" else LONGEST_BUTTON)
    if kind in ("choice", "choices") and not declaration.choices and not fields.has("offered"):
        fields.problem("no-choices", "kind", fact=name)
    fields.finish()
    return declaration


def _read_reading(name: str, kind: Kind, choices: Mapping[str, str], fields: Fields) -> Reading:
    """Read what to mind at an answer; what does not fit the kind is an unknown key."""
    ages = fields.fields("age") if kind == "date" else None
    return Reading(
        not_of=_read_not_of(fields) if kind == "euro" or fields.has("amounts") else (),
        age=_read_range(ages) if ages else None,
        perhaps=read_perhaps(fields, name, choices) if kind == "choice" else {},
        is_name=fields.truth("name", False) if kind == "text" else False,
        is_consent=fields.truth("consent", False) if kind == "yes-no" else False,
    )


def _read_not_of(fields: Fields) -> tuple[str, ...]:
    """Read what an amount of this fact is never of."""
    named = fields.texts("not of")
    for of, place in named:
        if of not in AMOUNTS_OF:
            near, options = nearest_name(of, AMOUNTS_OF), ", ".join(AMOUNTS_OF)
            fields.problem(
                "unknown-option", at=place, nearest=near, key="not of", found=quoted(of),
                options=options,
            )  # fmt: skip
    return tuple(of for of, _ in named)


def _read_amounts(name: str, fields: Fields) -> dict[str, Range]:
    """Read which amounts each choice stands for; together they leave nothing out."""
    under = fields.fields("amounts") if fields.has("amounts") else None
    found: dict[str, Range] = {}
    choices = [choice for choice, _, _ in fields.pairs("choices")]
    for choice in under.keys if under else []:
        bounds = under.fields(choice) if under else None
        if under is not None and choice not in choices:
            near, options = nearest_name(choice, choices), ", ".join(choices)
            under.problem(
                "unknown-choice", choice, nearest=near, fact=name, found=choice, options=options
            )
        if bounds is not None:
            found[choice] = _read_range(bounds)
    ordered = sorted(found, key=lambda choice: found[choice].low or LOWEST)
    for lower, upper in pairwise(ordered):
        if under is not None and not _join(found[lower], found[upper]):
            under.problem("amounts-do-not-join", upper, found=upper, other=lower)
    return found


def _read_range(bounds: Fields) -> Range:
    """Read bounds; `from` and `up to` belong to the range, `above` and `below` do not."""
    low, high = ("from", "above"), ("up to", "below")
    lows = [bounds.decimal(key) for key in low if bounds.has(key)]
    highs = [bounds.decimal(key) for key in high if bounds.has(key)]
    bounds.finish()
    return Range(
        low=lows[0] if lows else None,
        high=highs[0] if highs else None,
        with_low="from" in bounds.keys,
        with_high="up to" in bounds.keys,
    )


def _join(lower: Range, upper: Range) -> bool:
    """Say whether a range begins exactly where another ends, so that each border has one choice."""
    same = lower.high is not None and lower.high == upper.low
    return same and lower.with_high != upper.with_low


def _check_buttons(fields: Fields, limit: int) -> None:
    for _, label, place in fields.pairs("choices"):
        for fault in text_faults(label, {}, limit):
            fields.note(Problem(place, fault.code, fault.figures, fault.nearest, fault.level))


def _check_derived(
    name: str, declaration: FactDeclaration, declared: dict[str, FactDeclaration], under: Fields
) -> None:
    how, _, source = declaration.derived.partition(" ")
    if how not in DERIVATIONS:
        near = nearest_name(how, DERIVATIONS)
        options = ", ".join(DERIVATIONS)
        under.problem("unknown-derivation", name, nearest=near, found=how, options=options)
    elif source in declared and (declared[source].derived or declared[source].kind != "date"):
        under.problem("derived-from-no-date", name, fact=name, source=source)
    if source not in declared:
        under.problem("unknown-fact", name, nearest=nearest_name(source, declared), found=source)


def _check_dossier(declared: dict[str, FactDeclaration], under: Fields) -> None:
    """Each group of the dossier is one question with boxes to tick."""
    for group in DOSSIER_GROUPS:
        names = [name for name, each in declared.items() if each.dossier == group]
        for name in names[MOST_TICKS:]:
            under.problem("dossier-group-full", name, fact=name, group=group, limit=MOST_TICKS)
