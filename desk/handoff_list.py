"""The adviser's desk: what waits for a person, kept up to date while it is open."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

import anyio
from sse_starlette import ServerSentEvent
from starlette.responses import Response

from bot.ports import Transaction
from bot.usecases.access import unanswered
from desk.absent import absent
from desk.office import Visit
from desk.signing_in import who
from desk.streams import pause, stream
from desk.unreachable import unreachable
from desk.waiting import STATES, Filter, Wait, as_csv, called, people, row, summary, topic, waits


@dataclass(frozen=True)
class Desk:
    """The list as it is now: its waits and its part of the page."""

    waits: tuple[Wait, ...]
    rows: tuple[dict[str, object], ...]
    part: str
    count: int

    @property
    def waiting(self) -> frozenset[str]:
        """The handoffs in which a client waits."""
        return frozenset(wait.handoff.id for wait in self.waits if wait.waiting)

    @property
    def mark(self) -> str:
        """A short mark of what is shown, to see whether anything changed."""
        return sha256(f"{self.count} {self.part}".encode()).hexdigest()[:12]


async def desk_now(visit: Visit, wanted: Filter) -> Desk:
    """Read the list."""
    office = visit.office

    def work(tx: Transaction) -> tuple[list[Wait], dict[str, str], int]:
        return waits(tx, visit, wanted), people(tx), unanswered(tx, visit.staff)

    found, names, count = await office.transact(work)
    rows = tuple(row(visit, wait, names) for wait in found)
    part = office.fragment(
        "_handoffs.html",
        handoffs=rows,
        summary=summary(office, found),
        filter=wanted.as_query(),
    )
    return Desk(tuple(found), rows, part, count)


async def show_list(visit: Visit) -> Response:
    """Show the list, limited to what was asked for."""
    office = visit.office
    wanted = Filter.of(visit.request.query_params)
    now = await desk_now(visit, wanted)
    names = await office.transact(people)
    query = wanted.as_query()
    stream = {**query, "mark": now.mark, "known": " ".join(sorted(now.waiting))}
    return await visit.page(
        "desk.html",
        section="desk",
        handoffs=now.rows,
        unreachable=await unreachable(visit),
        absent=await absent(visit),
        summary=summary(office, now.waits),
        filter=query,
        states=[{"value": state, "label": office.say(f"filter.{state}")} for state in STATES],
        advisers=[{"value": id_, "label": name} for id_, name in sorted(names.items())],
        export_url="/desk.csv" + (f"?{urlencode(query)}" if query else ""),
        events_url=f"/desk/events?{urlencode(stream)}",
    )


async def export_list(visit: Visit) -> Response:
    """Give the list as a file for a spreadsheet."""
    now = await desk_now(visit, Filter.of(visit.request.query_params))
    headers = {
        "Content-Disposition": 'attachment; filename="desk.csv"',
        "Cache-Control": "no-store",
    }
    return Response(as_csv(visit.office, now.rows), media_type="text/csv", headers=headers)


async def follow_list(visit: Visit) -> Response:
    """Keep an open list up to date."""
    return stream(lambda closing: changes(visit, closing))


async def changes(visit: Visit, closing: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    """Yield the list whenever it changed, and a notice when somebody new waits.

    Ends when the reader is signed out, or their account is changed.
    """
    query = visit.request.query_params
    wanted = Filter.of(query)
    mark = query.get("mark", "")
    known = frozenset(query.get("known", "").split())
    with visit.office.assistant.hub.listening("desk") as news:
        while not closing.is_set() and await who(visit.office, visit.request) == visit.staff:
            now = await desk_now(visit, wanted)
            if now.mark != mark:
                badge = visit.office.fragment("_waiting.html", waiting=now.count, oob=True)
                yield ServerSentEvent(now.part + badge, event="handoffs")
            if now.waiting - known:
                yield ServerSentEvent(notice(visit, now, known), event="news")
            mark, known = now.mark, now.waiting
            await pause(news, closing)


def notice(visit: Visit, now: Desk, known: frozenset[str]) -> str:
    """Return the sentence about who is new in the list."""
    office = visit.office
    new = [w for w in now.waits if w.waiting and w.handoff.id not in known]
    first = new[0]
    if len(new) == 1:
        subject = topic(office, first.handoff)
        text = office.say(
            "news.one", name=called(office, first), topic=subject, time=office.now().time()
        )
    else:
        text = office.say("news.many", count=len(new), time=office.now().time())
    return office.fragment("_news.html", text=text)
