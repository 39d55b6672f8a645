"""Checks of keyboards that the structure of a call does not show."""

from urllib.parse import urlsplit

from tests.telegram.refusal import bad_request
from tests.telegram.schema import Json

LONGEST_DATA = 64
"""Bytes of callback data."""
MOST_BUTTONS = 100
"""Inline buttons below one message."""


def checked_inline(markup: Json | None) -> Json | None:
    """Return the inline keyboard of a message, nothing if it is empty, or refuse it."""
    if markup is None or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    keys = [button for row in rows for button in row]
    if len(keys) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for button in keys:
        _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def checked_keyboard(markup: Json | None) -> Json | None:
    """Return the reply keyboard of a message, or refuse it."""
    if markup is None or "keyboard" not in markup:
        return None
    for row in markup["keyboard"]:
        for key in row:
            if not (key if isinstance(key, str) else key["text"]).strip():
                raise bad_request("keyboard button text must be non-empty")
    return markup


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if (url := button.get("url")) is not None and not _opens(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _opens(url: str) -> bool:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
    except ValueError:
        return False
    if parts.scheme == "tg":
        return True
    # a host without a dot, as in http://localhost, is refused by the real one too
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".")
