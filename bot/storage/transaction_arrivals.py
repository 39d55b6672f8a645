"""Updates that arrived and wait to be dealt with, in a database; and who may do what alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy import text as sql

from bot.arrivals import Arrival, ArrivalState
from bot.storage.channel_tables import OPEN_ARRIVAL, leases
from bot.storage.channel_tables import arrivals as kept_arrivals
from bot.storage.moments import utc
from bot.storage.transaction_base import Row, Rows

OF_CHANNEL = kept_arrivals.c.channel == bindparam("of_channel")
LANES = (
    select(kept_arrivals.c.lane, func.min(kept_arrivals.c.number).label("first"))
    .where(OF_CHANNEL, sql(OPEN_ARRIVAL))
    .group_by(kept_arrivals.c.lane)
    .order_by(func.min(kept_arrivals.c.number))
    .limit(bindparam("most"))
)
FIRST = (
    select(kept_arrivals)
    .where(OF_CHANNEL, kept_arrivals.c.lane == bindparam("of_lane"), sql(OPEN_ARRIVAL))
    .order_by(kept_arrivals.c.number)
    .limit(1)
)
SETTLE = (
    update(kept_arrivals)
    .where(OF_CHANNEL, kept_arrivals.c.number == bindparam("of_number"), sql(OPEN_ARRIVAL))
    .values(state=bindparam("new_state"), lane="", reading=None)
)
TRY_AGAIN = (
    update(kept_arrivals)
    .where(OF_CHANNEL, kept_arrivals.c.number == bindparam("of_number"), sql(OPEN_ARRIVAL))
    .values(tries=kept_arrivals.c.tries + 1)
)
FORGET = delete(kept_arrivals).where(
    kept_arrivals.c.state != "open",
    kept_arrivals.c.at < bindparam("before", type_=kept_arrivals.c.at.type),
)
LEASE = select(leases).where(leases.c.name == bindparam("of_name"))
RELEASE = delete(leases).where(
    leases.c.name == bindparam("of_name"), leases.c.holder == bindparam("by")
)


class ArrivalRows(Rows):
    """Updates; what was read of them is sealed while it is kept, and their lane a fingerprint."""

    def add_arrivals(self, arrivals: Sequence[Arrival]) -> None:
        """Keep updates that arrived."""
        self._add_new(kept_arrivals, [self._sealed_arrival(arrival) for arrival in arrivals])

    def _sealed_arrival(self, arrival: Arrival) -> dict[str, object]:
        return {
            "channel": arrival.channel,
            "number": arrival.number,
            "lane": self._vault.fingerprint(arrival.channel, arrival.lane),
            "at": utc(arrival.at),
            "state": "open",
            "tries": arrival.tries,
            "reading": self._vault.own.seal(arrival.reading, _place(arrival)),
        }

    def waiting_lanes(self, channel: str, *, limit: int) -> tuple[str, ...]:
        """Return the lanes with updates that were not dealt with."""
        return tuple(row["lane"] for row in self._rows(LANES, of_channel=channel, most=limit))

    def next_arrival(self, channel: str, lane: str) -> Arrival | None:
        """Return a lane's first update, and hold off others who ask for that lane."""
        self._dialect.serialise(self._connection, f"arrivals {channel} {lane}")
        row = self._row(FIRST, of_channel=channel, of_lane=lane)
        return self._arrival(row) if row else None

    def settle_arrival(self, arrival: Arrival, state: ArrivalState) -> None:
        """Record what became of an update."""
        values = {"of_channel": arrival.channel, "of_number": arrival.number}
        if state == "open":
            self._change(TRY_AGAIN, **values)
        else:
            self._change(SETTLE, new_state=state, **values)

    def forget_arrivals(self, before: datetime) -> None:
        """Forget old updates that were dealt with."""
        self._change(FORGET, before=utc(before))

    def _arrival(self, row: Row) -> Arrival:
        kept = {name: row[name] for name in ("channel", "number", "lane", "at", "tries")}
        arrival = Arrival(**kept, reading="")
        return replace(arrival, reading=self._vault.own.unseal(row["reading"], _place(arrival)))


class LeaseRows(Rows):
    """What only one process may do at a time."""

    def hold_lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take or prolong a lease."""
        self._dialect.serialise(self._connection, f"lease {name}")
        row = self._row(LEASE, of_name=name)
        if row and row["holder"] != holder and row["until"] > utc(now):
            return False
        self._merge(leases, {"name": name, "holder": holder, "until": utc(until)})
        return True

    def lease_holder(self, name: str) -> str:
        """Return who holds a lease."""
        row = self._row(LEASE, of_name=name)
        return row["holder"] if row else ""

    def release_lease(self, name: str, holder: str) -> None:
        """Give a lease up."""
        self._change(RELEASE, of_name=name, by=holder)


def _place(arrival: Arrival) -> str:
    return f"arrivals:{arrival.channel}:{arrival.number}"
