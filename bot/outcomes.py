"""How it ended: the kinds of outcome, which one counts, and what still deserves a question."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from bot.records import Outcome
from scheduler.calendar import Calendar

KINDS = (
    "work",
    "bijstand",
    "bijstand_in_progress",
    "bijstand_refused",
    "other_income",
    "none",
    "unknown",
)
"""What can be told about the end of a WW; each client stands in exactly one of these."""

WORK_ENDED = "work_ended"
"""Told after work was found: it did not last. How it is now, is not known then."""

TAKEN_BACK = "taken_back"
"""Told after something that was not so: the last thing told does not count any more."""

SETTLED = frozenset({"work", "bijstand", "bijstand_refused", "other_income", "none"})
"""After these it is known how the WW ended."""

ANSWERED: Mapping[str, frozenset[str]] = {
    "outcome": SETTLED | {"bijstand_in_progress"},
    "outcome-later": SETTLED,
}
"""By the script that asks how it ended: the outcomes after which it has nothing to ask."""

MONTHS_AFTER = (3, 6)
"""So many months after work was found it is asked whether it lasted."""

AtWork = Literal["not-due", "still", "stopped", "unknown"]


def standing(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return what was told and stands, from the outcomes in order.

    Saying later that one does not know takes nothing back; `TAKEN_BACK` takes the last one back.
    """
    told: list[Outcome] = []
    for outcome in outcomes:
        if outcome.kind == TAKEN_BACK:
            del told[-1:]
        elif outcome.kind != "unknown":
            told.append(outcome)
    return tuple(told)


def last_told(outcomes: Sequence[Outcome]) -> str:
    """Return the last thing that was told and stands, "unknown" when nothing does."""
    told = standing(outcomes)
    return told[-1].kind if told else "unknown"


def recorded_last(outcomes: Sequence[Outcome]) -> tuple[Outcome, Outcome | None] | None:
    """Return what staff recorded last, and what took it back when it was; None without a record.

    A record that was overtaken by something told later is none any more.
    """
    told = [outcome for outcome in outcomes if outcome.kind != "unknown"]
    back = told.pop() if told and told[-1].kind == TAKEN_BACK else None
    return (told[-1], back) if told and told[-1].by and told[-1].kind != TAKEN_BACK else None


def end_state(outcomes: Sequence[Outcome]) -> str:
    """Return the one kind of outcome in which a client stands."""
    last = last_told(outcomes)
    return last if last in KINDS else "unknown"


def at_work_after(
    months: int, outcomes: Sequence[Outcome], today: date, calendar: Calendar
) -> AtWork:
    """Say whether a client was at work so many months after work was first found.

    What was told before the moment of the next question counts. Work that was said to have
    ended, and another outcome after work, both mean that it stopped; new work found meanwhile
    counts only when it was told after those months. `not-due` also stands for no work found.
    """
    told = [(each.kind, calendar.local(each.at).date()) for each in standing(outcomes)]
    found = next((day for kind, day in told if kind == "work"), None)
    if found is None or calendar.add_months(found, months) > today:
        return "not-due"
    asked = calendar.add_months(found, months)
    following = [later for later in MONTHS_AFTER if later > months]
    before = calendar.add_months(found, following[0]) if following else date.max
    kind, day = [each for each in told if found <= each[1] < before][-1]
    if kind != "work":
        return "stopped"
    return "still" if day >= asked else "unknown"
