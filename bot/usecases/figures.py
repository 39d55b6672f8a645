"""Reckons the figures from everything that is kept; nothing but numbers comes out."""

from dataclasses import dataclass
from datetime import datetime

from bot.answering import AnswerTimes, answer_times
from bot.figures import ProgrammeFigures, figures, person
from bot.ports import Transaction
from bot.records import Milestone, Outcome
from bot.step_counts import StepsOfMonth, months_shown, steps_of
from bot.surroundings import Surroundings


@dataclass(frozen=True)
class Report:
    """All figures as they were at a moment; no person can be seen in them."""

    at: datetime
    programmes: tuple[ProgrammeFigures, ...]
    answers: tuple[AnswerTimes, ...]
    steps: tuple[StepsOfMonth, ...]


def reckon(tx: Transaction, around: Surroundings, now: datetime) -> Report:
    """Return the figures of this moment; clients who were erased are in none of them."""
    local = around.calendar.local(now)
    today = local.date()
    milestones: dict[str, list[Milestone]] = {}
    for milestone in tx.all_milestones():
        milestones.setdefault(milestone.client, []).append(milestone)
    outcomes: dict[str, list[Outcome]] = {}
    for outcome in tx.all_outcomes():
        outcomes.setdefault(outcome.client, []).append(outcome)
    files = tx.clients()
    people = (
        person(
            file,
            milestones.get(file.client.id, ()),
            outcomes.get(file.client.id, ()),
            today,
            around.calendar,
        )
        for file in files
    )
    advisers = {adviser.id: adviser for adviser in tx.advisers()}
    return Report(
        at=now,
        programmes=figures(people, tx.codes_by_month()),
        answers=answer_times(tx.handoffs(), advisers, today, around.calendar),
        steps=tuple(
            steps_of(first, tx.step_totals(first, last)) for first, last in months_shown(today)
        ),
    )
