"""What an adviser does with a handoff: take, reply, note, record, close. Nothing twice."""

from collections.abc import Callable
from datetime import date, datetime

from starlette.responses import Response

from bot.handoff import Handoff, HandoffError
from bot.messages import Message
from bot.ports import Transaction
from bot.privacy.redaction import redact
from bot.usecases import handoffs
from bot.usecases.access import Access
from bot.usecases.recording import (
    NOTED,
    UnknownOutcomeError,
    knows_script,
    record_for_client,
    take_back_for_client,
)
from bot.usecases.redating import FarAwayError, change_ww_end
from desk.handoff_page import Typed, handoff_page
from desk.office import Visit, to
from desk.waiting import people

Work = Callable[[Transaction, datetime], tuple[Message, ...]]


class RefusedError(Exception):
    """An action was refused; the argument is the sentence for the adviser."""


async def take(visit: Visit) -> Response:
    """Take a handoff, also over from a colleague."""

    def work(tx: Transaction, now: datetime) -> tuple[Message, ...]:
        handoffs.take(tx, visit.staff, _held(tx, visit).id, now)
        return ()

    return await _act(visit, work, "taken", Typed())


async def reply(visit: Visit) -> Response:
    """Answer the client; the same form sent twice answers once."""
    text, seen = await visit.text("text"), _number(await visit.text("seen"))

    def work(tx: Transaction, now: datetime) -> tuple[Message, ...]:
        handoff = _mine(tx, visit)
        _must_fit(visit, text, "reply")
        if _was_sent(tx, handoff, text, seen):
            return ()
        return handoffs.reply(tx, visit.office.assistant.around, visit.staff, handoff.id, text, now)

    return await _act(visit, work, "replied", Typed("reply", text))


async def note(visit: Visit) -> Response:
    """Keep a note for colleagues; the same form sent twice keeps one."""
    text, seen = await visit.text("text"), _number(await visit.text("seen"))

    def work(tx: Transaction, now: datetime) -> tuple[Message, ...]:
        _must_fit(visit, text, "note")
        words = redact(text.strip())
        later = tx.notes(_held(tx, visit).id)[seen:]
        if not any(n.staff == visit.staff.id and n.text == words for n in later):
            handoffs.note(tx, visit.staff, _id(visit), text, now)
        return ()

    return await _act(visit, work, "noted", Typed("note", text))


async def give_back(visit: Visit) -> Response:
    """Give the conversation back to the assistant."""

    def work(tx: Transaction, now: datetime) -> tuple[Message, ...]:
        handoff = _mine(tx, visit)
        if handoff.active and not handoff.may_be_given_back:
            raise RefusedError(visit.office.say("urgent-not-answered"))
        return handoffs.give_back(tx, visit.office.assistant.around, handoff.id, now)

    return await _act(visit, work, "given-back", Typed())


async def close(visit: Visit) -> Response:
    """Close a handoff that was answered, and keep how it ended when the adviser says so."""
    ended = await visit.text("outcome")

    def work(tx: Transaction, now: datetime) -> tuple[Message, ...]:
        handoff = _mine(tx, visit)
        if handoff.answered_at is None:
            raise RefusedError(visit.office.say("not-answered"))
        if ended:
            _record(tx, visit, handoff, ended, now, tells=False)
        begins = NOTED if ended and knows_script(tx) else ""
        around = visit.office.assistant.around
        return handoffs.close(tx, around, handoff.id, now, begins=begins)

    return await _act(visit, work, "closed", Typed())


async def outcome(visit: Visit) -> Response:
    """Keep how it ended as the adviser knows it; the client reads it and can say it is not so."""
    ended = await visit.text("outcome")

    def work(tx: Transaction, now: datetime) -> tuple[Message, ...]:
        return _record(tx, visit, _mine(tx, visit), ended, now)

    return await _act(visit, work, "outcome-kept", Typed())


