"""What editing needs of a store beside publishing; see `bot.ports.Transaction`."""

from typing import Protocol

from bot.records import ContentKind


class ContentTransaction(Protocol):
    """The part of a transaction that is about drafts that nobody wants any more."""

    def drop_draft(self, kind: ContentKind, id: str) -> None:  # noqa: A002 - the word of the design
        """Throw a draft away; what is published stays. Nothing happens where there is none."""
        ...
