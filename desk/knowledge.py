"""The coordinator's page of questions and answers: what there is, what was asked, a trial."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from starlette.responses import Response

from bot.knowledge import Asker, Entry, KnowledgeCount, times
from bot.ports import Transaction
from bot.texts.formats import written
from bot.usecases.actions.own_data import messages_of
from bot.usecases.answering import search, told
from desk.documents import few
from desk.office import Office, Visit
from desk.waiting import csv_text

LONGEST_TRIAL = 200
"""Characters of a question that is tried."""
MOST_WORDS = 8
"""Words that are shown of the questions of a week without an answer."""
COLUMNS = ("question", "holds-for", "source", "checked", "until", "found", "offered")


@dataclass
class _Week:
    """The questions without an answer of the week that begins on a Monday."""

    monday: date
    count: int = 0
    words: Counter[str] = field(default_factory=Counter)


async def show_knowledge(visit: Visit) -> Response:
    """Show all entries, the questions without an answer by week, and what a tried one gives."""
    office, asked = visit.office, visit.request.query_params
    q = asked.get("q", "").strip()[:LONGEST_TRIAL]
    asker = Asker(asked.get("programme", ""), asked.get("profile", ""), office.now().date())
    counts = await office.transact(lambda tx: tx.knowledge_counts())
    tried = await office.transact(lambda tx: _tried(tx, office, q, asker)) if q else None
    around = office.assistant.around
    programmes = await office.transact(lambda tx: sorted(tx.latest_revisions("programme")))
    return await visit.page(
        "knowledge.html",
        section="studio",
        entries=[_row(office, entry, counts) for entry in _entries(office)],
        weeks=[_week(office, week) for week in _weeks(counts)],
        q=q,
        asker=asker,
        tried=tried,
        programmes=programmes,
        profiles=sorted((p.id, p.name) for p in around.municipalities.profiles.values()),
        export_url="/studio/knowledge.csv",
    )


async def export_knowledge(visit: Visit) -> Response:
    """Give the entries and how often they were found as a file for a spreadsheet."""
    office = visit.office
    counts = await office.transact(lambda tx: tx.knowledge_counts())
    rows = [_row(office, entry, counts) for entry in _entries(office)]
    text = csv_text(
        [office.say(f"column.{column}") for column in COLUMNS],
        [[row[column] for column in COLUMNS] for row in rows],
    )
    headers = {"Content-Disposition": 'attachment; filename="knowledge.csv"'}
    return Response(text, media_type="text/csv", headers=headers)


def _entries(office: Office) -> list[Entry]:
    return list(office.assistant.around.knowledge.knowledge.entries.values())


def _row(office: Office, entry: Entry, counts: Sequence[KnowledgeCount]) -> dict[str, str]:
    checked = written(entry.as_of, "month", office.language)
    return {
        "id": entry.id,
        "question": entry.question,
        "holds-for": _holds_for(office, entry),
        "source": entry.source,
        "checked": str(entry.as_of.year) if entry.only_year else checked,
        "until": written(entry.until, "date", office.language) if entry.until else "",
        "found": few(office, times(counts, "found", entry.id)),
        "offered": few(office, times(counts, "offered", entry.id)),
    }


def _holds_for(office: Office, entry: Entry) -> str:
    profile = office.assistant.around.municipalities.profiles.get(entry.profile)
    return (profile.name if profile else "") or entry.programme or office.say("everywhere")


def _weeks(counts: Sequence[KnowledgeCount]) -> list[_Week]:
    """Return the weeks in which something was not found, the newest first."""
    weeks: dict[date, _Week] = {}
    for each in counts:
        if each.kind not in ("not-found", "word"):
            continue
        monday = each.day - timedelta(days=each.day.weekday())
        week = weeks.setdefault(monday, _Week(monday))
        if each.kind == "word":
            week.words[each.name] += each.count
        else:
            week.count += each.count
    return [weeks[monday] for monday in sorted(weeks, reverse=True)]


def _week(office: Office, week: _Week) -> dict[str, str]:
    by_count = sorted(week.words.items(), key=lambda pair: (-pair[1], pair[0]))
    words = ", ".join(word for word, _ in by_count[:MOST_WORDS])
    return {"day": office.full_day(week.monday), "count": few(office, week.count), "words": words}


def _tried(tx: Transaction, office: Office, q: str, asker: Asker) -> dict[str, object]:
    """Return what a client would get; trying is not counted."""
    around = office.assistant.around
    found = search(tx, around, q, asker)
    entries = [around.knowledge.knowledge.entries[name] for name in found.entries]
    said: list[str] = []
    if found.sureness == "one":
        wordings = told(entries[0], around.norms, asker.day)
        lines = [around.phrasebook.render(wording, office.language) for wording in wordings]
        said = messages_of(lines)
    offered = [entry.question for entry in entries] if found.sureness == "several" else []
    return {"sureness": found.sureness, "said": said, "offered": offered}
