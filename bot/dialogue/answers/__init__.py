"""Understanding answers: one file per kind, each from typed text to a value or a helpful phrase."""

from bot.dialogue.answers import (
    choice,
    choices,
    day,
    euro,
    free_text,
    month,
    number,
    yes_no,
)
from bot.dialogue.answers.choice import counted
from bot.dialogue.answers.question import NotUnderstood, Parser, Question

PARSERS: dict[str, Parser] = {
    "yes-no": yes_no.parse,
    "choice": choice.parse,
    "choices": choices.parse,
    "text": free_text.parse,
    "number": number.parse,
    "euro": euro.parse,
    "date": day.parse,
    "month": month.parse,
}

__all__ = ["PARSERS", "NotUnderstood", "Parser", "Question", "counted"]
