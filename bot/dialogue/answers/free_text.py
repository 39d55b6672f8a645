"""Free text, up to a length that a person can still read."""

from bot.dialogue.answers.names import read_name
from bot.dialogue.answers.question import NotUnderstood, Question

LONGEST_ANSWER = 1000
"""Characters; longer texts are asked to be shortened, because an adviser must read them."""
LONGEST_BRIEF = 40
"""Characters of a name, a municipality or a language; more is most often a story."""


def parse(text: str, question: Question) -> str | NotUnderstood:
    """Read a free text; where a few words are asked for, a question or a figure is asked about."""
    trimmed = text.strip()
    if not trimmed:
        return NotUnderstood("engine.empty")
    if question.brief and len(trimmed) > LONGEST_BRIEF:
        return NotUnderstood("engine.not-brief")
    if question.reading.is_name:
        return read_name(trimmed, question.vocabulary)
    if question.brief and (question.vocabulary.asks(trimmed) or any(map(str.isdecimal, trimmed))):
        return NotUnderstood("engine.not-brief", perhaps=(trimmed,))
    if len(trimmed) > LONGEST_ANSWER:
        return NotUnderstood("engine.too-much-text", {"limit": LONGEST_ANSWER})
    return trimmed
