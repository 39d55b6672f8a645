"""A second opinion on what a bot sends and gets: what python-telegram-bot makes of it."""

from collections.abc import Iterable, Iterator

import telegram as ptb

from tests.telegram.emulator import Call
from tests.telegram.schema import Json

NEWER = frozenset({"supports_join_request_queries"})
"""Fields of the Bot API that this release of python-telegram-bot is too old for."""

_MARKUPS: dict[str, type[ptb.TelegramObject]] = {
    "inline_keyboard": ptb.InlineKeyboardMarkup,
    "keyboard": ptb.ReplyKeyboardMarkup,
    "remove_keyboard": ptb.ReplyKeyboardRemove,
    "force_reply": ptb.ForceReply,
}
_KINDS: dict[str, type[ptb.TelegramObject]] = {
    "caption_entities": ptb.MessageEntity,
    "commands": ptb.BotCommand,
    "entities": ptb.MessageEntity,
    "link_preview_options": ptb.LinkPreviewOptions,
    "reply_parameters": ptb.ReplyParameters,
    "scope": ptb.BotCommandScope,
}


def decoded_by_ptb(call: Call) -> list[str]:
    """Return what python-telegram-bot cannot decode of the parameters of a call."""
    wrong: list[str] = []
    for name, value in call.params.items():
        many = isinstance(value, list)
        for number, item in enumerate(value if many else [value]):
            where = f"{call.method}.{name}" + (f"[{number}]" if many else "")
            if isinstance(item, dict) and (kind := _kind(name, item)):
                wrong += _undecoded(kind, item, where)
            elif isinstance(item, dict) and name == "reply_markup":
                wrong.append(f"{where}: no keyboard that is known")
    return wrong


def leftovers(thing: object, where: str = "") -> list[str]:
    """Return the fields that python-telegram-bot got and does not know, at any depth."""
    if isinstance(thing, ptb.TelegramObject):
        where = where or type(thing).__name__
        unknown = [f"{where}.{name}" for name in thing.api_kwargs if name not in NEWER]
        return unknown + [
            left
            for name in _fields(type(thing))
            for left in leftovers(getattr(thing, name, None), f"{where}.{name}")
        ]
    if isinstance(thing, Iterable) and not isinstance(thing, str | bytes | dict):
        return [
            left
            for number, item in enumerate(thing)
            for left in leftovers(item, f"{where}[{number}]")
        ]
    return []


def _kind(name: str, value: Json) -> type[ptb.TelegramObject] | None:
    if name != "reply_markup":
        return _KINDS.get(name)
    return next((kind for key, kind in _MARKUPS.items() if key in value), None)


def _undecoded(kind: type[ptb.TelegramObject], value: Json, where: str) -> list[str]:
    try:
        return leftovers(kind.de_json(value, None), where)
    except (TypeError, ValueError, KeyError) as error:
        return [f"{where}: {error}"]


def _fields(kind: type) -> Iterator[str]:
    for base in kind.__mro__:
        slots = getattr(base, "__slots__", ())
        yield from (name for name in slots if not name.startswith("_"))
