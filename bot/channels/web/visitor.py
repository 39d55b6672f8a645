"""Who visits: the secret in the cookie, the address made of it, and the language they read."""

import hashlib
import re
from secrets import token_urlsafe

from starlette.requests import Request
from starlette.responses import Response

from bot.clients import Address

CLIENT_COOKIE = "maxww_client"
LANGUAGE_COOKIE = "maxww_language"
COOKIE_SECONDS = 400 * 24 * 60 * 60
"""As long as browsers keep a cookie; each look at the chat begins it anew."""

SECRET = re.compile(r"[A-Za-z0-9_-]{32}")


def new_secret() -> str:
    """Return a secret that only its client knows: in their cookie and their private link."""
    return token_urlsafe(24)


def address_of(secret: str) -> Address:
    """Return the address by which the store knows the owner of a secret; the secret is not kept."""
    return Address("web", hashlib.sha256(secret.encode()).hexdigest())


def secret_of(request: Request) -> str:
    """Return the secret in the request's cookie, or an empty text."""
    found = request.cookies.get(CLIENT_COOKIE, "")
    return found if SECRET.fullmatch(found) else ""


def remember(request: Request, response: Response, secret: str) -> None:
    """Let the browser keep the client's secret."""
    _keep(request, response, CLIENT_COOKIE, secret, COOKIE_SECONDS)


def remember_language(request: Request, response: Response, language: str) -> None:
    """Let the browser keep the chosen language."""
    _keep(request, response, LANGUAGE_COOKIE, language, COOKIE_SECONDS)


def forget(response: Response) -> None:
    """Let the browser drop the client's secret."""
    response.delete_cookie(CLIENT_COOKIE, path="/")


def keep_for_a_moment(request: Request, response: Response, name: str, value: str) -> None:
    """Let the browser keep a small value until the next page shows it."""
    _keep(request, response, name, value, 300)


def _keep(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def chosen_language(request: Request, languages: tuple[str, ...], otherwise: str) -> str:
    """Return the language that the visitor chose, else the installation's.

    What the browser asks for is not followed: many people here read Dutch letters on a phone
    that is set to English, and the choice stands in sight on every page.
    """
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in languages else otherwise
