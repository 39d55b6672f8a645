"""The rehearsal beside the text: begin, talk, move the clock."""

from collections.abc import Sequence
from secrets import token_urlsafe

from starlette.responses import HTMLResponse, Response

from bot.channels.web import views
from bot.channels.web.chat import NONE_OF_THESE, Posted
from bot.errors import ContentError
from bot.messages import Message
from desk.documents import Document
from desk.office import Visit, to
from desk.rehearsal import MOVES, NEXT, NoProgrammeError, Rehearsal, gather
from desk.sharing import shown_messages


async def begin_rehearsal(visit: Visit, document: Document) -> str:
    """Begin a rehearsal of a script's saved text; return why not, in a sentence."""
    office = visit.office
    now = office.assistant.clock.now()
    try:
        seed = await office.transact(lambda tx: gather(tx, now))
        rehearsal = Rehearsal(office.assistant, seed, document.id, document.text)
    except NoProgrammeError:
        return office.say("rehearse.no-programme")
    except (ContentError, KeyError) as error:
        return office.say("rehearse.failed", reason=str(error))
    office.rehearsals.begin(visit.staff.id, rehearsal)
    return ""


def shown_rehearsal(visit: Visit, document: Document) -> dict[str, object] | None:
    """Return the rehearsal of this script that is under way, as the page shows it."""
    rehearsal = visit.office.rehearsals.of(visit.staff.id, document.id)
    if rehearsal is None or document.kind != "script":
        return None
    return {
        "messages": shown_messages(visit.office, rehearsal.shown),
        "composer": composer(visit, rehearsal),
        "clock": clock(visit, rehearsal),
        "result": result(visit, rehearsal),
        "older": rehearsal.text != document.text,
    }


def composer(visit: Visit, rehearsal: Rehearsal | None, *, text: str = "") -> dict[str, object]:
    """Return where the pretend client answers, as in a real chat."""
    office = visit.office
    shown: dict[str, object] = {"update_id": token_urlsafe(9), "choices": [], "text": text}
    if rehearsal is None:
        shown["closed"] = office.say("rehearse.forgotten")
    elif rehearsal.full:
        shown["closed"] = office.say("rehearse.full")
    else:
        seen = rehearsal.looks()
        shown = views.composer(seen, text=text) if seen else shown
    action = f"/studio/script/{visit.request.path_params['id']}/rehearse"
    return {**shown, "action": action}


def clock(visit: Visit, rehearsal: Rehearsal) -> dict[str, object]:
    """Return the pretend present and how it can be moved."""
    office = visit.office
    now = office.local(rehearsal.now)
    return {
        "now": f"{office.full_day(now.date())}, {office.time(now)}",
        "moves": [{"value": m, "label": office.say(f"move.{m}")} for m in (*MOVES, NEXT)],
        "action": f"/studio/script/{visit.request.path_params['id']}/rehearse/clock",
    }


def result(visit: Visit, rehearsal: Rehearsal) -> str:
    """Say how the rehearsal ended, if it did."""
    ending = rehearsal.ending()
    return visit.office.say(f"rehearse.{ending}") if ending else ""


async def talk(visit: Visit) -> Response:
    """Let the pretend client say or press something."""
    rehearsal = _mine(visit)
    posted = Posted.read(await visit.request.form())
    if rehearsal is None or rehearsal.full or not (posted.text or posted.choice):
        return _answer(visit, rehearsal, (), posted.text)
    shown_before = len(rehearsal.shown)
    text = NONE_OF_THESE if posted.ticked_none else posted.text
    added = await rehearsal.hears(posted.update_id, text, posted.choice)
    return _answer(visit, rehearsal, added, shown_before=shown_before)


async def move_clock(visit: Visit) -> Response:
    """Move the pretend clock; what falls due is said at once."""
    rehearsal = _mine(visit)
    move = await visit.text("move")
    shown_before = len(rehearsal.shown) if rehearsal else 0
    added: tuple[Message, ...] = ()
    if rehearsal is not None and not rehearsal.full and move in (*MOVES, NEXT):
        added = await rehearsal.move(move)
    return _answer(visit, rehearsal, added, shown_before=shown_before)


def _mine(visit: Visit) -> Rehearsal | None:
    name = str(visit.request.path_params["id"])
    return visit.office.rehearsals.of(visit.staff.id, name)


def _answer(
    visit: Visit,
    rehearsal: Rehearsal | None,
    added: Sequence[Message],
    text: str = "",
    *,
    shown_before: int = 0,
) -> Response:
    """Answer with the parts that changed, or with the whole page where scripts do not run."""
    office = visit.office
    address = f"/studio/script/{visit.request.path_params['id']}"
    if not visit.request.headers.get("hx-request"):
        place = f"#m-{added[0].id}" if added else "#rehearse-title"
        return to(address + place)
    before = rehearsal.shown[shown_before - 1].at if rehearsal and shown_before else None
    last_day = office.local(before).date().isoformat() if before else ""
    parts = [
        office.fragment("_composer.html", composer=composer(visit, rehearsal, text=text)),
        office.fragment(
            "_messages_oob.html", messages=shown_messages(office, added, last_day=last_day)
        ),
    ]
    if rehearsal is not None:
        parts.append(
            office.fragment(
                "_rehearsal_oob.html",
                clock=clock(visit, rehearsal),
                result=result(visit, rehearsal),
            )
        )
    return HTMLResponse("".join(parts), headers={"Cache-Control": "no-store"})
