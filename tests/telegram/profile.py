"""The methods about the bot itself and the chats it is in."""

import json
import re

from tests.telegram.chats import NO_MEMBER, World
from tests.telegram.refusal import Refusal, bad_request
from tests.telegram.schema import Json

LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
MOST_COMMANDS = 100

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")


class Profile:
    """How the bot presents itself, per language."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.commands: dict[tuple[str, str], list[Json]] = {}
        """The lists of commands, by scope (`default`, or the whole scope as JSON) and language."""
        self.names: dict[str, str] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}

    def get_me(self, _asked: Json) -> Json:
        """Return who the bot is."""
        return self._world.bot

    def get_chat(self, asked: Json) -> Json:
        """Return what is known of a chat."""
        info = self._world.writable(asked["chat_id"]).info
        gifts = dict.fromkeys(
            (
                "gifts_from_channels",
                "limited_gifts",
                "premium_subscription",
                "unique_gifts",
                "unlimited_gifts",
            ),
            True,
        )
        return {
            **info,
            "accent_color_id": 3,
            "max_reaction_count": 11,
            "accepted_gift_types": gifts,
            **({} if info["type"] == "private" else {"permissions": _permissions()}),
        }

    def leave_chat(self, asked: Json) -> bool:
        """Leave a group."""
        room = self._world.writable(asked["chat_id"])
        if room.private:
            raise bad_request("chat member status can't be changed in private chats")
        room.closed = NO_MEMBER
        content = {
            "chat": room.info,
            "from": self._world.me,
            "date": self._world.date,
            "old_chat_member": {"user": self._world.me, "status": "member"},
            "new_chat_member": {"user": self._world.me, "status": "left"},
        }
        self._world.updates.add("my_chat_member", content)
        return True

    def set_my_commands(self, asked: Json) -> bool:
        """Keep a list of commands for a scope and a language."""
        commands = asked["commands"]
        if len(commands) > MOST_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not _COMMAND.fullmatch(command["command"].removeprefix("/")):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"].strip()) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[_listed(asked)] = commands
        return True

    def get_my_commands(self, asked: Json) -> list[Json]:
        """Return the list of commands for a scope and a language."""
        return self.commands.get(_listed(asked), [])

    def set_my_name(self, asked: Json) -> bool:
        """Keep the bot's name for a language."""
        return _keep(self.names, asked, "name", LONGEST_NAME)

    def set_my_description(self, asked: Json) -> bool:
        """Keep what stands in an empty chat."""
        return _keep(self.descriptions, asked, "description", LONGEST_DESCRIPTION)

    def set_my_short_description(self, asked: Json) -> bool:
        """Keep what stands on the bot's page."""
        kept = self.short_descriptions
        return _keep(kept, asked, "short_description", LONGEST_SHORT_DESCRIPTION)


def _listed(asked: Json) -> tuple[str, str]:
    scope = asked.get("scope", {"type": "default"})
    name = scope["type"] if len(scope) == 1 else json.dumps(scope, sort_keys=True)
    return name, asked.get("language_code", "")


def _keep(kept: dict[str, str], asked: Json, name: str, longest: int) -> bool:
    text = asked.get(name, "")
    if len(text) > longest:
        raise Refusal(400, f"Bad Request: {name.replace('_', ' ')} is too long")
    language = asked.get("language_code", "")
    kept.pop(language, None)
    if text:
        kept[language] = text
    return True


def _permissions() -> Json:
    kinds = ("messages", "audios", "documents", "photos", "videos", "video_notes", "voice_notes")
    return {f"can_send_{kind}": True for kind in kinds}
