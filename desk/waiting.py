"""Which handoffs there are, who waits in them and since when; the longest waiting first."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from bot.dialogue.facts import UNKNOWN
from bot.handoff import Handoff
from bot.messages import Message
from bot.ports import Transaction
from bot.usecases.access import Access
from bot.usecases.notifying import released
from bot.usecases.sharing import hides_name
from desk.office import Office, Visit

STATES = ("open", "taken", "answered", "ended")
"""What the list can be limited to; without a choice it shows what has not ended."""

KINDS = {"open": "warning", "taken": "info", "answered": "ok"}
"""The look of a state."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet runs what starts with these, so names that clients typed are disarmed."""


@dataclass(frozen=True)
class Wait:
    """One handoff in the list: who waits there, since when, and whether the promise is broken.

    `opens`: whether the reader may open it; otherwise they do not read who waits there either.
    """

    handoff: Handoff
    known_as: str
    waiting: bool
    since: datetime
    late: bool
    opens: bool = True


@dataclass(frozen=True)
class Filter:
    """What a reader wants to see of the list."""

    q: str = ""
    state: str = ""
    adviser: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Filter":
        """Read a filter from the address; what is not known is left out."""
        state = given.get("state", "")
        return cls(
            q=given.get("q", "").strip()[:100],
            state=state if state in STATES else "",
            adviser=given.get("adviser", "")[:100],
        )

    def as_query(self) -> dict[str, str]:
        """Return the parts of the address that say this."""
        parts = {"q": self.q, "state": self.state, "adviser": self.adviser}
        return {name: value for name, value in parts.items() if value}


def waits(tx: Transaction, visit: Visit, wanted: Filter) -> list[Wait]:
    """Return the handoffs that fit, those that wait for a person first, urgent ones on top."""
    office, access = visit.office, Access(tx, visit.staff)
    handoffs = tx.handoffs(active=wanted.state != "ended")
    if wanted.state and wanted.state != "ended":
        handoffs = tuple(h for h in handoffs if h.state == wanted.state)
    if wanted.adviser:
        handoffs = tuple(h for h in handoffs if h.adviser == wanted.adviser)
    found = [
        wait_of(tx, office, handoff, opens=access.may_open(handoff))
        for handoff in handoffs
        if access.sees(handoff)
    ]
    if wanted.q:
        sought = wanted.q.casefold()
        found = [
            w
            for w in found
            if sought in f"{called(office, w)} {topic(office, w.handoff)}".casefold()
        ]
    return sorted(found, key=_order)


def _order(wait: Wait) -> tuple[bool, bool, datetime, str]:
    """Who waits comes first, in need before others, then whoever waits longest."""
    return not wait.waiting, wait.handoff.urgency != "urgent", wait.since, wait.handoff.id


LOOKED_BACK = 100
"""Messages in which a person's last answer is looked for."""


def wait_of(tx: Transaction, office: Office, handoff: Handoff, *, opens: bool = True) -> Wait:
    """Return who waits in a handoff and since when."""
    unanswered = handoff.active and handoff.answered_at is None
    since = handoff.opened_at
    again = None
    if handoff.active and not unanswered:
        again = _wrote_again(released(tx.newest_messages(handoff.client, limit=LOOKED_BACK)))
    if again is not None:
        since = again.at
    return Wait(
        handoff=handoff,
        known_as=first_name(tx, handoff.client) if opens and not hides_name(tx, handoff) else "",
        waiting=unanswered or again is not None,
        since=since,
        late=unanswered and handoff.promised_by < office.now().date(),
        opens=opens,
    )


def _wrote_again(messages: Sequence[Message]) -> Message | None:
    """Return the client's first message to a person after that person's last answer.

    An answer from before these messages leaves the client waiting since the first of theirs.
    """
    after: Message | None = None
    for message in reversed(messages):
        if message.author == "adviser":
            return after
        if message.author == "client" and not message.between_us:
            after = message
    return after


