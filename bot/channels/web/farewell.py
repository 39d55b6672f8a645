"""The last words after everything of a client was erased: kept nowhere but in their browser."""

import base64
import binascii
import json
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.web.house import go_to
from bot.channels.web.visitor import forget, keep_for_a_moment

COOKIE = "maxww_farewell"
LONGEST = 3000
"""Bytes; browsers keep cookies of up to 4096."""


def say_farewell(request: Request, texts: Sequence[str]) -> Response:
    """Go to the start page, which shows these texts once; the browser drops the secret."""
    response = go_to(request, "/")
    forget(response)
    said = json.dumps(list(texts), ensure_ascii=False).encode()
    if len(said) > LONGEST:
        said = b"[]"
    keep_for_a_moment(request, response, COOKIE, base64.urlsafe_b64encode(said).decode())
    return response


def farewell(request: Request) -> list[str] | None:
    """Return the last words, perhaps none; None when nothing was erased just now."""
    kept = request.cookies.get(COOKIE)
    if kept is None:
        return None
    try:
        said = json.loads(base64.urlsafe_b64decode(kept))
    except (binascii.Error, ValueError):
        return []
    return [text for text in said if isinstance(text, str)] if isinstance(said, list) else []
