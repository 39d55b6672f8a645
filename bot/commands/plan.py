"""The command `maxww plan`: what one client will get, when and why, and what is skipped and why."""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import WallClock
from bot.scripts.facts_file import read_facts
from bot.scripts.fitting import Declared, is_for
from bot.scripts.problems import nearest_name
from bot.scripts.programmes import read_programme
from bot.settings import Settings, SettingsError
from bot.texts import Phrasebook
from scheduler.calendar import AMSTERDAM
from scheduler.dutch_holidays import dutch_calendar
from scheduler.plan import Anchor, PlannedContact
from scheduler.plan import plan as plan_contacts
from scheduler.rules import Programme, Rule

YEARS = range(2000, 2101)
"""Holidays are known for these; a date outside them is a typing mistake."""

SPREAD_KEY = "example"
"""Each real client has a minute of their own in each window; the example always has this one's."""


class PlanError(ValueError):
    """The plan cannot be made; the message is one sentence for the person at the keyboard."""


@dataclass(frozen=True)
class Asked:
    """The dates that were asked for."""

    ww_end: date
    enrolled: date
    today: date


def plan(
    programme: Annotated[str, typer.Option(help="The programme's id, such as werk-in-zicht.")],
    ww_end: Annotated[str, typer.Option(help="The last day of the WW, such as 2027-04-30.")],
    enrolled: Annotated[str, typer.Option(help="The day the client enters; else today.")] = "",
    today: Annotated[str, typer.Option(help="The day to count as today.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Show what a client will get, when and why, including what is skipped and why.

    Dates that are not known yet, such as that of a session, plan nothing until they are. That the
    WW has ended already is said on standard error.

    Example: maxww plan --programme werk-in-zicht --ww-end 2027-04-30 --enrolled 2026-10-30
    """
    try:
        settings = Settings.from_environment()
        asked = _asked(ww_end, enrolled, today)
        declared = read_facts(settings.dialogues / "facts.yaml", [])
        found = _programme(settings.dialogues, programme, declared)
        phrasebook = Phrasebook.load(settings)
        contacts = contacts_for(found, asked, declared)
    except (PlanError, SettingsError, ValueError, OSError) as error:
        typer.echo(" ".join(str(error).split()), err=True)
        raise typer.Exit(1) from None
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    ended = ended_warning(asked, contacts, phrasebook)
    if ended:
        typer.echo(ended, err=True)
    if as_json:
        rows = [as_row(contact, phrasebook) for contact in contacts]
        typer.echo(json.dumps(rows, ensure_ascii=not _writes_unicode(), indent=2))
        return
    for line in lines(found, contacts, phrasebook):
        typer.echo(line)


def contacts_for(
    programme: Programme, asked: Asked, declared: Declared
) -> tuple[PlannedContact, ...]:
    """Plan as on the day of enrolment, when nothing else is known of the client.

    What was due before today counts as sent.
    """
    calendar = dutch_calendar()
    now = calendar.local_moment(asked.enrolled, time.min)
    contacts = plan_contacts(
        programme,
        {"ww_end": Anchor(asked.ww_end)},
        enrolled=asked.enrolled,
        now=now,
        calendar=calendar,
        spread_key=SPREAD_KEY,
        is_for=is_for(programme, declared, {}, now),
    )
    return tuple(
        replace(contact, state="sent")
        if contact.state == "planned" and contact.due.date() < asked.today
        else contact
        for contact in contacts
    )


def ended_warning(asked: Asked, contacts: Sequence[PlannedContact], phrasebook: Phrasebook) -> str:
    """Say what it means that the WW ended before today; empty when it did not."""
    if asked.ww_end >= asked.today:
        return ""
    left = any(each.state == "planned" and each.anchor == "ww_end" for each in contacts)
    key = "schedule.ww-ended-some-left" if left else "schedule.ww-ended"
    return phrasebook.say(key, {"day": asked.ww_end})


def as_row(contact: PlannedContact, phrasebook: Phrasebook) -> dict[str, str | None]:
    """Give one contact as the JSON that `docs` describes."""
    return {
        "rule": contact.rule,
        "script": contact.script,
        "anchor": contact.anchor,
        "due": contact.due.isoformat(),
        "useful_until": contact.useful_until.isoformat(),
        "state": contact.state,
        "reason": _reason(contact, phrasebook) or None,
    }


def lines(
    programme: Programme, contacts: Sequence[PlannedContact], phrasebook: Phrasebook
) -> Iterator[str]:
    """Yield one line a contact, then one for each rule whose date is not known yet."""
    for contact in contacts:
        figures = {
            "day": contact.due.date(),
            "at": contact.due.time(),
            "title": _title(programme.rule(contact.rule), contact.rule),
            "rule": contact.rule,
            "state": phrasebook.say(f"schedule.state-{contact.state}"),
        }
        line = phrasebook.say("schedule.line", figures)
        reason = _reason(contact, phrasebook)
        yield f"{line}. {reason}" if reason else line
    seen = {contact.rule for contact in contacts}
    for rule in programme.rules:
        if rule.id not in seen:
            anchor = phrasebook.say(f"schedule.anchor-{rule.anchor}")
            figures = {"title": _title(rule, rule.id), "rule": rule.id, "anchor": anchor}
            yield phrasebook.say("schedule.waits-for", figures)


def _title(rule: Rule | None, otherwise: str) -> str:
    return (rule.title if rule else "") or otherwise


def _reason(contact: PlannedContact, phrasebook: Phrasebook) -> str:
    if contact.reason is None:
        return ""
    return phrasebook.say(contact.reason.key, contact.reason.figures)


def _writes_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"


def _asked(ww_end: str, enrolled: str, today: str) -> Asked:
    now = _day("--today", today) if today else WallClock().now().astimezone(AMSTERDAM).date()
    start = _day("--enrolled", enrolled) if enrolled else now
    return Asked(_day("--ww-end", ww_end), start, now)


def _day(option: str, text: str) -> date:
    """Read a date; every fault names the option and what was found."""
    try:
        parts = _year_month_day(text)
        found = date(*parts)
    except ValueError:
        raise PlanError(
            f"{option} is '{text}', which is not a date that exists; "
            "write year, month and day as in 2027-04-30."
        ) from None
    if found.year not in YEARS:
        raise PlanError(f"{option} is '{text}'; expected a year from {YEARS[0]} to {YEARS[-1]}.")
    return found


def _year_month_day(text: str) -> tuple[int, int, int]:
    """Give year, month and day of 2027-04-30; nothing else is a date here."""
    year, month, day = text.strip().split("-")
    if (len(year), len(month), len(day)) != (4, 2, 2):
        raise ValueError(text)
    return int(year), int(month), int(day)


def _programme(folder: Path, name: str, declared: Declared) -> Programme:
    known = sorted(path.stem for path in (folder / "programmes").glob("*.yaml"))
    if name not in known:
        near = nearest_name(name, known)
        there_are = ", ".join(known) or f"none in {folder / 'programmes'}"
        meant = f" Did you mean '{near}'?" if near else f" There are: {there_are}."
        raise PlanError(f"There is no programme '{name}'.{meant}")
    programme, problems = read_programme(folder / "programmes" / f"{name}.yaml", declared)
    if programme is None:
        first = next(problem for problem in problems if problem.level == "error")
        raise PlanError(
            f"The programme '{name}' has {len(problems)} mistakes, the first at {first.place} "
            f"[{first.code}]; run maxww check."
        )
    return programme
