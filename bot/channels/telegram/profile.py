"""How the bot presents itself: its description with a note on privacy, and its list of commands."""

from aiogram.methods import SetMyCommands, SetMyDescription, SetMyShortDescription
from aiogram.types import BotCommand

from bot.channels.telegram.api import Api
from bot.texts import Phrasebook

COMMANDS = (
    *("help", "check", "session", "adviser", "back", "pause"),
    *("language", "data", "website", "stop", "forget"),
)
"""Each has a phrase `telegram.command.<name>`: the word, and what it does."""


def commands(phrasebook: Phrasebook, language: str) -> list[BotCommand]:
    """Return the commands in a language."""
    made = []
    for name in COMMANDS:
        word, _, meaning = phrasebook.say(f"telegram.command.{name}", {}, language).partition(" - ")
        made.append(BotCommand(command=word, description=meaning))
    return made


async def present(api: Api, phrasebook: Phrasebook) -> None:
    """Tell Telegram in every language how the bot presents itself; Dutch is for everybody else.

    Raises DeliveryError.
    """
    for language in phrasebook.languages:
        code = None if language == phrasebook.languages[0] else language
        say = phrasebook.say
        await api.call(SetMyCommands(commands=commands(phrasebook, language), language_code=code))
        description = say("telegram.description", {}, language)
        await api.call(SetMyDescription(description=description, language_code=code))
        about = say("telegram.about", {}, language)
        await api.call(SetMyShortDescription(short_description=about, language_code=code))
