"""Tells advisers on their phone what waits for them: at work, or at once when it is urgent."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.advisers import Adviser
from bot.dialogue.vocabulary import Vocabulary
from bot.handoff import Handoff
from bot.mail import MAIL
from bot.messages import Meant, Message
from bot.notices import Notice, NoticeKind
from bot.ports import Transaction
from bot.records import Staff
from bot.usecases.sharing import was_taken_back, withdrawals
from scheduler.calendar import Calendar

SILENCE = "silence"
"""The topic of a handoff because a client does not answer."""
LATER = timedelta(hours=1)
"""After so long somebody who said "later" is reminded, in their own working hours."""
STILL_TALKING = timedelta(hours=1)
"""An adviser who wrote so lately is still in the talk, also after working hours."""
MAILED: frozenset[NoticeKind] = frozenset(
    {"waiting", "passed-on", "reminder", "stands-in", "unreachable", "unanswered", "overdue"}
)
"""What is worth a mail; the others belong to a talk in a chat app."""
TOLD_MEANWHILE: frozenset[Meant] = frozenset({"help", "stop", "check"})
"""What an adviser hears of, of all that a client does with the assistant meanwhile."""
LOOKED_BACK = 20
"""Messages in which an adviser's last words are looked for."""


def staff_of(tx: Transaction, adviser: str) -> tuple[Staff, ...]:
    """Return the members of staff behind an adviser's id, or behind an id of staff."""
    every = tx.all_staff() if adviser else ()
    return tuple(each for each in every if (each.adviser or each.id) == adviser)


def adviser_of(tx: Transaction, adviser: str) -> Adviser | None:
    """Return an adviser by id."""
    return next((each for each in tx.advisers() if each.id == adviser), None)


def email_of(tx: Transaction, staff: Staff) -> str:
    """Return where a member of staff gets mail: as an adviser, else at their own address."""
    adviser = adviser_of(tx, staff.adviser) if staff.adviser else None
    return adviser.email if adviser else staff.email


def tell(tx: Transaction, notices: Iterable[Notice]) -> None:
    """Keep notices, one for each way in which somebody is reached.

    Who is reached in no way gets one for a chat app all the same: that it fails is noticed there.
    """
    every: list[Notice] = []
    for notice in notices:
        staff = tx.staff(notice.staff)
        mailed = staff is not None and notice.kind in MAILED and tx.setting(MAIL) == "on"
        if mailed and staff is not None and email_of(tx, staff):
            every.append(replace(notice, channel=MAIL))
            if tx.staff_address(staff.id, notice.channel) is None:
                continue
        every.append(notice)
    tx.add_notices(every)


def notify(
    tx: Transaction,
    calendar: Calendar,
    handoff: Handoff,
    kind: NoticeKind,
    now: datetime,
    *,
    after: timedelta = timedelta(),
) -> datetime | None:
    """Tell whose handoff it is; return when, or None when it is nobody's.

    What is not urgent waits for this adviser's working hours.
    """
    due = now + after
    if handoff.urgency != "urgent":
        due = at_work(tx, calendar, handoff.adviser, due)
    told = staff_of(tx, handoff.adviser)
    tell(tx, [_about(handoff, staff, kind, due) for staff in told])
    return due if told else None


def at_work(tx: Transaction, calendar: Calendar, adviser: str, moment: datetime) -> datetime:
    """Return that moment, or when this adviser is at work after it."""
    known = adviser_of(tx, adviser)
    return moment if known is None else known.next_at_work(moment, calendar)


def tell_stand_in(tx: Transaction, notice: Notice, now: datetime) -> None:
    """Tell the stand-in of something urgent that did not reach whom it was for."""
    handoff = tx.handoff(notice.handoff) if notice.handoff else None
    adviser = adviser_of(tx, handoff.adviser) if handoff else None
    if handoff is None or adviser is None or not notice.urgent:
        return
    told = [_about(handoff, each, "stands-in", now) for each in staff_of(tx, adviser.stand_in)]
    if notice.kind in ("waiting", "passed-on", "reminder"):
        tell(tx, told)


