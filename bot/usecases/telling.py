"""The words of a notice, made at the moment of sending: whether it still matters, and what it says.

A notice about a waiting client has a first name, when the client agreed that the adviser sees it,
how soon an answer was promised, and buttons; never a fact. A client's
own words are passed on only to whoever took the talk, and only when the client too writes in that
chat app; of others it says that they wrote, with a link to the desk.
"""

from dataclasses import dataclass
from datetime import date

from bot.dialogue.facts import UNKNOWN
from bot.handoff import Handoff
from bot.messages import Choice
from bot.notices import Notice, NoticeKind
from bot.ports import Transaction
from bot.records import Staff
from bot.surroundings import Surroundings
from bot.usecases.adviser_chat import END, PASS, TAKE, TO, WAIT
from bot.usecases.notifying import TOLD_MEANWHILE, adviser_of
from bot.usecases.sharing import hides_name, shared_names, was_taken_back, withdrawals

ASKS: frozenset[NoticeKind] = frozenset({"waiting", "passed-on", "reminder"})
"""These ask an adviser to take a talk; they are of no use any more once somebody did."""

QUESTION = "question_text"
"""The fact with what a client wants to ask a person, as passed on with their consent."""

UNANSWERED: frozenset[NoticeKind] = frozenset({"unanswered", "overdue"})
"""Of no use any more when a person has answered."""

OF_HANDOFF: frozenset[NoticeKind] = ASKS | {"wrote", "meanwhile"}
"""Of no use any more when the talk has ended."""


@dataclass(frozen=True)
class Told:
    """What an adviser reads, with buttons; `answers` is the channel's id of what it replies to."""

    text: str
    buttons: tuple[Choice, ...] = ()
    answers: str = ""


