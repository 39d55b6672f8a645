"""A client chooses another language; the question that waits is put again in it."""

from datetime import datetime

from bot.clients import Address
from bot.dialogue.conversation import OPEN_QUESTION
from bot.dialogue.events import Command
from bot.messages import Message
from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.talk import Talk


def change_language(
    tx: Transaction, around: Surroundings, address: Address, language: str, now: datetime
) -> tuple[Message, ...]:
    """Speak another language with a client from here on, at the same place in the talk.

    A language that is not offered changes nothing. While a person has the conversation,
    nothing is said.
    """
    file = tx.client_at(address, lock=True)
    if file is None or language not in around.phrasebook.languages:
        return ()
    if file.client.language == language:
        return ()
    talk = Talk(tx, around, file, now, address.channel, ACTIONS)
    talk.change(language=language)
    conversation = file.conversation
    waits = conversation is not None and conversation.awaiting in OPEN_QUESTION
    if waits and tx.active_handoff(file.client.id) is None:
        talk.take(Command("repeat"))
    return talk.save()
