"""The commands `maxww client export` and `maxww client erase`: what a client may ask for."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer

from bot.commands.opening import open_assistant
from bot.errors import MaxWWError
from bot.ports import Transaction
from bot.records import Look
from bot.settings import Settings, SettingsError
from bot.usecases.erasing import erase as erase_client
from bot.usecases.exporting import everything_of, find_client
from bot.wiring import Assistant

T = TypeVar("T")

OPERATOR = "operator"
"""Under this name an export stands among the looks at a client's file."""

app = typer.Typer(no_args_is_help=True, help="Show or erase everything that is kept of a client.")

Who = Annotated[str, typer.Argument(help="A client's id, or the id of a handoff of theirs.")]


class UnknownClientError(MaxWWError):
    """There is no such client."""


@app.command()
def export(
    client: Who,
    out: Annotated[Path | None, typer.Option(help="A new file; else it is printed.")] = None,
) -> None:
    """Write everything that is kept of a client as JSON, for themselves.

    The export is logged as a look at the file.

    Example: maxww client export Zk2vQ0x1 --out fatma.json
    """

    def work(tx: Transaction, assistant: Assistant) -> str:
        found = _found(tx, client)
        kept = everything_of(tx, found)
        tx.add_look(Look(OPERATOR, found, "export", assistant.clock.now()))
        return json.dumps(kept, ensure_ascii=False, indent=2)

    text = _with_store(work)
    if out is None:
        typer.echo(text)
        return
    try:
        number = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        _refuse(f"{out} cannot be written: {error.strerror}.")
    with os.fdopen(number, "w", encoding="utf-8") as opened:
        opened.write(text + "\n")
    typer.echo(f"Wrote everything that is kept to {out}; only you can read it.")


@app.command()
def erase(
    client: Who,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a client for good: their key is destroyed, and places at sessions are given back.

    Example: maxww client erase Zk2vQ0x1
    """
    found = _with_store(lambda tx, _: _found(tx, client))
    if not yes and not typer.confirm(f"Erase everything of client {found}? It cannot be undone."):
        _refuse("Nothing was erased.")

    def work(tx: Transaction, assistant: Assistant) -> bool:
        return erase_client(tx, assistant.around, found, assistant.clock.now())

    _with_store(work)
    typer.echo(
        f"Client {found} was erased. Backups made earlier still hold them; after restoring one, "
        "erase them again."
    )


def _found(tx: Transaction, name: str) -> str:
    found = find_client(tx, name)
    if not found:
        raise UnknownClientError(
            f"There is no client '{name}'. Give the client's id, or the id of a handoff, which "
            "stands in the address of its page on the desk."
        )
    return found


def _with_store(work: Callable[[Transaction, Assistant], T]) -> T:
    """Run work on this installation; what a person can mend is one sentence and exit status 1."""
    try:
        assistant = open_assistant(Settings.from_environment())
        try:
            return assistant.store.transact_now(lambda tx: work(tx, assistant))
        finally:
            assistant.store.close()
    except (MaxWWError, SettingsError) as error:
        _refuse(" ".join(str(error).split()))


def _refuse(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1)
