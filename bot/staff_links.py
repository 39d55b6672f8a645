"""One-time links by which staff sign in; the store keeps only their hash."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_urlsafe

from bot.ports import Transaction
from bot.records import Staff

VALID_FOR = timedelta(hours=24)
"""Counted on the wall clock, also when a demo's clock is ahead."""


def hash_of(token: str) -> str:
    """Return what the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(tx: Transaction, staff: Staff, base_url: str, wall_now: datetime) -> str:
    """Return a new link that signs a member of staff in once, within a day."""
    token = token_urlsafe(24)
    tx.add_sign_in(hash_of(token), staff.id, wall_now + VALID_FOR)
    return f"{base_url.rstrip('/')}/sign-in/{token}"


def links_for_all(
    tx: Transaction, base_url: str, wall_now: datetime
) -> Sequence[tuple[Staff, str]]:
    """Return each member of staff with a new link."""
    return [(staff, make_link(tx, staff, base_url, wall_now)) for staff in tx.all_staff()]
