"""What goes wrong on purpose, and the limits on sending."""

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import telegram as ptb
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from tests.telegram.client import bot_for
from tests.telegram.emulator import Emulator
from tests.telegram.faults import Faults
from tests.telegram.limits import Limits, Meter
from tests.telegram.people import Person
from tests.telegram.webhook import Post

if TYPE_CHECKING:
    from tests.telegram.conftest import Ask


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, BadRequest), (403, Forbidden), (500, NetworkError), (502, NetworkError)],
)
async def test_a_status_comes_once(
    telegram: Emulator, bot: ptb.Bot, anna: Person, status: int, error: type[TelegramError]
) -> None:
    telegram.faults.once("sendMessage", status)
    with pytest.raises(error):
        await bot.send_message(anna.id, "een")
    await bot.send_message(anna.id, "twee")
    assert anna.received == ["twee"]
    assert [call.status for call in telegram.called("sendMessage")] == [status, 200]


async def test_too_many_requests_says_how_long(
    telegram: Emulator, bot: ptb.Bot, anna: Person
) -> None:
    telegram.faults.once("sendMessage", 429, retry_after=2)
    with pytest.raises(RetryAfter) as caught:
        await bot.send_message(anna.id, "een")
    assert caught.value.retry_after == timedelta(seconds=2)


async def test_faults_wait_for_their_turn_and_their_chat(
    telegram: Emulator, ask: "Ask", anna: Person
) -> None:
    bea = telegram.user(1002, first_name="Bea")
    bea.starts()
    telegram.faults.once("sendMessage", 403, chat=bea.id)
    telegram.faults.once("sendMessage", 500)
    telegram.faults.once("sendMessage", 502, description="Elders stuk")
    answers = [
        (await ask("sendMessage", chat_id=person.id, text="dag")).get("description")
        for person in (anna, bea, anna, anna)
    ]
    blocked = "Forbidden: bot was blocked by the user"
    assert answers == ["Internal Server Error", blocked, "Elders stuk", None]
    assert telegram.faults.left == 0


async def test_a_connection_breaks_before_the_work(
    telegram: Emulator, bot: ptb.Bot, anna: Person
) -> None:
    telegram.faults.once("sendMessage", "drop-before")
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "een")
    assert anna.received == []


async def test_a_connection_breaks_after_the_work(
    telegram: Emulator, bot: ptb.Bot, anna: Person
) -> None:
    telegram.faults.once("sendMessage", "drop-after")
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "een")
    call = telegram.calls[-1]
    assert (anna.received, call.fault, call.status) == (["een"], "drop-after", 0)


async def test_a_broken_poll_brings_its_updates_again(
    telegram: Emulator, bot: ptb.Bot, anna: Person
) -> None:
    said = anna.says("hallo")
    telegram.faults.once("getUpdates", "drop-after")
    with pytest.raises(NetworkError):
        await bot.get_updates()
    assert [update.update_id for update in await bot.get_updates()] == [said]


async def test_a_page_of_html_instead_of_an_answer(telegram: Emulator, bot: ptb.Bot) -> None:
    telegram.faults.once("getMe", "not-json")
    with pytest.raises(NetworkError):
        await bot.get_me()


async def test_an_answer_is_held_back(telegram: Emulator, bot: ptb.Bot, anna: Person) -> None:
    hold = telegram.faults.slow("sendMessage", chat=anna.id)
    sending = asyncio.create_task(bot.send_message(anna.id, "een"))
    await telegram.until(lambda: hold.waiting)
    assert (anna.received, sending.done()) == (["een"], False)
    hold.release()
    assert (await sending).text == "een"


async def test_the_end_of_the_emulator_releases_what_is_held() -> None:
    async with Emulator() as telegram, bot_for(telegram) as bot:
        telegram.user(1001).starts()
        hold = telegram.faults.slow("sendMessage")
        sending = asyncio.create_task(bot.send_message(1001, "een"))
        await telegram.until(lambda: hold.waiting)
        telegram.faults.stop()
        assert (await sending).text == "een"


