"""Deals with one update of Telegram in one transaction: who it is, what it means, what follows."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.channels.telegram.channel import NAME
from bot.channels.telegram.reading import Reading
from bot.channels.telegram.writing import READY, TICK
from bot.clients import Address, ClientFile
from bot.invitations import is_well_formed, read_code
from bot.linking import JOINS
from bot.messages import Incoming, Message
from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases import adviser_chat
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.usecases.inviting import enter
from bot.usecases.linking import REFUSALS, join
from bot.usecases.reaching import find_again, lose_address
from bot.usecases.receive import receive
from bot.usecases.ticking import tick, ticked


@dataclass
class Handled:
    """What follows after the commit: messages to clients, and what only makes the chat nicer.

    `farewell` and `stranger` go to somebody of whom nothing is kept, `elsewhere` to other chats.
    `toast` appears over a button. `choose` shows the answers under the question; `tick` the boxes
    that are ticked.
    """

    messages: list[Message] = field(default_factory=list)
    farewell: tuple[Message, ...] = ()
    stranger: str = ""
    toast: str = ""
    choose: tuple[str, ...] = ()
    tick: tuple[str, ...] | None = None
    elsewhere: tuple[tuple[str, str], ...] = ()
    leave: bool = False
    desk: bool = False


@dataclass(frozen=True)
class Handling:
    """One update with the transaction that it is dealt with in."""

    tx: Transaction
    around: Surroundings
    reading: Reading
    update: str
    now: datetime
    language: str

    def handle(self) -> Handled:
        """Deal with the update."""
        reading = self.reading
        if reading.kind == "group":
            return Handled(leave=True, stranger=self._say("telegram.group"))
        staff = self.tx.staff_at(self._address)
        if reading.kind == "start" and reading.payload.startswith(JOINS):
            return self._join(reading.payload.removeprefix(JOINS))
        if staff is not None:
            return self._adviser(staff)
        known = self.tx.client_at(self._address)
        if reading.kind == "left":
            return self._left(known)
        if reading.kind == "returned":
            find_again(self.tx, self._address)
            return Handled()
        if known is None:
            return self._stranger()
        return self._client(known)

    @property
    def _address(self) -> Address:
        return Address(NAME, self.reading.chat)

    def _say(self, key: str, language: str = "") -> str:
        return self.around.phrasebook.say(key, {}, language or self.language)

    def _left(self, known: ClientFile | None) -> Handled:
        """Somebody blocked the bot: no message will arrive until they come back."""
        if known is not None:
            lose_address(self.tx, self.around.calendar, known.client.id, self._address, self.now)
        return Handled(desk=True)

    def _join(self, token: str) -> Handled:
        joined = join(self.tx, self.around, self._address, token, self.now)
        if joined.refusal is not None:
            return Handled(stranger=self._say(REFUSALS[joined.refusal]))
        words = self._say("link.moved")
        left = tuple((each.value, words) for each in joined.left if each.channel == NAME)
        return Handled(list(joined.messages), elsewhere=left)

    def _adviser(self, staff: str) -> Handled:
        member = self.tx.staff(staff)
        reading = self.reading
        if member is None or reading.kind == "left":
            # Nobody of the staff any more, or blocked: what waits must be told elsewhere.
            self.tx.drop_staff_address(staff, NAME)
            return Handled(desk=True)
        if reading.kind == "returned":
            return Handled()
        said = adviser_chat.Said(
            text="/start" if reading.kind == "start" else reading.text,
            press=reading.choice if reading.kind == "press" else "",
            replied=reading.replied,
            answers=str(reading.answers or ""),
            reference=str(reading.message or ""),
            unreadable=reading.unreadable,
        )
        messages = adviser_chat.hear(self.tx, self.around, member, said, self.now)
        once = said.press.startswith(adviser_chat.PRESSED_ONCE)
        return Handled(list(messages), choose=(reading.label,) if once else (), desk=True)

    def _stranger(self) -> Handled:
        """Let somebody in who brings a code, or whoever comes where no code is needed."""
        reading = self.reading
        if reading.kind == "press":
            return Handled(toast=self._say("telegram.gone"))
        typed = reading.payload if reading.kind == "start" else reading.text
        code = read_code(typed)
        if reading.payload or is_well_formed(code):
            entered = enter(
                self.tx, self.around, self._address, self.now, code=typed, language=self.language
            )
            if entered.refusal is None:
                return Handled(list(entered.messages))
            return Handled(stranger=self._say(f"telegram.code.{entered.refusal}"))
        if not self.tx.setting(DEFAULT_PROGRAMME):
            return Handled(stranger=self._say("telegram.needs-code"))
        return self._receive("start" if reading.kind == "start" else reading.text)

    def _client(self, known: ClientFile) -> Handled:
        reading = self.reading
        if reading.kind == "press":
            return self._pressed(known, reading.choice)
        if reading.kind == "start":
            return self._receive("start")
        edited = reading.unreadable == "edited"
        if edited and self.tx.active_handoff(known.client.id) is not None:
            return self._receive(reading.text)  # a person reads it, so the words count
        if reading.unreadable:
            return self._receive("", unreadable=reading.unreadable)
        return self._receive(_without_slash(reading.text))

    def _pressed(self, known: ClientFile, choice: str) -> Handled:
        if choice.startswith(TICK):
            return self._ticked(choice.removeprefix(TICK))
        open_question = str(known.conversation.question) if known.conversation else ""
        labels: tuple[str, ...] = (self.reading.label,)
        if choice.startswith(READY):
            question = choice.removeprefix(READY)
            choice = ticked(self.tx, self._address, question)
            none = self._say("telegram.none", known.client.language)
            wanted = [f"{TICK}{question}:{part}" for part in choice.partition(":")[2].split(",")]
            chosen = tuple(label for data, label in self.reading.buttons if data in wanted)
            labels = chosen or (none,)
            if not choice.partition(":")[2] and question == open_question:
                handled = self._receive(none, choice=choice)
                handled.choose = labels
                return handled
        handled = self._receive("", choice=choice)
        if choice.partition(":")[0] == open_question:
            handled.choose = labels
        return handled

    def _ticked(self, choice: str) -> Handled:
        now_ticked = tick(self.tx, self._address, choice)
        if now_ticked is None:
            return self._receive("", choice=choice)
        return Handled(tick=now_ticked)

    def _receive(self, text: str, *, choice: str = "", unreadable: str = "") -> Handled:
        incoming = Incoming(
            channel=NAME,
            address=self.reading.chat,
            update_id=self.update,
            at=self.now,
            text=text,
            choice=choice,
            unreadable=unreadable,
        )
        received = receive(self.tx, self.around, incoming)
        if received.outcome == "erased":
            return Handled(farewell=received.messages)
        return Handled(list(received.messages), desk=received.outcome == "to-adviser")


def _without_slash(text: str) -> str:
    """Return a command of Telegram as the words that are understood everywhere."""
    if not text.startswith("/"):
        return text
    command = text[1:].partition("@")[0] if "\n" not in text else text[1:]
    return command.replace("_", " ").strip() or text
