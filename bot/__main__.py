"""The command `maxww`: each command is imported when it is asked for, so that starting is fast."""

import sys
from importlib import import_module
from importlib.util import find_spec

import click
import typer
from typer.core import TyperGroup
from typer.main import get_command

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


class Commands(TyperGroup):
    """The group of all commands whose module exists."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's shape
        """Return the names in the order of the manual."""
        return [name for name in COMMANDS if find_spec(f"bot.commands.{name}") is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        return load(cmd_name)


def load(name: str) -> click.Command:
    """Return the command of a module in `bot.commands`."""
    module = import_module(f"bot.commands.{name}")
    found = getattr(module, "app", None)
    if not isinstance(found, typer.Typer):
        found = typer.Typer(add_completion=False)
        found.command(name)(getattr(module, name))
    command = get_command(found)
    command.name = name
    return command


app = typer.Typer(
    cls=Commands,
    name="maxww",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def maxww() -> None:
    """Max-WW: a chat assistant for people whose WW is about to end.

    Example: maxww run
    """


def main() -> None:
    """Run the command line; what a person can mend is one sentence, never a traceback."""
    try:
        app()
    except (MaxWWError, SettingsError) as error:
        typer.echo(" ".join(str(error).split()), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
