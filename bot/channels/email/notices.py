"""Sends notices to staff by e-mail, one after another, beside everything else that goes on."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.channels.leadership import Leadership
from bot.errors import DeliveryError
from bot.mail import MAIL, Mail, Mailer
from bot.notices import Notice, NoticeState
from bot.ports import Transaction
from bot.usecases.mailing import mail_for
from bot.usecases.notifying import tell_stand_in
from bot.wiring import Assistant
from scheduler.log import log_failure

log = logging.getLogger("maxww.mail")

MOST_AT_ONCE = 100
TRY_AGAIN = timedelta(minutes=2)
"""A server that did not take a mail is left alone for so long with that one."""
GIVEN_UP_AFTER = timedelta(days=1)
URGENT_GIVEN_UP_AFTER = timedelta(minutes=15)
"""Somebody else is told then: a person in need cannot wait for a mail server."""


class MailNotices:
    """Sends the notices that are due by e-mail; of several processes one does, by a lease."""

    def __init__(self, assistant: Assistant, mailer: Mailer) -> None:
        self._assistant = assistant
        self._mailer = mailer
        self._leadership = Leadership(assistant.store, MAIL)
        self._resting: dict[int, datetime] = {}
        self._why = ""
        self._round: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Try to be the process that sends."""
        await self._leadership.start()

    async def stop(self) -> None:
        """Let another process take over; a mail under way may be sent again by it."""
        if self._round is not None:
            self._round.cancel()
            await asyncio.gather(self._round, return_exceptions=True)
        await self._leadership.stop()

    def wake(self) -> None:
        """Begin to send what is due, unless that is going on already or is another's task."""
        if self._leadership.held and (self._round is None or self._round.done()):
            self._round = asyncio.create_task(self._guarded(), name="mail")

    async def _guarded(self) -> None:
        try:
            await self.take_up()
        except Exception as error:
            log_failure("Mail could not be sent and will be tried again", error)

    async def take_up(self) -> None:
        """Send the notices that are due, except those whose last failure was just now."""
        now = self._assistant.clock.now()
        due = await self._assistant.store.transact(
            lambda tx: tx.pending_notices(now, limit=MOST_AT_ONCE, channel=MAIL)
        )
        self._resting = {each: until for each, until in self._resting.items() if until > now}
        for notice in due:
            if notice.id not in self._resting:
                await self._deliver(notice, now)

    async def _deliver(self, notice: Notice, now: datetime) -> None:
        waits, mail = await self._assistant.store.transact(lambda tx: self._mail(tx, notice))
        if not waits:
            return
        if mail is None:
            await self._record(notice, "dropped", now)
            return
        try:
            await self._mailer.send(mail)
        except DeliveryError as error:
            patience = URGENT_GIVEN_UP_AFTER if notice.urgent else GIVEN_UP_AFTER
            if not error.lasting and now - notice.due < patience:
                self._resting[notice.id] = now + TRY_AGAIN
                self._say_why(str(error))
                return
            log.warning("Notice %d was given up by mail: %s", notice.id, error)
            await self._record(notice, "failed", now)
            return
        self._why = ""
        await self._record(notice, "sent", now)

    def _say_why(self, why: str) -> None:
        """Say once why mail waits, not for every mail and every try."""
        if why != self._why:
            log.warning("Mail waits and is tried again: %s", why)
            self._why = why

    def _mail(self, tx: Transaction, notice: Notice) -> tuple[bool, Mail | None]:
        """Return whether the notice still waits to be sent, and its words when it matters."""
        kept = tx.notice(notice.id)
        if kept is None or kept.state != "pending":
            return False, None
        around, language = self._assistant.around, self._assistant.settings.language
        today = around.calendar.local(self._assistant.clock.now()).date()
        return True, mail_for(tx, around, notice, language, today)

    async def _record(self, notice: Notice, state: NoticeState, now: datetime) -> None:
        """Record what became of it; what is urgent and reached nobody goes to the stand-in."""

        def work(tx: Transaction) -> None:
            kept = tx.notice(notice.id)
            if kept is None or kept.state != "pending":
                return
            tx.save_notice(replace(kept, state=state))
            if state == "failed":
                tell_stand_in(tx, kept, now)

        await self._assistant.store.transact(work)
