"""Records that are made by the thousand and changed by nobody; and copies with other values.

Python checks a frozen dataclass field by field while it is made, which takes five times as long
as making a plain one: a tenth of the time of every turn. That nobody changes a record is seen in
the text of the program, so the type checker holds it, and nothing does so again while it runs.
"""

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as record

    from _typeshed import DataclassInstance
else:
    from collections.abc import Callable
    from dataclasses import dataclass

    def record(
        *, frozen: bool, eq: bool = True, slots: bool = False, kw_only: bool = False
    ) -> Callable[[type], type]:
        """Make a dataclass that is hashed as a frozen one and as quick to make as a plain one.

        To the type checker it is `dataclasses.dataclass`, with its options. `frozen` is for who
        reads the class, and for the type checker.

        Raises TypeError when it is not True.
        """
        if not frozen:
            raise TypeError("a record is frozen; for one that changes use dataclasses.dataclass")

        def made(kind: type) -> type:
            hashed = eq and vars(kind).get("__hash__") is None
            return dataclass(eq=eq, slots=slots, kw_only=kw_only, unsafe_hash=hashed)(kind)

        return made


T = TypeVar("T", bound="DataclassInstance")


def changed(record: T, **values: object) -> T:
    """Return a record with other values, as `dataclasses.replace` does and several times as fast.

    Each turn of a client changes a dozen records with up to twenty fields, which `replace` reads
    one by one. What a record checks when it is made is not checked again, so the new values must
    be right already. Only for records without slots.

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


__all__ = ("changed", "record")
