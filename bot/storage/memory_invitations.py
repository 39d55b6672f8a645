"""Invitation codes in memory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.invitations import CodesOfMonth, Invitation
from bot.storage.memory_base import Subject
from bot.storage.moments import in_utc, utc


class MemoryInvitations(Subject):
    """Codes and whether they were used."""

    def add_invitations(self, invitations: Sequence[Invitation]) -> None:
        """Keep new codes."""
        for invitation in invitations:
            self._tables.invitations.add(invitation.code, in_utc(invitation))

    def invitation(self, code: str) -> Invitation | None:
        """Return what a code carries."""
        return self._tables.invitations.get(code)

    def use_invitation(self, code: str, now: datetime) -> bool:
        """Use a code up."""
        kept = self._tables.invitations.get(code)
        if kept is None or kept.refusal(utc(now)) is not None:
            return False
        self._tables.invitations.put(code, replace(kept, used_at=utc(now)))
        return True

    def invitation_counts(self, programme: str) -> tuple[int, int]:
        """Return how many codes there were, and how many were used."""
        made = [one for one in self._tables.invitations.rows() if one.programme == programme]
        return len(made), sum(one.used_at is not None for one in made)

    def codes_by_month(self) -> tuple[CodesOfMonth, ...]:
        """Return how many codes were made and used, by programme and month."""
        rows = self._tables.invitations.rows()
        made = Counter((one.programme, one.month) for one in rows)
        used = Counter((one.programme, one.month) for one in rows if one.used_at is not None)
        return tuple(CodesOfMonth(*key, made[key], used[key]) for key in sorted(made))
