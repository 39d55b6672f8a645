"""Yes or no, in any of the words for it."""

from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import normal


def parse(text: str, question: Question) -> bool | NotUnderstood:
    """Read yes or no; a first word that says it is enough (`ja hoor`)."""
    plain = normal(text)
    first = plain.split(" ")[0] if plain else ""
    for said in (plain, first):
        if said in question.vocabulary.yes:
            return True
        if said in question.vocabulary.no:
            return False
    return NotUnderstood("engine.not-yes-no")
