"""What happens without anybody asking: the look of the night, and the digest of the morning."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial
from secrets import token_urlsafe

from bot.errors import DeliveryError
from bot.mail import Mail, Mailer
from bot.ports import Transaction
from bot.reconciling import RUNS_AT, Findings, Trace, counted
from bot.records import Staff
from bot.usecases.digest import digest_of, digests_to_send, keep_digest
from bot.usecases.reconciling import (
    Reach,
    keep_findings,
    latest_findings,
    look_around,
    reach_of_all,
    reconcile_client,
    reconcile_messages,
)
from bot.wiring import Assistant
from scheduler.log import log_failure
from scheduler.loop import DailyJob

LOOK_LASTS = timedelta(hours=1)
"""So long other processes leave the look to the one that began it."""
SENDING_LASTS = timedelta(minutes=10)
DIGEST_TRIES = tuple(time(hour, 30) for hour in range(7, 18))
"""The digest goes out at the first; at the others who did not get it is tried again."""


class Night:
    """The daily work of an assistant; of several processes one does it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._holder = token_urlsafe(9)

    def jobs(self) -> Sequence[DailyJob]:
        """Return the work with its hours."""
        tries = [DailyJob(f"morning-{at:%H}", at, self.morning) for at in DIGEST_TRIES]
        return [DailyJob("reconcile", RUNS_AT, self.reconcile), *tries]

    async def reconcile(self) -> None:
        """Make the look of the night, once a day."""
        now = self._assistant.clock.now()
        if await self._assistant.store.transact(lambda tx: self._looks(tx, now)):
            await self.look()

    async def look(self) -> Findings:
        """Look at everybody and everything, mend what can be, and keep what was found."""
        store, around = self._assistant.store, self._assistant.around
        now = self._assistant.clock.now()
        traces: list[Trace] = []
        for client, reach in (await store.transact(reach_of_all)).items():
            traces += await self._look_at(client, reach, now)
        traces += await store.transact(lambda tx: reconcile_messages(tx, now))
        traces += await store.transact(lambda tx: look_around(tx, around, now))
        findings = counted(traces, now)
        await store.transact(lambda tx: keep_findings(tx, findings))
        return findings

    async def _look_at(self, client: str, reach: Reach, now: datetime) -> tuple[Trace, ...]:
        """Look at one client; one who cannot be looked at is a finding, and holds nobody up."""
        around = self._assistant.around
        try:
            return await self._assistant.store.transact(
                lambda tx: reconcile_client(tx, around, client, reach, now)
            )
        except Exception as error:
            log_failure("A client's file could not be looked at tonight", error)
            return (Trace("unreadable"),)

    def _looks(self, tx: Transaction, now: datetime) -> bool:
        """Say whether the look of today is still to be made, and is ours to make."""
        local = self._assistant.around.calendar.local
        latest = latest_findings(tx)
        if latest is not None and local(latest.at).date() == local(now).date():
            return False
        return tx.hold_lease("nightly look", self._holder, now, now + LOOK_LASTS)

    async def morning(self) -> None:
        """Make the look if nothing ran at night, then mail what was found."""
        await self.reconcile()
        await self.send_digest()

    async def send_digest(self) -> None:
        """Mail today's digest to the coordinators who did not get it yet."""
        mailer = self._assistant.mailer
        now = self._assistant.clock.now()
        if mailer is None:
            return
        for staff, mail in await self._assistant.store.transact(lambda tx: self._mails(tx, now)):
            why = await _sent(mailer, mail)
            await self._assistant.store.transact(partial(self._record, staff.id, why, now))

    def _mails(self, tx: Transaction, now: datetime) -> tuple[tuple[Staff, Mail], ...]:
        if not tx.hold_lease("daily digest", self._holder, now, now + SENDING_LASTS):
            return ()
        around, language = self._assistant.around, self._assistant.settings.language
        return digests_to_send(tx, around, language, now)

    def _record(self, staff: str, why: str, now: datetime, tx: Transaction) -> None:
        digest = digest_of(tx, self._assistant.around.calendar.local(now).date())
        keep_digest(tx, digest.missed_by(staff, why) if why else digest.reached(staff))


async def _sent(mailer: Mailer, mail: Mail) -> str:
    """Send one mail; return why it was not taken, or an empty text."""
    try:
        await mailer.send(mail)
    except DeliveryError as error:
        log_failure("The daily digest was not taken; it is tried again in an hour", error)
        return str(error) or type(error).__name__
    return ""
