"""Arrivals, notices, links and leases in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.arrivals import Arrival, ArrivalState
from bot.clients import Address
from bot.linking import LinkOwner
from bot.notices import Notice
from bot.storage.errors import ConstraintError
from bot.storage.memory_base import Subject
from bot.storage.moments import in_utc, utc


class MemoryArrivals(Subject):
    """Updates that wait to be dealt with, and who may do what alone."""

    def add_arrivals(self, arrivals: Sequence[Arrival]) -> None:
        """Keep updates that arrived."""
        for arrival in map(in_utc, arrivals):
            key = (arrival.channel, arrival.number)
            if key not in self._tables.arrivals:
                self._tables.arrivals.put(key, (arrival, "open"))
                self._tables.open_arrivals.put(key, arrival.lane)

    def waiting_lanes(self, channel: str, *, limit: int) -> tuple[str, ...]:
        """Return the lanes with updates that were not dealt with."""
        keys = sorted(key for key in self._tables.open_arrivals if key[0] == channel)
        lanes = (self._tables.open_arrivals.get(key) or "" for key in keys)
        return tuple(dict.fromkeys(lanes))[:limit]

    def next_arrival(self, channel: str, lane: str) -> Arrival | None:
        """Return a lane's first update."""
        waiting = self._tables.open_arrivals
        keys = [key for key in waiting if key[0] == channel and waiting.get(key) == lane]
        row = self._tables.arrivals.get(min(keys)) if keys else None
        return row[0] if row else None

    def settle_arrival(self, arrival: Arrival, state: ArrivalState) -> None:
        """Record what became of an update."""
        key = (arrival.channel, arrival.number)
        if key not in self._tables.open_arrivals:
            return
        kept, _ = self._tables.arrivals.get(key) or (arrival, "open")
        if state == "open":
            self._tables.arrivals.put(key, (replace(kept, tries=kept.tries + 1), state))
            return
        self._tables.arrivals.put(key, (replace(kept, lane="", reading=""), state))
        self._tables.open_arrivals.drop(key)

    def forget_arrivals(self, before: datetime) -> None:
        """Forget old updates that were dealt with."""
        for key in self._tables.arrivals:
            row = self._tables.arrivals.get(key)
            if row and row[1] != "open" and row[0].at < utc(before):
                self._tables.arrivals.drop(key)

    def hold_lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take or prolong a lease."""
        held = self._tables.leases.get(name)
        if held and held[0] != holder and held[1] > utc(now):
            return False
        self._tables.leases.put(name, (holder, utc(until)))
        return True

    def lease_holder(self, name: str) -> str:
        """Return who holds a lease."""
        held = self._tables.leases.get(name)
        return held[0] if held else ""

    def release_lease(self, name: str, holder: str) -> None:
        """Give a lease up."""
        held = self._tables.leases.get(name)
        if held and held[0] == holder:
            self._tables.leases.drop(name)


class MemoryNotices(Subject):
    """Notices to staff."""

    def add_notices(self, notices: Sequence[Notice]) -> None:
        """Keep notices that are to be sent."""
        for notice in notices:
            if notice.client:
                self._must_know(notice.client)
            if notice.handoff and notice.handoff not in self._tables.handoffs:
                raise ConstraintError(f"There is no handoff {notice.handoff}.")
            self._keep_notice(in_utc(replace(notice, id=next(self._tables.ids))))

    def pending_notices(
        self, now: datetime, *, limit: int, channel: str = "telegram"
    ) -> tuple[Notice, ...]:
        """Return a channel's notices that are due."""
        found = (self._tables.notices.get(number) for number in self._tables.pending_notices)
        mine = [notice for notice in found if notice and notice.channel == channel]
        due = [notice for notice in mine if notice.due <= utc(now)]
        return tuple(sorted(due, key=lambda n: (not n.urgent, n.due, n.id))[:limit])

    def last_notice(self, staff: str, kinds: Sequence[str]) -> Notice | None:
        """Return the newest notice of these kinds."""
        rows = self._tables.notices.rows()
        found = [notice for notice in rows if notice.staff == staff and notice.kind in kinds]
        return max(found, key=lambda notice: notice.id, default=None)

    def forget_notices(self, before: datetime) -> None:
        """Forget old notices that were dealt with."""
        for notice in self._tables.notices.rows():
            if notice.state != "pending" and notice.due < utc(before):
                self._tables.notices.drop(notice.id)

    def notice(self, number: int) -> Notice | None:
        """Return a notice by its id."""
        return self._tables.notices.get(number)

    def save_notice(self, notice: Notice) -> None:
        """Keep a changed notice."""
        if notice.id in self._tables.notices:
            self._keep_notice(in_utc(notice))

    def notice_at(self, staff: str, reference: str) -> Notice | None:
        """Return the notice under a channel's own id."""
        same, rows = (staff, reference), self._tables.notices.rows()
        found = [notice for notice in rows if (notice.staff, notice.reference) == same]
        return max(found, key=lambda notice: notice.id, default=None)

    def _keep_notice(self, notice: Notice) -> None:
        self._tables.notices.put(notice.id, notice)
        if notice.state == "pending":
            self._tables.pending_notices.put(notice.id, True)
        else:
            self._tables.pending_notices.drop(notice.id)


class MemoryLinks(Subject):
    """Where staff are reached, and one-time codes by which a channel is joined."""

    def set_staff_address(self, staff: str, address: Address) -> None:
        """Reach a member of staff here in this channel."""
        if self.staff_at(address) not in (None, staff):
            raise ConstraintError("Somebody else of the staff is reached there.")
        self._blank_references(staff)
        self._tables.staff_addresses.put((staff, address.channel), address)

    def staff_address(self, staff: str, channel: str) -> Address | None:
        """Return where a member of staff is reached in a channel."""
        return self._tables.staff_addresses.get((staff, channel))

    def staff_at(self, address: Address) -> str | None:
        """Return the id of the member of staff who is reached at an address."""
        table = self._tables.staff_addresses
        return next((key[0] for key in table if table.get(key) == address), None)

    def drop_staff_address(self, staff: str, channel: str) -> None:
        """Reach a member of staff in this channel no more."""
        self._tables.staff_addresses.drop((staff, channel))
        self._blank_references(staff)

    def _blank_references(self, staff: str) -> None:
        for notice in self._tables.notices.rows():
            if notice.staff == staff and notice.reference:
                self._tables.notices.put(notice.id, replace(notice, reference=""))

    def add_link_code(self, token: str, owner: LinkOwner, expires_at: datetime) -> None:
        """Keep a one-time code."""
        if owner.client:
            self._must_know(owner.client)
        self._tables.link_codes.add(token, (owner, utc(expires_at)))

    def link_owner(self, token: str, now: datetime) -> LinkOwner | None:
        """Return whose code this is."""
        owner, expires_at = self._tables.link_codes.get(token) or (None, utc(now))
        return owner if expires_at > utc(now) else None

    def spend_link_code(self, token: str) -> bool:
        """Spend a code."""
        return self._tables.link_codes.drop(token) is not None
