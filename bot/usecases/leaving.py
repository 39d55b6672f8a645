"""An adviser hands all clients on, for good or because of a long absence; each client is told."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

from bot.advisers import Adviser
from bot.clients import Client, ClientFile
from bot.dossier import TRANSFER
from bot.handoff import Handoff
from bot.messages import Message
from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.assigning import moved, present, wish_of
from bot.usecases.notifying import adviser_of, notify
from bot.usecases.reaching import channel_for
from bot.usecases.staffing import found_adviser
from bot.usecases.talk import Talk


def who_gets_the_clients(
    tx: Transaction, around: Surroundings, adviser: str, now: datetime
) -> dict[str, int]:
    """Return how many clients each adviser would get; an empty id stands for nobody.

    Nothing is changed. Raises StaffError when there is no such adviser.
    """
    found_adviser(tx, adviser)
    return Counter(new.adviser for _, new in _moves(tx, around, adviser, now))


def hand_clients_on(
    tx: Transaction, around: Surroundings, adviser: str, now: datetime
) -> tuple[Message, ...]:
    """Give all clients of an adviser to others, with what waits; return what is told to clients.

    Raises StaffError when there is no such adviser.
    """
    found_adviser(tx, adviser)
    messages: list[Message] = []
    for file, new in _moves(tx, around, adviser, now, lock=True):
        held = [each for each in _held(tx, adviser) if each.client == new.id]
        for handoff in held:
            _pass(tx, around, handoff, _who_is_there(tx, new, file, around, now), now)
        messages += _told(tx, around, replace(file, client=new), now, waits=bool(held))
    for handoff in _held(tx, adviser):  # of clients for whom this one only stood in
        other = tx.client(handoff.client, lock=True)
        goes_to = other.client.adviser if other else ""
        _pass(tx, around, handoff, goes_to if goes_to != adviser else "", now)
    return tuple(messages)


def leave(
    tx: Transaction, around: Surroundings, adviser: str, now: datetime
) -> tuple[Message, ...]:
    """Let an adviser leave: clients go to others, the account is gone, the first name is kept.

    Raises StaffError when there is no such adviser.
    """
    messages = hand_clients_on(tx, around, adviser, now)
    for each in tx.advisers():
        if each.stand_in == adviser:
            tx.save_adviser(replace(each, stand_in=""))
    left = found_adviser(tx, adviser)
    tx.save_adviser(Adviser(left.id, left.first_name, left.organisation, left=True))
    for staff in tx.all_staff():
        if staff.adviser == adviser and staff.role == "coordinator":
            tx.save_staff(replace(staff, adviser="", email=staff.email or left.email))
        elif staff.adviser == adviser:
            tx.drop_staff(staff.id)
    return messages


def _moves(
    tx: Transaction, around: Surroundings, adviser: str, now: datetime, *, lock: bool = False
) -> list[tuple[ClientFile, Client]]:
    """Return each client's file, and the client with the new adviser; evenly, one by one."""
    local, advisers, loads = around.calendar.local(now), tx.advisers(), Counter(tx.caseloads())
    found: list[tuple[ClientFile, Client]] = []
    for client in tx.clients_of(adviser):
        file = tx.client(client, lock=lock)
        if file is None or file.client.adviser != adviser:
            continue
        new = moved(file.client, file.facts, advisers, loads, local)
        if new.state != "stopped":
            loads[new.adviser] += 1
        found.append((file, new))
    return found


def _held(tx: Transaction, adviser: str) -> list[Handoff]:
    return [handoff for handoff in tx.handoffs(active=True) if handoff.adviser == adviser]


def _pass(
    tx: Transaction, around: Surroundings, handoff: Handoff, adviser: str, now: datetime
) -> None:
    """Give a handoff to another adviser, or to whoever looks first, and tell them.

    Answers that the client handed on to one organisation do not go along to another.
    """
    passed = handoff.pass_to(adviser)
    before, after = adviser_of(tx, handoff.adviser), adviser_of(tx, adviser)
    stays = before is not None and after is not None and after.is_colleague_of(before)
    if handoff.topic == TRANSFER and not stays:
        passed = replace(passed, shared_facts=())
    tx.save_handoff(passed)
    notify(tx, around.calendar, passed, "passed-on", now)


def _who_is_there(
    tx: Transaction, client: Client, file: ClientFile, around: Surroundings, now: datetime
) -> str:
    """Return the new adviser, or who stands for that one today: somebody waits for an answer."""
    advisers, today = tx.advisers(), around.calendar.local(now).date()
    fixed = next((each for each in advisers if each.id == client.adviser), None)
    if fixed is None:
        return ""
    wish = wish_of(client, file.facts, today)
    return present(fixed, wish, advisers, tx.caseloads(), today).id


def _told(
    tx: Transaction, around: Surroundings, file: ClientFile, now: datetime, *, waits: bool
) -> tuple[Message, ...]:
    """Keep the client; tell who the adviser is now, unless the client wants no messages now.

    Somebody who waits for an answer is told also during a pause.
    """
    talk = Talk(tx, around, file, now, channel_for(tx, file.client), ACTIONS)
    names = {each.id: each.first_name for each in tx.advisers()}
    name = names.get(file.client.adviser)
    if name and file.client.state != "stopped" and (waits or file.client.state == "active"):
        talk.say("handoff.new-adviser", adviser=name)
    return talk.save()
