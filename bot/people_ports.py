"""What a change of adviser needs of a store; see `bot.ports.Transaction`."""

from typing import Protocol

from bot.records import MilestoneKind


class PeopleTransaction(Protocol):
    """The part of a transaction that is about who works here, and for whom."""

    def clients_of(self, adviser: str) -> tuple[str, ...]:
        """Return the ids of an adviser's clients, in order of enrolment."""
        ...

    def drop_staff(self, staff: str) -> None:
        """Let a member of staff sign in no more: account, links and addresses are gone."""
        ...

    def drop_milestone(self, client: str, kind: MilestoneKind) -> None:
        """Take back that a client came to a point: it was noted by mistake."""
        ...
