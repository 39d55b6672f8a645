"""An adviser in a chat app: takes, passes on, answers and gives back, with a few buttons.

What an adviser is told lies in notices, which hold no words; here is decided which ones.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.handoff import Handoff, HandoffError
from bot.messages import Message
from bot.notices import Notice, NoticeKind
from bot.ports import Transaction
from bot.records import Staff
from bot.surroundings import Surroundings
from bot.usecases import handoffs
from bot.usecases.access import Access
from bot.usecases.notifying import LATER, notify, relay, unanswered_words

TAKE, WAIT, PASS, TO, END = "h:take:", "h:later:", "h:pass:", "h:to:", "h:done:"
"""Before the id of a handoff in what a button says."""

PRESSED_ONCE = (TAKE, PASS, TO, END)
"""After these a button is of no use any more; who said "later" may still take the talk."""

DONE_WORDS = frozenset({"/klaar", "klaar", "/done"})
UNLINK_WORDS = frozenset({"/ontkoppel", "/stop", "/unlink"})


@dataclass(frozen=True)
class Said:
    """What an adviser wrote or pressed.

    `reference` is the channel's id of what they wrote or of the message whose button they
    pressed, `answers` of what that replies to, and `replied` the words that a pressed message
    replies to.
    """

    text: str = ""
    press: str = ""
    replied: str = ""
    answers: str = ""
    reference: str = ""
    unreadable: str = ""


def hear(
    tx: Transaction, around: Surroundings, staff: Staff, said: Said, now: datetime
) -> tuple[Message, ...]:
    """Do what an adviser asks; return the messages for clients. Answers to them are notices."""
    desk = _Desk(tx, around, staff, said, now)
    if said.press:
        return desk.pressed()
    if said.unreadable:
        desk.tell("not-edited" if said.unreadable == "edited" else "only-text")
        return ()
    word = said.text.strip().lower().partition("@")[0]
    if word in DONE_WORDS:
        return desk.ends()
    if word in UNLINK_WORDS:
        return desk.unlinks()
    if said.text.startswith("/"):
        desk.tell("help")
        return ()
    return desk.writes()


@dataclass(frozen=True)
class _Desk:
    """One adviser with one thing that they did."""

    tx: Transaction
    around: Surroundings
    staff: Staff
    said: Said
    now: datetime

    @property
    def me(self) -> str:
        return self.staff.adviser or self.staff.id

    def tell(self, kind: NoticeKind, handoff: Handoff | None = None, answers: str = "") -> None:
        """Tell this adviser something at once."""
        notice = Notice(
            staff=self.staff.id,
            kind=kind,
            due=self.now,
            client=handoff.client if handoff else "",
            handoff=handoff.id if handoff else "",
            urgent=True,  # an answer to what they just did
            answers=answers,
        )
        self.tx.add_notices([notice])

    def pressed(self) -> tuple[Message, ...]:
        """Carry out a button."""
        for begins, act in self._acts():
            if self.said.press.startswith(begins):
                handoff = self._held(self.said.press.removeprefix(begins))
                if handoff is None or not handoff.active:
                    self.tell("ended")
                    return ()
                return act(handoff)
        self.tell("help")
        return ()

    def _acts(self) -> tuple[tuple[str, Callable[[Handoff], tuple[Message, ...]]], ...]:
        return (
            (TAKE, self._take),
            (WAIT, self._wait),
            (PASS, self._pass),
            (TO, self._send),
            (END, self._end),
        )

    def _held(self, name: str) -> Handoff | None:
        """Return a handoff that this adviser may open, its client held for this transaction."""
        found = self.tx.handoff(name)
        if found is None or self.tx.client(found.client, lock=True) is None:
            return None
        held = self.tx.handoff(name)
        return held if held and Access(self.tx, self.staff).may_open(held) else None

    def _take(self, handoff: Handoff) -> tuple[Message, ...]:
        if handoff.state != "open" and handoff.adviser != self.me:
            self.tell("not-yours", handoff)
            return ()
        taken = handoffs.take(self.tx, self.staff, handoff.id, self.now)
        self.tell("taken", taken)
        self.tell("asked", taken)
        handoffs.look(self.tx, self.staff, taken, self.now)
        for message in unanswered_words(self.tx, taken, self.around.vocabulary):
            relay(self.tx, self.around.calendar, taken, message, self.now)
        return ()

    def _wait(self, handoff: Handoff) -> tuple[Message, ...]:
        if handoff.state != "open" or handoff.adviser != self.me:
            self.tell("not-yours", handoff)
            return ()
        notify(self.tx, self.around.calendar, handoff, "reminder", self.now, after=LATER)
        self.tell("later", handoff)
        return ()

    def _pass(self, handoff: Handoff) -> tuple[Message, ...]:
        if handoff.adviser != self.me:
            self.tell("not-yours", handoff)
            return ()
        try:
            messages = handoffs.pass_on(self.tx, self.around, handoff.id, self.now)
        except HandoffError:
            self.tell("no-stand-in", handoff)
            return ()
        self.tell("passed", handoff)
        return messages

    def _send(self, handoff: Handoff) -> tuple[Message, ...]:
        """Send the words that were asked about, once: a second press sends nothing."""
        asked = self.tx.notice_at(self.staff.id, self.said.reference)
        if asked is None or asked.kind != "to-whom" or asked.state == "used":
            self.tell("sent-already")
            return ()
        self.tx.save_notice(replace(asked, state="used"))
        return self._reply(handoff, self.said.replied, asked.answers)

    def _end(self, handoff: Handoff) -> tuple[Message, ...]:
        if handoff.adviser != self.me:
            self.tell("not-yours", handoff)
            return ()
        if not handoff.may_be_given_back:
            self.tell("not-answered", handoff)
            return ()
        messages = handoffs.give_back(self.tx, self.around, handoff.id, self.now)
        self.tell("given-back", handoff)
        return messages

    def mine(self) -> list[Handoff]:
        """Return the talks that this adviser has taken, the longest waiting first."""
        active = self.tx.handoffs(active=True)
        return [h for h in active if h.adviser == self.me and h.state != "open"]

    def writes(self) -> tuple[Message, ...]:
        """Answer the client whom the words are for: whose message it replies to, or the only one.

        Whenever that is not certain it is asked; the words stay in the adviser's chat meanwhile.
        """
        said = self.tx.notice_at(self.staff.id, self.said.answers) if self.said.answers else None
        if said is not None and said.handoff:
            handoff = self._held(said.handoff)
            if handoff is None or not handoff.active:
                self.tell("ended")
                return ()
            return self._reply(handoff, self.said.text, self.said.reference)
        mine = self.mine()
        if not mine:
            self.tell("nothing-open")
            return ()
        if len(mine) > 1 or self.said.answers or not self._goes_on_with(mine[0]):
            self.tell("to-whom", answers=self.said.reference)
            return ()
        held = self._held(mine[0].id)
        return self._reply(held, self.said.text, self.said.reference) if held else ()

    def _goes_on_with(self, handoff: Handoff) -> bool:
        """Say whether the adviser spoke last with this client, or has just taken the talk.

        Of a client who was forgotten nothing tells any more that it was they; that a talk ended
        is then the last thing known.
        """
        last = self.tx.last_notice(self.staff.id, ("taken", "delivered", "ended"))
        return last is None or last.handoff == handoff.id

    def _reply(self, handoff: Handoff, text: str, answers: str) -> tuple[Message, ...]:
        if handoff.adviser != self.me:
            self.tell("not-yours", handoff)
            return ()
        try:
            messages = handoffs.reply(self.tx, self.around, self.staff, handoff.id, text, self.now)
        except HandoffError:
            self.tell("too-long", handoff, answers)
            return ()
        self.tell("delivered", handoff, answers)
        return messages

    def ends(self) -> tuple[Message, ...]:
        """Give a talk back to the assistant; with several it is asked which one."""
        said = self.tx.notice_at(self.staff.id, self.said.answers) if self.said.answers else None
        named = self._held(said.handoff) if said and said.handoff else None
        mine = [named] if named and named.active else self.mine()
        if not mine:
            self.tell("nothing-open")
            return ()
        if len(mine) > 1:
            self.tell("done-with-whom")
            return ()
        return self._end(mine[0])

    def unlinks(self) -> tuple[Message, ...]:
        """Reach this adviser here no more; the goodbye is said by whoever asked for this."""
        self.tell("unlinked")
        return ()