def first_name(tx: Transaction, client: str) -> str:
    """Return a client's first name; empty when it is not known."""
    file = tx.client(client)
    fact = file.facts.get("first_name") if file else None
    return str(fact.value).strip() if fact and fact.value != UNKNOWN else ""


def called(office: Office, wait: Wait) -> str:
    """Return what staff call a client: the first name, or that there is none, or just "client"."""
    if not wait.opens:
        return office.say("client")
    return wait.known_as or office.say("no-name")


def topic(office: Office, handoff: Handoff) -> str:
    """Return the topic in words: a phrase, the label of a choice, or what the script wrote."""
    if office.has_phrase(f"topic.{handoff.topic}"):
        return office.say(f"topic.{handoff.topic}")
    for name in ("topic", "obstacle"):
        declared = office.assistant.around.facts.get(name)
        if declared is not None and handoff.topic in declared.choices:
            return declared.choices[handoff.topic]
    words = handoff.topic.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def people(tx: Transaction) -> dict[str, str]:
    """Return the names of everyone who can have a handoff, by what the handoff calls them."""
    names = {staff.adviser or staff.id: staff.name for staff in tx.all_staff()}
    return {**names, **{adviser.id: adviser.first_name for adviser in tx.advisers()}}


def state_of(office: Office, handoff: Handoff) -> dict[str, str]:
    """Return a handoff's state as a badge."""
    return {"label": office.say(f"state.{handoff.state}"), "kind": KINDS.get(handoff.state, "")}


def urgency_of(office: Office, handoff: Handoff) -> dict[str, str] | None:
    """Return a handoff's urgency as a badge; most have none."""
    return {"label": office.say("urgent"), "kind": "error"} if handoff.urgency == "urgent" else None


def row(visit: Visit, wait: Wait, names: Mapping[str, str]) -> dict[str, object]:
    """Return one handoff as the list shows it."""
    office, handoff = visit.office, wait.handoff
    return {
        "id": handoff.id,
        "url": f"/desk/handoffs/{handoff.id}" if wait.opens else "",
        "since": office.moment(wait.since),
        "since_iso": wait.since.isoformat(timespec="seconds"),
        "first_name": called(office, wait),
        "topic": topic(office, handoff),
        "urgency": urgency_of(office, handoff),
        "promised": office.day(handoff.promised_by),
        "late": wait.late,
        "adviser": names.get(handoff.adviser, handoff.adviser),
        "is_mine": handoff.adviser == visit.person,
        "state": state_of(office, handoff),
        "wrote_again": wait.waiting and handoff.answered_at is not None,
    }


def summary(office: Office, found: Sequence[Wait]) -> str:
    """Say in one sentence how many wait and since when the longest."""
    waiting = [wait for wait in found if wait.waiting]
    if not waiting:
        return office.say("summary.none")
    key = "summary.one" if len(waiting) == 1 else "summary.many"
    return office.say(key, count=len(waiting), since=office.moment(min(w.since for w in waiting)))


def as_csv(office: Office, rows: Sequence[Mapping[str, object]]) -> str:
    """Return the list for a spreadsheet: semicolons, as Dutch ones expect."""
    columns = ("since", "first_name", "topic", "promised", "adviser", "state")
    return csv_text(
        [office.say(f"column.{column}") for column in columns],
        [[_cell(row[column]) for column in columns] for row in rows],
    )


def csv_text(heading: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as text for a spreadsheet, without anything that it would run."""
    sheet = StringIO()
    writer = csv.writer(sheet, delimiter=";")
    writer.writerow(heading)
    for cells in rows:
        writer.writerow([f"'{c}" if c.startswith(FORMULAS) else c for c in cells])
    return "\ufeff" + sheet.getvalue()


def _cell(value: object) -> str:
    return str(value["label"]) if isinstance(value, dict) else str(value)
