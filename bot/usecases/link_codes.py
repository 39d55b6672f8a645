"""New one-time codes that join a channel to a client or a member of staff."""

from datetime import datetime
from secrets import token_urlsafe

from bot.linking import VALID_FOR, LinkOwner
from bot.ports import Transaction

TOKEN_BYTES = 18
"""Some 144 bits, written in 24 signs that fit into a deep link."""


def make_link_code(tx: Transaction, owner: LinkOwner, now: datetime) -> str:
    """Return a new code that joins one more channel, once, within a quarter of an hour."""
    token = token_urlsafe(TOKEN_BYTES)
    tx.add_link_code(token, owner, now + VALID_FOR)
    return token
