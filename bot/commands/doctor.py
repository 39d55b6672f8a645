"""The command `maxww doctor`: whether an installation is well, without changing anything."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from shlex import quote
from typing import Annotated, Literal

import typer

from bot.clock import WallClock
from bot.commands.check import sayer
from bot.commands.opening import KEY_FILE
from bot.entitlement.norms import MissingFigureError
from bot.errors import MaxWWError
from bot.reconciling import Findings, missed
from bot.scripts.check_paths import check_paths
from bot.scripts.norms import read_norms
from bot.scripts.problems import relative_to
from bot.settings import Settings, SettingsError
from bot.storage.copies import sqlite_path
from bot.storage.open import look_at, open_store, open_vault
from bot.storage.private_files import readable_by_others
from bot.usecases.reconciling import latest_findings
from scheduler.calendar import AMSTERDAM
from scheduler.dutch_holidays import dutch_calendar

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what, how it is, and what to do about it."""

    about: str
    level: Level
    message: str


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Look whether everything that this installation needs is there and up to date.

    Nothing is made or changed. The exit status is 1 when something is wrong; warnings are not.

    Example: maxww doctor
    """
    found = list(findings(WallClock().now().astimezone(AMSTERDAM)))
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found], indent=2))
    else:
        for finding in found:
            typer.echo(f"{finding.level}: {finding.about}: {finding.message}")
    raise typer.Exit(1 if any(finding.level == "error" for finding in found) else 0)


def findings(now: datetime) -> Iterator[Finding]:
    """Yield what is found, one thing after another; nothing more without usable settings.

    `now` is local time.
    """
    today = now.date()
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        yield Finding("settings", "error", str(error))
        return
    yield Finding("settings", "ok", "can be used.")
    yield from _content(settings, today)
    yield from _looked_at("norms", lambda: _norms(settings, today))
    yield from _looked_at("database", lambda: _database(settings))
    yield from _looked_at("files", lambda: _files(settings))
    yield from _looked_at("night", lambda: _night(settings, now))


def _looked_at(about: str, look: Callable[[], Finding]) -> Iterator[Finding]:
    """Yield a finding, also when looking itself fails in a way that a person can mend."""
    try:
        yield look()
    except (MaxWWError, OSError) as error:
        yield Finding(about, "error", " ".join(str(error).split()))


def _content(settings: Settings, today: date) -> Iterator[Finding]:
    """Check what coordinators wrote, and yield each mistake and warning."""
    say = sayer(settings)
    found = check_paths([settings.dialogues.absolute()], settings.dialogues, today)
    problems = relative_to(Path.cwd(), found)
    for problem in problems:
        yield Finding("dialogues", problem.level, f"{problem.place}: {problem.message(say)}")
    if not any((settings.dialogues / "scripts").glob("*.yaml")):
        yield Finding("dialogues", "error", f"there are no scripts in {settings.dialogues}.")
    elif not problems:
        yield Finding("dialogues", "ok", "no mistakes.")


def _norms(settings: Settings, today: date) -> Finding:
    try:
        norms = read_norms(settings.dialogues / "norms")[0].on(today)
    except MissingFigureError as error:
        return Finding(
            "norms", "error", f"the norm {error} is missing; nothing can be checked without it."
        )
    if not norms.usable:
        return Finding(
            "norms",
            "error",
            f"there are no amounts for today; the last ones ended on {norms.valid_until}. Clients "
            "are told that the amounts are not known. Add the new ones to the norms.",
        )
    return Finding("norms", "ok", f"the amounts of today hold until {norms.valid_until}.")


def _database(settings: Settings) -> Finding:
    state = look_at(settings.database, settings.data / KEY_FILE)
    if state == "absent":
        return Finding("database", "ok", "not made yet; the first start makes it.")
    if state == "behind":
        return Finding("database", "warning", "older than this version; the next start updates it.")
    return Finding("database", "ok", "reached, of this version, and the key file belongs to it.")


def _files(settings: Settings) -> Finding:
    """Say whether anybody but their owner can read the database and the key."""
    wide = readable_by_others(settings.data / KEY_FILE)
    if settings.database.startswith("sqlite"):
        wide += readable_by_others(sqlite_path(settings.database))
    if not wide:
        return Finding("files", "ok", "nobody but their owner can read the database and the key.")
    names = " ".join(quote(str(each)) for each in wide)
    return Finding("files", "warning", f"others can read them; run: chmod 600 {names}")


def _night(settings: Settings, now: datetime) -> Finding:
    """Say when the nightly look was made last, and how much it found of each kind."""
    found = _last_look(settings)
    if found is None:
        return Finding("night", "ok", "the nightly look was not made yet; it is made at 03:30.")
    at = f"{found.at.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"
    if missed(found, now, dutch_calendar()):
        return Finding(
            "night",
            "warning",
            f"the look was made last at {at}, and not last night; Max-WW must run at 03:30.",
        )
    counts = ", ".join(f"{each.kind} {each.count}" for each in found.found) or "nothing"
    return Finding("night", "warning" if found.open else "ok", f"looked at {at}; found {counts}.")


def _last_look(settings: Settings) -> Findings | None:
    if look_at(settings.database, settings.data / KEY_FILE) != "ready":
        return None
    vault = open_vault(settings.database, settings.data / KEY_FILE)
    store = open_store(settings.database, vault)
    try:
        return store.transact_now(latest_findings)
    finally:
        store.close()
