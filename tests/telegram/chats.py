"""The chats of the emulator: their messages as they stand, and how they look to a person."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime

from tests.telegram.bell import Bell
from tests.telegram.faults import Faults
from tests.telegram.refusal import Refusal, bad_request
from tests.telegram.schema import Json
from tests.telegram.updates import Updates

NO_MEMBER = "Forbidden: bot is not a member of the group chat"


@dataclass(eq=False)
class Chat:
    """One chat: who is in it, its messages, and the keyboard below it."""

    info: Json
    can_write: bool = False
    """The bot may write here: somebody started it, or it is a member."""
    closed: str = ""
    """Why the bot may write here no longer."""
    messages: dict[int, Json] = field(default_factory=dict)
    keyboard: Json | None = None
    """The reply keyboard that is shown now."""
    fixed: set[int] = field(default_factory=set)
    """Messages that carried a reply keyboard: they cannot be edited."""
    actions: list[str] = field(default_factory=list)
    files: dict[int, bytes] = field(default_factory=dict)
    last_id: int = 0

    @property
    def id(self) -> int:
        """The number of the chat."""
        return int(self.info["id"])

    @property
    def private(self) -> bool:
        """Say whether this is a chat with one person."""
        return bool(self.info["type"] == "private")

    @property
    def shown(self) -> list[Json]:
        """The messages as they are seen now, in order."""
        return [self.standing(message) for message in self.messages.values()]

    def standing(self, message: Json) -> Json:
        """Return a message as it stands now, also what it is a reply to."""
        now = quoted(message)
        replied = self.messages.get(message.get("reply_to_message", {}).get("message_id"))
        if replied:
            now["reply_to_message"] = quoted(replied)
        return now

    def add(self, message: Json) -> Json:
        """Keep a message, and return it with its number."""
        self.last_id += 1
        numbered = {"message_id": self.last_id, **message}
        self.messages[self.last_id] = numbered
        return numbered


class World:
    """What the emulator knows: the bot, the chats, and the updates that wait."""

    def __init__(self, bot: Json, now: Callable[[], datetime], clock: Callable[[], float]) -> None:
        self.bot = bot
        self.now = now
        self.clock = clock
        self.bell = Bell()
        self.faults = Faults()
        self.updates = Updates(self.bell, self.faults)
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, float] = {}
        """When each callback query was made."""
        self.answers: dict[str, Json] = {}
        """What was answered to each callback query."""

    @property
    def date(self) -> int:
        """Now, as Telegram writes it."""
        return int(self.now().timestamp())

    @property
    def me(self) -> Json:
        """The bot as it appears in messages."""
        return {name: self.bot[name] for name in ("id", "is_bot", "first_name", "username")}

    def chat(self, info: Json) -> Chat:
        """Return the chat that is described so; it is made when it is new."""
        return self.chats.setdefault(info["id"], Chat(info))

    def message(self, chat: Chat, sender: Json, **content: object) -> Json:
        """Put a message in a chat and return it."""
        message: Json = {"from": sender, "chat": chat.info, "date": self.date, **content}
        return chat.add(message)

    def writable(self, chat_id: object) -> Chat:
        """Return the chat to which the bot may write, or say why it may not."""
        chat = self.known(chat_id)
        if chat.closed:
            raise Refusal(403, chat.closed)
        return chat

    def known(self, chat_id: object) -> Chat:
        """Return a chat that the bot has seen."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None or not (chat.can_write or chat.closed):
            raise bad_request("chat not found")
        return chat


def quoted(message: Json) -> Json:
    """Return a message as it stands within a reply to it: without what it was a reply to."""
    return {name: deepcopy(value) for name, value in message.items() if name != "reply_to_message"}


def buttons(message: Json) -> list[Json]:
    """Return the inline buttons of a message, row after row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
