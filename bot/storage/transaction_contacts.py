"""Due contacts in a database."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy import text as sql

from bot.contacts import DueContact
from bot.storage.codec import names_as_text
from bot.storage.errors import ConstraintError
from bot.storage.moments import in_utc, utc
from bot.storage.tables import OPEN_CONTACT
from bot.storage.tables import contacts as kept
from bot.storage.transaction_base import Row, Rows

COLUMNS = [column for column in kept.c if column.name != "claimed_until"]
OF_CLIENT = (
    select(*COLUMNS).where(kept.c.client == bindparam("client")).order_by(kept.c.due, kept.c.id)
)
BY_NUMBER = select(*COLUMNS).where(kept.c.id == bindparam("number"))
# Written out, not as parameters: otherwise SQLite does not see that its index covers it.
DUE = (
    select(*COLUMNS)
    .where(
        sql(OPEN_CONTACT),
        kept.c.due <= bindparam("now"),
        or_(kept.c.claimed_until.is_(None), kept.c.claimed_until <= bindparam("now")),
    )
    .order_by(kept.c.due, kept.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
SOONEST = select(func.min(kept.c.due).label("due")).where(sql(OPEN_CONTACT))
CLAIM = update(kept).where(kept.c.id == bindparam("number"))
SAVED = [column.name for column in COLUMNS if column.name not in {"id", "client"}]
SAVE = update(kept).where(kept.c.id == bindparam("number")).values(claimed_until=None)


class ContactRows(Rows):
    """Due contacts; a claim is a moment until which nobody else takes the row."""

    def add_contacts(self, contacts: Sequence[DueContact]) -> None:
        """Plan contacts that are not planned yet."""
        self._add_new(kept, [_row_of(contact) for contact in contacts])

    def contacts(self, client: str) -> tuple[DueContact, ...]:
        """Return a client's contacts."""
        return tuple(_contact(row) for row in self._rows(OF_CLIENT, client=client))

    def contact(self, number: int) -> DueContact | None:
        """Return a contact by its id."""
        row = self._row(BY_NUMBER, number=number)
        return _contact(row) if row is not None else None

    def claim_due(
        self, now: datetime, *, lease_until: datetime, limit: int
    ) -> tuple[DueContact, ...]:
        """Claim open contacts that are due; rows that another worker claims are passed over."""
        due = tuple(_contact(row) for row in self._rows(DUE, now=utc(now), most=limit))
        until = utc(lease_until)
        self._change_all(CLAIM, [{"number": c.id, "claimed_until": until} for c in due])
        return due

    def soonest_due(self) -> datetime | None:
        """Return when the next open contact falls due."""
        row = self._row(SOONEST)
        return row["due"] if row else None

    def save_contact(self, contact: DueContact) -> None:
        """Settle or defer a contact; one whose client was erased meanwhile stays gone."""
        if not contact.id:
            raise ConstraintError("A contact is saved with the id with which it was read.")
        row = _row_of(contact)
        self._change(SAVE, number=contact.id, **{name: row[name] for name in SAVED})


def _row_of(contact: DueContact) -> dict[str, object]:
    row = {**vars(in_utc(contact)), "reason_figures": names_as_text(contact.reason_figures)}
    del row["id"]
    return row


def _contact(row: Row) -> DueContact:
    return DueContact(**{**row, "reason_figures": json.loads(row["reason_figures"])})
