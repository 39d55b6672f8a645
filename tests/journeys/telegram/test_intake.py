"""What comes in: by webhook too, no BSN kept, nothing stuck behind what cannot be dealt with."""

import httpx
import pytest
from aiogram.types import Update
from starlette.applications import Starlette

from bot.arrivals import Arrival
from bot.channels.parcels import PacedSender
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.webhook import HEADER, PATH, secret_of
from bot.messages import Choice, Message
from tests.fixtures import NOW
from tests.telegram.emulator import Emulator
from tests.telegram.fast_time import FastTime
from tests.telegram.house import TelegramHouse, telegram_house
from tests.telegram.people import Person

BSN = "111222333"


def posts(telegram: Emulator, person: Person, text: str) -> dict[str, object]:
    """Return an update as Telegram brings it, without its being fetched as well."""
    person.says(text)
    update = dict(telegram.updates.made[-1])
    telegram.updates.drop()
    return update


async def test_telegram_brings_updates_to_our_address(telegram: Emulator) -> None:
    async with telegram_house(telegram, webhook=True) as house:
        app = httpx.ASGITransport(app=Starlette(routes=list(house.bot.routes())))
        anna = house.person()
        update = posts(telegram, anna, "hallo")
        headers = {HEADER: secret_of(telegram.token)}
        async with httpx.AsyncClient(transport=app, base_url="http://max.example") as client:
            answers = [await client.post(PATH, json=update, headers=headers) for _ in range(3)]
        await house.bot.inbox.settled()
        await house.bot.sender.flush()
        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert anna.received == ["Welkom bij Max-WW.", "Wat is de laatste dag van uw WW?"]


@pytest.mark.parametrize("secret", ["", "wrong", "\xff\xfe"])
async def test_nobody_else_brings_updates(telegram: Emulator, secret: str) -> None:
    async with telegram_house(telegram, webhook=True) as house:
        app = httpx.ASGITransport(app=Starlette(routes=list(house.bot.routes())))
        update = posts(telegram, house.person(), "hallo")
        async with httpx.AsyncClient(transport=app, base_url="http://max.example") as client:
            headers = [(HEADER.encode(), secret.encode("latin-1"))]
            answer = await client.post(PATH, json=update, headers=headers)
        assert answer.status_code == 403
        assert house.ask(lambda tx: tx.clients()) == ()


async def nothing(*_: object) -> None:
    """Follow nothing up."""


@pytest.mark.parametrize("text", [f"mijn bsn is {BSN}", f"/start {BSN}", f"/start k_{BSN} {BSN}"])
async def test_no_bsn_is_kept_while_an_update_waits(
    house: TelegramHouse, telegram: Emulator, text: str
) -> None:
    idle = Inbox(house.assistant, 1, nothing, lambda _: None)
    update = posts(telegram, house.person(), text)
    await idle.keep([Update.model_validate(update)])
    (lane,) = house.ask(lambda tx: tx.waiting_lanes("telegram 1", limit=9))
    kept = house.ask(lambda tx: tx.next_arrival("telegram 1", lane))
    assert kept is not None
    assert BSN not in kept.reading


async def test_an_update_that_cannot_be_dealt_with_does_not_hold_up_the_next(
    house: TelegramHouse,
) -> None:
    house.bot.inbox.pause_seconds = 0.0
    channel, anna = f"telegram {house.bot.bot_id}", house.person()
    poisoned = Arrival(channel, 1, str(anna.id), NOW, "not a reading")
    house.ask(lambda tx: tx.add_arrivals([poisoned]))
    anna.starts()
    await house.quiet()
    assert anna.received[0] == "Welkom bij Max-WW."
    assert house.ask(lambda tx: tx.waiting_lanes(channel, limit=9)) == ()


async def test_a_message_that_cannot_be_written_does_not_hold_up_the_next(
    telegram: Emulator,
) -> None:
    time = FastTime(100)
    sender = PacedSender(clock=time.clock, sleep=time.sleep, lane_rest=0.0, gap=0.0)
    async with telegram_house(telegram, sender=sender) as house:
        anna = await house.enrols()
        file = house.file(anna)
        assert file is not None
        telegram.faults.once("sendMessage", 400, description="Bad Request: it will never do")
        for text in ("nooit", "toch"):
            message = Message(file.client.id, "bot", text, NOW, "telegram", "pending")
            house.ask(lambda tx, message=message: tx.add_messages([message]))  # type: ignore[misc]  # a default argument binds the loop's message
        await house.quiet()
        kept = house.ask(lambda tx: tx.messages(file.client.id))
    assert [m.state for m in kept[-2:]] == ["failed", "sent"]
    assert anna.received[-1] == "toch"


async def test_a_button_that_cannot_carry_its_answer_stands_as_a_number(
    house: TelegramHouse,
) -> None:
    anna = await house.enrols()
    file = house.file(anna)
    assert file is not None
    choices = (Choice(f"9:{'x' * 70}", "Lang"), Choice("9:kort", "Kort"))
    message = Message(file.client.id, "bot", "Welke?", NOW, "telegram", "pending", choices=choices)
    house.ask(lambda tx: tx.add_messages([message]))
    await house.quiet()
    assert anna.received[-1] == "Welke?\n\n1. Lang\n2. Kort"
    assert anna.buttons[-1] == "2. Kort"
