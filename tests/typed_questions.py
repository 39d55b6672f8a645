"""Questions as they are typed, and the shipped knowledge to find them in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.scripts.source import Fields, read_fields

QUESTIONS = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True)
class Typed:
    """A typed question, the entry that should answer it, and where who asks it lives."""

    text: str
    entry: str
    municipality: str = ""


def _root() -> Fields:
    root = read_fields(QUESTIONS, [])
    assert root is not None
    return root


def typed_questions() -> Iterator[Typed]:
    """Yield every typed question."""
    root = _root()
    under = root.fields("asked")
    for entry in under.keys if under else []:
        yield from (Typed(t, entry) for t, _ in (under.texts(entry) if under else []))
    there = root.fields("asked in a municipality")
    for entry in there.keys if there else []:
        fields = there.fields(entry) if there else None
        if fields is not None:
            town = fields.text("in")
            yield from (Typed(t, entry, town) for t, _ in fields.texts("asked"))


def unrelated_texts() -> list[str]:
    """Return texts that nothing should be found for."""
    return [text for text, _ in _root().texts("nothing")]
