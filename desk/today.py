"""What a coordinator looks at today: who waits for a person, and what the night found."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.responses import Response

from bot.nightly import Night
from bot.ports import Transaction
from bot.reconciling import (
    MENDED,
    UNFINISHED,
    Finding,
    Findings,
    Kind,
    counted,
    missed,
    unfinished,
)
from bot.usecases.digest import Digest, digest_of, readers
from bot.usecases.reconciling import latest_findings
from desk.office import Office, Visit, to
from desk.waiting import Filter, Wait, people, row, summary, waits

OF_ADVISERS: frozenset[Kind] = frozenset(
    {
        *UNFINISHED,
        *("late-answer", "undelivered", "no-stand-in", "both-absent", "given-up", "broken-talk"),
    }
)
"""The places of these findings are advisers."""
OF_SESSIONS: frozenset[Kind] = frozenset({"session-full", "session-empty"})


@dataclass(frozen=True)
class Today:
    """What the page shows, as the store has it."""

    waiting: tuple[Wait, ...]
    names: Mapping[str, str]
    findings: Findings | None
    rows: tuple[dict[str, object], ...]
    mail: tuple[str, ...]


async def show_today(visit: Visit) -> Response:
    """Show what waits, what was found and mended, and whether the look was made."""
    office = visit.office
    today = await office.transact(lambda tx: _read(tx, visit))
    findings = today.findings
    late = missed(findings, office.now(), office.assistant.around.calendar)
    return await visit.page(
        "today.html",
        section="today",
        handoffs=[row(visit, wait, today.names) for wait in today.waiting],
        summary=summary(office, today.waiting),
        filter={},
        looked_at=office.moment(findings.at) if findings else "",
        warning=_warning(office, findings, late=late),
        found=[each for each in today.rows if each["kind"] not in MENDED],
        mended=[each for each in today.rows if each["kind"] in MENDED],
        mail=today.mail,
    )


async def look_now(visit: Visit) -> Response:
    """Look again, without waiting for the night."""
    await Night(visit.office.assistant).look()
    return to("/studio/today", "looked")


def attention(tx: Transaction, office: Office) -> list[dict[str, str]]:
    """Return the line with which the studio points at the page of today, if there is reason to."""
    findings = latest_findings(tx)
    count = sum(each.count for each in findings.open) if findings else 0
    if not count:
        return []
    return [{"text": _say(office, "attention", count=count), "url": "/studio/today"}]


def _read(tx: Transaction, visit: Visit) -> Today:
    office = visit.office
    findings, names = latest_findings(tx), people(tx)
    waiting = tuple(wait for wait in waits(tx, visit, Filter()) if wait.waiting)
    seen = findings.found if findings else ()
    now = counted(unfinished(tx.advisers()), office.now()).found  # may have been mended since
    found = (*now, *(each for each in seen if each.kind not in UNFINISHED))
    rows = tuple(_row(tx, office, each, names) for each in found)
    return Today(waiting, names, findings, rows, tuple(_mail(tx, office)))


def _warning(office: Office, findings: Findings | None, *, late: bool) -> str:
    if findings is None:
        return _say(office, "never")
    return _say(office, "missed") if late else ""


def _row(
    tx: Transaction, office: Office, finding: Finding, names: Mapping[str, str]
) -> dict[str, object]:
    """Return one finding as the page shows it."""
    todo = "done" if finding.mended else "todo"
    return {
        "kind": finding.kind,
        "what": _say(office, f"{finding.kind}.what"),
        "count": finding.count,
        "todo": _say(office, f"{finding.kind}.{todo}"),
        "places": [
            {**_place(tx, office, finding.kind, where, names), "count": count}
            for where, count in finding.places
        ],
    }


def _place(
    tx: Transaction, office: Office, kind: Kind, where: str, names: Mapping[str, str]
) -> dict[str, str]:
    """Return where to look, in words, with the page that shows it when there is one."""
    if kind in OF_ADVISERS:
        url = f"/desk?{urlencode({'adviser': where})}" if kind == "late-answer" else ""
        url = f"/studio/advisers/{where}" if kind in UNFINISHED else url
        return {"label": names.get(where, where), "url": url}
    if kind in OF_SESSIONS:
        session = tx.session(where)
        at = f"{office.moment(session.starts_at)}, {session.place}" if session else where
        return {"label": at, "url": ""}
    return {"label": office.full_day(date.fromisoformat(where)), "url": ""}


def _mail(tx: Transaction, office: Office) -> list[str]:
    """Say how the mail of today went."""
    if office.assistant.mailer is None:
        return [_say(office, "page.no-mailer")]
    wanting = readers(tx)
    if not wanting:
        return [_say(office, "page.no-reader")]
    names = {each.id: each.name for each in wanting}
    digest: Digest = digest_of(tx, office.now().date())
    sent = [name for staff, name in names.items() if staff in digest.sent]
    said = [_say(office, "page.mailed", names=tuple(sent))] if sent else []
    said += [
        _say(office, "page.not-mailed", name=names.get(staff, staff), why=why)
        for staff, why in digest.failed.items()
    ]
    return said or [_say(office, "page.mail-later")]


def _say(office: Office, key: str, **figures: object) -> str:
    return office.assistant.around.phrasebook.say(f"night.{key}", figures, office.language)
