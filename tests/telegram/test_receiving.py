"""How updates come to the bot: by long polling or by a webhook."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import telegram as ptb
from aiohttp import web
from telegram.error import BadRequest, Conflict

from tests.telegram.decoding import leftovers
from tests.telegram.emulator import Emulator
from tests.telegram.people import Person
from tests.telegram.webhook import SECRET_HEADER

if TYPE_CHECKING:
    from tests.telegram.conftest import Ask


async def test_an_update_stays_until_it_is_acknowledged(bot: ptb.Bot, anna: Person) -> None:
    first, second = anna.says("een"), anna.says("twee")
    assert [update.update_id for update in await bot.get_updates()] == [first, second]
    assert [update.update_id for update in await bot.get_updates(limit=1)] == [first]
    assert [update.update_id for update in await bot.get_updates(offset=second)] == [second]
    assert await bot.get_updates(offset=second + 1) == ()
    assert await bot.get_updates() == ()


async def test_a_negative_offset_leaves_the_last_ones(bot: ptb.Bot, anna: Person) -> None:
    said = [anna.says(text) for text in ("een", "twee", "drie")]
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == said[2:]
    assert [update.update_id for update in await bot.get_updates()] == said[2:]


async def test_a_poll_ends_when_somebody_writes(
    telegram: Emulator, bot: ptb.Bot, anna: Person
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=60))
    await telegram.until(lambda: telegram.called("getUpdates"))
    said = anna.says("hallo")
    assert [update.update_id for update in await poll] == [said]


async def test_a_second_poll_ends_the_first(telegram: Emulator, bot: ptb.Bot, ask: "Ask") -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=60))
    await telegram.until(lambda: telegram.called("getUpdates"))
    assert (await ask("getUpdates"))["result"] == []
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await poll


async def test_the_end_of_the_emulator_ends_a_poll() -> None:
    async with Emulator() as telegram:
        reader, writer = await asyncio.open_connection("127.0.0.1", telegram.port)
        writer.write(f"GET /bot{telegram.token}/getUpdates?timeout=60 HTTP/1.0\r\n\r\n".encode())
        await telegram.until(lambda: telegram.called("getUpdates"))
    assert b'"ok": true' in await reader.read()
    writer.close()


async def test_only_asked_kinds_come(telegram: Emulator, bot: ptb.Bot, anna: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    withheld = anna.says("hallo")
    await bot.get_updates(allowed_updates=[])
    anna.blocks()
    [update] = await bot.get_updates()
    assert update.my_chat_member
    assert telegram.updates.withheld == [withheld]


@pytest.fixture
async def hook(telegram: Emulator) -> AsyncIterator["Hook"]:
    """A bot's own server."""
    server = Hook()
    runner = web.AppRunner(server.app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield server
    await telegram.webhook.stop()
    await runner.cleanup()


class Hook:
    """Takes updates, after refusing a few."""

    def __init__(self) -> None:
        self.url = ""
        self.refuse = 0
        self.came: list[int] = []
        self.secrets: list[str] = []
        self.busy = self.most_busy = 0
        self.two = asyncio.Event()
        self.open = asyncio.Event()
        self.open.set()
        self.app = web.Application()
        self.app.router.add_post("/hook", self._take)

    async def _take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get(SECRET_HEADER, ""))
        self.busy += 1
        self.most_busy = max(self.busy, self.most_busy)
        if self.busy == 2:
            self.two.set()
        await self.open.wait()
        self.busy -= 1
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=500)
        self.came.append((await request.json())["update_id"])
        return web.Response()


async def test_a_webhook_gets_all_in_order(
    telegram: Emulator, bot: ptb.Bot, anna: Person, hook: Hook
) -> None:
    said = [anna.says("vooraf")]
    await bot.set_webhook(hook.url, secret_token="geheim")
    said += [anna.says(text) for text in ("een", "twee")]
    await telegram.until(lambda: not telegram.updates.waiting)
    assert (hook.came, set(hook.secrets)) == (said, {"geheim"})


async def test_a_webhook_is_tried_again(
    telegram: Emulator, bot: ptb.Bot, anna: Person, hook: Hook
) -> None:
    hook.refuse = 3
    await bot.set_webhook(hook.url)
    said = [anna.says("een"), anna.says("twee")]
    await telegram.until(lambda: not telegram.updates.waiting)
    assert [number for number, _ in telegram.webhook.posts] == [said[0]] * 4 + [said[1]]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"
    assert (hook.came, leftovers(info)) == (said, [])


async def test_a_webhook_gets_no_more_at_once_than_it_wants(
    telegram: Emulator, bot: ptb.Bot, hook: Hook
) -> None:
    hook.open.clear()
    await bot.set_webhook(hook.url, max_connections=2)
    for number in range(5):
        telegram.user(2000 + number).says("hallo")
        telegram.user(2000 + number).says("daar")
    assert (await bot.get_webhook_info()).pending_update_count == 10
    await asyncio.wait_for(hook.two.wait(), 10)
    hook.open.set()
    await telegram.until(lambda: not telegram.updates.waiting)
    assert (len(hook.came), hook.most_busy) == (10, 2)


async def test_a_webhook_goes_before_polling(bot: ptb.Bot, anna: Person) -> None:
    await bot.set_webhook("https://bot.example/hook")
    said = anna.says("hallo")
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == ("https://bot.example/hook", 1)
    await bot.delete_webhook()
    assert [update.update_id for update in await bot.get_updates()] == [said]


async def test_setting_a_webhook_can_drop_what_waits(bot: ptb.Bot, anna: Person) -> None:
    anna.says("hallo")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("http://bot.example/hook", None, "HTTPS URL must be provided"),
        ("https://bot.example:8080/hook", None, "only on ports"),
        ("https://bot.example/hook", "mag niet", "unallowed characters"),
    ],
)
async def test_refuses_a_webhook_that_cannot_be(
    bot: ptb.Bot, url: str, secret: str | None, reason: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.set_webhook(url, secret_token=secret)


async def test_updates_can_be_handed_over_without_a_server() -> None:
    taken: list[tuple[str, str, str]] = []

    async def post(url: str, headers: dict[str, str], body: bytes) -> int:
        said = json.loads(body)["message"]["text"]
        taken.append((url, headers[SECRET_HEADER], said))
        return 200

    async with Emulator(post=post) as telegram:
        telegram.user(1001).says("hallo")
        telegram.webhook.secret = "geheim"
        await telegram.webhook.set("https://bot.example/hook")
        await telegram.until(lambda: taken)
    assert taken == [("https://bot.example/hook", "geheim", "hallo")]
