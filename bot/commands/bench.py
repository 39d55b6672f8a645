"""`maxww bench`: the project's benchmarks, each against its baseline in the same run."""

import asyncio
import json
import sys
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

IN_FLIGHT = (1, 32)


def bench(
    name: Annotated[str, typer.Argument(help="Which benchmark: turns or entitlement.")] = "turns",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Measure, on this machine, beside a baseline in the same run.

    Example: maxww bench entitlement
    """
    if name not in BENCHMARKS:
        there = ", ".join(BENCHMARKS)
        print(f"There is no benchmark '{name}'; there are: {there}.", file=sys.stderr)
        raise typer.Exit(1)
    BENCHMARKS[name](as_json)


def _turns(as_json: bool) -> None:
    from bot.benchmarks import turns
    from bot.settings import Settings

    settings = Settings.from_environment()
    results = [asyncio.run(turns.bench_turns(settings, n)) for n in IN_FLIGHT]
    if as_json:
        print(json.dumps([turns.as_json(result) for result in results]))
        return
    for result in results:
        print(
            f"{result.in_flight:3} in flight: {result.turns_a_second:6.0f} durable turns/s, "
            f"p50 {result.p50_ms:.1f} ms, p99 {result.p99_ms:.1f} ms; bare insert-and-update "
            f"{result.bare_a_second:.0f}/s, ratio {result.ratio:.2f}"
        )


def _entitlement(as_json: bool) -> None:
    from bot.benchmarks import entitlement
    from bot.settings import Settings

    results = list(entitlement.bench_entitlement(Settings.from_environment()))
    if as_json:
        print(json.dumps([entitlement.as_json(result) for result in results]))
        return
    for result in results:
        print(
            f"{result.answers}: {result.checks_a_second:.0f} checks/s, "
            f"{result.lines_a_second:.0f} lines/s; reading the norms each time "
            f"{result.reparsing_a_second:.1f}/s, ratio {result.ratio:.0f}"
        )


BENCHMARKS: Mapping[str, Callable[[bool], None]] = {"turns": _turns, "entitlement": _entitlement}
"""Every benchmark by its name."""
