"""`maxww bench`: the project's benchmarks, each against its baseline in the same run."""

import asyncio
import json
import sys
from typing import Annotated

import typer

IN_FLIGHT = (1, 32)


def bench(
    name: Annotated[str, typer.Argument(help="Which benchmark: turns.")] = "turns",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON only.")] = False,
) -> None:
    """Measure, on this machine, beside a baseline in the same run.

    Example: maxww bench turns
    """
    from bot import benchmarks
    from bot.settings import Settings

    if name != "turns":
        print(f"There is no benchmark '{name}'; there is: turns.", file=sys.stderr)
        raise typer.Exit(1)
    settings = Settings.from_environment()
    results = [asyncio.run(benchmarks.bench_turns(settings, n)) for n in IN_FLIGHT]
    if as_json:
        print(json.dumps([benchmarks.as_json(result) for result in results]))
        return
    for result in results:
        print(
            f"{result.in_flight:3} in flight: {result.turns_a_second:6.0f} durable turns/s, "
            f"p50 {result.p50_ms:.1f} ms, p99 {result.p99_ms:.1f} ms; bare insert-and-update "
            f"{result.bare_a_second:.0f}/s, ratio {result.ratio:.2f}"
        )
