"""Invitation codes in a database: by their fingerprint, so that no code can be read there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from bot.invitations import CodesOfMonth, Invitation
from bot.storage.moments import in_utc, utc
from bot.storage.tables import invitations
from bot.storage.transaction_base import Rows

ADD = insert(invitations)
FIND = select(invitations).where(invitations.c.fingerprint == bindparam("code"))
USE = (
    update(invitations)
    .where(invitations.c.fingerprint == bindparam("code"))
    .where(invitations.c.used_at.is_(None))
    .where(invitations.c.expires_at > bindparam("now", type_=invitations.c.expires_at.type))
    .values(used_at=bindparam("now", type_=invitations.c.used_at.type))
)
MADE, USED = func.count().label("made"), func.count(invitations.c.used_at).label("used")
COUNTS = (
    select(invitations.c.programme, MADE, USED)
    .where(invitations.c.programme == bindparam("of_programme"))
    .group_by(invitations.c.programme)
)
BY_MONTH = (
    select(invitations.c.programme, invitations.c.month, MADE, USED)
    .group_by(invitations.c.programme, invitations.c.month)
    .order_by(invitations.c.programme, invitations.c.month)
)


class InvitationRows(Rows):
    """Codes and whether they were used."""

    def add_invitations(self, invitations: Sequence[Invitation]) -> None:
        """Keep new codes."""
        self._change_all(ADD, [self._as_row(invitation) for invitation in invitations])

    def invitation(self, code: str) -> Invitation | None:
        """Return what a code carries."""
        row = self._row(FIND, code=self._fingerprint(code))
        if row is None:
            return None
        return Invitation(code, **{name: row[name] for name in row if name != "fingerprint"})

    def use_invitation(self, code: str, now: datetime) -> bool:
        """Use a code up."""
        return self._change(USE, code=self._fingerprint(code), now=utc(now)) == 1

    def invitation_counts(self, programme: str) -> tuple[int, int]:
        """Return how many codes there were, and how many were used."""
        row = self._row(COUNTS, of_programme=programme)
        return (row["made"], row["used"]) if row else (0, 0)

    def codes_by_month(self) -> tuple[CodesOfMonth, ...]:
        """Return how many codes were made and used, by programme and month."""
        return tuple(CodesOfMonth(**row) for row in self._rows(BY_MONTH))

    def _as_row(self, invitation: Invitation) -> dict[str, object]:
        row = dict(vars(in_utc(invitation)))
        return {"fingerprint": self._fingerprint(row.pop("code")), **row}

    def _fingerprint(self, code: str) -> str:
        return self._vault.fingerprint("invitation", code)
