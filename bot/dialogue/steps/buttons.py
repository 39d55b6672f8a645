"""Buttons that are the same under every question."""

from functools import lru_cache

from bot.dialogue.effects import Button
from bot.dialogue.wording import Wording, phrase

YES = Button("yes", phrase("answer.yes"))
NO = Button("no", phrase("answer.no"))
NOT_KNOWN = Button("unknown", phrase("button.unknown"))
WHY = Button("why", phrase("button.why"))
PERSON = Button("adviser", phrase("button.adviser"))


@lru_cache(maxsize=1024)
def buttons_of(labels: tuple[tuple[str, str], ...]) -> tuple[Button, ...]:
    """Return a button for each choice; made once, because the same are asked again and again."""
    return tuple(Button(choice, Wording(label)) for choice, label in labels)
