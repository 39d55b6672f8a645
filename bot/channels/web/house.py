"""What the client's pages share: the assistant, the templates, and who is visiting."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.failures import Failures
from bot.channels.web.rendering import Rendering
from bot.channels.web.visitor import address_of, chosen_language, secret_of
from bot.clients import ClientFile
from bot.wiring import Assistant


@dataclass(frozen=True)
class House:
    """The assistant and the means to show pages of it."""

    assistant: Assistant
    rendering: Rendering
    failures: Failures

    async def visitor(self, request: Request) -> ClientFile | None:
        """Return the file of the client whose secret the browser has."""
        secret = secret_of(request)
        return await self.owner(secret) if secret else None

    async def owner(self, secret: str) -> ClientFile | None:
        """Return the file of the client to whom a secret belongs."""
        address = address_of(secret)
        return await self.assistant.store.transact(lambda tx: tx.client_at(address))

    def language(self, request: Request, file: ClientFile | None = None) -> str:
        """Return the language of a page: the client's own, else the browser's."""
        if file is not None:
            return file.client.language
        settings = self.assistant.settings
        return chosen_language(request, self.rendering.languages, settings.language)


def go_to(request: Request, path: str) -> Response:
    """Send the browser to another page; htmx is told in its own way."""
    if request.headers.get("hx-request"):
        return Response(status_code=204, headers={"HX-Redirect": path})
    return RedirectResponse(path, 303)
