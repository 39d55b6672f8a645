"""Editing one script or programme: save, check, publish; nobody overwrites a colleague unseen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from starlette.responses import PlainTextResponse, Response

from bot.ports import Transaction
from bot.records import ContentKind
from bot.scripts.problems import Problem
from bot.usecases.publishing import publish, save_draft
from desk.documents import (
    KINDS,
    Document,
    author,
    checker,
    differences,
    enrolled,
    few,
    find_document,
    forget_new_script,
    hold,
    inside,
    keep_new_script,
    message,
    outline,
    shown_problems,
)
from desk.office import Visit, to
from desk.rehearsing import begin_rehearsal, shown_rehearsal
from desk.studio import state_of
from desk.trial import Accepted, Risks, risks_of, shown_risks

Outcome = Literal[
    "saved", "published", "not-published", "nothing-new", "conflict", "ask", "gone", "thrown-away"
]


@dataclass(frozen=True)
class Edit:
    """What a coordinator posted: the text, the state they began from, and what to do."""

    text: str
    token: str
    action: str
    confirmed: bool
    ticked: Accepted


def kind_of(visit: Visit) -> ContentKind | None:
    """Return which kind of document the address names."""
    kind = visit.request.path_params["kind"]
    return cast("ContentKind", kind) if kind in KINDS else None


def asked_for(tx: Transaction, visit: Visit) -> Document | None:
    """Return the document that the address names."""
    kind = kind_of(visit)
    return find_document(tx, kind, str(visit.request.path_params["id"])) if kind else None


async def show_document(visit: Visit) -> Response:
    """Show the text, its problems, and the rehearsal that is under way."""
    document = await visit.office.transact(lambda tx: asked_for(tx, visit))
    if document is None:
        return visit.office.problem_page("no-document", 404, "/studio")
    asks = visit.request.query_params.get("ask", "")
    return await document_page(visit, document, document.text, asks=asks)


async def document_page(
    visit: Visit,
    document: Document,
    text: str,
    status: int = 200,
    *,
    conflict: bool = False,
    asks: str = "",
    rehearsal_error: str = "",
) -> Response:
    """Return the editing page with this text in it."""
    office = visit.office
    problems, people, by = await office.transact(lambda tx: _beside(tx, visit, document, text))
    draft = document.draft
    risks = await risks_of(visit, document, text) if asks == "publish" else Risks()
    values: dict[str, object] = {
        "section": "studio",
        "document": {
            "kind": document.kind,
            "id": document.id,
            "url": document.url,
            "title": document.title,
            "text": text,
            "token": document.token,
            "revision": document.number or None,
            "published": office.moment(document.latest.published_at) if document.latest else "",
            "published_by": by["latest"],
            "state": state_of(office, document),
            "saved": office.moment(draft.saved_at) if draft else "",
            "saved_by": by["draft"],
        },
        "problems": shown_problems(office, document, text, problems),
        "outline": outline(office, document, text),
        "impact": impact(visit, document, text, people, risks) if asks == "publish" else None,
        "throws_away": asks == "throw-away" and draft is not None,
        "conflict": _conflict(visit, document, text, by) if conflict else None,
        "rehearsal": shown_rehearsal(visit, document),
        "rehearsal_error": rehearsal_error,
    }
    return await visit.page("script.html", status, **values)


def _beside(
    tx: Transaction, visit: Visit, document: Document, text: str
) -> tuple[Sequence[Problem], int, dict[str, str]]:
    """Read what stands beside the text: its problems, how many it touches, who wrote what."""
    office = visit.office
    problems = checker(tx, office.assistant.content)(document.kind, document.id, text)
    draft, latest = document.draft, document.latest
    names = {
        "draft": author(tx, office, draft.by) if draft else "",
        "latest": author(tx, office, latest.by) if latest else "",
    }
    return problems, touched(tx, document), names


def touched(tx: Transaction, document: Document) -> int:
    """Return how many people are in a script now, or in a programme."""
    counted = inside(tx) if document.kind == "script" else enrolled(tx)
    return counted[document.id]


def impact(
    visit: Visit, document: Document, text: str, people: int, risks: Risks
) -> dict[str, object]:
    """Return what a publication means for people who are in the middle, and for who begins."""
    office = visit.office
    old = document.latest.text if document.latest else ""
    return {
        "text": office.say(
            f"impact.{document.kind}" if people else "impact.nobody",
            people=few(office, people),
            old=document.number,
            new=document.number + 1,
        ),
        "changes": differences(old, text),
        **shown_risks(office, risks, text),
    }


def _conflict(visit: Visit, document: Document, text: str, by: dict[str, str]) -> dict[str, object]:
    """Return what a colleague did in between, with their text."""
    office = visit.office
    if document.draft is not None:
        at, key = document.draft.saved_at, "conflict.saved"
    else:
        at = document.latest.published_at if document.latest else office.now()
        key = "conflict.published"
    name = by["draft"] or by["latest"]
    return {
        "text": office.say(key, name=name, moment=office.moment(at)),
        "theirs": document.text,
        "changes": differences(document.text, text),
    }


async def edit_document(visit: Visit) -> Response:
    """Save, check, publish or rehearse what was typed."""
    office = visit.office
    edit = Edit(
        text=await visit.text("text"),
        token=await visit.text("token"),
        action=await visit.text("action"),
        confirmed=await visit.text("confirm") == "1",
        ticked=Accepted(await visit.text("seen"), await visit.text("numbers")),
    )
    now = office.assistant.clock.now()
    document = await office.transact(lambda tx: asked_for(tx, visit))
    if document is None:
        return office.problem_page("no-document", 404, "/studio")
    if edit.action == "check":
        return await document_page(visit, document, edit.text)
    publishes = edit.action == "publish"
    risks = await risks_of(visit, document, edit.text) if publishes else Risks()
    outcome = await office.transact(lambda tx: keep(tx, visit, edit, risks, now))
    if outcome == "conflict":
        newer = await office.transact(lambda tx: asked_for(tx, visit)) or document
        return await document_page(visit, newer, edit.text, 409, conflict=True)
    if outcome == "ask":
        return to(f"{document.url}?ask=publish#impact")
    if outcome == "thrown-away":
        return to(document.url if document.latest else "/studio", outcome)
    if edit.action == "rehearse":
        return await _rehearse(visit)
    return to(document.url, outcome)


def keep(tx: Transaction, visit: Visit, edit: Edit, risks: Risks, now: datetime) -> Outcome:
    """Save the text as a draft and publish it when asked and possible, in one transaction."""
    office = visit.office
    hold(tx)
    document = asked_for(tx, visit)
    if document is None:
        return "gone"
    if edit.token != document.token and edit.text != document.text:
        return "conflict"
    if edit.action == "throw-away":
        return throw_away(tx, document, edit)
    published = document.latest.text if document.latest else None
    if edit.action == "publish":
        if edit.text == published and document.draft is None:
            return "nothing-new"
        check = checker(tx, office.assistant.content)
        problems = check(document.kind, document.id, edit.text)
        broken = any(problem.level == "error" for problem in problems)
        agreed = risks.accepted(edit.ticked, edit.text)
        if not broken and agreed and (edit.confirmed or not touched(tx, document)):
            publish(
                tx,
                office.assistant.around,
                check,
                kind=document.kind,
                name=document.id,
                text=edit.text,
                by=visit.staff.id,
                now=now,
            )
            return "published"
        _save(tx, visit, document, edit, now)
        return "not-published" if broken else "ask"
    _save(tx, visit, document, edit, now)
    return "saved"


def throw_away(tx: Transaction, document: Document, edit: Edit) -> Outcome:
    """Drop the draft that the coordinator saw; a script that was never published goes with it."""
    if edit.token != document.token:
        return "conflict"
    tx.drop_draft(document.kind, document.id)
    if document.kind == "script" and document.latest is None:
        forget_new_script(tx, document.id)
    return "thrown-away"


def _save(tx: Transaction, visit: Visit, document: Document, edit: Edit, now: datetime) -> None:
    """Keep a draft; a text that is already there needs none."""
    if edit.text != document.text:
        save_draft(tx, document.kind, document.id, edit.text, visit.staff.id, now)
        if document.kind == "script" and document.latest is None:
            keep_new_script(tx, document.id)


async def _rehearse(visit: Visit) -> Response:
    """Begin to rehearse what was just saved; a text with errors cannot be rehearsed."""
    office = visit.office
    document = await office.transact(lambda tx: asked_for(tx, visit))
    if document is None or document.kind != "script":
        return office.problem_page("no-document", 404, "/studio")
    problems = await office.transact(
        lambda tx: checker(tx, office.assistant.content)("script", document.id, document.text)
    )
    first = next((problem for problem in problems if problem.level == "error"), None)
    if first is not None:
        text, line = message(office, first), first.place.line
        error = office.say("rehearse.broken", line=line, problem=text)
        return await document_page(visit, document, document.text, 422, rehearsal_error=error)
    error = await begin_rehearsal(visit, document)
    if error:
        return await document_page(visit, document, document.text, 422, rehearsal_error=error)
    return to(f"{document.url}#rehearse-title")


async def download(visit: Visit) -> Response:
    """Give the text as a file."""
    document = await visit.office.transact(lambda tx: asked_for(tx, visit))
    if document is None:
        return visit.office.problem_page("no-document", 404, "/studio")
    headers = {"Content-Disposition": f'attachment; filename="{document.id}.yaml"'}
    return PlainTextResponse(document.text, headers=headers, media_type="application/yaml")
