"""Whether the question that is open would take a text as its answer."""

from collections.abc import Mapping
from datetime import datetime

from bot.dialogue.answers import NotUnderstood, Question, counted
from bot.dialogue.conversation import OPEN_QUESTION, Conversation
from bot.dialogue.events import Press, Text
from bot.dialogue.facts import Fact
from bot.dialogue.script import Library, World
from bot.dialogue.steps import Ask
from bot.dialogue.steps.buttons import PERSON
from bot.dialogue.turn import Turn
from bot.dialogue.vocabulary import normal

WITH_FIGURES = frozenset({"date", "month", "number", "euro"})
"""Kinds of answer that have a figure in them."""


def open_question(turn: Turn) -> Ask | None:
    """Return the question that waits for an answer, if one does."""
    if turn.awaiting not in OPEN_QUESTION:
        return None
    step = turn.step
    return step if isinstance(step, Ask) else None


def button_in_words(turn: Turn, ask: Ask, text: str) -> str:
    """Return the button whose words a text has exactly, or whose number under a yes or no.

    Where was asked which of some answers was meant, a number counts those.
    """
    plain = normal(text)
    buttons = ask.shown_buttons(turn)
    shown = {button.id: turn.world.written(button.label) for button in buttons}
    for button, label in shown.items():
        if plain and plain == normal(label):
            return button
    kind = turn.declared(ask.fact).kind
    if kind in WITH_FIGURES and turn.awaiting in ("guess", "confirmation"):
        return ""  # a figure is an answer then, and never the number of a button
    counts = turn.awaiting == "guess" and kind == "choice"
    number = counted(plain, Question(turn.world.vocabulary, turn.today, shown)) if plain else 0
    found = list(shown)[number - 1] if number else ""
    return found if counts or found in ("yes", "no") else ""


def question_at(library: Library, conversation: Conversation) -> Ask | None:
    """Return the question at which a conversation stands, whether or not it waits there."""
    place = conversation.place
    step = library.script(place.script, place.revision).steps[place.step]
    return step if isinstance(step, Ask) else None


def _waiting(
    world: World, conversation: Conversation | None, facts: Mapping[str, Fact], now: datetime
) -> tuple[Turn | None, Ask | None]:
    """Return a turn in which nothing has happened yet, and the question that is open in it."""
    if conversation is None:
        return None, None
    turn = Turn(world, conversation, dict(facts), now)
    return turn, open_question(turn)


def is_shown_answer(
    world: World,
    conversation: Conversation | None,
    facts: Mapping[str, Fact],
    text: str,
    now: datetime,
) -> bool:
    """Say whether a text is, to the letter, an answer that the open question shows or declares."""
    turn, ask = _waiting(world, conversation, facts, now)
    if turn is None or ask is None:
        return False
    if ask.ticks_in_words(turn, text):
        return True
    return bool(button_in_words(turn, ask, text) or ask.means_in_other_words(turn, text))


def asks_for_person(
    world: World,
    conversation: Conversation | None,
    facts: Mapping[str, Fact],
    event: Press | Text,
    now: datetime,
) -> bool:
    """Say whether this presses, or types the words on, the open question's button for a person."""
    turn, ask = _waiting(world, conversation, facts, now)
    if turn is None or ask is None or ask.pressed(turn, PERSON.id) is not None:
        return False
    if isinstance(event, Text):
        return button_in_words(turn, ask, event.text) == PERSON.id
    here = event.choice == PERSON.id and event.question == turn.question
    return here and PERSON in ask.shown_buttons(turn)


def asks_in_own_words(world: World, conversation: Conversation | None, script: str) -> bool:
    """Say whether this very script waits for a text, so that its own command can be the answer."""
    if conversation is None or conversation.place.script != script:
        return False
    ask = question_at(world.library, conversation)
    return ask is not None and world.facts[ask.fact].kind == "text"


def waits_for_words_or(world: World, conversation: Conversation | None, fact: str) -> bool:
    """Say whether free words are waited for, or this fact: news can be the answer itself then."""
    if conversation is None or conversation.awaiting not in OPEN_QUESTION:
        return False
    ask = question_at(world.library, conversation)
    if ask is None:
        return False
    asked = world.facts[ask.fact]
    return ask.fact == fact or (asked.kind == "text" and not asked.brief)


def asks_for_few_words(world: World, conversation: Conversation) -> bool:
    """Say whether a short text is waited for, such as a name."""
    ask = question_at(world.library, conversation)
    waits = conversation.awaiting in OPEN_QUESTION
    return waits and ask is not None and world.facts[ask.fact].brief


def accepts(
    world: World,
    conversation: Conversation,
    facts: Mapping[str, Fact],
    text: str,
    now: datetime,
) -> bool:
    """Say whether a text is understood as an answer; a question for free words takes any text."""
    turn = Turn(world, conversation, dict(facts), now)
    step = turn.step
    if not isinstance(step, Ask):
        return False
    if step.waits_for_yes_or_no(turn) and world.vocabulary.agreement(text)[0] is not None:
        return True
    if is_shown_answer(world, conversation, facts, text, now):
        return True
    understood = not isinstance(step.read(turn, text), NotUnderstood)
    return understood or bool(step.told_in(turn, text))


def chooses(
    world: World,
    conversation: Conversation | None,
    facts: Mapping[str, Fact],
    text: str,
    now: datetime,
) -> bool:
    """Say whether a text is understood as one of the choices of the open question."""
    if conversation is None or conversation.awaiting not in OPEN_QUESTION:
        return False
    ask = question_at(world.library, conversation)
    return (
        ask is not None
        and world.facts[ask.fact].kind in ("choice", "yes-no")
        and accepts(world, conversation, facts, text, now)
    )
