"""`maxww play`: talk with a script in the terminal, by the real engine in a pretend world."""

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.messages import Message
from bot.settings import Settings
from bot.walks import PERSON, PretendWorld, Walk, WalkError, written

WAITS = 3
"""Exit status when the script waits for an answer that did not come."""


def play(
    script: Annotated[str, typer.Argument(help="The script to talk with, such as self-check.")],
    answers: Annotated[
        Path | None, typer.Option(help="A file with one answer a line; prints the transcript.")
    ] = None,
    facts: Annotated[
        Path | None, typer.Option(help="A JSON object of facts that are known from earlier.")
    ] = None,
    today: Annotated[str, typer.Option(help="The day on which it happens, as 2027-03-08.")] = "",
    language: Annotated[str, typer.Option(help="The client's language.")] = "nl",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Talk with a script in a pretend world; nothing is kept and nobody is written to.

    Example: maxww play self-check --answers answers.txt --today 2027-03-08
    """
    try:
        walk = Walk(script, _moment(today), (), language=language, facts=_facts(facts))
        deeds = _lines(answers) if answers else _typed(as_json)
        status = asyncio.run(_play(walk, deeds, as_json=as_json))
    except (WalkError, OSError, ValueError) as error:
        _stop(str(error))
    raise typer.Exit(status)


async def _play(walk: Walk, deeds: Iterator[str], *, as_json: bool) -> int:
    from bot.scripts.content import load_content

    settings = Settings.from_environment()
    world = PretendWorld(settings, load_content(settings.dialogues), walk.now)
    show = _print_json if as_json else _print_text
    for message in world.begin(walk):
        show(message)
    while world.waits:
        deed = next(deeds, None)
        if deed is None:
            return WAITS
        if not as_json and not sys.stdin.isatty():
            print(deed if deed.startswith("--- ") else f"{PERSON}: {deed}")
        for message in await world.does(deed):
            if message.author != "client":
                show(message)
    return 0


def _print_text(message: Message) -> None:
    print(written(message), flush=True)


def _print_json(message: Message) -> None:
    shown = {
        "author": message.author,
        "text": message.text,
        "choices": [choice.label for choice in message.choices],
        "at": message.at.isoformat(),
    }
    print(json.dumps(shown, ensure_ascii=False), flush=True)


def _lines(path: Path) -> Iterator[str]:
    """Yield the answers of a file; empty lines and lines that begin with # are passed over."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return iter([line.strip() for line in lines if line.strip() and not line.startswith("#")])


def _typed(as_json: bool) -> Iterator[str]:
    """Yield what is typed until the input ends."""
    while True:
        try:
            yield input("" if as_json or not sys.stdin.isatty() else f"{PERSON}: ")
        except EOFError:
            return


def _facts(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    given = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(given, dict):
        raise ValueError(f'{path}: expected one JSON object such as {{"household": "single"}}')
    return {name: _as_text(value) for name, value in given.items()}


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def _moment(today: str) -> datetime:
    from bot.clock import WallClock
    from scheduler.calendar import AMSTERDAM

    if not today:
        return WallClock().now().astimezone(AMSTERDAM)
    try:
        return datetime.combine(date.fromisoformat(today), time(10), AMSTERDAM)
    except ValueError as error:
        raise ValueError(f"--today is '{today}'; expected a date such as 2027-03-08") from error


def _stop(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    raise typer.Exit(1)