def test_chance_is_the_same_with_the_same_seed() -> None:
    def drawn(seed: int) -> list[str]:
        faults = Faults()
        rates = {"429": 0.1, "500": 0.05, "drop-after": 0.05}
        faults.at_random(seed=seed, rates=rates, methods={"sendMessage"})
        assert faults.next("getUpdates", None) is None
        found = [faults.next("sendMessage", 1001) for _ in range(1000)]
        return [fault.kind if fault else "" for fault in found]

    assert drawn(7) == drawn(7) != drawn(8)
    assert 60 < drawn(7).count("429") < 140
    assert {"500", "drop-after", ""} < set(drawn(7))


def test_does_not_plan_a_fault_that_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="not 'slow'"):
        Faults().once("sendMessage", "slow")


async def test_updates_come_twice_also_after_acknowledging(
    telegram: Emulator, bot: ptb.Bot, anna: Person
) -> None:
    telegram.faults.duplicate_updates(3, 0.7)
    said = [anna.says(f"{number}") for number in range(10)]
    at_once = [update.update_id for update in await bot.get_updates()]
    afterwards = [update.update_id for update in await bot.get_updates(offset=said[-1] + 1)]
    assert sorted(set(at_once)) == said
    assert len(at_once) > len(said)
    assert set(afterwards) < set(said)
    assert len(at_once + afterwards) == len(said) + len(set(at_once[10:] + afterwards))
    assert await bot.get_updates(offset=said[-1] + 1) == ()


async def test_updates_overtake_each_other(telegram: Emulator, bot: ptb.Bot, anna: Person) -> None:
    telegram.faults.reorder_updates(1)
    said = [anna.says(f"{number}") for number in range(10)]
    came = [update.update_id for update in await bot.get_updates()]
    assert came != said
    assert sorted(came) == said
    lowest = [update.update_id for update in await bot.get_updates(limit=3)]
    assert sorted(lowest) == said[:3]


async def test_updates_of_one_moment_keep_their_order(telegram: Emulator, bot: ptb.Bot) -> None:
    telegram.faults.reorder_updates(1, 1.0)
    telegram.group(-5000).adds_bot(telegram.user(1001))
    member, message = await bot.get_updates()
    assert member.my_chat_member
    assert message.message


async def test_a_webhook_gets_updates_twice_and_swapped() -> None:
    came: list[int] = []

    async def post(url: str, headers: dict[str, str], body: bytes) -> int:  # noqa: ARG001 - a Post
        came.append(json.loads(body)["update_id"])
        return 200

    took: Post = post
    async with Emulator(post=took) as telegram:
        telegram.faults.duplicate_updates(5, 0.5)
        telegram.faults.reorder_updates(5)
        said = [telegram.user(1001).says(f"{number}") for number in range(10)]
        await telegram.webhook.set("https://bot.example/hook")
        await telegram.until(lambda: set(came) == set(said) and len(came) > len(said))
    assert sorted(came) != came


async def test_a_chat_gets_one_message_a_second() -> None:
    now = [100.0]
    async with (
        Emulator(limits=Limits(per_chat_seconds=1.0), clock=lambda: now[0]) as telegram,
        bot_for(telegram) as bot,
    ):
        anna = telegram.user(1001)
        anna.starts()
        await bot.send_message(1001, "een")
        now[0] += 0.4
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(1001, "twee")
        now[0] += 0.6
        await bot.send_message(1001, "drie")
    assert caught.value.retry_after == timedelta(seconds=1)
    assert (anna.received, telegram.limit_hits) == (["een", "drie"], 1)


def test_all_chats_together_get_so_many_a_second() -> None:
    meter = Meter(Limits(per_chat_seconds=1.0, overall_per_second=30))
    assert [meter.wait(chat, 0.5) for chat in range(31)] == [0] * 30 + [1]
    assert [meter.wait(chat, 1.49) for chat in (40, 0)] == [1, 1]
    assert meter.wait(40, 1.5) == 0


def test_says_how_many_whole_seconds_are_left() -> None:
    meter = Meter(Limits(per_chat_seconds=5.0))
    assert [meter.wait(1, now) for now in (0.0, 0.1, 0.9, 1.0, 4.9, 5.0)] == [0, 5, 5, 4, 1, 0]
