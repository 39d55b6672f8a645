"""Handoffs: a conversation that a person must take over; done when a person has answered."""

from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from scheduler.records import record

HandoffState = Literal["open", "taken", "answered", "given-back", "closed"]
Urgency = Literal["normal", "urgent"]
Escalation = Literal["", "stand-in", "coordinator"]
"""Who has been told that nobody answered in time: first the stand-in, then the coordinator."""
ACTIVE: tuple[HandoffState, ...] = ("open", "taken", "answered")
"""In these states the assistant is silent and the client's messages go to the adviser."""


class HandoffError(ValueError):
    """A handoff cannot make this move from the state it is in."""


class UnansweredError(HandoffError):
    """A handoff cannot end, because no person has answered the client."""


@record(frozen=True)
class Handoff:
    """One handoff: who asks about what, who answers, by which working day.

    `client_told_at`: when the client read that the promise was not kept.
    """

    id: str
    client: str
    topic: str
    opened_at: datetime
    promised_by: date
    adviser: str
    urgency: Urgency = "normal"
    state: HandoffState = "open"
    shared_facts: tuple[str, ...] = ()
    taken_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    escalation: Escalation = ""
    client_told_at: datetime | None = None

    @property
    def active(self) -> bool:
        """Whether the assistant is silent because of this handoff."""
        return self.state in ACTIVE

    @property
    def may_be_given_back(self) -> bool:
        """Whether it can be given back: what is urgent only after a person's answer."""
        return self.urgency != "urgent" or self.answered_at is not None

    def take(self, adviser: str, now: datetime) -> "Handoff":
        """Return the handoff taken by an adviser; taking one's own twice changes nothing.

        Raises HandoffError when it has ended.
        """
        self._must_be_active("take")
        if self.state != "open" and self.adviser == adviser:
            return self
        state: HandoffState = "taken" if self.state == "open" else self.state
        return replace(self, adviser=adviser, state=state, taken_at=self.taken_at or now)

    def pass_to(self, adviser: str) -> "Handoff":
        """Return the handoff with another adviser, who has not taken it yet.

        Raises HandoffError when it has ended.
        """
        self._must_be_active("pass on")
        state: HandoffState = "answered" if self.state == "answered" else "open"
        return replace(self, adviser=adviser, state=state)

    def answer(self, adviser: str, now: datetime) -> "Handoff":
        """Return the handoff after a person's answer; the first answer's moment is kept.

        Raises HandoffError when it has ended.
        """
        taken = self.take(adviser, now)
        return replace(taken, state="answered", answered_at=self.answered_at or now)

    def give_back(self, now: datetime) -> "Handoff":
        """Return the handoff given back to the assistant, which speaks again.

        Raises HandoffError when it has ended, UnansweredError when it is urgent and nobody has
        answered yet.
        """
        self._must_be_active("give back")
        if not self.may_be_given_back:
            raise UnansweredError("cannot give back: nobody has answered this urgent question yet")
        return replace(self, state="given-back", ended_at=now)

    def close(self, now: datetime) -> "Handoff":
        """Return the handoff closed: the question is dealt with.

        Raises HandoffError when it has ended, UnansweredError when nobody has answered yet.
        """
        self._must_be_active("close")
        if self.answered_at is None:
            raise UnansweredError("cannot close: nobody has answered the client yet")
        return replace(self, state="closed", ended_at=now)

    def _must_be_active(self, move: str) -> None:
        if not self.active:
            raise HandoffError(f"cannot {move}: the handoff has ended ({self.state})")
