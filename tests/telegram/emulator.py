"""Our own Telegram: a server on this machine that answers as the Bot API does, for tests.

    async with Emulator() as telegram:
        anna = telegram.user(1001, first_name="Anna")
        anna.starts()

The bot under test is given `telegram.base_url` and `telegram.token`.
"""

import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from aiohttp import web

from tests.telegram.bell import Found
from tests.telegram.chats import World
from tests.telegram.faults import DROP_AFTER, DROP_BEFORE, NOT_JSON, Fault
from tests.telegram.form import read_form
from tests.telegram.limits import LIMITED, Limits, Meter
from tests.telegram.messages import Messages
from tests.telegram.people import WAIT, Group, Person
from tests.telegram.profile import Profile
from tests.telegram.receiving import Receiving
from tests.telegram.refusal import Refusal, bad_request, too_many_requests
from tests.telegram.schema import METHODS, Json, decoded, violations
from tests.telegram.webhook import Post, Webhook

__all__ = ["Call", "Emulator", "Group", "Limits", "Person"]

TOKEN = f"12345:{'AAF-made-up-for-tests-'.ljust(35, 'x')}"
LARGEST_UPLOAD = 50 * 1024 * 1024
UNKNOWN_HERE = frozenset(
    {
        "business_connection_id",
        "direct_messages_topic_id",
        "ephemeral_message_parameters",
        "inline_message_id",
        "message_effect_id",
        "message_thread_id",
        "rich_message",
        "suggested_post_parameters",
    }
)
"""Parameters that Telegram knows and the emulator does not: better to fail than to ignore them."""

BOT: Json = {
    "id": 12345,
    "is_bot": True,
    "first_name": "Max-WW",
    "username": "max_ww_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": True,
    "supports_guest_queries": False,
    "supports_inline_queries": False,
    "supports_join_request_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
    "can_manage_bots": False,
}


@dataclass(eq=False)
class Call:
    """A call of the bot: what it asked, when, and what it got."""

    method: str
    params: Json
    at: float
    files: dict[str, bytes] = field(default_factory=dict)
    status: int = 0
    """The status of the answer; 0 while there is none, or when the connection broke."""
    fault: str = ""
    """What went wrong on purpose."""
    answer: str = ""
    """What it was answered, or would have been."""

    @property
    def result(self) -> Any:  # noqa: ANN401 - each method gives back something else
        """What the method gave back."""
        return json.loads(self.answer or "{}").get("result")

    @property
    def description(self) -> str:
        """Why it was refused."""
        return str(json.loads(self.answer or "{}").get("description", ""))

    @property
    def chat(self) -> int | None:
        """The chat that is meant."""
        chat = self.params.get("chat_id")
        return chat if isinstance(chat, int) else None


