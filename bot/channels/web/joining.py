"""Going on elsewhere: from the page to Telegram, and from Telegram to the page."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web.house import House, go_to
from bot.channels.web.visitor import SECRET, address_of, new_secret, remember, secret_of
from bot.linking import JOINS, LinkOwner, bot_link, bot_name
from bot.ports import Transaction
from bot.qr_codes import qr_path
from bot.usecases.link_codes import make_link_code
from bot.usecases.linking import join


class Joining:
    """The pages by which a conversation goes on in another channel."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._assistant = house.assistant

    def routes(self) -> list[Route]:
        """Return the routes for going on elsewhere."""
        return [
            Route("/telegram", self.to_telegram, methods=["POST"]),
            Route("/telegram", self.back, methods=["GET"]),
            Route("/k/{token}", self.show, methods=["GET"]),
            Route("/k/{token}", self.here, methods=["POST"]),
        ]

    async def back(self, request: Request) -> Response:
        """Lead back to the conversation; a link is made by the button there only."""
        return go_to(request, "/chat")

    async def to_telegram(self, request: Request) -> Response:
        """Show a link to Telegram, and as a QR code for whoever has Telegram on a phone."""
        file = await self._house.visitor(request)
        if file is None:
            return go_to(request, "/")
        now = self._assistant.clock.now()
        owner = LinkOwner(client=file.client.id)

        def work(tx: Transaction) -> tuple[str, str]:
            name = bot_name(tx)
            return name, make_link_code(tx, owner, now) if name else ""

        name, token = await self._assistant.store.transact(work)
        if not name:
            return go_to(request, "/chat")
        link = bot_link(name, JOINS + token)
        path, size = qr_path(link)
        return self._house.rendering.page(
            "to_telegram.html", file.client.language, link=link, qr_path=path, qr_size=size
        )

    async def show(self, request: Request) -> Response:
        """Ask whether to go on here; only the button spends the link, not a look ahead at it."""
        token = str(request.path_params["token"])
        file = await self._house.visitor(request)
        language = self._house.language(request, file)
        now = self._assistant.clock.now()
        owner = await self._assistant.store.transact(lambda tx: tx.link_owner(token, now))
        if owner is None or not owner.client:
            return self._refused(language, "unknown")
        own = secret_of(request)
        other = file is not None and file.client.id != owner.client
        return self._house.rendering.page(
            "join.html",
            language,
            other=other,
            private_link=f"{request.base_url}r/{own}" if SECRET.fullmatch(own) else "",
            languages=[],
        )

    async def here(self, request: Request) -> Response:
        """Go on here: this browser gets a secret of its own for the conversation."""
        token = str(request.path_params["token"])
        file = await self._house.visitor(request)
        secret = new_secret()
        now, around = self._assistant.clock.now(), self._assistant.around
        address = address_of(secret)
        joined = await self._assistant.store.transact(
            lambda tx: join(tx, around, address, token, now)
        )
        if joined.refusal is not None or not joined.client:
            return self._refused(self._house.language(request, file), joined.refusal or "unknown")
        self._assistant.send_out(joined.messages)
        response = go_to(request, "/chat")
        remember(request, response, secret)
        return response

    def _refused(self, language: str, why: str) -> Response:
        said = self._assistant.around.phrasebook.say(f"link.{why}", {}, language)
        return self._house.rendering.page(
            "error.html", language, status=410, title=said, text="", retry=None, languages=[]
        )
