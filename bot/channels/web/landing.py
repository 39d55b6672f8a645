"""The way in: the start page, a new conversation, the private link, language and privacy."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web import farewell
from bot.channels.web.house import House, go_to
from bot.channels.web.visitor import (
    SECRET,
    address_of,
    new_secret,
    remember,
    remember_language,
    secret_of,
)
from bot.invitations import read_code
from bot.linking import bot_link, bot_name
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.usecases.inviting import why_refused
from bot.usecases.language import change_language

LONGEST_CODE = 64
"""Signs of what is typed as a code; the longest that the field takes."""


def _(text: str) -> str:
    """Mark a text for translation; it is translated when its page is made."""
    return text


REFUSALS = {
    "missing": _("Vul de code in die in uw brief staat."),
    "mistyped": _(
        "Deze code klopt niet helemaal. Kijk nog eens in uw brief. "
        "Hoofdletters en streepjes maken niet uit."
    ),
    "unknown": _(
        "Deze code kennen wij niet. Kijk nog eens in uw brief. "
        "Lukt het niet? Vraag het aan uw gemeente of UWV."
    ),
    "used": _(
        "Deze code is al gebruikt. Was u dat zelf? Ga dan verder met uw eigen link, "
        "of op het apparaat waarop u begon."
    ),
    "expired": _("Deze code werkt niet meer. Vraag een nieuwe aan uw gemeente of UWV."),
}
"""What is said about a code that does not work."""

PAGES_WITH_LANGUAGE = frozenset({"/", "/chat", "/privacy", "/result", "/dossier"})
"""Where a choice of language may lead back to; anything else leads to the start page."""


class Landing:
    """The pages around the conversation."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._assistant = house.assistant

    def routes(self) -> list[Route]:
        """Return the routes around the conversation."""
        return [
            Route("/", self.show),
            Route("/i/{code}", self.invited),
            Route("/start", self.start, methods=["POST"]),
            Route("/r/{secret}", self.private_link),
            Route("/r/{secret}", self.open_another, methods=["POST"]),
            Route("/language", self.language, methods=["POST"]),
            Route("/privacy", self.privacy),
        ]

    async def show(self, request: Request) -> Response:
        """Show what Max-WW is and how to begin; after an erasure also the last words."""
        words = farewell.farewell(request)
        page = await self._page(request, last_words=words)
        if words is not None:
            page.delete_cookie(farewell.COOKIE, path="/")
        return page

    async def invited(self, request: Request) -> Response:
        """Show the start with the code of a letter filled in; looking does not use it up."""
        code = str(request.path_params["code"])[:LONGEST_CODE]
        now = self._assistant.clock.now()
        refusal = await self._assistant.store.transact(lambda tx: why_refused(tx, code, now))
        return await self._page(request, code=code, refusal=refusal or "")

    async def start(self, request: Request) -> Response:
        """Enrol a client with a secret of their own, and go to the conversation.

        With a code it is used up; without one the programme is that of this installation.
        """
        async with request.form(max_files=0, max_fields=10) as form:
            code = str(form.get("code", "")).strip()[:LONGEST_CODE]
        secret = new_secret()
        language = self._house.language(request, await self._house.visitor(request))
        if code:
            refusal = await self._assistant.enter(address_of(secret), code, language=language)
            if refusal is not None:
                return await self._page(request, code=code, refusal=refusal)
        elif await self._needs_code():
            return await self._page(request, refusal="missing")
        else:
            await self._assistant.begin(address_of(secret), language=language)
        response = go_to(request, "/chat")
        remember(request, response, secret)
        return response

    async def _needs_code(self) -> bool:
        """Say whether nobody can enter without a code: no programme is named for who has none."""
        default = await self._assistant.store.transact(lambda tx: tx.setting(DEFAULT_PROGRAMME))
        return not default

    async def _page(
        self,
        request: Request,
        *,
        code: str = "",
        refusal: str = "",
        last_words: list[str] | None = None,
    ) -> Response:
        file = await self._house.visitor(request)
        language = self._house.language(request, file)
        return self._house.rendering.page(
            "landing.html",
            language,
            status=422 if refusal else 200,
            has_conversation=file is not None,
            farewell=last_words,
            ask_code=True,
            code=code,
            code_needed=await self._needs_code(),
            telegram_link=await self._telegram_link("" if refusal else code),
            code_error=self._house.rendering.say(language, REFUSALS[refusal]) if refusal else "",
        )

    async def _telegram_link(self, code: str) -> str:
        """Return where to begin in Telegram instead, with a code of a letter; empty when off."""
        name = await self._assistant.store.transact(bot_name)
        if not name or (not code and await self._needs_code()):
            return ""
        return bot_link(name, read_code(code))

    async def private_link(self, request: Request) -> Response:
        """Let a client come back on another device; nobody else knows the link.

        A browser that has another conversation asks first: a stranger's link must not make
        somebody type into the stranger's conversation unnoticed.
        """
        secret, own = request.path_params["secret"], secret_of(request)
        if not await self._leads_somewhere(secret):
            return await self._house.failures.unknown_link(request)
        file = await self._house.visitor(request) if own != secret else None
        if file is not None:
            return self._house.rendering.page(
                "another.html",
                self._house.language(request, file),
                open_url=f"/r/{secret}",
                private_link=f"{request.base_url}r/{own}",
                languages=[],
            )
        return self._open(request, secret)

    async def open_another(self, request: Request) -> Response:
        """Open the conversation of a private link in place of the one that the browser has."""
        secret = request.path_params["secret"]
        if not await self._leads_somewhere(secret):
            return await self._house.failures.unknown_link(request)
        return self._open(request, secret)

    async def _leads_somewhere(self, secret: str) -> bool:
        return bool(SECRET.fullmatch(secret)) and await self._house.owner(secret) is not None

    def _open(self, request: Request, secret: str) -> Response:
        response = go_to(request, "/chat")
        remember(request, response, secret)
        return response

    async def language(self, request: Request) -> Response:
        """Speak another language from here on, at the same place."""
        async with request.form(max_files=0, max_fields=10) as form:
            language, next_page = str(form.get("lang", "")), str(form.get("next", ""))
        response = go_to(request, next_page if next_page in PAGES_WITH_LANGUAGE else "/")
        if language not in self._house.rendering.languages:
            return response
        remember_language(request, response, language)
        secret = secret_of(request)
        if secret:
            address, around = address_of(secret), self._assistant.around
            now = self._assistant.clock.now()
            await self._assistant.do(lambda tx: change_language(tx, around, address, language, now))
        return response

    async def privacy(self, request: Request) -> Response:
        """Tell what happens with what a client says."""
        file = await self._house.visitor(request)
        return self._house.rendering.page(
            "privacy.html",
            self._house.language(request, file),
            next_page="/privacy",
            has_conversation=file is not None,
        )
