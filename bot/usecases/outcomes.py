"""Keeps how it ended, told by the client or recorded by an adviser."""

from dataclasses import replace
from datetime import datetime

from bot.clients import Client, ClientFile
from bot.dialogue.facts import Fact
from bot.errors import MaxWWError
from bot.outcomes import KINDS, last_told
from bot.ports import Transaction
from bot.records import Outcome, Staff
from bot.surroundings import Surroundings
from bot.usecases.planning import plan_client

RECORDED = "adviser"
"""The source of a fact that an adviser recorded."""


class UnknownOutcomeError(MaxWWError):
    """There is no such kind of outcome."""


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
    placed = client.with_anchor("placement", around.calendar.local(now).date())
    plan_client(tx, around, placed, file.facts, now)
    return placed


def record_for_client(
    tx: Transaction, around: Surroundings, staff: Staff, client: str, kind: str, now: datetime
) -> None:
    """Keep how it ended as an adviser knows it, so that the client is not asked again.

    The same outcome told twice is kept once. A client who was erased is left alone.

    Raises UnknownOutcomeError.
    """
    if kind not in KINDS:
        raise UnknownOutcomeError(f"there is no outcome '{kind}'; known are {', '.join(KINDS)}")
    file = tx.client(client, lock=True)
    if file is None:
        return
    earlier = tx.outcomes(client)
    if earlier and earlier[-1].kind == kind and earlier[-1].by == staff.id:
        return
    placed = keep_outcome(tx, around, file, kind, now, by=staff.id)
    facts = dict(file.facts)
    if kind != "unknown":
        facts["outcome"] = Fact(kind, now, RECORDED)
    tx.save_client(replace(file, client=placed, facts=facts))
