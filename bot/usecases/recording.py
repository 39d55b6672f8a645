"""An adviser records how it ended for a client, as they know it from a talk, or takes that back."""

from datetime import datetime

from bot.dialogue.events import Interrupt
from bot.dialogue.facts import Fact
from bot.dialogue.leaving import without
from bot.errors import MaxWWError
from bot.messages import Message
from bot.outcomes import KINDS, recorded_last, standing
from bot.ports import Transaction
from bot.records import Staff
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.actions.planned import RECORDED, leave_session_to_client, take_back
from bot.usecases.outcomes import keep_outcome
from bot.usecases.reaching import channel_for
from bot.usecases.talk import Talk

NOTED = "outcome-noted"
"""The script that tells a client what an adviser recorded, and asks whether it is so."""


class UnknownOutcomeError(MaxWWError):
    """There is no such kind of outcome."""


def record_for_client(
    tx: Transaction,
    around: Surroundings,
    staff: Staff,
    client: str,
    kind: str,
    now: datetime,
    *,
    tells: bool = True,
) -> tuple[Message, ...]:
    """Keep how it ended as an adviser knows it, and ask the client whether that is so.

    The same outcome told twice is kept once. A client who was erased is left alone. Without
    `tells` the caller lets the client know.

    Raises UnknownOutcomeError.
    """
    if kind not in KINDS:
        raise UnknownOutcomeError(f"there is no outcome '{kind}'; known are {', '.join(KINDS)}")
    file = tx.client(client, lock=True)
    if file is None:
        return ()
    earlier = standing(tx.outcomes(client))
    if earlier and earlier[-1].kind == kind and earlier[-1].by == staff.id:
        return ()
    talk = Talk(tx, around, file, now, channel_for(tx, file.client), ACTIONS)
    talk.client = keep_outcome(tx, around, file, kind, now, by=staff.id)
    if kind != "unknown":
        talk.facts["outcome"] = Fact(kind, now, RECORDED)
    if kind == "work" and (not earlier or earlier[-1].kind != "work"):
        leave_session_to_client(talk)
    if tells and kind != "unknown" and talk.client.state != "stopped" and knows_script(tx):
        talk.take(Interrupt(NOTED))
    return talk.save()


def knows_script(tx: Transaction) -> bool:
    """Say whether the script that tells the client is published here."""
    return NOTED in tx.latest_revisions("script")


def take_back_for_client(
    tx: Transaction, around: Surroundings, staff: Staff, client: str, now: datetime
) -> tuple[Message, ...]:
    """Take back what staff recorded last, and tell the client; without such a record do nothing."""
    file = tx.client(client, lock=True)
    recorded = recorded_last(tx.outcomes(client))
    if file is None or recorded is None or recorded[1] is not None:
        return ()
    talk = Talk(tx, around, file, now, channel_for(tx, file.client), ACTIONS)
    take_back(talk, by=staff.id)
    if talk.conversation is not None:
        talk.conversation = without(talk.conversation, {NOTED})
    if talk.client.state != "stopped":
        talk.say("outcome.taken-back")
    return talk.save()
