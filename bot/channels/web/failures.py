"""Pages for when something went wrong: what happened, what it means, what to do."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.rendering import Rendering
from bot.channels.web.visitor import chosen_language, secret_of


def _(text: str) -> str:
    """Mark a text for translation; it is translated when its page is made."""
    return text


WORDS = {
    403: (
        _("Dit mag niet vanaf deze pagina"),
        _("Uw bericht kwam van een andere website. Open het gesprek opnieuw en probeer het daar."),
    ),
    404: (_("Deze pagina bestaat niet"), _("Misschien is de link oud of niet helemaal goed.")),
    405: (
        _("Dit kan niet op deze pagina"),
        _("Open het gesprek opnieuw en probeer het daar nog een keer."),
    ),
    413: (
        _("Dat is te veel tekst in één keer"),
        _("Ga terug en stuur uw tekst in kleinere delen."),
    ),
    500: (
        _("Er ging iets mis bij ons"),
        _(
            "Het ligt niet aan u. Ga terug: uw tekst staat er dan meestal nog. "
            "Probeer het zo nog een keer."
        ),
    ),
}
UNCHANGED = frozenset({403, 404, 405, 413})
"""After these it is certain that nothing was changed."""

UNKNOWN_LINK = (
    _("Deze link kennen wij niet"),
    _(
        "Misschien is de link niet helemaal goed, of is dit gesprek gewist. "
        "U kunt opnieuw beginnen."
    ),
)


class Failures:
    """Makes error pages in the visitor's language."""

    def __init__(self, rendering: Rendering, otherwise: str) -> None:
        self._rendering = rendering
        self._otherwise = otherwise

    async def page(self, request: Request, status: int, reference: str = "") -> Response:
        """Return the page for a status."""
        title, text = WORDS.get(status, WORDS[500])
        return self._page(request, status, title, text, reference)

    async def for_exception(self, request: Request, error: Exception) -> Response:
        """Return the page for what a route refused."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        page = await self.page(request, status)
        if isinstance(error, HTTPException):
            page.headers.update(error.headers or {})
        return page

    async def unknown_link(self, request: Request) -> Response:
        """Return the page for a private link that belongs to nobody."""
        return self._page(request, 404, *UNKNOWN_LINK)

    def _page(
        self, request: Request, status: int, title: str, text: str, reference: str = ""
    ) -> Response:
        rendering = self._rendering
        language = chosen_language(request, rendering.languages, self._otherwise)
        known = bool(secret_of(request))
        retry = {"url": "/chat", "label": rendering.say(language, _("Ga naar uw gesprek"))}
        return rendering.page(
            "error.html",
            language,
            status=status,
            title=rendering.say(language, title),
            text=rendering.say(language, text),
            nothing_lost=known and status in UNCHANGED,
            retry=retry if known else None,
            reference=reference,
            languages=[],
        )
