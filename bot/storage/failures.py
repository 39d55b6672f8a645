"""Turns the errors of a database into errors that this project knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Error as SqliteError
from sqlite3 import IntegrityError as SqliteIntegrityError

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    OperationalError,
    SQLAlchemyError,
    StatementError,
)

from bot.errors import DatabaseError
from bot.storage.errors import ConstraintError


@contextmanager
def translated() -> Iterator[None]:
    """Raise ConstraintError or DatabaseError in place of what the database library raises."""
    try:
        yield
    except SQLAlchemyError as error:
        raise translation(error) from error


@contextmanager
def reached(engine: Engine) -> Iterator[Connection]:
    """Connect to a database for the first time.

    Raises DatabaseError when it cannot be reached.
    """
    try:
        connection = engine.connect()
    except OperationalError as error:
        complaint = _complaint(error.orig)
        raise DatabaseError(f"The database cannot be reached: {complaint}.") from error
    with connection:
        yield connection


def translation(error: BaseException) -> BaseException:
    """Return the error that this project knows, with the original as its cause.

    Messages name the database's complaint, never the values: those may be about a client.
    """
    known = _known(error)
    if known is not error and known.__cause__ is None:
        known.__cause__ = error
    return known


def _known(error: BaseException) -> BaseException:
    if isinstance(error, IntegrityError):
        return ConstraintError(f"The database refused a row: {_complaint(error.orig)}.")
    if isinstance(error, DBAPIError):
        return DatabaseError(f"The database did not do what was asked: {_complaint(error.orig)}.")
    if isinstance(error, StatementError) and isinstance(error.orig, ValueError):
        return error.orig
    if isinstance(error, SQLAlchemyError):
        return DatabaseError(f"The database cannot be used: {type(error).__name__}.")
    if isinstance(error, SqliteIntegrityError):
        return ConstraintError(f"The database refused a row: {_complaint(error)}.")
    if isinstance(error, SqliteError):
        return DatabaseError(f"The database did not do what was asked: {_complaint(error)}.")
    if isinstance(error, StopIteration):  # a future cannot carry it
        return RuntimeError("the work of a transaction ended with StopIteration")
    return error


def _complaint(error: BaseException | None) -> str:
    diagnosis = getattr(error, "diag", None)
    text = getattr(diagnosis, "message_primary", None) or str(error)
    return text.splitlines()[0].rstrip(".") if text else type(error).__name__
