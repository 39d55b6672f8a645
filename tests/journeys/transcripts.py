"""Writes a life as text, so that somebody can read it as that client would."""

from collections.abc import Sequence
from datetime import datetime

from bot.contacts import DueContact
from scheduler.calendar import AMSTERDAM
from tests.journeys.living import Lived, reason_of


def transcript(lived: Lived) -> str:
    """Return a life as text, in order of time; a talk that was had before is not written again."""
    talks: list[tuple[datetime, list[str]]] = []
    for at, text in lived.diary:
        if text.startswith("== "):
            talks.append((at, [text]))
        else:
            talks[-1][1].append(text)
    lines = [f"{lived.life.name}: {lived.life.about}", ""]
    before: dict[str, str] = {}
    unsent = [row for row in lived.contacts if row.state != "sent"]
    for number, (_, talk) in enumerate(talks):
        until = talks[number + 1][0] if number + 1 < len(talks) else None
        body, head = "\n".join(talk[1:]), talk[0]
        lines += [head, *_told(body, before, head)]
        passed = [row for row in unsent if until is None or row.due < until]
        unsent = [row for row in unsent if row not in passed]
        lines += ["", *_not_sent(passed)]
    lines += _ending(lived)
    return "\n".join(lines) + "\n"


def _told(body: str, before: dict[str, str], head: str) -> list[str]:
    day = head[3:13]
    if body and body in before:
        return [f"   (hetzelfde gesprek als op {before[body]})"]
    before[body] = day
    return body.splitlines()


def _not_sent(rows: Sequence[DueContact]) -> list[str]:
    """Return what was not sent and why; the same reason for the same rule is told once."""
    seen: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        day = f"{row.due.astimezone(AMSTERDAM):%Y-%m-%d}"
        seen.setdefault((row.rule, row.state, reason_of(row)), []).append(day)
    told = [
        f"-- {', '.join(days)}  {rule} {state}: {reason}"
        for (rule, state, reason), days in seen.items()
    ]
    return [*told, ""] if told else []


def _ending(lived: Lived) -> list[str]:
    handoffs = [
        f"   {handoff.opened_at.astimezone(AMSTERDAM):%Y-%m-%d}  {handoff.topic} -> "
        f"{adviser.first_name} ({adviser.organisation})"
        for handoff, adviser in lived.handoffs
    ]
    outcomes = [f"   {day}  {kind}" for day, kind in lived.outcomes]
    return [
        "== Hoe het afliep",
        *(outcomes or ["   niets verteld"]),
        f"   telt als {lived.ends_as}; bijeenkomsten {lived.sessions}",
        *handoffs,
    ]
