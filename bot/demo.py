"""The demo: made-up advisers, staff and information sessions, so that everything can be tried."""

from datetime import datetime
from pathlib import Path

from bot.errors import ContentError
from bot.ports import Transaction
from bot.scripts.people_file import Known, read_people
from bot.scripts.problems import Problem
from bot.surroundings import Surroundings
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.usecases.session_planning import plan_sessions
from bot.usecases.staffing import keep_people


def set_up_demo(tx: Transaction, around: Surroundings, path: Path, now: datetime) -> None:
    """Keep the demo's people, programme and coming sessions; doing it twice changes nothing.

    Raises ContentError when the file has problems.
    """
    problems: list[Problem] = []
    people = read_people(path, problems, Known())
    if problems:
        first = problems[0].line(around.phrasebook.say)
        raise ContentError(f"The demo's people cannot be used: {first}")
    keep_people(tx, people, only_new=True)
    if tx.setting(DEFAULT_PROGRAMME) is None:
        tx.save_setting(DEFAULT_PROGRAMME, people.programme)
    plan_sessions(tx, around, people.programme, now)
