"""Drafts, publishing and rolling back of scripts and programmes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.errors import ContentError
from bot.ports import Transaction
from bot.records import ContentKind, Draft, Revision
from bot.scripts.problems import Problem
from bot.surroundings import Surroundings
from bot.usecases.planning import plan_client

SHIPPED = "max-ww"
"""Who published a revision that came with the program."""

Check = Callable[[ContentKind, str, str], Sequence[Problem]]
"""Checks the text of a script or programme: kind, id, text."""


class NotPublishableError(ContentError):
    """A text has errors; it is kept as a draft and not published."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} errors must be mended before publishing")
        self.problems = tuple(problems)


def save_draft(
    tx: Transaction, kind: ContentKind, name: str, text: str, by: str, now: datetime
) -> Draft:
    """Keep a draft; it may have errors."""
    draft = Draft(kind, name, text, now, by)
    tx.save_draft(draft)
    return draft


def reuse(
    tx: Transaction, kind: ContentKind, name: str, number: int, by: str, now: datetime
) -> Draft:
    """Keep the text of an older revision as the draft, in place of the one there is.

    Raises ContentError when there is no such revision.
    """
    old = tx.revision(kind, name, number) if number > 0 else None
    if old is None:
        raise ContentError(f"{kind} '{name}' has no revision {number}")
    return save_draft(tx, kind, name, old.text, by, now)


def publish(
    tx: Transaction,
    around: Surroundings,
    check: Check,
    *,
    kind: ContentKind,
    name: str,
    text: str,
    by: str,
    now: datetime,
) -> Revision:
    """Publish a text as a new revision; talks under way finish on the one they began with.

    A programme's new timing is planned for its clients in this same transaction.

    Raises NotPublishableError when the text has errors.
    """
    errors = [problem for problem in check(kind, name, text) if problem.level == "error"]
    if errors:
        raise NotPublishableError(errors)
    revision = tx.publish(kind, name, text, by, now)
    if kind == "programme":
        plan_programme(tx, around, name, now)
    return revision


def plan_programme(tx: Transaction, around: Surroundings, programme: str, now: datetime) -> None:
    """Plan all clients of a programme anew, after its timing changed."""
    for file in tx.clients():
        if file.client.programme == programme:
            plan_client(tx, around, file.client, file.facts, now)


def roll_back(
    tx: Transaction,
    around: Surroundings,
    check: Check,
    *,
    kind: ContentKind,
    name: str,
    number: int,
    by: str,
    now: datetime,
) -> Revision:
    """Publish the text of an older revision again, as a new one.

    Raises ContentError when there is no such revision, NotPublishableError when it has errors now.
    """
    old = tx.revision(kind, name, number)
    if number < 1 or old is None:
        raise ContentError(f"{kind} '{name}' has no revision {number}")
    return publish(tx, around, check, kind=kind, name=name, text=old.text, by=by, now=now)


def publish_shipped(
    tx: Transaction, around: Surroundings, kind: ContentKind, folder: Path, now: datetime
) -> list[str]:
    """Publish what came with the program and is new; return the ids.

    What a coordinator has published stays theirs: our newer text does not replace it, and a
    draft stays a draft. Clients of a programme with new timing are planned anew.
    """
    published = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        latest = tx.revision(kind, path.stem)
        if latest is None or (latest.by == SHIPPED and latest.text != text):
            draft = tx.draft(kind, path.stem)
            tx.publish(kind, path.stem, text, SHIPPED, now)
            if draft is not None:
                tx.save_draft(draft)
            if kind == "programme" and latest is not None:
                plan_programme(tx, around, path.stem, now)
            published.append(path.stem)
    return published
