"""Values written out in a data file for a declared fact."""

from collections.abc import Collection

from bot.dialogue.facts import UNKNOWN, FactDeclaration, Value, value_from_json
from bot.dialogue.wording import phrase
from bot.scripts.problems import Place, nearest_name, quoted
from bot.scripts.source import Fields


def read_literal(fields: Fields, key: str, declaration: FactDeclaration | None) -> Value:
    """Read a value for a declared fact; one that does not fit is noted, and gives an empty text."""
    raw = fields.raw(key)
    if raw is None:
        fields.problem("missing-key", key=key)
        return ""
    if declaration is None:
        return ""
    if declaration.kind == "yes-no" and raw in ("yes", "no"):
        return bool(raw == "yes")
    if declaration.kind == "date" and raw != UNKNOWN:
        return fields.day(key)
    try:
        value = value_from_json(declaration.kind, raw)
    except (ValueError, ArithmeticError):
        kind = phrase(f"kind.{declaration.kind}")
        place = fields.value_place(key)
        fields.problem("wrong-kind", at=place, key=key, expected=kind, found=quoted(raw))
        return ""
    wrong = [part for part in _parts(value) if part not in declaration.choices]
    if declaration.choices and wrong and value != UNKNOWN:
        place = fields.value_place(key)
        note_unknown_choice(fields, place, declaration.name, wrong[0], declaration.choices)
    return value


def _parts(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def note_unknown_choice(
    fields: Fields, place: Place, fact: str, found: str, valid: Collection[str]
) -> None:
    """Note that a value is none of a fact's choices, with the nearest one."""
    near = nearest_name(found, valid)
    options = ", ".join(valid)
    fields.problem(
        "unknown-choice", at=place, nearest=near, fact=fact, found=found, options=options
    )
