"""Due contacts as rows: one rule applied to one client, always with a state and a reason."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Literal

from scheduler.records import record

ContactState = Literal["planned", "sent", "deferred", "skipped", "cancelled"]
OPEN: tuple[ContactState, ...] = ("planned", "deferred")
"""Contacts in these states still come; the others are settled for good."""

WAKE = "wake"
"""The rule name of a contact that a script's `wait` step planned."""


@record(frozen=True)
class DueContact:
    """One row; unique by client, rule, occurrence and anchor version.

    `due` moves when a contact is deferred. `reason_key` names a phrase `schedule.*`.
    """

    client: str
    rule: str
    script: str
    anchor: str
    anchor_version: int
    occurrence: int
    due: datetime
    useful_until: datetime
    state: ContactState = "planned"
    reason_key: str = ""
    reason_figures: Mapping[str, str] = field(default_factory=dict)
    fingerprint: str = ""
    settled_at: datetime | None = None
    id: int = 0
