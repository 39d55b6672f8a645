"""Moments are aware and kept in UTC, so that every store returns them the same."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def utc(moment: datetime) -> datetime:
    """Return a moment in UTC.

    Raises ValueError when it has no time zone: such a moment means nothing to a store.
    """
    if moment.tzinfo is UTC:
        return moment
    if moment.utcoffset() is None:
        raise ValueError(f"the moment {moment.isoformat()} has no time zone; a store needs one")
    return moment.astimezone(UTC)


def in_utc(record: T, **more: object) -> T:
    """Return a record with each of its moments in UTC, and with other values changed as well.

    Raises ValueError when one has no time zone.
    """
    changes = {
        name: utc(value)
        for name, value in vars(record).items()
        if isinstance(value, datetime) and value.tzinfo is not UTC
    }
    if not changes and not more:
        return record
    # Each turn keeps a dozen records, and `dataclasses.replace` reads every field of each again:
    # a record of the store is a plain value, so its fields can be taken over as they stand.
    kept = object.__new__(type(record))
    vars(kept).update(vars(record), **changes)
    vars(kept).update(more)
    return kept
