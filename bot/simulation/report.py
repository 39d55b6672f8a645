"""What a simulation came to: the funnel, how everybody ended, and what became of each contact."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.contacts import OPEN
from bot.ports import Transaction
from bot.records import MilestoneKind

STEPS = ("invited", "checked", "likely", "registered", "attended", "guided")
END_STATES = ("work", "bijstand", "other_support", "no_support", "unknown")
CONTACT_STATES = ("sent", "deferred", "skipped", "cancelled")
MILESTONES: tuple[MilestoneKind, ...] = ("checked", "likely", "registered", "attended", "guided")
INVITATIONS = frozenset({"session-sign-up", "session-invitation"})
"""Scripts that invite to an information session."""

ENDS_AS: Mapping[str, str] = {
    "work": "work",
    "work_ended": "work",  # that the work did not last is counted apart, by the figures
    "bijstand": "bijstand",
    "bijstand_in_progress": "bijstand",
    "other_income": "other_support",
    "bijstand_refused": "no_support",
    "none": "no_support",
}
"""The end state that each outcome counts as; what is not here is unknown."""

PUT_OFF = frozenset(
    f"schedule.{why}"
    for why in (
        "paused",
        "no-consent",
        "unreachable",
        "handoff-open",
        "talk-under-way",
        "offer-open",
        "quiet-hours",
    )
)
"""The reasons that stay with a contact which was put off, also when it is sent in the end."""


@dataclass(frozen=True)
class Report:
    """Counts of clients, contacts and handoffs; `unsettled` contacts would be a leak."""

    clients: int = 0
    steps: Mapping[str, int] = field(default_factory=dict)
    end_states: Mapping[str, int] = field(default_factory=dict)
    contacts: Mapping[str, int] = field(default_factory=dict)
    handoffs: Mapping[str, int] = field(default_factory=dict)
    unsettled: int = 0

    def __add__(self, other: "Report") -> "Report":
        """Return two parts of one simulation together."""
        return Report(
            self.clients + other.clients,
            _added(self.steps, other.steps),
            _added(self.end_states, other.end_states),
            _added(self.contacts, other.contacts),
            _added(self.handoffs, other.handoffs),
            self.unsettled + other.unsettled,
        )


def _added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in (one or other)}


def report(tx: Transaction, in_time: int) -> Report:
    """Count everything in a store; each client is in exactly one end state.

    A contact counts once: `deferred` are those that were sent later than planned.
    """
    files = tx.clients()
    reached = Counter(milestone.kind for milestone in tx.all_milestones())
    contacts = [contact for file in files for contact in tx.contacts(file.client.id)]
    invited = {c.client for c in contacts if c.script in INVITATIONS and c.state == "sent"}
    holds_sessions = any(contact.script in INVITATIONS for contact in contacts)
    last = {outcome.client: outcome.kind for outcome in tx.all_outcomes()}
    ends = Counter(ENDS_AS.get(last.get(file.client.id, ""), "unknown") for file in files)
    states = Counter(contact.state for contact in contacts)
    put_off = sum(c.state == "sent" and c.reason_key in PUT_OFF for c in contacts)
    return Report(
        clients=len(files),
        steps={
            "invited": len(invited) if holds_sessions else len(files),
            **{kind: reached[kind] for kind in MILESTONES},
        },
        end_states={state: ends[state] for state in END_STATES},
        contacts={
            "sent": states["sent"] - put_off,
            "deferred": put_off,
            "skipped": states["skipped"],
            "cancelled": states["cancelled"],
        },
        handoffs={"opened": len(tx.handoffs()), "answered_in_time": in_time},
        unsettled=sum(contact.state in OPEN for contact in contacts),
    )
