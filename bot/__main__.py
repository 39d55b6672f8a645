"""The command `maxww`: each command is imported when it is asked for, so that starting is fast."""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec

import typer

from bot.errors import MaxWWError
from bot.settings import SettingsError

COMMANDS = (
    "run",
    "serve",
    "work",
    "check",
    "entitlement",
    "play",
    "plan",
    "simulate",
    "bench",
    "invite",
    "client",
    "staff",
    "backup",
    "restore",
    "doctor",
)
"""Each is a module in `bot.commands` with a function of its name, or `app` with commands below."""


def make_app(arguments: Sequence[str]) -> typer.Typer:
    """Make the command line with the command that is asked for; with all when none is."""
    app = typer.Typer(
        name="maxww", add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False
    )
    app.callback()(maxww)
    there = [name for name in COMMANDS if find_spec(f"bot.commands.{name}") is not None]
    asked = [name for name in arguments[:1] if name in there]
    for name in asked or there:
        module = import_module(f"bot.commands.{name}")
        below = getattr(module, "app", None)
        if isinstance(below, typer.Typer):
            app.add_typer(below, name=name)
        else:
            app.command(name)(getattr(module, name))
    return app


def maxww() -> None:
    """Max-WW: a chat assistant for people whose WW is about to end.

    Example: maxww run
    """


def main() -> None:
    """Run the command line; what a person can mend is one sentence, never a traceback."""
    try:
        make_app(sys.argv[1:])()
    except (MaxWWError, SettingsError) as error:
        typer.echo(" ".join(str(error).split()), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
