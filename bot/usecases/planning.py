"""Plans a client's contacts from their dates, and plans again when a date changes."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from bot.clients import Client
from bot.contacts import OPEN, DueContact
from bot.dialogue.facts import Fact
from bot.ports import Transaction
from bot.scripts.fitting import is_for
from bot.surroundings import Surroundings
from scheduler.plan import Anchor, PlannedContact, Reason, plan
from scheduler.records import changed
from scheduler.replan import replan
from scheduler.rules import AnchorName, Rule

STANDS = frozenset({*OPEN, "sent"})
"""Contacts in these states are to come, or came; the others do not count for a new plan."""


def plan_client(
    tx: Transaction,
    around: Surroundings,
    client: Client,
    facts: Mapping[str, Fact],
    now: datetime,
    applies: Callable[[Rule], bool] | None = None,
) -> date | None:
    """Bring a client's contacts in line with their programme, dates, and what is known of them.

    `applies`: which rules are for them, where that was looked at already. Returns the day of the
    next contact. Nothing that was sent is sent again. For a client who
    stopped nothing is planned.
    """
    if client.state == "stopped":
        return None
    programme = around.shelf.programme(tx, client.programme)
    anchors = {
        cast("AnchorName", name): Anchor(anchor.day, anchor.version)
        for name, anchor in client.anchors.items()
    }
    existing = [row for row in tx.contacts(client.id) if row.anchor]
    wanted = plan(
        programme,
        anchors,
        enrolled=around.calendar.local(client.enrolled_at).date(),
        now=now,
        calendar=around.calendar,
        spread_key=client.id,
        is_for=applies or is_for(programme, around.facts, facts, around.calendar.local(now)),
        standing={
            (row.rule, row.occurrence, row.anchor_version): None if row.state == "sent" else row.due
            for row in existing
            if row.state in STANDS
        },
        noted={row.rule for row in existing},
    )
    changes = replan(existing, wanted, programme)
    for row, reason in changes.cancel:
        tx.save_contact(settled(row, "cancelled", reason, now))
    for row, contact in changes.move:
        tx.save_contact(changed(as_row(client.id, contact), id=row.id))
    tx.add_contacts([as_row(client.id, contact) for contact in changes.add])
    coming = [c.due for c in wanted if c.state == "planned" and c.due > now]
    return min(coming).date() if coming else None


def anchored(tx: Transaction, client: Client, name: AnchorName, day: date) -> Client:
    """Return the client with an anchor on a day; one that was taken away counts on.

    Its versions are never used again, or what was sent for an earlier date would count for this.
    """
    dated = client.with_anchor(name, day)
    if name in client.anchors:
        return dated
    used = [row.anchor_version for row in tx.contacts(client.id) if row.anchor == name]
    anchor = replace(dated.anchors[name], version=max(used, default=0) + 1)
    return replace(dated, anchors={**dated.anchors, name: anchor})


def as_row(client: str, contact: PlannedContact) -> DueContact:
    """Return a planned contact as a row of the store."""
    return DueContact(
        client=client,
        rule=contact.rule,
        script=contact.script,
        anchor=contact.anchor,
        anchor_version=contact.anchor_version,
        occurrence=contact.occurrence,
        due=contact.due,
        useful_until=contact.useful_until,
        state=contact.state,
        reason_key=contact.reason.key if contact.reason else "",
        reason_figures=figures_as_text(contact.reason),
        fingerprint=contact.fingerprint,
    )


def settled(row: DueContact, state: str, reason: Reason | None, now: datetime) -> DueContact:
    """Return a row in a final state with its reason."""
    return changed(
        row,
        state=state,
        reason_key=reason.key if reason else "",
        reason_figures=figures_as_text(reason),
        settled_at=now,
    )


def figures_as_text(reason: Reason | None) -> dict[str, str]:
    """Return a reason's figures as text; phrases write a date's text as that date."""
    return {name: str(value) for name, value in reason.figures.items()} if reason else {}
