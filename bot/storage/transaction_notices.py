"""Notices to staff, where staff are reached, and codes that join channels, in a database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy import text as sql

from bot.clients import Address
from bot.linking import LinkOwner
from bot.notices import Notice
from bot.storage.channel_tables import link_codes, notices, staff_addresses
from bot.storage.columns import PENDING
from bot.storage.moments import in_utc, utc
from bot.storage.transaction_base import Row, Rows

ADD = insert(notices)
DUE = (
    select(notices)
    .where(sql(PENDING), notices.c.due <= bindparam("now", type_=notices.c.due.type))
    .where(notices.c.channel == bindparam("by_channel"))
    .order_by(notices.c.urgent.desc(), notices.c.due, notices.c.id)
    .limit(bindparam("most"))
)
AT = (
    select(notices)
    .where(notices.c.staff == bindparam("of_staff"), notices.c.reference == bindparam("at"))
    .order_by(notices.c.id.desc())
    .limit(1)
)
LAST = (
    select(notices)
    .where(notices.c.staff == bindparam("of_staff"))
    .where(notices.c.kind == bindparam("of_kind"))
    .order_by(notices.c.id.desc())
    .limit(1)
)
FORGET = delete(notices).where(
    notices.c.state != "pending", notices.c.due < bindparam("before", type_=notices.c.due.type)
)
BLANK = (
    update(notices)
    .where(notices.c.staff == bindparam("of_staff"), notices.c.reference != "")
    .values(reference="")
)
ONE = select(notices).where(notices.c.id == bindparam("number"))
SAVE = update(notices).where(notices.c.id == bindparam("number"))
OF_STAFF = staff_addresses.c.staff == bindparam("of_staff")
IN_CHANNEL = staff_addresses.c.channel == bindparam("of_channel")
STAFF_ADDRESS = select(staff_addresses).where(OF_STAFF, IN_CHANNEL)
STAFF_AT = select(staff_addresses.c.staff).where(
    staff_addresses.c.fingerprint == bindparam("fingerprint")
)
ADD_STAFF_ADDRESS = insert(staff_addresses)
DROP_STAFF_ADDRESS = delete(staff_addresses).where(OF_STAFF, IN_CHANNEL)
ADD_CODE = insert(link_codes)
CODE = select(link_codes).where(link_codes.c.fingerprint == bindparam("code"))
SPEND = delete(link_codes).where(link_codes.c.fingerprint == bindparam("code"))
LAPSED = delete(link_codes).where(
    link_codes.c.expires_at < bindparam("now", type_=link_codes.c.expires_at.type)
)


class NoticeRows(Rows):
    """Notices; they hold no words."""

    def add_notices(self, notices: Sequence[Notice]) -> None:
        """Keep notices that are to be sent."""
        rows = [_as_row(notice) for notice in notices]
        for row in rows:
            del row["id"]
        self._change_all(ADD, rows)

    def pending_notices(
        self, now: datetime, *, limit: int, channel: str = "telegram"
    ) -> tuple[Notice, ...]:
        """Return a channel's notices that are due."""
        rows = self._rows(DUE, now=utc(now), most=limit, by_channel=channel)
        return tuple(map(_notice, rows))

    def last_notice(self, staff: str, kinds: Sequence[str]) -> Notice | None:
        """Return the newest notice of these kinds."""
        found = [self._row(LAST, of_staff=staff, of_kind=kind) for kind in kinds]
        newest = max((row for row in found if row), key=lambda row: row["id"], default=None)
        return _notice(newest) if newest else None

    def forget_notices(self, before: datetime) -> None:
        """Forget old notices that were dealt with."""
        self._change(FORGET, before=utc(before))

    def notice(self, number: int) -> Notice | None:
        """Return a notice by its id."""
        row = self._row(ONE, number=number)
        return _notice(row) if row else None

    def save_notice(self, notice: Notice) -> None:
        """Keep a changed notice."""
        row = _as_row(notice)
        self._change(SAVE, number=row.pop("id"), **row)

    def notice_at(self, staff: str, reference: str) -> Notice | None:
        """Return the notice under a channel's own id."""
        row = self._row(AT, of_staff=staff, at=reference)
        return _notice(row) if row else None


def _as_row(notice: Notice) -> dict[str, object]:
    row = dict(vars(in_utc(notice)))
    none = {name: row[name] or None for name in ("client", "handoff", "message")}
    return {**row, **none}


def _notice(row: Row) -> Notice:
    known = {name: value for name, value in row.items() if value is not None}
    return Notice(**known)


class LinkRows(Rows):
    """Where staff are reached, and one-time codes by which a channel is joined."""

    def set_staff_address(self, staff: str, address: Address) -> None:
        """Reach a member of staff here in this channel."""
        fingerprint = self._vault.fingerprint(address.channel, address.value)
        self.drop_staff_address(staff, address.channel)
        sealed = self._vault.own.seal(address.value, f"staff:{staff}:{address.channel}")
        row = {"staff": staff, "channel": address.channel, "fingerprint": fingerprint}
        self._change(ADD_STAFF_ADDRESS, **row, value=sealed)

    def staff_address(self, staff: str, channel: str) -> Address | None:
        """Return where a member of staff is reached in a channel."""
        row = self._row(STAFF_ADDRESS, of_staff=staff, of_channel=channel)
        if row is None:
            return None
        return Address(channel, self._vault.own.unseal(row["value"], f"staff:{staff}:{channel}"))

    def staff_at(self, address: Address) -> str | None:
        """Return the id of the member of staff who is reached at an address."""
        fingerprint = self._vault.fingerprint(address.channel, address.value)
        row = self._row(STAFF_AT, fingerprint=fingerprint)
        return row["staff"] if row else None

    def drop_staff_address(self, staff: str, channel: str) -> None:
        """Reach a member of staff in this channel no more."""
        self._change(DROP_STAFF_ADDRESS, of_staff=staff, of_channel=channel)
        self._change(BLANK, of_staff=staff)

    def add_link_code(self, token: str, owner: LinkOwner, expires_at: datetime) -> None:
        """Keep a one-time code."""
        row = {"client": owner.client or None, "staff": owner.staff, "expires_at": utc(expires_at)}
        self._change(ADD_CODE, fingerprint=self._code(token), **row)

    def link_owner(self, token: str, now: datetime) -> LinkOwner | None:
        """Return whose code this is; codes that lapsed are removed."""
        self._change(LAPSED, now=utc(now))
        row = self._row(CODE, code=self._code(token))
        if row is None or row["expires_at"] <= utc(now):
            return None
        return LinkOwner(row["client"] or "", row["staff"])

    def spend_link_code(self, token: str) -> bool:
        """Spend a code."""
        return self._change(SPEND, code=self._code(token)) == 1

    def _code(self, token: str) -> str:
        return self._vault.fingerprint("link", token)