@dataclass(frozen=True)
class Teller:
    """Makes the words of notices in one transaction; `desk` is the address of the desk."""

    tx: Transaction
    around: Surroundings
    channel: str
    desk: str
    language: str
    today: date

    def told(self, notice: Notice) -> Told | None:
        """Return what a notice says, or None when it is of no use any more."""
        staff = self.tx.staff(notice.staff)
        if staff is None or not still_matters(self.tx, notice):
            return None
        handoff = self.tx.handoff(notice.handoff) if notice.handoff else None
        if notice.kind == "wrote" and handoff is not None:
            return self._wrote(notice, handoff)
        if notice.kind == "meanwhile" and handoff is not None:
            return self._meanwhile(notice, handoff)
        if notice.kind == "asked" and handoff is not None:
            return self._asked(handoff)
        buttons: tuple[Choice, ...] = ()
        if notice.kind in ASKS and handoff is not None:
            buttons = self._ways(handoff)
        elif notice.kind in ("stands-in", "unanswered") and handoff is not None:
            buttons = self._ways(handoff)[:1]
        elif notice.kind in ("to-whom", "done-with-whom"):
            buttons = self._whom(staff, TO if notice.kind == "to-whom" else END)
            if not buttons:
                return None
        urgent = notice.kind in ASKS and notice.urgent
        key = f"adviser.{notice.kind}.urgent" if urgent else f"adviser.{notice.kind}"
        return Told(self._say(key, **self._figures(notice, handoff)), buttons, notice.answers)

    def _figures(self, notice: Notice, handoff: Handoff | None) -> dict[str, object]:
        figures: dict[str, object] = {
            "name": self._name_in(handoff) if handoff else self._name(notice.client),
            "desk": self.desk,
        }
        if handoff is None:
            return figures
        adviser = adviser_of(self.tx, handoff.adviser)
        stand_in = adviser_of(self.tx, adviser.stand_in) if adviser else None
        nobody = self._say("adviser.somebody")
        return {
            **figures,
            "day": handoff.promised_by,
            "today": self.today,
            "adviser": adviser.first_name if adviser else nobody,
            "stand_in": stand_in.first_name if stand_in else nobody,
        }

    def _meanwhile(self, notice: Notice, handoff: Handoff) -> Told | None:
        """Say what the client asked the assistant for, in our words and never in theirs."""
        message = self.tx.message(notice.message)
        if message is None or message.meant not in TOLD_MEANWHILE:
            return None
        name = self._name_in(handoff)
        return Told(self._say(f"adviser.meanwhile.{message.meant}", name=name))

    def _wrote(self, notice: Notice, handoff: Handoff) -> Told | None:
        message = self.tx.message(notice.message)
        if message is None or message.meant in TOLD_MEANWHILE or message.meant == "answer":
            return None
        back = withdrawals(self.tx, handoff)
        if was_taken_back(handoff, message, back, self.around.vocabulary):
            return None
        name = self._name_in(handoff)
        if message.channel != self.channel:
            return Told(self._say("adviser.wrote-elsewhere", name=name, desk=self.desk))
        return Told(self._say("adviser.wrote", name=name, text=message.text))

    def _asked(self, handoff: Handoff) -> Told | None:
        """Return the question that the client agreed to pass on, unless it was asked elsewhere."""
        file = self.tx.client(handoff.client)
        question = file.facts.get(QUESTION) if file else None
        if question is None or QUESTION not in shared_names(self.tx, handoff):
            return None
        asked = str(question.value)
        said = [m for m in self.tx.messages(handoff.client) if m.author == "client"]
        if not any(m.text == asked and m.channel == self.channel for m in said):
            return None
        return Told(self._say("adviser.wrote", name=self._name_in(handoff), text=asked))

    def _ways(self, handoff: Handoff) -> tuple[Choice, ...]:
        adviser = adviser_of(self.tx, handoff.adviser)
        stand_in = adviser_of(self.tx, adviser.stand_in) if adviser else None
        take = Choice(f"{TAKE}{handoff.id}", self._say("adviser.button.take"))
        wait = Choice(f"{WAIT}{handoff.id}", self._say("adviser.button.later"))
        if stand_in is None:
            return (take, wait)
        label = self._say("adviser.button.pass", stand_in=stand_in.first_name)
        return (take, wait, Choice(f"{PASS}{handoff.id}", label))

    def _whom(self, staff: Staff, begins: str) -> tuple[Choice, ...]:
        me = staff.adviser or staff.id
        mine = [h for h in self.tx.handoffs(active=True) if h.adviser == me and h.state != "open"]
        return tuple(Choice(f"{begins}{h.id}", self._name_in(h)) for h in mine)

    def _name_in(self, handoff: Handoff) -> str:
        """Return how a client is called in a handoff; who left out their name is somebody."""
        return self._name("" if hides_name(self.tx, handoff) else handoff.client)

    def _name(self, client: str) -> str:
        return agreed_name(self.tx, client) or self._say("adviser.somebody-waits")

    def _say(self, key: str, **figures: object) -> str:
        return self.around.phrasebook.say(key, figures, self.language)


def still_matters(tx: Transaction, notice: Notice) -> bool:
    """Say whether a notice is of any use now; without its reader or its handoff it is not."""
    staff = tx.staff(notice.staff)
    handoff = tx.handoff(notice.handoff) if notice.handoff else None
    if staff is None or (notice.handoff and handoff is None):
        return False
    if handoff is None:
        return True
    if notice.kind == "stands-in":
        return handoff.active and handoff.state == "open"
    if notice.kind in UNANSWERED:
        return handoff.active and handoff.answered_at is None
    if notice.kind not in OF_HANDOFF:
        return True
    mine = handoff.adviser == (staff.adviser or staff.id)
    waits = handoff.state == "open" or notice.kind in ("wrote", "meanwhile", "passed-on")
    return handoff.active and mine and waits


LONGEST_NAME = 20


def agreed_name(tx: Transaction, client: str) -> str:
    """Return a client's first name when they agreed that an adviser sees it, else nothing."""
    file = tx.client(client) if client else None
    facts = file.facts if file else {}
    told, agreed = facts.get("first_name"), facts.get("consent_share")
    return first_name(told.value) if told and agreed and agreed.value is True else ""


def first_name(told: object) -> str:
    """Return the first word of what somebody answered to "how may I call you", if it is a name."""
    word = str(told).split()[0].strip(".,;:!?") if str(told).strip() else ""
    plain = all(sign.isalpha() or sign in "-'’" for sign in word)
    return word if plain and word != UNKNOWN and len(word) <= LONGEST_NAME else ""
