"""Gives a client an adviser by what is known of them, and keeps why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.advisers import Adviser
from bot.assignment import Assignment, Reason, Wish, assign, improve
from bot.clients import Client
from bot.dialogue.derived import derive
from bot.dialogue.facts import UNKNOWN, Fact
from bot.ports import Transaction
from bot.usecases.talk import Talk

DECIDING = ("birth_date", "municipality", "sector")
"""Facts by which another adviser can turn out to fit better."""


def wish_of(client: Client, facts: Mapping[str, Fact], today: date) -> Wish:
    """Return what matters to the choice of an adviser, as far as it is known."""
    known = {name: fact.value for name, fact in facts.items() if fact.value != UNKNOWN}
    return Wish(
        programme=client.programme,
        municipality=str(known.get("municipality", "")),
        sector=str(known.get("sector", "")),
        language=client.language,
        age=derive("age birth_date", known.get("birth_date"), today),
    )


def with_adviser(client: Client, assignment: Assignment | None) -> Client:
    """Return the client with the adviser of an assignment and its reasons; None changes nothing."""
    if assignment is None:
        return client
    return replace(client, adviser=assignment.adviser.id, assigned_because=assignment.reasons)


def assigned(tx: Transaction, client: Client, today: date) -> Client:
    """Return a client of whom nothing is told yet with a fixed adviser, when there is one."""
    return with_adviser(client, assign(wish_of(client, {}, today), tx.advisers(), tx.caseloads()))


def improve_assignment(talk: Talk) -> None:
    """Change to an adviser who fits better, once, when what this turn told makes a difference.

    After a person has answered, and while one was asked to, the adviser stays.
    """
    told = {name: talk.facts.get(name) for name in DECIDING}
    before = talk.file.facts
    if talk.erased or talk.client.reassigned or told == {n: before.get(n) for n in DECIDING}:
        return
    client = talk.client.id
    guided = any(each.kind == "guided" for each in talk.tx.milestones(client))
    if guided or talk.tx.active_handoff(client) is not None:
        return
    wish = wish_of(talk.client, talk.facts, talk.now.date())
    better = improve(wish, talk.tx.advisers(), talk.tx.caseloads(), talk.client.adviser)
    if better is not None:
        talk.client = replace(with_adviser(talk.client, better), reassigned=True)


def present(
    fixed: Adviser, wish: Wish, advisers: Sequence[Adviser], caseloads: Mapping[str, int], day: date
) -> Adviser:
    """Return who stands for a fixed adviser on a day: themselves, the stand-in, or another.

    When everybody is away it is the fixed adviser all the same.
    """
    if not fixed.away_on(day):
        return fixed
    at_work = [each for each in advisers if not each.away_on(day) and not each.left]
    stand_in = next((each for each in at_work if each.id == fixed.stand_in), None)
    if stand_in is not None:
        return stand_in
    instead = assign(wish, at_work, caseloads)
    return instead.adviser if instead else fixed


def moved(
    client: Client,
    facts: Mapping[str, Fact],
    advisers: Sequence[Adviser],
    caseloads: Mapping[str, int],
    now: datetime,
) -> Client:
    """Return the client with another adviser than the one who gives them over, or with none."""
    others = [each for each in advisers if each.id != client.adviser]
    new = assign(wish_of(client, facts, now.date()), others, caseloads)
    if new is None:
        return replace(client, adviser="", assigned_because=())
    return with_adviser(client, replace(new, reasons=(Reason("took-over"), *new.reasons)))
