"""The daily digest: counts and links for coordinators, once a working day, tried again."""

import asyncio
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from typing import TYPE_CHECKING

import aiosmtplib
import pytest
from aiosmtpd.smtp import SMTP

from bot.errors import DeliveryError
from bot.mail import Mail
from bot.nightly import Night
from bot.records import Staff
from bot.usecases.digest import digest_of
from scheduler.calendar import AMSTERDAM
from tests.house import House

if TYPE_CHECKING:
    from aiosmtpd.smtp import Envelope, Session

MORNING = datetime(2027, 3, 9, 7, 30, tzinfo=AMSTERDAM)
"""A Tuesday."""
SATURDAY = datetime(2027, 3, 13, 7, 30, tzinfo=AMSTERDAM)


class Mailbox:
    """Keeps mails instead of sending them, unless it is told to refuse."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.refused: set[str] = set()

    async def send(self, mail: Mail) -> None:
        if mail.to in self.refused:
            raise DeliveryError("the mailbox is full")
        self.mails.append(mail)

    @property
    def readers(self) -> list[str]:
        return [mail.to for mail in self.mails]


@pytest.fixture
async def house() -> House:
    """A client who waits for a person, an adviser, and coordinators with and without an address."""
    house = House(MORNING - timedelta(days=4))
    await house.enrols()
    await house.says("ik heb geen eten")
    for staff in (
        Staff("ineke", "Ineke", "coordinator", email="ineke@g.example"),
        Staff("otto", "Otto", "coordinator", email="otto@g.example"),
        Staff("anne", "Anne", "coordinator"),
        Staff("karin", "Karin", "adviser", "karin", email="karin@uwv.example"),
    ):
        house.store.transact_now(lambda tx, staff=staff: tx.save_staff(staff))  # type: ignore[misc]  # a default argument binds the loop's one
    house.clock.at = MORNING
    return house


@pytest.fixture
def mailbox(house: House) -> Mailbox:
    """Where the mails of the house go."""
    house.assistant.mailer = mailbox = Mailbox()
    return mailbox


async def send(house: House, at: datetime = MORNING) -> None:
    house.clock.at = at
    await Night(house.assistant).send_digest()


async def test_goes_to_coordinators_with_an_address_once_a_day(
    house: House, mailbox: Mailbox
) -> None:
    await send(house)
    await send(house, MORNING + timedelta(hours=1))
    assert mailbox.readers == ["ineke@g.example", "otto@g.example"]
    await send(house, MORNING + timedelta(days=1))
    assert len(mailbox.mails) == 4


async def test_has_counts_and_a_link_and_nobodys_name_or_words(
    house: House, mailbox: Mailbox
) -> None:
    await Night(house.assistant).look()
    await send(house)
    text = mailbox.mails[0].text
    assert "Mensen die op antwoord wachten: 1" in text
    assert "- Klanten die later antwoord krijgen dan beloofd: 1" in text
    assert text.endswith("/studio/today")
    assert not any(word in text for word in ("anna", "eten", house.file().client.id))


async def test_a_look_that_was_missed_is_made_before_the_mail(
    house: House, mailbox: Mailbox
) -> None:
    house.clock.at = MORNING
    await Night(house.assistant).morning()
    assert "- Klanten die later antwoord krijgen dan beloofd: 1" in mailbox.mails[0].text
    assert "niet gedraaid" not in mailbox.mails[0].text


async def test_says_that_the_look_was_not_made(house: House, mailbox: Mailbox) -> None:
    await send(house)
    assert "heeft vannacht niet gedraaid" in mailbox.mails[0].text


async def test_stays_home_on_days_without_work(house: House, mailbox: Mailbox) -> None:
    await send(house, SATURDAY)
    assert mailbox.mails == []


async def test_what_was_refused_is_tried_again_for_that_reader_only(
    house: House, mailbox: Mailbox
) -> None:
    mailbox.refused = {"ineke@g.example"}
    await send(house)
    kept = house.store.transact_now(lambda tx: digest_of(tx, MORNING.date()))
    assert kept.failed == {"ineke": "the mailbox is full"}
    mailbox.refused = set()
    await send(house, MORNING + timedelta(hours=1))
    assert mailbox.readers == ["otto@g.example", "ineke@g.example"]
    assert house.store.transact_now(lambda tx: digest_of(tx, MORNING.date())).failed == {}


async def test_without_a_mailer_nothing_is_sent_or_recorded(house: House) -> None:
    await send(house)
    assert house.store.transact_now(lambda tx: digest_of(tx, MORNING.date())).sent == frozenset()


class Postman:
    """Keeps what a mail server takes in."""

    def __init__(self) -> None:
        self.taken: list[tuple[list[str], str]] = []

    async def handle_DATA(self, server: SMTP, session: "Session", envelope: "Envelope") -> str:  # noqa: ARG002, N802 - the library's own shape
        content = envelope.content
        assert isinstance(content, bytes)
        payload = message_from_bytes(content).get_payload(decode=True)
        assert isinstance(payload, bytes)
        self.taken.append((list(envelope.rcpt_tos), payload.decode()))
        return "250 OK"


class Smtp:
    """The smallest thing that speaks to a mail server."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def send(self, mail: Mail) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "max@g.example", mail.to, mail.subject
        message.set_content(mail.text)
        await aiosmtplib.send(
            message, hostname="127.0.0.1", port=self._port, start_tls=False, timeout=10
        )


async def test_arrives_at_a_real_mail_server(house: House) -> None:
    postman = Postman()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(postman, hostname="localhost", loop=loop), "127.0.0.1", 0
    )
    async with server:
        house.assistant.mailer = Smtp(server.sockets[0].getsockname()[1])
        await send(house)
    [(to, text), _] = postman.taken
    assert to == ["ineke@g.example"]
    assert "Mensen die op antwoord wachten: 1" in text