def relay(
    tx: Transaction, calendar: Calendar, handoff: Handoff, message: Message, now: datetime
) -> None:
    """Tell whoever took a handoff that the client wrote; before that the handoff itself waits.

    Outside working hours only what is urgent is told, or what answers an adviser who wrote lately.
    """
    _tell_of(tx, calendar, handoff, message, "wrote", now)


def tell_meanwhile(
    tx: Transaction, calendar: Calendar, handoff: Handoff, message: Message, now: datetime
) -> None:
    """Tell whoever took a handoff that the client asked the assistant for something beside it.

    Not what: that stays between the client and the assistant.
    """
    if message.author == "client" and message.meant in TOLD_MEANWHILE:
        _tell_of(tx, calendar, handoff, message, "meanwhile", now)


def _tell_of(
    tx: Transaction,
    calendar: Calendar,
    handoff: Handoff,
    message: Message,
    kind: NoticeKind,
    now: datetime,
) -> None:
    """Tell of a client's message whoever took the handoff, when they are at work."""
    if handoff.state not in ("taken", "answered"):
        return
    due = now
    if handoff.urgency != "urgent" and not wrote_lately(tx, handoff.client, now):
        due = at_work(tx, calendar, handoff.adviser, now)
    about = [_about(handoff, staff, kind, due) for staff in staff_of(tx, handoff.adviser)]
    tx.add_notices([replace(notice, message=message.id) for notice in about])


def tell_ended(tx: Transaction, client: str, now: datetime) -> None:
    """Tell advisers that a talk which they took has ended, before its client is forgotten.

    The notice names nobody: it must outlive the client, so that the adviser's next words are not
    taken to be for somebody else.
    """
    for handoff in tx.handoffs(active=True):
        if handoff.client == client and handoff.state != "open":
            told = staff_of(tx, handoff.adviser)
            tx.add_notices([Notice(each.id, "ended", now, urgent=True) for each in told])


def unanswered_words(tx: Transaction, handoff: Handoff, vocabulary: Vocabulary) -> list[Message]:
    """Return what the client wrote to a person since the handoff, or since one last answered.

    Not what they took back since.
    """
    back = withdrawals(tx, handoff)
    words: list[Message] = []
    for message in released(tx.messages(handoff.client)):
        if message.author == "adviser":
            words.clear()
        elif message.author != "client" or message.at <= handoff.opened_at:
            continue
        elif not message.between_us and not was_taken_back(handoff, message, back, vocabulary):
            words.append(message)
    return words


def tell_withdrawn(tx: Transaction, calendar: Calendar, handoff: Handoff, now: datetime) -> None:
    """Tell whose handoff it was that the client took the consent for it back; it names nobody."""
    due = at_work(tx, calendar, handoff.adviser, now)
    tell(tx, [Notice(each.id, "withdrawn", due) for each in staff_of(tx, handoff.adviser)])


def released(messages: Sequence[Message]) -> list[Message]:
    """Return messages as staff may read them: what a client let through is for the person too."""
    found: list[Message] = []
    last = -1
    for message in messages:
        if message.meant == "forward" and last >= 0 and found[last].meant == "unclear":
            found[last] = replace(found[last], meant="adviser")
        if message.author == "client":
            last = len(found)
        found.append(message)
    return found


def wrote_lately(tx: Transaction, client: str, now: datetime) -> bool:
    """Say whether a person wrote to a client so lately that the talk still goes on."""
    latest = tx.newest_messages(client, limit=LOOKED_BACK)
    return any(m.author == "adviser" and now - m.at < STILL_TALKING for m in latest)


def _about(handoff: Handoff, staff: Staff, kind: NoticeKind, due: datetime) -> Notice:
    urgent = handoff.urgency == "urgent"
    return Notice(
        staff=staff.id,
        kind=kind,
        due=due,
        client=handoff.client,
        handoff=handoff.id,
        urgent=urgent,
    )
