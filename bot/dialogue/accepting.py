"""Whether the question that is open would take a text as its answer."""

from collections.abc import Mapping
from datetime import datetime

from bot.dialogue.answers import NotUnderstood
from bot.dialogue.conversation import Conversation
from bot.dialogue.engine import is_shown_answer
from bot.dialogue.facts import Fact
from bot.dialogue.script import World
from bot.dialogue.steps import Ask
from bot.dialogue.turn import Turn


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
    if turn.awaiting == "confirmation" and world.vocabulary.agreement(text)[0] is not None:
        return True
    if is_shown_answer(world, conversation, facts, text, now):
        return True
    return not isinstance(step.read(turn, text), NotUnderstood)
