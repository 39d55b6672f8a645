"""What is understood of one update of Telegram: only what is needed, and no BSN.

Names, pictures, numbers and places that somebody sends stay at Telegram: they are not read.
"""

import json
import re
from dataclasses import asdict, dataclass, fields
from typing import Literal

from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, ChatMemberUpdated, InlineKeyboardMarkup, Message, Update

from bot.privacy.redaction import redact

Kind = Literal["text", "press", "start", "unreadable", "left", "returned", "group"]

LONGEST_KEPT = 8000
"""Characters; longer than any message of Telegram."""

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
CHOICE = re.compile(r"[\w:.,' -]{1,64}")

CONTENTS = {
    "photo": "photo",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "voice": "voice",
    "audio": "voice",
    "sticker": "sticker",
    "dice": "sticker",
    "contact": "contact",
    "location": "location",
    "venue": "location",
    "document": "file",
}
"""What somebody can send instead of words, and the word by which we speak of it."""

SERVICE = frozenset(
    {"pinned_message", "message_auto_delete_timer_changed", "write_access_allowed", "user_shared"}
)
"""What Telegram itself writes into a chat: nobody said anything."""


@dataclass(frozen=True)
class Reading:
    """One update as we keep it until it is dealt with.

    `message` is the id of what was written or pressed on, `answers` of what it replies to.
    `shown`, `buttons` and `label` are of the message whose button was pressed. `replied` is the
    text that the pressed message itself replies to: an adviser's own words.
    """

    kind: Kind
    chat: str
    text: str = ""
    choice: str = ""
    payload: str = ""
    unreadable: str = ""
    callback: str = ""
    message: int = 0
    answers: int = 0
    shown: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    label: str = ""
    replied: str = ""

    def as_text(self) -> str:
        """Return the reading as it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Reading":
        """Return the reading that was kept as this text; what another version added is left out."""
        known = {each.name for each in fields(cls)}
        saved = {name: value for name, value in json.loads(text).items() if name in known}
        return cls(**{**saved, "buttons": tuple((a, b) for a, b in saved.get("buttons", ()))})


def clean(text: str | None) -> str:
    """Return a text as it may be kept: not endless, writable, and without a BSN."""
    writable = (text or "")[:LONGEST_KEPT].encode("utf-8", "replace").decode()
    return redact(writable)


def read(update: Update) -> Reading | None:
    """Return what an update says, or None when it is nothing to us."""
    if update.message is not None:
        return _message(update.message)
    if update.edited_message is not None and update.edited_message.chat.type == "private":
        message = update.edited_message
        if message.text is None:  # such as each step of a place that is shared live
            return None
        text = clean(message.text)
        return Reading(
            "unreadable",
            str(message.chat.id),
            text=text,
            unreadable="edited",
            message=message.message_id,
        )
    if update.callback_query is not None:
        return _press(update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    return None


def _message(message: Message) -> Reading | None:
    chat, number = str(message.chat.id), message.message_id
    if message.chat.type != "private":
        return Reading("group", chat, message=number)
    answers = message.reply_to_message.message_id if message.reply_to_message else 0
    if message.forward_origin is not None:
        return Reading("unreadable", chat, unreadable="forwarded", message=number, answers=answers)
    if message.text is None:
        return _without_words(message, chat)
    text = clean(message.text)
    command, _, rest = text.partition(" ")
    if command.partition("@")[0] == "/start":
        payload = rest.strip() if PAYLOAD.fullmatch(rest.strip()) else ""
        return Reading("start", chat, payload=payload, message=number)
    return Reading("text", chat, text=text, message=number, answers=answers)


def _without_words(message: Message, chat: str) -> Reading | None:
    kind = ContentType(message.content_type).value
    if kind in SERVICE:
        return None
    unreadable = CONTENTS.get(kind, "other")
    answers = message.reply_to_message.message_id if message.reply_to_message else 0
    number = message.message_id
    return Reading("unreadable", chat, unreadable=unreadable, message=number, answers=answers)


def _press(query: CallbackQuery) -> Reading | None:
    message = query.message
    if message is None or message.chat.type != "private":
        return None
    shown, replied = "", ""
    buttons: tuple[tuple[str, str], ...] = ()
    if isinstance(message, Message):
        shown = clean(message.text)
        buttons = _buttons(message.reply_markup)
        replied = clean(message.reply_to_message.text) if message.reply_to_message else ""
    choice = query.data or ""
    if not CHOICE.fullmatch(choice):  # none of our buttons says this
        choice = ""
    return Reading(
        "press",
        str(message.chat.id),
        choice=choice,
        callback=query.id,
        message=message.message_id,
        shown=shown,
        buttons=buttons,
        label=dict(buttons).get(choice, ""),
        replied=replied,
    )


def _buttons(markup: InlineKeyboardMarkup | None) -> tuple[tuple[str, str], ...]:
    rows = markup.inline_keyboard if markup is not None else []
    return tuple(
        (button.callback_data, button.text)
        for row in rows
        for button in row
        if button.callback_data
    )


def _membership(changed: ChatMemberUpdated) -> Reading | None:
    chat = str(changed.chat.id)
    here = changed.new_chat_member.status in ("member", "administrator", "restricted", "creator")
    if changed.chat.type != "private":
        return Reading("group", chat) if here else None
    return Reading("returned" if here else "left", chat)
