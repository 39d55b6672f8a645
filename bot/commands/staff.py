"""The command `maxww staff`: who works here, and the links by which they sign in."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.advisers import Adviser, Gap
from bot.clock import WallClock
from bot.commands.check import sayer
from bot.commands.opening import open_assistant
from bot.errors import MaxWWError
from bot.mail import is_mail_address
from bot.ports import Transaction
from bot.records import Staff
from bot.scripts.people_file import Known, People, read_people
from bot.scripts.problems import Problem, in_order
from bot.settings import Settings, SettingsError
from bot.staff_links import VALID_FOR, make_link
from bot.usecases.leaving import leave as let_go
from bot.usecases.leaving import who_gets_the_clients
from bot.usecases.staffing import StaffError, add_staff, found_staff, keep_people
from bot.wiring import Assistant

app = typer.Typer(no_args_is_help=True)

NEEDS: Mapping[Gap, str] = {
    "hours": (
        "has no working hours, so no day can be promised and clients wait; give them with maxww "
        "staff import or on the page of advisers."
    ),
    "programme": (
        "has no programme, so no clients come; name one with maxww staff import or on the page "
        "of advisers."
    ),
}
"""What is to be done about what an adviser lacks."""


class Role(StrEnum):
    """What somebody of the staff does."""

    ADVISER = "adviser"
    COORDINATOR = "coordinator"


WhoArgument = Annotated[str, typer.Argument(metavar="ID", help="The id, such as karin.")]


@app.callback()
def staff() -> None:
    """Add and list members of staff, and make the links by which they sign in.

    Example: maxww staff link karin
    """


@app.command()
def add(
    who: WhoArgument,
    name: Annotated[str, typer.Option(help="The name that colleagues see.")],
    role: Annotated[Role, typer.Option(help="What they do.")],
    adviser: Annotated[
        str, typer.Option(help="The adviser whose account this is; else a new one is made.")
    ] = "",
    organisation: Annotated[str, typer.Option(help="Of a new adviser, such as UWV.")] = "",
    programme: Annotated[
        list[str] | None, typer.Option(help="Of a new adviser; can be given more often.")
    ] = None,
    email: Annotated[str, typer.Option(help="Where notices go.")] = "",
) -> None:
    """Add a member of staff who can sign in.

    Example: maxww staff add karin --name "Karin de Wit" --role adviser --programme werk-in-zicht
    """
    with _one_sentence(), _opened() as assistant:
        if not name.strip():
            raise StaffError("--name is empty; give the name that colleagues see.")
        if email and not is_mail_address(email):
            raise StaffError(f"--email is '{email}'; expected an address such as karin@example.nl.")
        new = Staff(who, name.strip(), role.value, adviser, email)
        wanted = programme or []
        _, made = assistant.store.transact_now(
            lambda tx: add_staff(tx, new, organisation=organisation, programmes=wanted)
        )
    typer.echo(f"Added {who}. A link to sign in: maxww staff link {who}")
    if made is not None:
        _warn([made])


@app.command()
def link(who: WhoArgument) -> None:
    """Print a link by which a member of staff signs in once, within a day.

    Example: maxww staff link karin
    """
    with _one_sentence(), _opened() as assistant:
        settings, now = assistant.settings, WallClock().now()
        base = settings.url or f"http://{settings.host}:{settings.port}"
        made = assistant.store.transact_now(
            lambda tx: make_link(tx, found_staff(tx, who), base, now)
        )
    typer.echo(made)
    hours = int(VALID_FOR.total_seconds()) // 3600
    typer.echo(f"It works once, within {hours} hours. Send it to {who} alone.", err=True)


@app.command("list")
def list_staff() -> None:
    """List who works here: id, name, role, adviser, programmes, clients.

    Example: maxww staff list
    """
    with _one_sentence(), _opened() as assistant:
        rows = assistant.store.transact_now(_rows)
    for row in rows:
        typer.echo("\t".join(row))


@app.command()
def leave(
    who: Annotated[str, typer.Argument(metavar="ADVISER", help="The adviser, such as karin.")],
) -> None:
    """Let an adviser leave: clients get another, are told so, and the account is gone.

    Example: maxww staff leave karin
    """
    with _one_sentence(), _opened() as assistant:
        around, now = assistant.around, assistant.clock.now()

        def work(tx: Transaction) -> dict[str, int]:
            spread = who_gets_the_clients(tx, around, who, now)
            let_go(tx, around, who, now)
            return spread

        spread = assistant.store.transact_now(work)
    typer.echo(f"{who} has left. Clients were handed on: {sum(spread.values())}.")
    for adviser, clients in sorted(spread.items()):
        typer.echo(f"{adviser or 'nobody'}\t{clients}")


@app.command("import")
def import_people(
    file: Annotated[Path, typer.Argument(help="A YAML file with advisers and staff.")],
) -> None:
    """Bring in advisers and staff from a file; who is known already is replaced.

    Prints each mistake as FILE:LINE:COLUMN, and keeps nothing when there is one.

    Example: maxww staff import people.yaml
    """
    with _one_sentence(), _opened() as assistant:
        problems: list[Problem] = []
        people = assistant.store.transact_now(lambda tx: _import(tx, assistant, file, problems))
    for problem in in_order(problems):
        typer.echo(problem.line(sayer(assistant.settings)), err=True)
    if problems:
        typer.echo("Nothing was kept or changed.", err=True)
        raise typer.Exit(1)
    _warn(people.advisers)
    typer.echo(f"Kept {len(people.advisers)} advisers and {len(people.staff)} members of staff.")


def _warn(advisers: Iterable[Adviser]) -> None:
    """Say what advisers still need before they can help anybody."""
    for each in advisers:
        for gap in each.gaps:
            typer.echo(f"Warning: {each.id} {NEEDS[gap]}", err=True)


def _import(tx: Transaction, assistant: Assistant, file: Path, problems: list[Problem]) -> People:
    known = Known(
        programmes=tuple(tx.latest_revisions("programme")),
        municipalities={each.name for each in assistant.around.municipalities.names},
        advisers=[each.id for each in tx.advisers() if not each.left],
    )
    people = read_people(file, problems, known)
    if not problems:
        keep_people(tx, people)
    return people


def _rows(tx: Transaction) -> list[tuple[str, ...]]:
    advisers = {each.id: each for each in tx.advisers()}
    loads = tx.caseloads()
    rows: list[tuple[str, ...]] = [("id", "name", "role", "adviser", "programmes", "clients")]
    for each in tx.all_staff():
        adviser = advisers.get(each.adviser)
        programmes = " ".join(adviser.programmes) if adviser else ""
        clients = f"{loads.get(adviser.id, 0)} of {adviser.limit}" if adviser else ""
        rows.append((each.id, each.name, each.role, each.adviser, programmes, clients))
    return rows


@contextmanager
def _one_sentence() -> Iterator[None]:
    try:
        yield
    except (MaxWWError, SettingsError) as error:
        typer.echo(" ".join(str(error).split()), err=True)
        raise typer.Exit(1) from None


@contextmanager
def _opened() -> Iterator[Assistant]:
    assistant = open_assistant(Settings.from_environment())
    try:
        yield assistant
    finally:
        assistant.store.close()
