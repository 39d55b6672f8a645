"""The conversation: the page, and what a client sends from it."""

import re
from dataclasses import dataclass
from secrets import token_urlsafe

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.channels.web import views
from bot.channels.web.demo_clock import MOVED, DemoDesk
from bot.channels.web.farewell import say_farewell
from bot.channels.web.house import House, go_to
from bot.channels.web.views import Seen
from bot.channels.web.visitor import address_of, remember, secret_of
from bot.clients import Address
from bot.messages import Incoming
from bot.usecases.receive import LONGEST_TEXT, Received

UPDATE_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")
"""What our own pages post; anything else gets an id here and is taken as new."""


def _(text: str) -> str:
    """Mark a text for translation; it is translated when its page is made."""
    return text


EMPTY = _("Er staat nog niets in het vak. Typ een bericht of kies een antwoord.")
TOO_LONG = _(
    "Uw bericht is te lang: %(length)d tekens. Er passen er %(most)d in één bericht. "
    "Maak het korter, of stuur het in delen."
)
NONE_OF_THESE = _("Geen van deze")


@dataclass(frozen=True)
class Posted:
    """What a client sent from the page: the answer, and the last message that they had seen."""

    text: str
    choice: str
    update_id: str
    seen: int
    ticked_none: bool = False

    @classmethod
    def read(cls, form: FormData) -> "Posted":
        """Read the form; several ticked answers become one choice `12:a,b`."""
        choices = _texts(form, "choice")
        ticks = _texts(form, "tick") if choices else []
        update_id = "".join(_texts(form, "update_id")[:1])
        seen = "".join(_texts(form, "seen")[:1])
        choice = joined([*choices, *ticks])
        return cls(
            text="\n".join("".join(_texts(form, "text")[:1]).splitlines()).strip(),
            choice=choice,
            update_id=update_id if UPDATE_ID.fullmatch(update_id) else token_urlsafe(9),
            seen=int(seen) if seen.isdecimal() and len(seen) < 16 else 0,
            ticked_none=choice.endswith(":"),
        )


def _texts(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str) and value]


def joined(choices: list[str]) -> str:
    """Join the choices of one question: `12:a` and `12:b` become `12:a,b`."""
    if not choices:
        return ""
    question = choices[0].partition(":")[0]
    pressed = [choice.partition(":") for choice in choices]
    parts = [part for number, _colon, part in pressed if number == question and part]
    return f"{question}:{','.join(dict.fromkeys(parts))}"


class Chat:
    """The pages under /chat."""

    def __init__(self, house: House, demo: DemoDesk | None) -> None:
        self._house = house
        self._assistant = house.assistant
        self._demo = demo

    def routes(self) -> list[Route]:
        """Return the routes of the conversation."""
        return [
            Route("/chat", self.show, methods=["GET"]),
            Route("/chat", self.post, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show the whole conversation and where to answer."""
        secret = secret_of(request)
        file = await self._house.visitor(request)
        if file is None:
            return go_to(request, "/")
        if MOVED not in request.query_params:
            now, address = self._assistant.clock.now(), address_of(secret)
            await self._assistant.come_back(Incoming("web", address.value, "", now))
        seen = await self._look(file.client.id)
        if seen is None:
            return go_to(request, "/")
        page = self._page(request, seen, secret)
        remember(request, page, secret)
        return page

    async def post(self, request: Request) -> Response:
        """Take in what a client typed or pressed, and answer with what is new."""
        secret = secret_of(request)
        async with request.form(max_files=0, max_fields=100) as form:
            posted = Posted.read(form)
        if not secret:
            return go_to(request, "/")
        refused = await self._refused(request, posted, secret)
        if refused is not None:
            return refused
        address = address_of(secret)
        file = await self._house.owner(secret)
        if file is None:
            return go_to(request, "/")
        received = await self._receive(address, posted, file.client.language)
        if received.outcome == "erased":
            return say_farewell(request, [message.text for message in received.messages])
        return await self._answer(request, file.client.id, posted)

    async def _receive(self, address: Address, posted: Posted, language: str) -> Received:
        none = self._house.rendering.say(language, NONE_OF_THESE)
        incoming = Incoming(
            channel=address.channel,
            address=address.value,
            update_id=f"{address.value[:16]}:{posted.update_id}",
            at=self._assistant.clock.now(),
            text=none if posted.ticked_none else posted.text,
            choice=posted.choice,
        )
        return await self._assistant.receive(incoming)

    async def _answer(self, request: Request, client: str, posted: Posted) -> Response:
        seen = await self._look(client, posted.seen)
        if seen is None:
            return go_to(request, "/")
        fresh = [message for message in seen.messages if message.id > posted.seen]
        if not request.headers.get("hx-request"):
            return go_to(request, f"/chat#m-{fresh[0].id}" if fresh else "/chat#messages")
        return self._parts(seen, after=posted.seen)

    def _parts(self, seen: Seen, *, after: int) -> HTMLResponse:
        """Return a new composer, and the messages that the page does not have yet."""
        language = seen.file.client.language
        part = self._house.rendering.part
        box = part("_composer.html", language, composer=views.composer(seen))
        new = self._shown(seen, after)
        return HTMLResponse(box + part("_messages_oob.html", language, messages=new))

    async def _refused(self, request: Request, posted: Posted, secret: str) -> Response | None:
        """Give back what cannot be taken in, with one sentence; the words stay in the box."""
        if posted.choice or 0 < len(posted.text) <= LONGEST_TEXT:
            return None
        file = await self._house.owner(secret)
        seen = await self._look(file.client.id) if file else None
        if seen is None:
            return go_to(request, "/")
        say = self._house.rendering.say
        language = seen.file.client.language
        error = say(language, EMPTY)
        if posted.text:
            error = say(language, TOO_LONG, length=len(posted.text), most=LONGEST_TEXT)
        box = views.composer(seen, error=error, text=posted.text)
        if request.headers.get("hx-request"):
            part = self._house.rendering.part("_composer.html", language, composer=box)
            return HTMLResponse(part, 422)
        return self._page(request, seen, secret, box=box, status=422)

    def _page(
        self,
        request: Request,
        seen: Seen,
        secret: str,
        *,
        box: views.View | None = None,
        status: int = 200,
    ) -> HTMLResponse:
        language = seen.file.client.language
        return self._house.rendering.page(
            "chat.html",
            language,
            status=status,
            next_page="/chat",
            messages=self._shown(seen, 0),
            composer=box or views.composer(seen),
            events_url=f"/chat/events?after={seen.last_id}",
            private_link=f"{request.base_url}r/{secret}",
            telegram=seen.telegram,
            clock=self._demo.shown(language) if self._demo else None,
        )

    def _shown(self, seen: Seen, after: int) -> list[views.View]:
        fresh = views.shown(seen.messages, self._assistant.around.calendar, after=after)
        return views.in_language(fresh, seen.file.client.language)

    async def _look(self, client: str, after: int = 0) -> Seen | None:
        return await self._assistant.store.transact(lambda tx: views.look(tx, client, after))
