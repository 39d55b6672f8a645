"""Yes or no, in any of the words for it.

A no with a yes behind it (`nee hoor, prima`) may mean either, so it is asked back. Consent is only
what is said without any doubt (GDPR article 4(11)): there a yes counts when nothing else is said.
"""

from bot.dialogue.answers.question import NotUnderstood, Question


def parse(text: str, question: Question) -> bool | NotUnderstood:
    """Read yes or no; beginning with it is enough (`ja hoor`), except for consent."""
    words = question.vocabulary
    agrees, rest = words.agreement(text)
    if question.reading.is_consent and words.agrees_in_part(text):
        return NotUnderstood("engine.yes-in-part")
    if agrees is not True:
        perhaps = words.may_agree(text if agrees is None else rest)
        unclear = NotUnderstood("engine.not-yes-no", perhaps=(True,) if perhaps else ())
        return unclear if agrees is None or perhaps else False
    sure = words.only_agrees(rest) and not words.asks(text)
    if question.reading.is_consent and not sure:
        return NotUnderstood("engine.not-yes-no", perhaps=(True,))
    return True
