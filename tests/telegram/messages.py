"""The methods that send, change and delete messages."""

from datetime import timedelta

from tests.telegram.chats import Chat, World, quoted
from tests.telegram.markup import checked_inline, checked_keyboard
from tests.telegram.refusal import Refusal, bad_request
from tests.telegram.schema import Json
from tests.telegram.text import parsed_html, trimmed, units, with_found_entities

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_NOTICE = 200
"""Characters that pop up after pressing a button."""
QUERY_LIFE = 900.0
"""Seconds in which a callback query can be answered; the real number is not documented."""
DELETABLE = timedelta(hours=48)

ACTIONS = frozenset(
    {
        "choose_sticker",
        "find_location",
        "record_video",
        "record_video_note",
        "record_voice",
        "typing",
        "upload_document",
        "upload_photo",
        "upload_video",
        "upload_video_note",
        "upload_voice",
    }
)


class Messages:
    """What a bot can do in chats."""

    def __init__(self, world: World) -> None:
        self._world = world

    def send_message(self, asked: Json) -> Json:
        """Put a text in a chat."""
        room = self._world.writable(asked["chat_id"])
        return self._send(room, asked, self._text(asked))

    def send_document(self, asked: Json, content: bytes | None = None) -> Json:
        """Put a file in a chat."""
        room = self._world.writable(asked["chat_id"])
        document = asked["document"]
        if not isinstance(document, dict) or content is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if not content:
            raise bad_request("file must be non-empty")
        number = room.last_id + 1
        file = {
            "file_id": f"BQACAgQAAxkDAAI{room.id}_{number}",
            "file_unique_id": f"AgAD{room.id}_{number}",
            "file_name": document["file_name"],
            "file_size": document["size"],
        }
        message = self._send(room, asked, {"document": file, **self._caption(asked)})
        room.files[message["message_id"]] = content
        return message

    def send_chat_action(self, asked: Json) -> bool:
        """Show that the bot is busy."""
        room = self._world.writable(asked["chat_id"])
        if asked["action"] not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        room.actions.append(asked["action"])
        return True

    def edit_message_text(self, asked: Json) -> Json:
        """Change the text of a message of the bot, and its buttons: without any they go."""
        message = self._editable(asked)
        if "text" not in message:
            raise bad_request("there is no text in the message to edit")
        content = self._text(asked)
        return self._change(message, content, checked_inline(asked.get("reply_markup")))

    def edit_message_reply_markup(self, asked: Json) -> Json:
        """Change the buttons of a message of the bot; without any they go."""
        message = self._editable(asked)
        return self._change(message, {}, checked_inline(asked.get("reply_markup")))

    def delete_message(self, asked: Json) -> bool:
        """Take a message away."""
        room = self._world.writable(asked["chat_id"])
        message = room.messages.get(asked["message_id"])
        if message is None:
            raise bad_request("message to delete not found")
        age = self._world.date - message["date"]
        if age > DELETABLE.total_seconds() or not (room.private or message["from"]["is_bot"]):
            raise bad_request("message can't be deleted for everyone")
        del room.messages[asked["message_id"]]
        return True

    def answer_callback_query(self, asked: Json) -> bool:
        """Tell the person who pressed a button that it was seen."""
        made = self._world.queries.get(asked["callback_query_id"])
        if made is None or self._world.clock() - made > QUERY_LIFE:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        if units(asked.get("text", "")) > LONGEST_NOTICE:
            raise bad_request("MESSAGE_TOO_LONG")
        self._world.answers[asked["callback_query_id"]].update(asked)
        return True

    def _send(self, room: Chat, asked: Json, content: Json) -> Json:
        asked_markup = asked.get("reply_markup")
        inline, keyboard = checked_inline(asked_markup), checked_keyboard(asked_markup)
        if inline:
            content["reply_markup"] = inline
        if reply := self._reply(room, asked):
            content["reply_to_message"] = quoted(reply)
        if asked.get("protect_content"):
            content["has_protected_content"] = True
        message = self._world.message(room, self._world.me, **content)
        if keyboard:
            room.keyboard = keyboard
            room.fixed.add(message["message_id"])
        if (asked_markup or {}).get("remove_keyboard"):
            room.keyboard = None
        return message

    def _reply(self, room: Chat, asked: Json) -> Json | None:
        wanted = dict(asked.get("reply_parameters", {}))
        if "reply_to_message_id" in asked:
            wanted.setdefault("message_id", asked["reply_to_message_id"])
        if not wanted:
            return None
        if wanted.get("chat_id", room.id) != room.id:
            raise bad_request("the emulator does not know replies in another chat")
        found = room.messages.get(wanted.get("message_id", 0))
        if found is None and not wanted.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        return found

    def _text(self, asked: Json) -> Json:
        """Return the text and entities of what is to be said, or refuse it."""
        text, entities = _formatted(asked.get("text", ""), asked, "entities")
        if not text:
            raise bad_request("message text is empty")
        if units(text) > LONGEST_TEXT:
            raise bad_request("message is too long")
        content: Json = {"text": text}
        if entities := with_found_entities(text, entities):
            content["entities"] = entities
        if "link_preview_options" in asked:
            content["link_preview_options"] = asked["link_preview_options"]
        return content

    def _caption(self, asked: Json) -> Json:
        text, entities = _formatted(asked.get("caption", ""), asked, "caption_entities")
        if units(text) > LONGEST_CAPTION:
            raise bad_request("message caption is too long")
        content: Json = {"caption": text} if text else {}
        if entities := with_found_entities(text, entities):
            content["caption_entities"] = entities
        return content

    def _editable(self, asked: Json) -> Json:
        if "chat_id" not in asked or "message_id" not in asked:
            raise bad_request("message identifier is not specified")
        room = self._world.writable(asked["chat_id"])
        message = room.messages.get(asked["message_id"])
        if message is None:
            raise bad_request("message to edit not found")
        if not message["from"]["is_bot"] or asked["message_id"] in room.fixed:
            raise bad_request("message can't be edited")
        return message

    def _change(self, message: Json, content: Json, markup: Json | None) -> Json:
        said = ("text", "entities", "link_preview_options")
        kept = {name: message[name] for name in said if name in message}
        new = content or kept
        if new == kept and markup == message.get("reply_markup"):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        for name in (*said, "reply_markup") if content else ("reply_markup",):
            message.pop(name, None)
        message.update(new, edit_date=self._world.date)
        if markup:
            message["reply_markup"] = markup
        return self._world.chats[message["chat"]["id"]].standing(message)


def _formatted(source: str, asked: Json, given: str) -> tuple[str, list[Json]]:
    mode = asked.get("parse_mode")
    if any("\ud800" <= sign <= "\udfff" for sign in source):
        raise bad_request("strings must be encoded in UTF-8")
    if mode is None:
        return trimmed(source, asked.get(given, []))
    if mode != "HTML":
        raise Refusal(400, f"Bad Request: the emulator does not know the parse mode {mode}")
    return trimmed(*parsed_html(source))
