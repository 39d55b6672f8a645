"""The command `maxww entitlement`: one JSON object of answers a line in, one verdict a line out."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Annotated

import typer

from bot.entitlement import Answers, NormTable, check, verdict_as_json
from bot.entitlement.as_json import Say
from bot.scripts.norms import read_norms
from bot.settings import Settings, SettingsError
from bot.texts import Phrasebook


def entitlement(
    file: Annotated[str, typer.Argument(help="One JSON object a line; - is standard input.")] = "-",
) -> None:
    """Check the right to support: one JSON object of answers a line in, one verdict a line out.

    A bad line gives {"error": ..., "line": n} and the rest goes on; then the exit status is 1.

    Example: echo '{"ww_end": "2026-11-30", "household": "single"}' | maxww entitlement
    """
    try:
        settings = Settings.from_environment()
        table, say = _load_norms(settings), Phrasebook.load(settings).say
        with _opened(file) as lines:
            failed = _write(verdicts(lines, table, say))
    except BrokenPipeError:
        # whoever read our output has stopped; there is nobody left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
    except (OSError, SettingsError, NormsError, ValueError) as error:
        typer.echo(_sentence(error, file), err=True)
        raise typer.Exit(1) from None
    raise typer.Exit(1 if failed else 0)


class NormsError(ValueError):
    """The norms cannot be used until somebody mends them."""


def verdicts(lines: Iterable[str], table: NormTable, say: Say) -> Iterator[dict[str, object]]:
    """Yield one verdict, or one error with its line number, for each line that is not empty."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield verdict_as_json(check(_answers(line), table), say)
        except (ValueError, ArithmeticError, RecursionError) as error:
            yield {"error": _why(error), "line": number}


def _answers(line: str) -> Answers:
    found = json.loads(line, parse_float=Decimal)
    if not isinstance(found, dict):
        raise ValueError('expected one JSON object with answers, such as {"income": 900}')
    return Answers.from_mapping(found)


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    if isinstance(error, RecursionError):
        return "not usable: the JSON is nested too deeply"
    if isinstance(error, ArithmeticError):
        return "not usable: a number is too large or too small"
    return str(error)


def _write(results: Iterable[dict[str, object]]) -> bool:
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    encode, encode_error = (json.JSONEncoder(ensure_ascii=each).encode for each in (plain, True))
    failed = False
    for result in results:
        wrong = "error" in result
        failed = failed or wrong
        # an error quotes what was found, which can be signs that no output can write
        sys.stdout.write((encode_error if wrong else encode)(result) + "\n")
        sys.stdout.flush()
    return failed


def _opened(file: str) -> contextlib.AbstractContextManager[IO[str]]:
    if file == "-":
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
        return contextlib.nullcontext(sys.stdin)
    return Path(file).open(encoding="utf-8-sig", errors="replace")


def _load_norms(settings: Settings) -> NormTable:
    folder = settings.dialogues / "norms"
    table, problems = read_norms(folder)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        first = errors[0]
        raise NormsError(
            f"The norms in {folder} have {len(errors)} mistakes, the first at {first.place} "
            f"[{first.code}]; run maxww check."
        )
    return table


def _sentence(error: Exception, file: str) -> str:
    if isinstance(error, OSError):
        return f"Cannot read {file}: {error.strerror or error}."
    return str(error)
