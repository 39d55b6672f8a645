"""Free text, up to a length that a person can still read."""

from bot.dialogue.answers.question import NotUnderstood, Question

LONGEST_ANSWER = 1000
"""Characters; longer texts are asked to be shortened, because an adviser must read them."""


def parse(text: str, question: Question) -> str | NotUnderstood:  # noqa: ARG001 - one shape for all parsers
    """Read a free text."""
    trimmed = text.strip()
    if not trimmed:
        return NotUnderstood("engine.empty")
    if len(trimmed) > LONGEST_ANSWER:
        return NotUnderstood("engine.too-much-text", {"limit": LONGEST_ANSWER})
    return trimmed