class Emulator:
    """A Telegram of our own, with one bot."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        post: Post | None = None,
        token: str = TOKEN,
    ) -> None:
        self.token = token
        self.base_url = ""
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.limit_hits = 0
        self.clock = clock
        self.world = World({**BOT, "id": int(token.split(":")[0])}, now, clock)
        self.faults = self.world.faults
        self.updates = self.world.updates
        self.webhook = Webhook(self.world, post)
        self.profile = Profile(self.world)
        self._messages = Messages(self.world)
        self._receiving = Receiving(self.world, self.webhook)
        self._meter = Meter(limits) if limits else None
        self._people: dict[int, Person] = {}
        self._groups: dict[int, Group] = {}
        self._methods = self._known_methods()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_UPLOAD)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.faults.stop()
        self._receiving.close()
        await self.webhook.stop()
        if self._runner:
            await self._runner.cleanup()

    def user(
        self,
        user_id: int,
        *,
        first_name: str = "Anna",
        last_name: str = "",
        username: str = "",
        language_code: str = "nl",
    ) -> Person:
        """Return the person with this number; the rest is only looked at the first time."""
        if user_id not in self._people:
            user: Json = {"id": user_id, "is_bot": False, "first_name": first_name}
            more = {"last_name": last_name, "username": username, "language_code": language_code}
            user |= {name: value for name, value in more.items() if value}
            self._people[user_id] = Person(self.world, user)
        return self._people[user_id]

    def group(self, chat_id: int, *, title: str = "Groep") -> Group:
        """Return the group with this number."""
        if chat_id not in self._groups:
            self._groups[chat_id] = Group(self.world, chat_id, title)
        return self._groups[chat_id]

    @property
    def port(self) -> int:
        """The port on this machine."""
        return int(self.base_url.rpartition(":")[2])

    @property
    def methods(self) -> set[str]:
        """The methods that the emulator knows."""
        return {*self._methods, "sendDocument"}

    def called(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    async def until(self, condition: Callable[[], Found], *, within: float = WAIT) -> Found:
        """Wait until something holds; it is looked at after every call, answer and update."""

        def lately() -> str:
            last = [f"  {call.method} → {call.status or call.fault}" for call in self.calls[-8:]]
            return "\n".join(["The last calls:", *last]) if last else "There were no calls."

        return await self.world.bell.until(condition, within=within, otherwise=lately)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        token, name = request.match_info["token"], request.match_info["method"]
        if token != self.token:
            # the real one says 404 to what cannot be a token, and 401 to one that it does not know
            number, _, secret = token.partition(":")
            known_form = number.isdecimal() and len(secret) == 35
            wrong = Refusal(401, "Unauthorized") if known_form else Refusal(404, "Not Found")
            return _refused(wrong)
        method = METHODS.get(name.lower())
        if method is None:
            self.violations.append(f"{name}: the emulator does not know this method")
            return _refused(Refusal(404, "Not Found"))
        try:
            raw, files = await read_form(request)
            call = Call(method, decoded(method, raw), self.clock(), files)
            self.calls.append(call)
            return await self._answer(call, request)
        except Refusal as refusal:
            self.violations.append(f"{method}: {refusal.description}")
            return _refused(refusal)
        except Exception as error:
            # else it would only be seen as a 500, which a bot may well get over
            self.violations.append(f"{method}: the emulator itself failed: {error!r}")
            raise
        finally:
            self.world.bell.ring()

    async def _answer(self, call: Call, request: web.Request) -> web.StreamResponse:
        fault: Fault | None = None
        try:
            self._check(call)
            fault = self.faults.next(call.method, call.chat)
            if fault and fault.kind != DROP_AFTER:
                call.fault = fault.kind
                if fault.kind == DROP_BEFORE:
                    return _drop(request)
                if fault.kind == NOT_JSON:
                    call.status = 502
                    return web.Response(status=502, text="<html>Bad Gateway</html>")
                raise fault.refusal()
            self._measure(call)
            call.answer = json.dumps({"ok": True, "result": await self._do(call)})
            call.status = 200
        except Refusal as refusal:
            call.answer = json.dumps(refusal.envelope())
            call.status = refusal.status
        if fault and fault.kind == DROP_AFTER:
            call.fault, call.status = DROP_AFTER, 0
            return _drop(request)
        await self._held(call)
        return _json(call.status, call.answer)

    def _check(self, call: Call) -> None:
        """Refuse what is structurally wrong, and remember it."""
        wrong = violations(call.method, call.params)
        wrong += [
            f"{call.method}: the emulator does not know “{name}”"
            for name in call.params
            if name in UNKNOWN_HERE
        ]
        if wrong:
            self.violations += wrong
            raise bad_request(wrong[0])

    def _measure(self, call: Call) -> None:
        if self._meter is None or call.method not in LIMITED or call.chat is None:
            return
        if wait := self._meter.wait(call.chat, self.clock()):
            self.limit_hits += 1
            raise too_many_requests(wait)

    async def _held(self, call: Call) -> None:
        while hold := self.faults.hold(call.method, call.chat):
            hold.waiting += 1
            self.world.bell.ring()
            await hold.gate.wait()
            hold.waiting -= 1

    async def _do(self, call: Call) -> object:
        if call.method == "sendDocument":
            return self._messages.send_document(call.params, call.files.get("document"))
        done = self._methods[call.method](call.params)
        return await done if isinstance(done, Awaitable) else done

    def _known_methods(self) -> dict[str, Callable[[Json], object]]:
        messages, profile, receiving = self._messages, self.profile, self._receiving
        return {
            "answerCallbackQuery": messages.answer_callback_query,
            "deleteMessage": messages.delete_message,
            "deleteWebhook": receiving.delete_webhook,
            "editMessageReplyMarkup": messages.edit_message_reply_markup,
            "editMessageText": messages.edit_message_text,
            "getChat": profile.get_chat,
            "getMe": profile.get_me,
            "getMyCommands": profile.get_my_commands,
            "getUpdates": receiving.get_updates,
            "getWebhookInfo": receiving.get_webhook_info,
            "leaveChat": profile.leave_chat,
            "sendChatAction": messages.send_chat_action,
            "sendMessage": messages.send_message,
            "setMyCommands": profile.set_my_commands,
            "setMyDescription": profile.set_my_description,
            "setMyName": profile.set_my_name,
            "setMyShortDescription": profile.set_my_short_description,
            "setWebhook": receiving.set_webhook,
        }


def _json(status: int, text: str) -> web.Response:
    return web.Response(status=status, text=text, content_type="application/json")


def _refused(refusal: Refusal) -> web.Response:
    return _json(refusal.status, json.dumps(refusal.envelope()))


def _drop(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
