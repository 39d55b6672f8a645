"""The dossier of a handoff: the answers that the client hands on, to read, to print, or as JSON."""

from dataclasses import dataclass

from starlette.responses import JSONResponse, Response

from bot.dossier import purpose_of
from bot.handoff import Handoff
from bot.ports import Transaction
from bot.usecases import handoffs
from bot.usecases.access import Access
from bot.usecases.dossier import Line, line_as_json
from desk.office import Visit
from desk.sharing import shared_lines, shown_line
from desk.waiting import called, topic, wait_of


@dataclass(frozen=True)
class Dossier:
    """What a reader may see of a dossier now: each answer with the moment of the client's yes."""

    handoff: Handoff
    first_name: str
    lines: list[Line]
    agreed_at: dict[str, str]


async def show_dossier(visit: Visit) -> Response:
    """Show the answers; the look is logged."""
    office = visit.office
    dossier = await office.transact(lambda tx: read_dossier(tx, visit))
    if dossier is None:
        return office.problem_page("no-handoff", 404, "/desk")
    handoff = dossier.handoff
    return await visit.page(
        "dossier_of_handoff.html",
        section="desk",
        url=f"/desk/handoffs/{handoff.id}",
        first_name=dossier.first_name,
        topic=topic(office, handoff),
        opened=office.moment(handoff.opened_at),
        made=office.moment(office.now()),
        facts=[shown_line(office, each) for each in dossier.lines],
    )


async def dossier_as_json(visit: Visit) -> Response:
    """Give the same for another program; the look is logged."""
    office = visit.office
    dossier = await office.transact(lambda tx: read_dossier(tx, visit))
    if dossier is None:
        return office.problem_page("no-handoff", 404, "/desk")
    handoff = dossier.handoff
    facts = [
        {**line_as_json(each), "agreed_at": dossier.agreed_at.get(each.fact)}
        for each in dossier.lines
    ]
    return JSONResponse(
        {
            "made_at": office.now().isoformat(timespec="seconds"),
            "handoff": handoff.id,
            "topic": handoff.topic,
            "opened_at": office.local(handoff.opened_at).isoformat(timespec="seconds"),
            "facts": facts,
        },
        headers={"Cache-Control": "no-store"},
    )


def read_dossier(tx: Transaction, visit: Visit) -> Dossier | None:
    """Read what is shared now and log the look; None when it is gone or not for this reader."""
    office = visit.office
    handoff = tx.handoff(str(visit.request.path_params["id"]))
    file = tx.client(handoff.client) if handoff else None
    if handoff is None or file is None or not Access(tx, visit.staff).may_open(handoff):
        return None
    handoffs.look(tx, visit.staff, handoff, office.assistant.clock.now())
    agreed = {
        each.purpose: office.local(each.at).isoformat(timespec="seconds")
        for each in tx.consents(handoff.client)
        if each.given
    }
    lines = shared_lines(tx, office, handoff, file)
    return Dossier(
        handoff=handoff,
        first_name=called(office, wait_of(tx, office, handoff)),
        lines=lines,
        agreed_at={
            each.fact: agreed[purpose_of(each.fact)]
            for each in lines
            if purpose_of(each.fact) in agreed
        },
    )
