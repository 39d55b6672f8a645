"""Erases a client when they asked for it somewhere else than in the chat."""

from datetime import datetime

from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.actions.own_data import forget
from bot.usecases.reaching import channel_for
from bot.usecases.talk import Talk


def erase(tx: Transaction, around: Surroundings, client: str, now: datetime) -> bool:
    """Forget a client as the chat does, places at sessions given back; say if there was one."""
    file = tx.client(client, lock=True)
    if file is None:
        return False
    forget(Talk(tx, around, file, now, channel_for(tx, file.client), ACTIONS), {})
    return True
