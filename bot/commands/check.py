"""The command `maxww check`: each mistake in scripts, programmes, norms, walks, translations."""

import asyncio
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import WallClock
from bot.scripts.check_paths import UNREADABLE, check_paths, kind_of
from bot.scripts.problems import Place, Problem, Say, in_order, quoted, relative_to
from bot.settings import ROOT, Settings, SettingsError
from bot.texts import Phrasebook
from bot.texts.catalogues import Catalogue, read_catalogues
from bot.texts.phrasebook import read_phrases
from scheduler.calendar import AMSTERDAM

ERRORS, CANNOT_READ = 1, 2
"""Exit statuses; 0 is for no errors, also when there are warnings."""


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; else everything there is.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
    play: Annotated[
        bool, typer.Option(help="Also play the walks, and compare what is said.")
    ] = True,
) -> None:
    """Check scripts, programmes, municipalities, norms, phrases, walks and translations.

    Prints one problem a line. The exit status is 0 without errors (there may be warnings), 1 with
    errors, and 2 when something cannot be read at all.

    Example: maxww check dialogues/scripts/welcome.yaml
    """
    try:
        settings = Settings.from_environment()
    except SettingsError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(CANNOT_READ) from None
    problems = found_in(settings, paths or [], play=play)
    say = sayer(settings)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if as_json:
        rows = [as_row(problem, say) for problem in problems]
        typer.echo(json.dumps(rows, ensure_ascii=not _writes_unicode(), indent=2))
    else:
        for problem in problems:
            typer.echo(problem.line(say))
        typer.echo(closing_line(problems, say))
    raise typer.Exit(exit_status(problems))


def found_in(settings: Settings, paths: list[Path], *, play: bool = False) -> list[Problem]:
    """Return every problem of the paths, or of the whole installation when none is named."""
    today = WallClock().now().astimezone(AMSTERDAM).date()
    asked = paths or [path for path in (settings.dialogues, settings.locales) if path.exists()]
    if not paths and settings.dialogues not in asked:
        asked.append(settings.dialogues)
    problems = check_paths([path.absolute() for path in asked], settings.dialogues, today)
    if play and not any(problem.level == "error" for problem in problems):
        problems += _played(settings, asked, today)
    return in_order(relative_to(Path.cwd(), problems))


def sayer(settings: Settings) -> Say:
    """Return what says a phrase in the installation's language, whatever is broken in it.

    The installation's own phrases and catalogues may be what is wrong; then those that came with
    the program step in, and for a phrase that is nowhere its key.
    """
    shipped = read_phrases(ROOT / "dialogues" / "phrases", [])
    phrases = {**shipped, **read_phrases(settings.dialogues / "phrases", [])}
    book = Phrasebook(phrases, _catalogues(settings.locales))

    def say(key: str, figures: Mapping[str, object]) -> str:
        return book.say(key, figures, settings.language) if key in phrases else key

    return say


def _catalogues(locales: Path) -> Mapping[str, Catalogue]:
    try:
        return read_catalogues(locales)
    except (OSError, ValueError, LookupError):
        return read_catalogues(ROOT / "locales" / "none")


def as_row(problem: Problem, say: Say) -> dict[str, object]:
    """Give one problem as the JSON that `docs` describes."""
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "level": problem.level,
        "message": problem.message(say),
        "code": problem.code,
        "nearest": problem.nearest,
    }


def closing_line(problems: Iterable[Problem], say: Say) -> str:
    """Return how many errors and warnings there are."""
    levels = [problem.level for problem in problems]
    if not levels:
        return say("check.none", {})
    figures = {"errors": levels.count("error"), "warnings": levels.count("warning")}
    return say("check.found", figures)


def exit_status(problems: Iterable[Problem]) -> int:
    """Return 0 without errors, 1 with errors, 2 when something cannot be read at all."""
    errors = [problem for problem in problems if problem.level == "error"]
    if any(problem.code in UNREADABLE for problem in errors):
        return CANNOT_READ
    return ERRORS if errors else 0


def _played(settings: Settings, paths: list[Path], today: date) -> list[Problem]:
    """Play the walks among the paths; each first line that comes out otherwise is a problem."""
    walks = [path for path in _files(paths) if path.suffix == ".txt" and kind_of(path) == "walk"]
    if not walks:
        return []
    # Playing needs the whole assistant, which only this part of the command should pay for.
    from bot.scripts.content import load_content
    from bot.walks import play_walk, read_walk

    content = load_content(settings.dialogues, today)

    def play(text: str) -> tuple[str, str]:
        walk = read_walk(text)
        return walk.transcript, asyncio.run(play_walk(settings, content, walk))

    return [problem for path in walks for problem in differences(path, play)]


def differences(path: Path, play: Callable[[str], tuple[str, str]]) -> list[Problem]:
    """Compare a walk's transcript with what playing it gives."""
    text = path.read_text(encoding="utf-8")
    try:
        wanted, given = play(text)
    except Exception as error:  # whatever stops a walk is that walk's problem
        figures = {"reason": quoted(f"{type(error).__name__}: {error}")}
        return [Problem(Place(str(path), 1, 1), "walk-stumbles", figures)]
    start = text.splitlines().index("---") + 2
    pairs = zip_longest(wanted.splitlines(), given.splitlines(), fillvalue="")
    for number, (expected, found) in enumerate(pairs, start=start):
        if expected != found:
            figures = {"expected": quoted(expected), "found": quoted(found)}
            return [Problem(Place(str(path), number, 1), "walk-differs", figures)]
    return []


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    return [path.absolute() for path in found]


def _writes_unicode() -> bool:
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
