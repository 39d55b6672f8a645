"""The people who talk to the bot: what they do, and what they see."""

import re
from collections.abc import Callable

from tests.telegram.bell import Found
from tests.telegram.chats import Chat, World, buttons, quoted
from tests.telegram.payloads import payload
from tests.telegram.refusal import BLOCKED
from tests.telegram.schema import Json
from tests.telegram.text import found_entities

WAIT = 10.0
"""Seconds that a test waits at most; it never takes that long unless something is wrong."""

_START_CODE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FIRST_QUERY = 4_382_000_000_000_001


class Person:
    """Somebody with a Telegram account, who talks to the bot in a private chat."""

    def __init__(self, world: World, user: Json) -> None:
        self.user = user
        self.id = int(user["id"])
        self._world = world
        named = ("id", "first_name", "last_name", "username")
        info = {"type": "private", **{name: user[name] for name in named if name in user}}
        self._room = world.chat(info)

    # What a person does. Everything returns the id of the update that the bot gets.

    def starts(self, code: str = "") -> int:
        """Press the start button, perhaps of an invitation's link."""
        if code and not _START_CODE.fullmatch(code):
            raise ValueError(f"Telegram's apps do not start a bot with {code!r}.")
        if self._room.closed:
            self.unblocks()
        return self._write(_text(f"/start {code}".strip()))

    def says(self, text: str) -> int:
        """Type something."""
        return self._write(_text(text))

    def replies(self, to_message: Json, text: str) -> int:
        """Answer a certain message."""
        message = self._room.messages[to_message["message_id"]]
        return self._write({**_text(text), "reply_to_message": quoted(message)})

    def sends(self, kind: str, caption: str = "") -> int:
        """Send something else than text: a photo, a sticker, a voice message."""
        return self._write(payload(kind, caption))

    def edits(self, message_id: int, text: str) -> int:
        """Change the text of an own message."""
        return edit(self._world, self._room, self.user, message_id, text=text)

    def presses(self, button: str, *, on: Json | None = None) -> int:
        """Press a button by its label or data: an inline one, else one of the keyboard below."""
        if on is None and not _holders(self._room, button) and button in self.keyboard:
            return self.says(button)
        return press(self._world, self._room, self.user, button, on=on)

    def deletes(self, message_id: int) -> None:
        """Take a message away, for both sides; the bot is not told."""
        del self._room.messages[message_id]
        self._world.bell.ring()

    def blocks(self) -> int:
        """Block the bot."""
        self._room.closed = BLOCKED
        return _membership(self._world, self._room, self.user, "member", "kicked")

    def unblocks(self) -> int:
        """Let the bot write again."""
        self._room.closed = ""
        return _membership(self._world, self._room, self.user, "kicked", "member")

    def leaves_telegram(self) -> None:
        """Delete the account; the bot is not told."""
        self._room.closed = "Forbidden: user is deactivated"

    # What a person sees.

    @property
    def chat(self) -> list[Json]:
        """The messages of both sides as they are seen now."""
        return self._room.shown

    @property
    def received(self) -> list[str]:
        """The texts of the bot's messages as they are seen now, in order."""
        return [
            str(message.get("text", message.get("caption", "")))
            for message in self._room.messages.values()
            if message["from"]["is_bot"]
        ]

    @property
    def buttons(self) -> list[str]:
        """The labels of the inline buttons that are seen now, of all messages."""
        return [
            button["text"]
            for message in self._room.messages.values()
            for button in buttons(message)
        ]

    @property
    def keyboard(self) -> list[str]:
        """The labels of the keyboard below the chat."""
        rows = (self._room.keyboard or {}).get("keyboard", [])
        keys = [key for row in rows for key in row]
        return [key if isinstance(key, str) else key["text"] for key in keys]

    @property
    def notices(self) -> list[str]:
        """The texts that popped up after pressing buttons."""
        mine = [answer for answer in self._world.answers.values() if answer["user_id"] == self.id]
        return [str(answer["text"]) for answer in mine if answer.get("text")]

    @property
    def actions(self) -> list[str]:
        """What the bot was seen doing: `typing`."""
        return list(self._room.actions)

    @property
    def files(self) -> list[tuple[str, bytes]]:
        """The names and contents of the documents that the bot sent and that are still there."""
        return [
            (self._room.messages[number]["document"]["file_name"], content)
            for number, content in self._room.files.items()
            if number in self._room.messages
        ]

    async def waits_for(
        self, condition: Callable[[list[Json]], Found], *, within: float = WAIT
    ) -> Found:
        """Wait until the chat is as somebody hopes, and return what the condition gave."""

        def seen() -> str:
            return f"{self.user['first_name']} sees: {transcript(self._room)}"

        return await self._world.bell.until(
            lambda: condition(self.chat), within=within, otherwise=seen
        )

    def _write(self, content: Json) -> int:
        if self._room.closed:
            raise ValueError(f"{self.user['first_name']} must unblock the bot first.")
        self._room.can_write = True
        return write(self._world, self._room, self.user, content)


