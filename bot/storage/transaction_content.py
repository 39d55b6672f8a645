"""Revisions and drafts of scripts and programmes in a database."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select

from bot.records import ContentKind, Draft, Revision
from bot.storage.moments import in_utc, utc
from bot.storage.tables import drafts, revisions
from bot.storage.transaction_base import Rows

OF_ID = (
    select(revisions)
    .where(revisions.c.kind == bindparam("kind"), revisions.c.id == bindparam("name"))
    .order_by(revisions.c.number.desc())
)
LATEST_OF_ID = OF_ID.limit(1)
ONE = OF_ID.where(revisions.c.number == bindparam("wanted"))
LATEST = (
    select(revisions.c.id, func.max(revisions.c.number).label("number"))
    .where(revisions.c.kind == bindparam("kind"))
    .group_by(revisions.c.id)
    .order_by(revisions.c.id)
)
PUBLISH = insert(revisions)
DRAFT = select(drafts).where(drafts.c.kind == bindparam("kind"), drafts.c.id == bindparam("name"))
DROP_DRAFT = delete(drafts).where(
    drafts.c.kind == bindparam("kind"), drafts.c.id == bindparam("name")
)


class ContentRows(Rows):
    """Content; a revision is never changed."""

    def publish(self, kind: ContentKind, id: str, text: str, by: str, at: datetime) -> Revision:  # noqa: A002 - the word of the design
        """Keep a new revision and drop the draft."""
        self._dialect.serialise(self._connection, f"{kind} {id}")
        latest = self.revision(kind, id)
        revision = Revision(kind, id, latest.number + 1 if latest else 1, text, utc(at), by)
        self._change(PUBLISH, **vars(revision))
        self._change(DROP_DRAFT, kind=kind, name=id)
        return revision

    def revision(self, kind: ContentKind, id: str, number: int = 0) -> Revision | None:  # noqa: A002 - as above
        """Return a revision, or the latest."""
        if number:
            row = self._row(ONE, kind=kind, name=id, wanted=number)
        else:
            row = self._row(LATEST_OF_ID, kind=kind, name=id)
        return Revision(**row) if row else None

    def revisions(self, kind: ContentKind, id: str) -> tuple[Revision, ...]:  # noqa: A002 - as above
        """Return all revisions, the newest first."""
        return tuple(Revision(**row) for row in self._rows(OF_ID, kind=kind, name=id))

    def latest_revisions(self, kind: ContentKind) -> dict[str, int]:
        """Return the latest number of each."""
        return {row["id"]: row["number"] for row in self._rows(LATEST, kind=kind)}

    def save_draft(self, draft: Draft) -> None:
        """Keep a draft."""
        self._merge(drafts, vars(in_utc(draft)))

    def draft(self, kind: ContentKind, id: str) -> Draft | None:  # noqa: A002 - as above
        """Return a draft."""
        row = self._row(DRAFT, kind=kind, name=id)
        return Draft(**row) if row else None

    def drop_draft(self, kind: ContentKind, id: str) -> None:  # noqa: A002 - as above
        """Throw a draft away."""
        self._change(DROP_DRAFT, kind=kind, name=id)