async def take_outcome_back(visit: Visit) -> Response:
    """Take back what was recorded of how it ended; also when the handoff has ended."""

    def work(tx: Transaction, now: datetime) -> tuple[Message, ...]:
        around, client = visit.office.assistant.around, _mine(tx, visit).client
        return take_back_for_client(tx, around, visit.staff, client, now)

    return await _act(visit, work, "outcome-taken-back", Typed())


async def change_date(visit: Visit) -> Response:
    """Change the last day of the client's WW; the client reads it."""
    written = await visit.text("day")

    def work(tx: Transaction, now: datetime) -> tuple[Message, ...]:
        around, client = visit.office.assistant.around, _mine(tx, visit).client
        try:
            return change_ww_end(tx, around, client, date.fromisoformat(written), now)
        except (ValueError, FarAwayError) as error:
            raise RefusedError(visit.office.say("bad-date")) from error

    return await _act(visit, work, "date-changed", Typed())


async def _act(visit: Visit, work: Work, done: str, typed: Typed) -> Response:
    """Do it in one transaction, then go back to the page; or show it with what was typed."""
    assistant = visit.office.assistant
    now = assistant.clock.now()
    try:
        await assistant.do(lambda tx: work(tx, now))
    except handoffs.UnknownHandoffError:
        return visit.office.problem_page("no-handoff", 404, "/desk")
    except RefusedError as refused:
        return await handoff_page(visit, Typed(typed.field, typed.text, str(refused)), 409)
    except HandoffError:
        # The other refusals were looked for before: what is left is that it has ended.
        ended = visit.office.say("ended")
        return await handoff_page(visit, Typed(typed.field, typed.text, ended), 409)
    return to(f"/desk/handoffs/{_id(visit)}", done)


def _id(visit: Visit) -> str:
    return str(visit.request.path_params["id"])


def _held(tx: Transaction, visit: Visit) -> Handoff:
    """Return the handoff; its client is locked, so that nobody else changes it meanwhile.

    One that this member of staff may not open is as unknown as one that is gone.
    """
    handoff = tx.handoff(_id(visit))
    if handoff is None or tx.client(handoff.client, lock=True) is None:
        raise handoffs.UnknownHandoffError(f"there is no handoff '{_id(visit)}'")
    held = tx.handoff(_id(visit)) or handoff
    if not Access(tx, visit.staff).may_open(held):
        raise handoffs.UnknownHandoffError(f"'{visit.staff.id}' may not open '{held.id}'")
    return held


def _mine(tx: Transaction, visit: Visit) -> Handoff:
    """Return the handoff, held for this transaction; a colleague's is refused."""
    current = _held(tx, visit)
    if current.active and current.adviser != visit.person:
        name = people(tx).get(current.adviser, current.adviser)
        raise RefusedError(visit.office.say("theirs" if name else "nobodys", name=name))
    return current


def _record(
    tx: Transaction,
    visit: Visit,
    handoff: Handoff,
    kind: str,
    now: datetime,
    *,
    tells: bool = True,
) -> tuple[Message, ...]:
    """Keep an outcome; one that is not among the choices is refused."""
    around, client = visit.office.assistant.around, handoff.client
    try:
        return record_for_client(tx, around, visit.staff, client, kind, now, tells=tells)
    except UnknownOutcomeError as error:
        raise RefusedError(visit.office.say("no-outcome")) from error


def _must_fit(visit: Visit, text: str, what: str) -> None:
    if not text.strip():
        raise RefusedError(visit.office.say(f"empty-{what}"))
    if len(redact(text.strip())) > handoffs.LONGEST_REPLY:
        raise RefusedError(visit.office.say("too-long", limit=handoffs.LONGEST_REPLY))


def _was_sent(tx: Transaction, handoff: Handoff, text: str, seen: int) -> bool:
    """Say whether these words went out after the form was made: a double click, or a reload."""
    words = redact(text.strip())
    later = tx.messages(handoff.client, after=seen)
    return any(m.author == "adviser" and m.text == words for m in later)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 16 else 0
