"""Copies of plain records with other values."""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def changed(record: T, **values: object) -> T:
    """Return a record with other values, as `dataclasses.replace` does and several times as fast.

    Each turn of a client changes a dozen records with up to twenty fields, which `replace` reads
    one by one. Only for records that check nothing when they are made, and have no slots.

    Raises TypeError when the record has no such field.
    """
    before = vars(record)
    after = before | values
    if len(after) != len(before):
        unknown = ", ".join(sorted(values.keys() - before.keys()))
        raise TypeError(f"{type(record).__name__} has no field {unknown}")
    copy = object.__new__(type(record))
    object.__setattr__(copy, "__dict__", after)
    return copy
