"""An adviser records how it ended for a client, as they know it from a talk."""

from datetime import datetime

from bot.dialogue.facts import Fact
from bot.errors import MaxWWError
from bot.outcomes import KINDS
from bot.ports import Transaction
from bot.records import Staff
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.actions.planned import leave_session_to_client
from bot.usecases.outcomes import keep_outcome
from bot.usecases.reaching import channel_for
from bot.usecases.talk import Talk

RECORDED = "adviser"
"""The source of a fact that an adviser recorded."""


class UnknownOutcomeError(MaxWWError):
    """There is no such kind of outcome."""


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
    talk = Talk(tx, around, file, now, channel_for(tx, file.client), ACTIONS, weight="planned")
    talk.client = keep_outcome(tx, around, file, kind, now, by=staff.id)
    if kind != "unknown":
        talk.facts["outcome"] = Fact(kind, now, RECORDED)
    if kind == "work" and (not earlier or earlier[-1].kind != "work"):
        leave_session_to_client(talk)
    talk.save()
