"""Moments are aware and kept in UTC, so that every store returns them the same."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar, get_args, get_type_hints
from zoneinfo import ZoneInfo

from scheduler.records import changed

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def utc(moment: datetime) -> datetime:
    """Return a moment in UTC.

    Raises ValueError when it has no time zone: such a moment means nothing to a store.
    """
    zone = moment.tzinfo
    if zone is UTC:
        return moment
    if type(zone) is not ZoneInfo and moment.utcoffset() is None:
        raise ValueError(f"the moment {moment.isoformat()} has no time zone; a store needs one")
    return moment.astimezone(UTC)


def in_utc(record: T, **more: object) -> T:
    """Return a record with each of its moments in UTC, and with other values changed as well.

    Raises ValueError when one has no time zone.
    """
    values = vars(record)
    changes = dict(more)
    for name in _moments_of(type(record)):
        moment = values[name]
        if moment is not None and moment.tzinfo is not UTC and name not in more:
            changes[name] = utc(moment)
    if not changes:
        return record
    return changed(record, **changes)


@lru_cache(maxsize=64)
def _moments_of(kind: type["DataclassInstance"]) -> tuple[str, ...]:
    """Return the names of the fields of a record that hold a moment."""
    return tuple(name for name, hint in get_type_hints(kind).items() if _is_moment(hint))


def _is_moment(hint: object) -> bool:
    return hint is datetime or datetime in get_args(hint)
