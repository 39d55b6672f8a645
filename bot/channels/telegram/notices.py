"""Sends notices to advisers in Telegram, each as a parcel at the bot's pace."""

from dataclasses import replace

from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters

from bot.channels.parcels import PacedSender
from bot.channels.telegram.api import Api
from bot.channels.telegram.channel import NAME, NO_PREVIEW
from bot.channels.telegram.writing import split
from bot.clients import Address
from bot.errors import DeliveryError, MaxWWError
from bot.messages import Choice, Weight
from bot.notices import Notice, NoticeState
from bot.ports import Transaction
from bot.usecases.notifying import tell_stand_in
from bot.usecases.telling import Teller, Told
from bot.wiring import Assistant
from scheduler.log import log_failure

MOST_TAKEN_UP = 2000
MOST_TRIES = 5


class Notices:
    """Hands notices that are due to the bot's sender."""

    def __init__(self, assistant: Assistant, api: Api, sender: PacedSender) -> None:
        self._assistant = assistant
        self._api = api
        self._sender = sender

    async def take_up(self) -> None:
        """Hand over the notices that are due; those handed over already are left."""
        now = self._assistant.clock.now()
        due = await self._assistant.store.transact(
            lambda tx: tx.pending_notices(now, limit=MOST_TAKEN_UP, channel=NAME)
        )
        for notice in due:
            self._sender.put(NoticeParcel(self._assistant, self._api, notice))


class NoticeParcel:
    """One notice; its words are made when it goes out, and kept nowhere."""

    def __init__(self, assistant: Assistant, api: Api, notice: Notice) -> None:
        self.key = f"notice {notice.id}"
        self.lane = f"staff {notice.staff}"
        self.weight: Weight = "urgent" if notice.urgent else "reply"
        self._assistant = assistant
        self._api = api
        self._notice = notice
        self._parts: list[str] = []
        self._tries = 0

    async def deliver(self) -> bool:
        """Send the next part of the notice when it still matters; False while there are more."""
        try:
            return await self._deliver()
        except DeliveryError as error:
            if not error.lasting:
                raise
            await self._record("failed", unreachable=error.unreachable)
        except (MaxWWError, TimeoutError):
            raise
        except Exception as error:  # whatever its words ran into: the notices behind it go on
            self._tries += 1
            if self._tries < MOST_TRIES:
                raise
            log_failure(f"Notice {self._notice.id} cannot be sent and was given up", error)
            await self._record("failed")
        return True

    async def _deliver(self) -> bool:
        waits, address, told = await self._assistant.store.transact(self._words)
        if not waits:
            return True
        if told is None:
            await self._record("dropped")
            return True
        if address is None:
            await self._record("failed", unreachable=True)
            return True
        parts = self._parts or split(told.text)
        reference = await self._send(address, parts[0], told, last=len(parts) == 1)
        self._parts = parts[1:]
        if self._parts:
            return False
        await self._record("sent", reference=reference)
        return True

    def _words(self, tx: Transaction) -> tuple[bool, Address | None, Told | None]:
        kept = tx.notice(self._notice.id)
        if kept is None or kept.state != "pending":  # another process dealt with it
            return False, None, None
        settings = self._assistant.settings
        desk = f"{settings.url}/desk" if settings.url else "/desk"
        around = self._assistant.around
        today = around.calendar.local(self._assistant.clock.now()).date()
        teller = Teller(tx, around, NAME, desk, settings.language, today)
        return True, tx.staff_address(self._notice.staff, NAME), teller.told(self._notice)

    async def _send(self, address: Address, part: str, told: Told, *, last: bool) -> str:
        message = await self._api.call(
            SendMessage(
                chat_id=int(address.value),
                text=part,
                reply_markup=_keyboard(told.buttons) if last else None,
                reply_parameters=_answering(told.answers),
                link_preview_options=NO_PREVIEW,
            )
        )
        return str(message.message_id)

    async def _record(
        self, state: NoticeState, *, reference: str = "", unreachable: bool = False
    ) -> None:
        """Record what became of it; what is urgent and reached nobody goes to the stand-in."""
        settled = replace(self._notice, state=state, reference=reference)
        now = self._assistant.clock.now()

        def work(tx: Transaction) -> None:
            kept = tx.notice(settled.id)
            if kept is None or kept.state != "pending":
                return
            tx.save_notice(settled)
            if unreachable or settled.kind == "unlinked":
                tx.drop_staff_address(settled.staff, NAME)
            if unreachable:
                tell_stand_in(tx, settled, now)

        await self._assistant.store.transact(work)


def _keyboard(buttons: tuple[Choice, ...]) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    rows = [[InlineKeyboardButton(text=each.label, callback_data=each.id)] for each in buttons]
    return InlineKeyboardMarkup(inline_keyboard=rows)


def _answering(reference: str) -> ReplyParameters | None:
    if not reference:
        return None
    return ReplyParameters(message_id=int(reference), allow_sending_without_reply=True)
