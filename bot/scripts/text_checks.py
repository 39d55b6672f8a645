"""Checks on a text for clients: its length once it is filled in, and its placeholders."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.dialogue.facts import FactDeclaration
from bot.scripts.problems import Level, nearest_name, quoted
from bot.texts.formats import FORMATS, NEAR, PLACEHOLDER

LONGEST_BUTTON = 40
"""Characters on a button; a telephone shows no more."""
LONGEST_TICK = 70
"""Characters beside a box to tick; such a list stands below each other, over the whole width."""
BRACE = re.compile(r"\{(?![a-z_][a-z0-9_]*(?::[a-z]+)?\})|(?<![a-z0-9_])\}")
DATE_FORMS = ("date", "day", "weekday", NEAR, "month")
AMOUNT_FORMS = ("euro", "euros", "number")

LONG_FORMS: Mapping[str, str] = {
    "date": "30 september 2027",
    "day": "donderdag 30 september 2027",
    "weekday": "donderdag 30 september",
    NEAR: "donderdag 30 september",
    "month": "september 2027",
    "euro": "€ 100.000,00",
    "euros": "€ 100.000",
    "number": "100.000",
    "time": "10.30 uur",
    "language": "Nederlands",
    "yes-no": "weet ik niet",
    "text": "een naam van dertig tekens lang",
}
"""How long a figure can become, roughly: by its form, or by the kind of fact."""


@dataclass(frozen=True)
class TextFault:
    """What is wrong with a text: code, figures, nearest valid name."""

    code: str
    figures: Mapping[str, object] = field(default_factory=dict)
    nearest: str = ""
    level: Level = "error"


def text_faults(text: str, facts: Mapping[str, FactDeclaration], limit: int) -> Iterator[TextFault]:
    """Yield what is wrong with a text for clients."""
    if not text.strip():
        yield TextFault("empty-text")
    longest = longest_length(text, facts)
    if len(text) > limit:
        code = "button-too-long" if limit in (LONGEST_BUTTON, LONGEST_TICK) else "text-too-long"
        yield TextFault(code, {"found": len(text), "limit": limit})
    elif longest > limit:
        too_long = {"found": longest, "limit": limit}
        yield TextFault("text-may-be-too-long", too_long, level="warning")
    for name, form in PLACEHOLDER.findall(text):
        yield from _placeholder(name, form, facts)
    stray = BRACE.search(text)
    if stray:
        figures = {"found": quoted(text[stray.start() :]), "example": "{ww_end:date}"}
        yield TextFault("bad-placeholder", figures)


def _placeholder(name: str, form: str, facts: Mapping[str, FactDeclaration]) -> Iterator[TextFault]:
    if name not in facts and name != "today":
        yield TextFault("unknown-fact", {"found": name}, nearest_name(name, facts))
    if not form:
        return
    if form not in FORMATS:
        figures = {"found": form, "options": ", ".join(FORMATS)}
        yield TextFault("unknown-form", figures, nearest_name(form, FORMATS))
    elif name in facts and not _fits(form, facts[name]):
        yield TextFault("form-does-not-fit", {"found": name, "form": form})


def _fits(form: str, declaration: FactDeclaration) -> bool:
    """Say whether a fact can be written in a form; text may hold anything, so it passes."""
    kind = "number" if declaration.derived else declaration.kind
    if form in DATE_FORMS:
        return kind in ("date", "month", "text")
    if form in AMOUNT_FORMS:
        return kind in ("number", "euro", "text")
    return kind == "text"


def longest_length(text: str, facts: Mapping[str, FactDeclaration]) -> int:
    """Return about how long a text is when its placeholders have their longest value."""
    return len(PLACEHOLDER.sub(lambda found: _longest(found[1], found[2], facts), text))


def _longest(name: str, form: str | None, facts: Mapping[str, FactDeclaration]) -> str:
    declaration = facts.get(name)
    if form:
        return LONG_FORMS.get(form, "")
    if declaration is None:
        return LONG_FORMS["date"] if name == "today" else ""
    if declaration.kind == "choices":
        return " en ".join(sorted(declaration.choices.values(), key=len)[-3:])
    if declaration.choices:
        return max(declaration.choices.values(), key=len)
    return LONG_FORMS["number" if declaration.derived else declaration.kind]
