"""Keeps how it ended, told by the client or recorded by an adviser."""

from datetime import datetime

from bot.clients import Client, ClientFile
from bot.outcomes import last_told
from bot.ports import Transaction
from bot.records import Outcome
from bot.surroundings import Surroundings
from bot.usecases.planning import anchored, plan_client
from scheduler.rules import AnchorName

PLACEMENT: AnchorName = "placement"
"""The anchor that counts from the day on which work was found."""


def keep_outcome(
    tx: Transaction,
    around: Surroundings,
    file: ClientFile,
    kind: str,
    now: datetime,
    *,
    by: str = "",
) -> Client:
    """Keep how it ended; finding work starts the count to 3 and 6 months after.

    Told again of the same job changes nothing; a job after something else is a new story.
    """
    client = file.client
    before = last_told(tx.outcomes(client.id))
    tx.add_outcome(Outcome(client.id, kind, now, by))
    if kind != "work" or before == "work":
        return client
    placed = anchored(tx, client, PLACEMENT, around.calendar.local(now).date())
    plan_client(tx, around, placed, file.facts, now)
    return placed
