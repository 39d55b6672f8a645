"""Invitations: new codes for a programme and a month, and somebody who enters by one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from secrets import randbelow

from bot.clients import Address
from bot.dialogue.facts import Fact
from bot.invitations import (
    DRAWN,
    SIGNS,
    Invitation,
    Refusal,
    code_of,
    expires_on,
    is_well_formed,
    read_code,
)
from bot.messages import Message
from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.enrol import enrol, welcome
from bot.usecases.talk import Talk

SOURCE = "invitation"
"""Where the month of somebody who was invited is known from."""


@dataclass(frozen=True)
class Entered:
    """What became of somebody who came with a code: the first messages, or why not."""

    messages: tuple[Message, ...] = ()
    refusal: Refusal | None = None


def make_invitations(
    tx: Transaction,
    around: Surroundings,
    programme: str,
    month: date,
    *,
    count: int,
    now: datetime,
) -> Sequence[Invitation]:
    """Keep new codes for one programme and month, and return them; they cannot be read again.

    Raises ContentError when there is no such programme.
    """
    around.shelf.programme(tx, programme)
    last = datetime.combine(expires_on(month), time(), around.calendar.local(now).tzinfo)
    made = {_new_code() for _ in range(count)}
    while len(made) < count:  # two alike are as good as impossible, and would be refused
        made.add(_new_code())
    invitations = [Invitation(code, programme, month, now, last) for code in sorted(made)]
    tx.add_invitations(invitations)
    return invitations


def _new_code() -> str:
    return code_of([randbelow(len(SIGNS)) for _ in range(DRAWN)])


def why_refused(tx: Transaction, typed: str, now: datetime) -> Refusal | None:
    """Say why a code does not work, without using it up; None when it does."""
    code = read_code(typed)
    if not is_well_formed(code):
        return "mistyped"
    invitation = tx.invitation(code)
    return "unknown" if invitation is None else invitation.refusal(now)


def enter(
    tx: Transaction,
    around: Surroundings,
    address: Address,
    now: datetime,
    *,
    code: str,
    language: str = "nl",
) -> Entered:
    """Use a code up, enrol somebody in its programme, and greet them.

    The month of the code is known from then on; who used which code is not kept.
    """
    refusal = why_refused(tx, code, now)
    read = read_code(code)
    invitation = None if refusal else tx.invitation(read)
    if invitation is None:
        return Entered(refusal=refusal or "unknown")
    if not tx.use_invitation(read, now):
        return Entered(refusal="used")
    file = enrol(tx, around, address, now, programme=invitation.programme, language=language)
    month = Fact(invitation.month, now, SOURCE)
    known = replace(file, facts={**file.facts, "ww_end_month": month})
    talk = Talk(tx, around, known, now, address.channel, ACTIONS)
    welcome(talk)
    return Entered(talk.save())
