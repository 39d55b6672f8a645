"""What channels outside our own pages need of a store: arrivals, notices, links and leases."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.arrivals import Arrival, ArrivalState
from bot.clients import Address
from bot.linking import LinkOwner
from bot.notices import Notice


class ChannelTransaction(Protocol):
    """The part of a transaction that serves channels; see `bot.ports.Transaction`."""

    # arrivals
    def add_arrivals(self, arrivals: Sequence[Arrival]) -> None:
        """Keep updates that arrived; one that is known already is left."""
        ...

    def waiting_lanes(self, channel: str, *, limit: int) -> tuple[str, ...]:
        """Return the lanes with updates that were not dealt with, the oldest update first."""
        ...

    def next_arrival(self, channel: str, lane: str) -> Arrival | None:
        """Return a lane's first update, and hold off others who ask for that lane."""
        ...

    def settle_arrival(self, arrival: Arrival, state: ArrivalState) -> None:
        """Record what became of an update; unless it stays open, what was read of it is gone."""
        ...

    def forget_arrivals(self, before: datetime) -> None:
        """Forget the updates that were dealt with and arrived before a moment."""
        ...

    # notices to staff
    def add_notices(self, notices: Sequence[Notice]) -> None:
        """Keep notices that are to be sent."""
        ...

    def pending_notices(
        self, now: datetime, *, limit: int, channel: str = "telegram"
    ) -> tuple[Notice, ...]:
        """Return a channel's notices that are due and not sent: urgent first, then the oldest."""
        ...

    def last_notice(self, staff: str, kinds: Sequence[str]) -> Notice | None:
        """Return the newest notice of these kinds for a member of staff."""
        ...

    def forget_notices(self, before: datetime) -> None:
        """Forget the notices that were dealt with and were due before a moment."""
        ...

    def notice(self, number: int) -> Notice | None:
        """Return a notice by its id."""
        ...

    def save_notice(self, notice: Notice) -> None:
        """Keep a changed notice."""
        ...

    def notice_at(self, staff: str, reference: str) -> Notice | None:
        """Return the notice that a member of staff got under a channel's own id."""
        ...

    # where staff are reached
    def set_staff_address(self, staff: str, address: Address) -> None:
        """Reach a member of staff here in this channel, in place of where it was before.

        The channel's ids of notices belong to the chat that was left: no notice is found by them
        any more.

        Raises ConstraintError when somebody else of the staff is reached there.
        """
        ...

    def staff_address(self, staff: str, channel: str) -> Address | None:
        """Return where a member of staff is reached in a channel."""
        ...

    def staff_at(self, address: Address) -> str | None:
        """Return the id of the member of staff who is reached at an address."""
        ...

    def drop_staff_address(self, staff: str, channel: str) -> None:
        """Reach a member of staff in this channel no more; no notice is found by its id there."""
        ...

    # links between channels
    def add_link_code(self, token: str, owner: LinkOwner, expires_at: datetime) -> None:
        """Keep a one-time code; what is kept of it does not give it away."""
        ...

    def link_owner(self, token: str, now: datetime) -> LinkOwner | None:
        """Return whose code this is; None when unknown, spent or expired."""
        ...

    def spend_link_code(self, token: str) -> bool:
        """Spend a code; of two who do so at once one succeeds."""
        ...

    # leases
    def hold_lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take or prolong a lease; False while somebody else holds it."""
        ...

    def lease_holder(self, name: str) -> str:
        """Return who holds a lease, or held it last; an empty text for nobody."""
        ...

    def release_lease(self, name: str, holder: str) -> None:
        """Give a lease up."""
        ...