class Group:
    """A group in which people and the bot talk."""

    def __init__(self, world: World, chat_id: int, title: str) -> None:
        kind = "supergroup" if chat_id <= -1_000_000_000_000 else "group"
        self.id = chat_id
        self._world = world
        self._room = world.chat({"id": chat_id, "type": kind, "title": title})

    def adds_bot(self, person: Person) -> int:
        """Let somebody bring the bot into the group."""
        self._room.closed = ""
        self._room.can_write = True
        number = _membership(self._world, self._room, person.user, "left", "member")
        content = {"new_chat_members": [self._world.me]}
        write(self._world, self._room, person.user, content, together=True)
        return number

    def removes_bot(self, person: Person) -> int:
        """Let somebody put the bot out of the group."""
        self._room.closed = "Forbidden: bot was kicked from the group chat"
        return _membership(self._world, self._room, person.user, "member", "kicked")

    def says(self, person: Person, text: str) -> int:
        """Let somebody say something; who speaks first brings the bot in."""
        if self._room.closed:
            raise ValueError("The bot is not in this group any more, so it hears nothing.")
        if not self._room.can_write:
            self.adds_bot(person)
        return write(self._world, self._room, person.user, _text(text))

    def presses(self, person: Person, button: str, *, on: Json | None = None) -> int:
        """Let somebody press an inline button."""
        return press(self._world, self._room, person.user, button, on=on)

    @property
    def chat(self) -> list[Json]:
        """The messages as they are seen now."""
        return self._room.shown


def write(world: World, room: Chat, user: Json, content: Json, *, together: bool = False) -> int:
    """Put somebody's message in a chat and tell the bot."""
    message = world.message(room, user, **content)
    if (room.keyboard or {}).get("one_time_keyboard"):
        room.keyboard = None
    return world.updates.add("message", message, together=together)


def edit(world: World, room: Chat, user: Json, message_id: int, *, text: str) -> int:
    """Change somebody's message and tell the bot."""
    message = room.messages[message_id]
    if message["from"]["id"] != user["id"]:
        raise ValueError("People can only change what they wrote themselves.")
    message.pop("entities", None)
    message.update(_text(text), edit_date=world.date)
    return world.updates.add("edited_message", room.standing(message))


def press(world: World, room: Chat, user: Json, button: str, *, on: Json | None = None) -> int:
    """Press an inline button and tell the bot; the message is as it stands at this moment."""
    if room.closed:
        raise ValueError("The bot cannot be reached from this chat now.")
    holders = [on] if on is not None else _holders(room, button)
    pressed = _pressed(holders[-1], button) if holders else None
    if not holders or pressed is None:
        raise ValueError(f"There is no button {button!r}. Seen is: {transcript(room)}")
    if "callback_data" not in pressed:
        raise ValueError(f"The button {button!r} does not tell the bot anything.")
    query = str(_FIRST_QUERY + len(world.queries))
    world.queries[query] = world.clock()
    world.answers[query] = {"user_id": user["id"]}
    number = holders[-1]["message_id"]
    gone: Json = {"chat": room.info, "message_id": number, "date": 0}
    message = room.messages.get(number)
    content = {
        "id": query,
        "from": user,
        "message": room.standing(message) if message else gone,
        "chat_instance": str(7_000_000_000_000_000_000 + abs(room.id)),
        "data": pressed["callback_data"],
    }
    return world.updates.add("callback_query", content)


def transcript(room: Chat) -> str:
    """Return a chat in a few words for somebody who wonders what went wrong."""
    lines = []
    for message in list(room.messages.values())[-8:]:
        kinds = [name for name in message if name not in ("message_id", "from", "chat", "date")]
        text = message.get("text", message.get("caption", f"({', '.join(kinds)})"))
        labels = "".join(f" [{button['text']}]" for button in buttons(message))
        who = message["from"]["first_name"]
        lines.append(f"  {message['message_id']} {who}: {text}{labels}")
    return "\n".join(["", *lines]) if lines else "nothing at all."


def _holders(room: Chat, button: str) -> list[Json]:
    return [message for message in room.messages.values() if _pressed(message, button)]


def _pressed(message: Json, name: str) -> Json | None:
    found = [
        button
        for button in buttons(message)
        if name in (button["text"], button.get("callback_data"))
    ]
    return found[0] if found else None


def _text(text: str) -> Json:
    entities = found_entities(text)
    return {"text": text, **({"entities": entities} if entities else {})}


def _membership(world: World, room: Chat, user: Json, before: str, after: str) -> int:
    def member(status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"user": world.me, "status": status, **until}

    content = {
        "chat": room.info,
        "from": user,
        "date": world.date,
        "old_chat_member": member(before),
        "new_chat_member": member(after),
    }
    return world.updates.add("my_chat_member", content)
