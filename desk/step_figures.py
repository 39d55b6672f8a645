"""The part of the figures that tells at which questions people stopped, month by month."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from bot.dialogue.steps import Ask
from bot.ports import Transaction
from bot.small_numbers import FEW
from bot.step_counts import StepFigures, StepsOfMonth
from bot.texts.formats import written
from desk.office import Office

COLUMNS = ("answered", "stopped")
"""What is told of a question, beside how many were asked."""


@dataclass(frozen=True)
class ScriptWords:
    """The title of a script, and the words of its questions by step, in its order."""

    title: str
    questions: Mapping[str, str] = field(default_factory=dict)

    def order(self, step: StepFigures) -> tuple[int, str]:
        """Order steps as the script has them; one that is there no more comes last."""
        steps = list(self.questions)
        return steps.index(step.step) if step.step in steps else len(steps), step.step


def read_scripts(
    tx: Transaction, office: Office, months: tuple[StepsOfMonth, ...]
) -> dict[str, ScriptWords]:
    """Return the words of every script that was counted; one published no more keeps its name."""
    library = office.assistant.around.shelf.library(tx)
    published = set(tx.latest_revisions("script"))
    found: dict[str, ScriptWords] = {}
    for name in {step.script for month in months for step in month.steps}:
        if name not in published:
            found[name] = ScriptWords(name)
            continue
        script = library.script(name)
        questions = {
            step.id: step.wording.text for step in script.steps.values() if isinstance(step, Ask)
        }
        found[name] = ScriptWords(script.title, questions)
    return found


def month_words(office: Office, month: date) -> str:
    """Write a month: "november 2026"."""
    return written(month, "month", office.language)


def chosen_month(months: tuple[StepsOfMonth, ...], asked: str) -> StepsOfMonth | None:
    """Return the month that was asked for, else the newest; only months with figures count."""
    filled = [month for month in months if month.steps]
    found = (month for month in filled if f"{month.month:%Y-%m}" == asked)
    return next(found, filled[0] if filled else None)


def month_options(
    office: Office, months: tuple[StepsOfMonth, ...], chosen: StepsOfMonth | None
) -> list[dict[str, object]]:
    """Return the months that can be chosen."""
    return [
        {
            "value": f"{month.month:%Y-%m}",
            "label": month_words(office, month.month),
            "chosen": month is chosen,
        }
        for month in months
        if month.steps
    ]


def script_tables(
    office: Office, month: StepsOfMonth | None, scripts: Mapping[str, ScriptWords]
) -> list[dict[str, object]]:
    """Return a table for each script: its questions in order, with how many stopped there."""
    return [
        {
            "title": words.title,
            "rows": [
                {
                    "question": words.questions.get(step.step, ""),
                    "step": step.step,
                    "asked": str(step.asked),
                    "answered": _count(office, step.answered),
                    "stopped": _count(office, step.stopped),
                    "bar": None if step.stopped is None else _percent(step.stopped, step.asked),
                }
                for step in steps
            ],
        }
        for words, steps in _by_script(month, scripts)
    ]


def step_rows(
    office: Office, months: tuple[StepsOfMonth, ...], scripts: Mapping[str, ScriptWords]
) -> list[list[str]]:
    """Return every count of every month, as rows of the file with all figures."""
    return [
        [
            office.say("figures.all-programmes"),
            office.say("figures.asked-in", month=month_words(office, month.month)),
            f"{words.title}, {step.step}",
            str(step.asked),
            office.say(f"figures.step.{column}"),
            _count(office, getattr(step, column)),
            "",
        ]
        for month in months
        for words, steps in _by_script(month, scripts)
        for step in steps
        for column in COLUMNS
    ]


def _by_script(
    month: StepsOfMonth | None, scripts: Mapping[str, ScriptWords]
) -> Iterator[tuple[ScriptWords, list[StepFigures]]]:
    """Yield scripts in order of title, each with its steps in the order of the script."""
    steps = month.steps if month else ()
    groups = {name: list(of) for name, of in groupby(steps, key=lambda step: step.script)}
    for name in sorted(groups, key=lambda name: (scripts[name].title, name)):
        yield scripts[name], sorted(groups[name], key=scripts[name].order)


def _count(office: Office, count: int | None) -> str:
    return office.say("few", limit=FEW) if count is None else str(count)


def _percent(count: int, of: int) -> int:
    """Return the length of a bar; both are rounded, so that it never goes past the end."""
    return min(100, round(100 * count / of))
