"""`maxww simulate`: the whole calendar of many made-up clients, in virtual time."""

import json
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.clock import WallClock
from bot.errors import MaxWWError
from bot.settings import Settings
from bot.simulation.chart import chart
from bot.simulation.report import Report
from bot.simulation.run import Wish
from bot.simulation.run import simulate as live
from bot.texts import Phrasebook
from scheduler.calendar import AMSTERDAM

MOST_CLIENTS = 100_000


class SimulationError(MaxWWError):
    """What was asked cannot be simulated."""


def simulate(
    programme: Annotated[str, typer.Option(help="The programme's id, such as ww-at-work.")],
    clients: Annotated[int, typer.Option(help="How many made-up clients.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same people.")] = 1,
    start: Annotated[str, typer.Option(help="The day on which the first enters; else today.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
    chart_file: Annotated[
        Path | None, typer.Option("--chart", help="Also write the funnel as an SVG file.")
    ] = None,
) -> None:
    """Play the whole calendar of made-up clients through the real system, and print the funnel.

    How they behave stands in dialogues/simulation.yaml. What comes out foretells nothing: it shows
    that every client and every contact is accounted for.

    Example: maxww simulate --programme ww-at-work --clients 1300 --chart funnel.svg
    """
    settings = Settings.from_environment()
    if not 1 <= clients <= MOST_CLIENTS:
        raise SimulationError(f"--clients is {clients}; expected 1 to {MOST_CLIENTS}.")
    wish = Wish(programme, clients, seed, _day(start))
    began = perf_counter()
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task(programme, total=None)
        report = live(settings, wish, lambda day, days: bar.update(task, completed=day, total=days))
    seconds = perf_counter() - began
    phrasebook = Phrasebook.load(settings)
    names = {
        name: phrasebook.say(f"simulation.{name}") for name in (*report.steps, *report.end_states)
    }
    if chart_file is not None:
        title = phrasebook.say("simulation.title", {"programme": programme, "clients": clients})
        try:
            chart_file.write_text(chart(report, title, names), encoding="utf-8")
        except OSError as error:
            raise SimulationError(f"Cannot write {chart_file}: {error.strerror}.") from None
    if as_json:
        typer.echo(json.dumps(as_row(wish, report, seconds)))
        return
    for name, count in (*report.steps.items(), *report.end_states.items()):
        typer.echo(f"{names[name]:<32} {count:>6}  {count / clients:>6.1%}")


def as_row(wish: Wish, report: Report, seconds: float) -> dict[str, object]:
    """Return a report as the JSON that `docs` describes."""
    return {
        "programme": wish.programme,
        "clients": report.clients,
        "seed": wish.seed,
        "steps": dict(report.steps),
        "end_states": dict(report.end_states),
        "contacts": dict(report.contacts),
        "handoffs": dict(report.handoffs),
        "seconds": round(seconds, 1),
    }


def _day(text: str) -> date:
    if not text:
        return WallClock().now().astimezone(AMSTERDAM).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SimulationError(f"--start is '{text}'; write a day as in 2027-01-04.") from None
