"""A mail server on this machine, and a house in which Karin waits for a notice by mail."""

from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.channels.email import MailNotices, SmtpMailer
from bot.handoff import Handoff, Urgency
from bot.mail import MAIL, Mail
from bot.notices import Notice
from bot.ports import Transaction
from bot.records import Staff
from bot.usecases.notifying import notify
from tests.fixtures import NOW
from tests.house import House

MAIL_TO_KARIN = Mail("karin@example.nl", "Er wacht iemand – één", "Ga naar de werkplek: €")


@dataclass
class PostOffice:
    """A mail server's handler: keeps what it gets, or refuses with a code."""

    refuses: str = ""
    got: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self,
        server: SMTP,  # noqa: ARG002 - as the library calls it
        session: Session,  # noqa: ARG002 - as above
        envelope: Envelope,
        address: str,
        options: list[str],  # noqa: ARG002 - as above
    ) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - as above
        content = cast("bytes", envelope.content)
        self.got.append(message_from_bytes(content, policy=policy.default))
        return "250 OK"


def staffed(tx: Transaction) -> None:
    """Give every adviser an account and an address."""
    tx.save_setting(MAIL, "on")
    for adviser in tx.advisers():
        tx.save_adviser(replace(adviser, email=f"{adviser.id}@example.nl"))
        tx.save_staff(Staff(adviser.id, adviser.first_name, "adviser", adviser.id))


def waits(house: House, urgency: Urgency = "normal") -> Notice:
    """Let the client wait for Karin, and return the notice by mail."""
    client = house.file().client.id

    def work(tx: Transaction) -> Notice:
        handoff = Handoff("h1", client, "money", NOW, NOW.date(), "karin", urgency)
        calendar = house.assistant.around.calendar
        notify(tx, calendar, tx.open_handoff(handoff), "waiting", NOW)
        [notice] = tx.pending_notices(NOW, limit=9, channel=MAIL)
        return notice

    return house.store.transact_now(work)


def kept(house: House, notice: Notice) -> str:
    """Return the state of a notice."""
    found = house.store.transact_now(lambda tx: tx.notice(notice.id))
    return found.state if found else ""


def notices(house: House, mailer: SmtpMailer) -> MailNotices:
    """Return the sender of notices of a house."""
    house.assistant.around = replace(house.assistant.around, url="https://max.example")
    return MailNotices(house.assistant, mailer)
