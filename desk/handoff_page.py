"""One handoff: what the client shares, the talk around it, and what an adviser can do."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import anyio
from sse_starlette import ServerSentEvent
from starlette.responses import Response

from bot.assignment import Reason
from bot.clients import ClientFile
from bot.handoff import Handoff
from bot.messages import Message
from bot.outcomes import KINDS, recorded_last
from bot.ports import Transaction
from bot.records import Note, Outcome
from bot.usecases import handoffs
from bot.usecases.access import Access
from bot.usecases.reaching import channel_for
from bot.usecases.sharing import withdrawals
from desk.advisers import because_of
from desk.office import Office, Visit
from desk.sharing import readable, shared_facts, shown_messages, told_reasons
from desk.signing_in import who
from desk.streams import pause, stream
from desk.waiting import Wait, called, people, state_of, topic, urgency_of, wait_of


@dataclass(frozen=True)
class Opened:
    """A handoff with all that its page shows, read in one transaction."""

    wait: Wait
    file: ClientFile
    messages: tuple[Message, ...]
    notes: tuple[Note, ...]
    facts: list[dict[str, str]]
    names: dict[str, str]
    staff_names: dict[str, str]
    channel: str
    reasons: tuple[Reason, ...]
    withdrawn: bool
    recorded: tuple[Outcome, Outcome | None] | None

    @property
    def handoff(self) -> Handoff:
        """The handoff itself."""
        return self.wait.handoff


@dataclass(frozen=True)
class Typed:
    """What was typed when something went wrong, and why it did."""

    field: str = ""
    text: str = ""
    error: str = ""


def open_handoff(tx: Transaction, visit: Visit, *, logged: bool) -> Opened | None:
    """Read a handoff; None when it, or its client, is gone, or is not for this reader.

    `logged`: note who looked.
    """
    office = visit.office
    handoff = tx.handoff(str(visit.request.path_params["id"]))
    file = tx.client(handoff.client) if handoff else None
    if handoff is None or file is None or not Access(tx, visit.staff).may_open(handoff):
        return None
    if logged:
        handoffs.look(tx, visit.staff, handoff, office.assistant.clock.now())
    said = tx.messages(handoff.client)
    back = withdrawals(tx, handoff)
    messages = readable(office, handoff, said, back)
    return Opened(
        wait=wait_of(tx, office, handoff),
        file=file,
        messages=tuple(messages),
        notes=tx.notes(handoff.id),
        facts=shared_facts(tx, office, handoff, file),
        names=people(tx),
        staff_names={staff.id: staff.name for staff in tx.all_staff()},
        channel=channel_for(tx, file.client),
        reasons=told_reasons(tx, handoff, file.client),
        withdrawn=back.question_at is not None,
        recorded=recorded_last(tx.outcomes(handoff.client)),
    )


async def show_handoff(visit: Visit) -> Response:
    """Show a handoff; the look is logged."""
    return await handoff_page(visit, Typed())


async def handoff_page(visit: Visit, typed: Typed, status: int = 200) -> Response:
    """Return the page of a handoff, with what was typed when that could not be sent."""
    office = visit.office
    opened = await office.transact(lambda tx: open_handoff(tx, visit, logged=True))
    if opened is None:
        return office.problem_page("no-handoff", 404, "/desk")
    handoff = opened.handoff
    last = opened.messages[-1].id if opened.messages else 0
    shown = shown_messages(office, opened.messages, _author(visit, opened))
    return await visit.page(
        "handoff.html",
        status,
        section="desk",
        handoff=described(visit, opened),
        facts=opened.facts,
        sharing=_sharing(office, opened),
        withdrawn=opened.withdrawn,
        reasons=[because_of(office, reason) for reason in opened.reasons],
        notes=[_note(visit, opened, note) for note in opened.notes],
        notes_seen=len(opened.notes),
        messages=shown,
        seen=last,
        reply_label=_write_to(visit, opened),
        can_share_channel=_arrives(visit, opened),
        events_url=f"/desk/handoffs/{handoff.id}/events?after={last}&state={_mark(handoff)}",
        reply_text=typed.text if typed.field == "reply" else "",
        reply_error=typed.error if typed.field == "reply" else "",
        note_text=typed.text if typed.field == "note" else "",
        note_error=typed.error if typed.field == "note" else "",
        page_error=typed.error if not typed.field else "",
        recorded=_recorded(visit, opened),
        outcomes=[
            {"value": kind, "label": office.say(f"figures.{kind}")}
            for kind in KINDS
            if kind != "unknown"
        ],
    )


def described(visit: Visit, opened: Opened) -> dict[str, object]:
    """Return the handoff as its page shows it."""
    office, handoff, wait = visit.office, opened.handoff, opened.wait
    mine = handoff.adviser == visit.person
    return {
        "id": handoff.id,
        "url": f"/desk/handoffs/{handoff.id}",
        "first_name": called(office, wait),
        "topic": topic(office, handoff),
        "since": office.moment(wait.since),
        "promised": office.day(handoff.promised_by),
        "late": wait.late,
        "waiting": wait.waiting,
        "urgency": urgency_of(office, handoff),
        "state": state_of(office, handoff),
        "adviser": opened.names.get(handoff.adviser, handoff.adviser),
        "is_mine": mine,
        "is_open": handoff.active,
        "may_take": handoff.active and not (mine and handoff.state != "open"),
        "may_close": handoff.answered_at is not None,
        "may_give_back": handoff.may_be_given_back,
        "opened": office.moment(handoff.opened_at),
    }


def _sharing(office: Office, opened: Opened) -> str:
    """Say what holds for what the client shares."""
    if opened.withdrawn:
        return office.say("withdrawn")
    return office.say("sharing") if opened.facts else ""


def _author(visit: Visit, opened: Opened) -> str:
    return opened.wait.known_as or visit.office.say("client")


def _write_to(visit: Visit, opened: Opened) -> str:
    name = opened.wait.known_as
    return visit.office.say("write-to" if name else "write-to-client", name=name)


def _note(visit: Visit, opened: Opened, note: Note) -> dict[str, str]:
    author = opened.staff_names.get(note.staff, note.staff)
    return {"author": author, "time": visit.office.moment(note.at), "text": note.text}


def _recorded(visit: Visit, opened: Opened) -> dict[str, object] | None:
    """Return what staff recorded last of how it ended, and who took that back, in sentences."""
    if opened.recorded is None:
        return None
    office, (kept, back) = visit.office, opened.recorded
    noted = office.say(
        "outcome.recorded",
        outcome=office.say(f"figures.{kept.kind}"),
        name=opened.staff_names.get(kept.by, kept.by),
        moment=office.moment(kept.at),
    )
    if back is None:
        return {"text": noted, "back": "", "stands": True}
    key = "outcome.back-by-staff" if back.by else "outcome.back-by-client"
    name = opened.staff_names.get(back.by, back.by)
    said = office.say(key, name=name, moment=office.moment(back.at))
    return {"text": noted, "back": said, "stands": False}


def _arrives(visit: Visit, opened: Opened) -> str:
    """Say where the answer arrives."""
    office = visit.office
    if not opened.channel:
        return ""
    key = f"channel.{opened.channel}"
    channel = office.say(key) if office.has_phrase(key) else opened.channel
    return office.say("arrives", channel=channel)


def _mark(handoff: Handoff) -> str:
    return f"{handoff.state}.{handoff.adviser}"


async def follow_handoff(visit: Visit) -> Response:
    """Keep an open handoff up to date; that somebody begins to follow it is logged as a look."""
    office = visit.office
    if await office.transact(lambda tx: open_handoff(tx, visit, logged=True)) is None:
        return office.problem_page("no-handoff", 404, "/desk")
    return stream(lambda closing: new_words(visit, closing))


async def new_words(visit: Visit, closing: anyio.Event) -> AsyncIterator[ServerSentEvent]:
    """Yield new messages, and a notice when a colleague took or ended this handoff.

    Ends when the handoff is gone, the reader may not open it any more or is signed out.
    """
    office, query = visit.office, visit.request.query_params
    after = int(query.get("after", "0")) if query.get("after", "0").isdecimal() else 0
    mark = query.get("state", "")
    last_day = ""
    opened = await office.transact(lambda tx: open_handoff(tx, visit, logged=False))
    client = opened.handoff.client if opened else ""
    with office.assistant.hub.listening(f"client:{client}") as news:
        while opened is not None and await who(office, visit.request) == visit.staff:
            if closing.is_set():
                return
            fresh = [m for m in opened.messages if m.id > after]
            known = [m for m in opened.messages if m.id <= after]
            last_day = office.local(known[-1].at).date().isoformat() if known else last_day
            for each in shown_messages(office, fresh, _author(visit, opened), last_day=last_day):
                yield ServerSentEvent(
                    office.fragment("_message.html", message=each), event="message"
                )
            if _mark(opened.handoff) != mark:
                yield ServerSentEvent(_changed(visit, opened), event="news")
            after, mark = max([after, *(m.id for m in fresh)]), _mark(opened.handoff)
            await pause(news, closing)
            opened = await office.transact(lambda tx: open_handoff(tx, visit, logged=False))


def _changed(visit: Visit, opened: Opened) -> str:
    office, handoff = visit.office, opened.handoff
    name = opened.names.get(handoff.adviser, handoff.adviser)
    key = "now-theirs" if handoff.active else "now-ended"
    return office.fragment("_news.html", text=office.say(key, name=name))
