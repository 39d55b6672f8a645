"""The coordinator's studio: which scripts and programmes there are, and beginning a new one."""

from starlette.responses import Response

from bot.ports import Transaction
from bot.records import ContentKind
from bot.usecases.publishing import save_draft
from desk.documents import (
    LONGEST_NAME,
    NAME,
    Document,
    author,
    checker,
    documents,
    enrolled,
    few,
    find_document,
    hold,
    inside,
    keep_new_script,
)
from desk.office import Office, Visit, to
from desk.today import attention
from desk.waiting import csv_text

LONGEST_TITLE = 100

FIRST_TEXT = """\
script: {name}
title: {title}
steps:
  - id: hello
    say: {hello}
"""
"""A new script: it can be rehearsed and published as it stands."""


async def show_studio(visit: Visit) -> Response:
    """Show the scripts and programmes."""
    office = visit.office
    q = visit.request.query_params.get("q", "").strip()[:100]
    scripts, programmes, waiting_list = await office.transact(
        lambda tx: (
            listing(tx, office, "script", q),
            listing(tx, office, "programme", q),
            attention(tx, office),
        )
    )
    return await visit.page(
        "studio.html",
        section="studio",
        waiting_list=waiting_list,
        scripts=scripts,
        programmes=programmes,
        q=q,
        can_create=True,
        export_url="/studio.csv",
    )


async def export_studio(visit: Visit) -> Response:
    """Give both lists as a file for a spreadsheet."""
    office = visit.office
    rows = await office.transact(
        lambda tx: [*listing(tx, office, "script", ""), *listing(tx, office, "programme", "")]
    )
    columns = ("title", "id", "revision", "published", "by", "errors", "warnings", "people")
    text = csv_text(
        [office.say(f"column.{column}") for column in columns],
        [[str(row[column] or "") for column in columns] for row in rows],
    )
    headers = {"Content-Disposition": 'attachment; filename="studio.csv"'}
    return Response(text, media_type="text/csv", headers=headers)


def listing(tx: Transaction, office: Office, kind: ContentKind, q: str) -> list[dict[str, object]]:
    """Return the documents of a kind as the list shows them."""
    people = inside(tx) if kind == "script" else enrolled(tx)
    check = checker(tx, office.assistant.content)
    found: list[dict[str, object]] = []
    for document in documents(tx, kind):
        if q.casefold() not in f"{document.title} {document.id}".casefold():
            continue
        problems = check(kind, document.id, document.text)
        latest = document.latest
        found.append(
            {
                "id": document.id,
                "url": document.url,
                "title": document.title,
                "revision": latest.number if latest else None,
                "published": office.moment(latest.published_at) if latest else "",
                "by": author(tx, office, latest.by) if latest else "",
                "state": state_of(office, document),
                "errors": sum(1 for p in problems if p.level == "error"),
                "warnings": sum(1 for p in problems if p.level == "warning"),
                "people": few(office, people[document.id]),
            }
        )
    return found


def state_of(office: Office, document: Document) -> dict[str, str]:
    """Return whether there is a draft that is not published, as a badge."""
    if document.draft is not None:
        return {"label": office.say("state.draft"), "kind": "info"}
    return {"label": office.say("state.published"), "kind": "ok"}


async def new_script(visit: Visit) -> Response:
    """Show the form for a new script."""
    return await visit.page(
        "new_script.html", section="studio", script_name="", script_title="", error=""
    )


async def create_script(visit: Visit) -> Response:
    """Begin a new script as a draft; what was typed stays when the name cannot be used."""
    office = visit.office
    name, title = (await visit.text("name")).strip(), (await visit.text("title")).strip()
    error = ""
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        error = office.say("bad-name")
    elif not title or len(title) > LONGEST_TITLE:
        error = office.say("bad-title", limit=LONGEST_TITLE)
    elif not await office.transact(lambda tx: _create(tx, visit, name, title)):
        error = office.say("name-taken", name=name)
    if error:
        values = {"script_name": name, "script_title": title, "error": error}
        return await visit.page("new_script.html", 422, section="studio", **values)
    return to(f"/studio/script/{name}", "created")


def _create(tx: Transaction, visit: Visit, name: str, title: str) -> bool:
    hold(tx)
    if find_document(tx, "script", name) is not None:
        return False
    office = visit.office
    text = FIRST_TEXT.format(
        name=name, title=quoted(title), hello=quoted(office.say("first-words"))
    )
    text += "  - id: done\n    end: yes\n"
    save_draft(tx, "script", name, text, visit.staff.id, office.assistant.clock.now())
    keep_new_script(tx, name)
    return True


def quoted(text: str) -> str:
    """Return a text as YAML takes it, whatever is in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
