"""Yes or no, in any of the words for it."""

from bot.dialogue.answers.question import NotUnderstood, Question


def parse(text: str, question: Question) -> bool | NotUnderstood:
    """Read yes or no; beginning with it is enough (`ja hoor`)."""
    agrees, _ = question.vocabulary.agreement(text)
    return NotUnderstood("engine.not-yes-no") if agrees is None else agrees
