"""Mail to staff: through a real SMTP server on this machine, and without a word of a client."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiosmtpd.smtp import SMTP

from bot.advisers import Adviser
from bot.channels.email import SmtpMailer
from bot.commands.operating import mail_of
from bot.errors import DeliveryError
from bot.mail import MAIL
from bot.ports import Transaction
from tests.fixtures import NOW
from tests.house import House

from .post import MAIL_TO_KARIN, PostOffice, kept, notices, waits


@pytest.fixture
async def mailer(office: PostOffice) -> AsyncIterator[SmtpMailer]:
    """A mailer with a server of its own on a free port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(office, loop=loop), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield SmtpMailer(f"smtp://127.0.0.1:{port}", "max@example.nl")
    server.close()
    await server.wait_closed()


async def test_a_mail_arrives_as_it_was_written(mailer: SmtpMailer, office: PostOffice) -> None:
    await mailer.send(MAIL_TO_KARIN)
    [got] = office.got
    assert (got["To"], got["Subject"]) == (MAIL_TO_KARIN.to, MAIL_TO_KARIN.subject)
    assert got.get_content().strip() == MAIL_TO_KARIN.text


@pytest.mark.parametrize(
    ("answer", "lasting"), [("550 no such box", True), ("450 later", False)], ids=["never", "later"]
)
async def test_a_refusal_says_whether_it_is_for_good(
    mailer: SmtpMailer, office: PostOffice, answer: str, lasting: bool
) -> None:
    office.refuses = answer
    with pytest.raises(DeliveryError) as refused:
        await mailer.send(MAIL_TO_KARIN)
    assert refused.value.lasting is lasting
    assert "karin" not in str(refused.value)


async def test_without_a_server_nothing_tells_the_password() -> None:
    mailer = SmtpMailer("smtp://max:geheim@127.0.0.1:1", "max@example.nl")
    with pytest.raises(DeliveryError) as failed:
        await mailer.send(MAIL_TO_KARIN)
    assert (failed.value.lasting, "geheim" in str(failed.value)) == (False, False)


async def test_who_waits_is_mailed_without_a_name(
    house: House, mailer: SmtpMailer, office: PostOffice
) -> None:
    notice = waits(house)
    await notices(house, mailer).take_up()
    [got] = office.got
    assert (got["To"], kept(house, notice)) == ("karin@example.nl", "sent")
    assert "https://max.example/desk/handoffs/h1" in got.get_content()
    assert house.file().client.id not in got.as_string()


async def test_what_the_server_did_not_take_is_tried_again_later(
    house: House, mailer: SmtpMailer, office: PostOffice
) -> None:
    notice, post = waits(house), notices(house, mailer)
    office.refuses = "450 later"
    await post.take_up()
    office.refuses = ""
    await post.take_up()
    assert office.got == []
    house.clock.at += timedelta(minutes=3)
    await post.take_up()
    assert (len(office.got), kept(house, notice)) == (1, "sent")


async def test_after_a_day_it_is_given_up(
    house: House, mailer: SmtpMailer, office: PostOffice
) -> None:
    notice, post = waits(house), notices(house, mailer)
    office.refuses = "450 later"
    house.clock.at += timedelta(days=1, minutes=1)
    await post.take_up()
    assert kept(house, notice) == "failed"


async def test_what_is_urgent_and_fails_goes_to_the_stand_in(
    house: House, mailer: SmtpMailer, office: PostOffice
) -> None:
    waits(house, "urgent")
    office.refuses = "550 no such box"
    await notices(house, mailer).take_up()
    office.refuses = ""
    await notices(house, mailer).take_up()
    [got] = office.got
    assert (got["To"], "SPOED" in got["Subject"]) == ("mo@example.nl", True)


async def test_what_was_answered_meanwhile_is_not_mailed(
    house: House, mailer: SmtpMailer, office: PostOffice
) -> None:
    notice = waits(house)

    def answered(tx: Transaction) -> None:
        handoff = tx.handoff("h1")
        assert handoff is not None
        tx.save_handoff(handoff.answer("karin", NOW))

    house.store.transact_now(answered)
    await notices(house, mailer).take_up()
    assert (office.got, kept(house, notice)) == ([], "dropped")


async def test_who_has_no_address_gets_no_mail(house: House) -> None:
    nobody = Adviser("karin", "Karin", "UWV", ("small",))
    house.store.transact_now(lambda tx: tx.save_adviser(nobody))
    with pytest.raises(ValueError, match="not enough values"):
        waits(house)


async def test_only_the_process_that_holds_the_lease_sends(
    house: House, mailer: SmtpMailer, office: PostOffice
) -> None:
    notice, first, second = waits(house), notices(house, mailer), notices(house, mailer)
    await first.start()
    await second.start()
    second.wake()
    first.wake()
    round_ = first._round
    assert round_ is not None
    await round_
    await second.stop()
    await first.stop()
    assert (len(office.got), kept(house, notice)) == (1, "sent")


def test_without_a_mailer_no_mail_is_planned() -> None:
    house = House()
    assert mail_of(house.assistant) is None
    assert house.store.transact_now(lambda tx: tx.setting(MAIL)) == "off"
