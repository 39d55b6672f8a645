"""Joins a channel to a client or a member of staff by a one-time code, and lets it go again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.clients import Address, ClientFile
from bot.dialogue.events import Command, Return
from bot.messages import Message
from bot.notices import Notice
from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases.access import Access
from bot.usecases.actions import ACTIONS
from bot.usecases.notifying import notify
from bot.usecases.talk import Talk

SEVERAL = frozenset({"web"})
"""Channels in which one client can be in several places."""

Refusal = Literal["unknown", "occupied", "staff", "client"]


@dataclass(frozen=True)
class Joined:
    """What became of a code: the messages that say so, for whom it works now, or why not.

    `left` are the places that made way for this one, whose owner ought to be told.
    """

    messages: tuple[Message, ...] = ()
    client: str = ""
    staff: str = ""
    refusal: Refusal | None = None
    left: tuple[Address, ...] = ()


def join(
    tx: Transaction, around: Surroundings, address: Address, token: str, now: datetime
) -> Joined:
    """Let a channel belong to the owner of a code; a code that is refused is not spent.

    A place in a channel belongs to one person: whoever has a talk there already must first
    let it be forgotten. Somebody who was only greeted there has nothing to lose.
    """
    owner = tx.link_owner(token, now)
    if owner is None:
        return Joined(refusal="unknown")
    if owner.staff:
        return _join_staff(tx, around, address, token, owner.staff, now)
    tx.client(owner.client, lock=True)
    here = tx.client_at(address, lock=True)
    if here is not None and here.client.id == owner.client:
        tx.spend_link_code(token)
        return Joined(_go_on(tx, around, owner.client, address, now), owner.client)
    if tx.staff_at(address) is not None:
        return Joined(refusal="staff")
    if here is not None and not _only_greeted(tx, here):
        return Joined(refusal="occupied")
    if not tx.spend_link_code(token):
        return Joined(refusal="unknown")
    if here is not None:
        tx.erase_client(here.client.id)
    left = tuple(each for each in tx.addresses(owner.client) if _makes_way(each, address))
    for other in left:
        tx.drop_address(other)
    tx.add_address(owner.client, address)
    return Joined(_go_on(tx, around, owner.client, address, now), owner.client, left=left)


def _makes_way(other: Address, new: Address) -> bool:
    """Say whether one place takes over from another: two browsers may both stay, other chats not.

    A page is found by its own secret; a chat app must know to which chat it writes.
    """
    return other.channel == new.channel and new.channel not in SEVERAL


def _only_greeted(tx: Transaction, file: ClientFile) -> bool:
    """Say whether somebody only pressed start: no word of theirs, no consent, nobody asked."""
    client = file.client.id
    told = any(m.author == "client" and m.text != "start" for m in tx.messages(client))
    return not told and not tx.consents(client) and tx.active_handoff(client) is None


def _go_on(
    tx: Transaction, around: Surroundings, client: str, address: Address, now: datetime
) -> tuple[Message, ...]:
    """Say in the new channel that it works, and go on where the talk was."""
    file = tx.client(client, lock=True)
    if file is None:
        return ()
    talk = Talk(tx, around, file, now, address.channel, ACTIONS)
    talk.quiet = tx.active_handoff(client) is not None
    talk.change(channel=address.channel)
    talk.say("link.joined")
    waits = talk.conversation is not None and talk.conversation.awaiting != "nothing"
    if not talk.quiet:
        talk.take(Command("repeat") if waits else Return())
    return talk.save()


def _join_staff(
    tx: Transaction,
    around: Surroundings,
    address: Address,
    token: str,
    staff: str,
    now: datetime,
) -> Joined:
    """Reach a member of staff here, and tell them what waits already."""
    member = tx.staff(staff)
    if member is None:
        return Joined(refusal="unknown")
    if tx.client_at(address) is not None:
        return Joined(refusal="client")
    other = tx.staff_at(address)
    if other is not None and other != staff:
        tx.drop_staff_address(other, address.channel)
    if not tx.spend_link_code(token):
        return Joined(refusal="unknown")
    tx.set_staff_address(staff, address)
    tx.add_notices([Notice(staff, "linked", now)])
    access = Access(tx, member)
    for handoff in tx.handoffs(active=True):
        mine = handoff.adviser == (member.adviser or member.id)
        if mine and handoff.answered_at is None and access.may_open(handoff):
            notify(tx, around.calendar, handoff, "waiting", now)
    return Joined(staff=staff)


REFUSALS: Mapping[Refusal, str] = {
    "unknown": "link.unknown",
    "occupied": "link.occupied",
    "staff": "link.staff",
    "client": "link.client",
}
"""The phrase that says why a code was refused."""
