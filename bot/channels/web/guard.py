"""Stands before every page: headers, no requests from other sites, no endless bodies, no leaks.

An unexpected exception is logged as its kind and the lines of code it came through, never with
its message: that may quote what a client said.
"""

import logging
from collections.abc import Awaitable, Callable
from secrets import token_hex
from traceback import format_tb
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("maxww.web")

LARGEST_BODY = 1_000_000
"""Bytes; a script of a coordinator fits many times over, a chat message a hundred times."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

ErrorPage = Callable[[Request, int, str], Awaitable[Response]]
"""Makes a page for a request, a status and a reference (empty when none is needed)."""


class TooLargeError(Exception):
    """A body is larger than any page sends."""


class Guard:
    """The middleware around all pages."""

    def __init__(self, app: ASGIApp, error_page: ErrorPage) -> None:
        self._app = app
        self._error_page = error_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, scope["path"].startswith("/static/"))
        headers = Headers(scope=scope)
        if scope["method"] not in SAFE_METHODS and from_elsewhere(headers):
            await self._refuse(scope, receive, answer, 403)
        elif _announced(headers) > LARGEST_BODY:
            await self._refuse(scope, receive, answer, 413)
        else:
            await self._pass(scope, receive, answer)

    async def _pass(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        try:
            await self._app(scope, _limited(receive), answer)
        except TooLargeError:
            await self._refuse(scope, receive, answer, 413)
        except Exception as error:
            reference = token_hex(4)
            lines = "".join(format_tb(error.__traceback__))
            what = type(error).__name__
            log.error("A page failed, reference %s (%s)\n%s", reference, what, lines)
            await self._refuse(scope, receive, answer, 500, reference)

    async def _refuse(
        self, scope: Scope, receive: Receive, answer: "_Answer", status: int, reference: str = ""
    ) -> None:
        if not answer.begun:
            page = await self._error_page(Request(scope), status, reference)
            await page(scope, receive, answer)


class _Answer:
    """Sends an answer on, with the headers that every page has."""

    def __init__(self, send: Send, static: bool) -> None:
        self._send = send
        self._static = static
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "max-age=3600" if self._static else "no-store")
        await self._send(message)


def from_elsewhere(headers: Headers) -> bool:
    """Say whether a form was sent by a page of another site.

    The cookie is SameSite=Lax, so such a request has no cookie anyway; this is the second lock.
    A program that is no browser sends neither header and has no cookies of somebody else.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() else LARGEST_BODY + 1


def _limited(receive: Receive) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > LARGEST_BODY:
            raise TooLargeError
        return message

    return counted
