"""The revisions of a script or programme: list, view with what changed, use one again."""

from datetime import datetime

from starlette.responses import Response

from bot.errors import ContentError
from bot.ports import Transaction
from bot.records import Revision
from bot.usecases.publishing import NotPublishableError, reuse, roll_back
from desk.documents import Document, author, checker, differences, few, hold, message
from desk.editing import asked_for, touched
from desk.office import Office, Visit, to
from desk.trial import changed_numbers


class NumbersLostError(ContentError):
    """An older revision says other emergency numbers; it can be published as a draft alone."""


async def show_revisions(visit: Visit) -> Response:
    """List the revisions, the newest first."""
    office = visit.office

    def work(tx: Transaction) -> tuple[Document, list[dict[str, object]]] | None:
        document = asked_for(tx, visit)
        if document is None:
            return None
        all_ = tx.revisions(document.kind, document.id)
        return document, [shown(tx, office, document, each) for each in all_]

    found = await office.transact(work)
    if found is None:
        return office.problem_page("no-document", 404, "/studio")
    document, revisions = found
    return await visit.page(
        "revisions.html", section="studio", document=document, revisions=revisions
    )


def shown(
    tx: Transaction, office: Office, document: Document, revision: Revision
) -> dict[str, object]:
    """Return one revision as the pages show it."""
    return {
        "number": revision.number,
        "url": f"{document.url}/revisions/{revision.number}",
        "published": office.moment(revision.published_at),
        "by": author(tx, office, revision.by),
        "current": revision.number == document.number,
        "text": revision.text,
    }


async def show_revision(visit: Visit) -> Response:
    """Show one revision and how it differs from the published one, or from the one before."""
    return await revision_page(visit)


async def revision_page(visit: Visit, error: str = "", status: int = 200) -> Response:
    """Return the page of one revision, with why it could not be published again."""
    office = visit.office
    number = int(visit.request.path_params["number"])

    def work(tx: Transaction) -> dict[str, object] | None:
        document = asked_for(tx, visit)
        if document is None or number < 1:
            return None
        revision = tx.revision(document.kind, document.id, number)
        compared = number - 1 if number == document.number else document.number
        other = tx.revision(document.kind, document.id, compared) if compared else None
        if revision is None:
            return None
        return {
            "document": document,
            "revision": shown(tx, office, document, revision),
            "other": other.number if other else None,
            "changes": differences(other.text, revision.text) if other else [],
            "people": few(office, touched(tx, document)),
            "draft_by": author(tx, office, document.draft.by) if document.draft else "",
        }

    found = await office.transact(work)
    if found is None:
        return office.problem_page("no-document", 404, "/studio")
    return await visit.page("revision.html", status, section="studio", error=error, **found)


async def publish_again(visit: Visit) -> Response:
    """Publish an older revision again; a draft that somebody works on stays."""
    office = visit.office
    seen = await visit.text("token")
    now = office.assistant.clock.now()
    number = int(visit.request.path_params["number"])
    try:
        document = await office.transact(lambda tx: _roll_back(tx, visit, number, seen, now))
    except NotPublishableError as refused:
        first = refused.problems[0]
        figures = {"line": first.place.line, "problem": message(office, first)}
        return await revision_page(visit, office.say("not-again", **figures), 409)
    except NumbersLostError:
        return await revision_page(visit, office.say("numbers-lost"), 409)
    except ContentError:
        return office.problem_page("no-document", 404, "/studio")
    if document is None:
        return await revision_page(visit, office.say("newer-revision"), 409)
    return to(document.url, "rolled-back")


async def use_again(visit: Visit) -> Response:
    """Keep an older revision as the draft; a draft that was not seen is not replaced."""
    office = visit.office
    seen = await visit.text("token")
    now = office.assistant.clock.now()
    number = int(visit.request.path_params["number"])

    def work(tx: Transaction) -> Document | None:
        hold(tx)
        document = asked_for(tx, visit)
        if document is None:
            raise ContentError("there is no such document")
        if seen != document.token:
            return None
        reuse(tx, document.kind, document.id, number, visit.staff.id, now)
        return document

    try:
        document = await office.transact(work)
    except ContentError:
        return office.problem_page("no-document", 404, "/studio")
    if document is None:
        return await revision_page(visit, office.say("newer-draft"), 409)
    return to(document.url, "reused")


def _roll_back(
    tx: Transaction, visit: Visit, number: int, seen: str, now: datetime
) -> Document | None:
    """Roll back in one transaction; None when somebody published after the page was made."""
    office = visit.office
    hold(tx)
    document = asked_for(tx, visit)
    if document is None:
        raise ContentError("there is no such document")
    if seen != str(document.number):
        return None
    _refuse_other_numbers(tx, office, document, number)
    roll_back(
        tx,
        office.assistant.around,
        checker(tx, office.assistant.content),
        kind=document.kind,
        name=document.id,
        number=number,
        by=visit.staff.id,
        now=now,
    )
    if document.draft is not None:
        tx.save_draft(document.draft)
    return document


def _refuse_other_numbers(tx: Transaction, office: Office, document: Document, number: int) -> None:
    """Leave a revision with other emergency numbers to the way of drafts, which asks about them.

    Raises NumbersLostError.
    """
    old = tx.revision(document.kind, document.id, number) if number > 0 else None
    if old is None or document.latest is None or document.kind != "script":
        return
    if changed_numbers(office, document.latest.text, old.text):
        raise NumbersLostError(f"revision {number} says other emergency numbers")
