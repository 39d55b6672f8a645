"""The nightly look: finds what got stuck, and mends it where that is safe.

Each client has a transaction of their own, so that one damaged file does not hide the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.clients import ClientFile
from bot.contacts import OPEN, DueContact
from bot.dialogue.conversation import Conversation
from bot.errors import ContentError
from bot.handoff import Handoff
from bot.messages import Delivery
from bot.ports import Transaction
from bot.reconciling import (
    OVERDUE_AFTER,
    UNDELIVERED_AFTER,
    UNSENT_AFTER,
    Findings,
    Trace,
    failing_channels,
    is_late,
    session_trace,
    unfinished,
    without_cover,
)
from bot.scripts.norms import expiry_warnings
from bot.surroundings import Surroundings
from bot.usecases.notifying import unanswered_words
from bot.usecases.planning import anchored, plan_client
from bot.usecases.reaching import lose_address, send_elsewhere
from scheduler.hours import next_allowed

FINDINGS = "nightly findings"
"""The setting with what the last nightly look found."""

BEGIN_AGAIN = "begin-again"
"""The script that says that a talk could not go on, and offers to begin again."""

SAID_FOR = timedelta(days=14)
"""So long it makes sense to say that a talk could not go on."""


def latest_findings(tx: Transaction) -> Findings | None:
    """Return what the last nightly look found; None when there was none yet."""
    kept = tx.setting(FINDINGS)
    return Findings.from_text(kept) if kept else None


def keep_findings(tx: Transaction, findings: Findings) -> None:
    """Keep what a look found, in place of the one before."""
    tx.save_setting(FINDINGS, findings.as_text())


@dataclass(frozen=True)
class Reach:
    """How a client was reached: what failed since anything arrived, and since when nothing can."""

    failed: tuple[Delivery, ...] = ()
    lost_since: datetime | None = None


def reach_of_all(tx: Transaction) -> dict[str, Reach]:
    """Return every client, in order of enrolment, with how they were reached."""
    failed: dict[str, list[Delivery]] = {}
    for each in tx.undelivered():
        failed.setdefault(each.client, []).append(each)
    lost = tx.unreachable()
    return {
        client: Reach(tuple(failed.get(client, ())), lost.get(client)) for client in tx.client_ids()
    }


def reconcile_client(
    tx: Transaction,
    around: Surroundings,
    client: str,
    reach: Reach,
    now: datetime,
) -> tuple[Trace, ...]:
    """Mend what got stuck for one client; return what was found.

    Raises DatabaseError when the file cannot be read, ContentError when there is no such programme
    any more.
    """
    file = tx.client(client, lock=True)
    if file is None or file.client.state == "stopped":
        return ()
    adviser = file.client.adviser
    found = []
    if file.conversation is not None and not _can_go_on(tx, around, file.conversation):
        file = _end_talk(tx, around, file, now)
        found.append(Trace("broken-talk", adviser))
    if any(is_stuck(row, now) for row in tx.contacts(client)):
        found.append(Trace("stuck-contact"))
    if _plan_what_is_missing(tx, around, file, now):
        found.append(Trace("replanned"))
    if reach.lost_since is not None and now - reach.lost_since >= UNDELIVERED_AFTER:
        found.append(Trace("undelivered", adviser))
    heard = file.client.last_heard_at  # who wrote while we looked is there
    known = heard is not None and heard >= now
    lost = failing_channels(() if known else reach.failed, now, around.calendar)
    for address in tx.reachable(client):
        if address.channel in lost:
            lose_address(tx, around.calendar, client, address, now)
            found.append(Trace("given-up", adviser))
    return tuple(found)


def is_stuck(row: DueContact, now: datetime) -> bool:
    """Say whether a contact still waits although it is of no use any more."""
    return row.state in OPEN and row.useful_until + OVERDUE_AFTER < now


def _can_go_on(tx: Transaction, around: Surroundings, talk: Conversation) -> bool:
    """Say whether every place of a talk exists in a script that can be read."""
    library = around.shelf.library(tx)
    try:
        return all(
            frame.step in library.script(frame.script, frame.revision).steps
            for frame in talk.frames
        )
    except (KeyError, ContentError):
        return False


def _end_talk(tx: Transaction, around: Surroundings, file: ClientFile, now: datetime) -> ClientFile:
    """End a talk that cannot go on; the client hears of it at the next hour that is not quiet."""
    ended = replace(file, conversation=None)
    tx.save_client(ended)
    if BEGIN_AGAIN not in tx.latest_revisions("script"):
        return ended
    quiet = around.shelf.programme(tx, file.client.programme).quiet_hours
    due = next_allowed(now, around.calendar, quiet)
    sorry = DueContact(
        client=file.client.id,
        rule=BEGIN_AGAIN,
        script=BEGIN_AGAIN,
        anchor="",
        anchor_version=0,
        occurrence=int(now.timestamp()),
        due=due,
        useful_until=due + SAID_FOR,
    )
    tx.add_contacts([sorry])
    return ended


def _plan_what_is_missing(
    tx: Transaction, around: Surroundings, file: ClientFile, now: datetime
) -> bool:
    """Plan again for a client with nothing planned whose WW end is known; say if that helped."""
    client = file.client
    if client.state != "active":
        return False
    if _has_plan(tx, client.id):
        _keep_for_whom(tx, around, file, now)
        return False
    if "ww_end" not in client.anchors:
        known = file.facts.get("ww_end")
        if known is None or not isinstance(known.value, date):
            return False
        client = anchored(tx, client, "ww_end", known.value)
        tx.save_client(replace(file, client=client))
    plan_client(tx, around, client, file.facts, now)
    return _has_plan(tx, client.id)


def _keep_for_whom(tx: Transaction, around: Surroundings, file: ClientFile, now: datetime) -> None:
    """Plan again where conditions may hold by the day alone, such as an age that was reached."""
    programme = around.shelf.programme(tx, file.client.programme)
    if any(rule.only_for or rule.unless for rule in programme.rules):
        plan_client(tx, around, file.client, file.facts, now)


def _has_plan(tx: Transaction, client: str) -> bool:
    return any(row.state in OPEN and row.anchor for row in tx.contacts(client))


def reconcile_messages(tx: Transaction, now: datetime) -> tuple[Trace, ...]:
    """Send on what waits in a channel that its client left; report what waits without a reason."""
    found = []
    for each in tx.unsent(now - UNSENT_AFTER):
        places = {address.channel for address in tx.reachable(each.client)}
        if each.channel in places:
            found.append(Trace("stuck-message"))
            continue
        message = tx.message(each.message)
        if message is not None:
            moved = send_elsewhere(tx, message, now)
            found.append(Trace("moved-message" if moved else "lost-message"))
    return tuple(found)


def look_around(tx: Transaction, around: Surroundings, now: datetime) -> tuple[Trace, ...]:
    """Find what belongs to no single client: promises, cover, sessions, norms."""
    return (
        *_late_answers(tx, around, now),
        *unfinished(tx.advisers()),
        *without_cover(tx.advisers(), tx.caseloads(), now, around.calendar),
        *_sessions(tx, now),
        *_norms(around, now),
    )


def _late_answers(tx: Transaction, around: Surroundings, now: datetime) -> Iterator[Trace]:
    today = around.calendar.local(now).date()
    for handoff in tx.handoffs(active=True):
        if is_late(handoff, today) or _waits_again(tx, around, handoff, today):
            yield Trace("late-answer", handoff.adviser)


def _waits_again(tx: Transaction, around: Surroundings, handoff: Handoff, today: date) -> bool:
    """Say whether a client wrote after an answer, and has waited for a working day since."""
    if handoff.answered_at is None:
        return False
    words = unanswered_words(tx, handoff, around.vocabulary)
    wrote = around.calendar.local(words[0].at).date() if words else today
    return around.calendar.add_working_days(wrote, 1) < today


def _sessions(tx: Transaction, now: datetime) -> Iterator[Trace]:
    """Look at the sessions of programmes that somebody is in."""
    for programme in sorted(tx.programmes_in_use()):
        for session in tx.sessions(programme, after=now):
            rows = tx.registrations(session=session.id)
            trace = session_trace(session, sum(row.state == "booked" for row in rows), now)
            if trace is not None:
                yield trace


def _norms(around: Surroundings, now: datetime) -> Iterator[Trace]:
    today = around.calendar.local(now).date()
    for problem in expiry_warnings(around.norms, today):
        yield Trace("norms-expire", str(problem.figures["last"]))
