"""The same talk says the same in Telegram as elsewhere, from the greeting to the result."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from bot.channels.recording import RecordingChannel
from bot.demo import set_up_demo
from bot.messages import Incoming
from bot.storage.memory import MemoryStore
from bot.wiring import Assistant
from scheduler.calendar import AMSTERDAM
from tests.fixtures import SETTINGS
from tests.house import CHANNEL, furnished
from tests.telegram.emulator import Emulator
from tests.telegram.house import TelegramHouse, telegram_house

CASES = Path(__file__).parents[1] / "cases"
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=AMSTERDAM)
WELCOME = ("start", "Ja, we beginnen", "30-6-2027", "Jan", "Tilburg", "ja", "Ja, graag")
SESSION_AND_PERSON = ("bijeenkomst", "adviseur", "Iets anders", "Kunt u mij helpen?", "ja", "hoi")
NUMBERED = re.compile(r"\n\n1\. .*", re.DOTALL)
CHOSEN = re.compile(r"\n\n➤ .*", re.DOTALL)
"""What Telegram shows besides the words: choices that are too long for a button, and the answer."""


def deeds(case: str) -> list[str]:
    """Return what somebody types: the welcome, a case's self-check, a session, a person."""
    lines = (CASES / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    answers = [line for line in lines if line and not line.startswith("#")]
    return [*WELCOME, *answers[1:], *SESSION_AND_PERSON]  # the date was told in the welcome


async def elsewhere(typed: list[str]) -> list[str]:
    """Return what is said in the channel of the tests."""
    channel = RecordingChannel(CHANNEL)
    assistant, _ = furnished(MemoryStore(), channel, NOW, {})
    _demo(assistant)
    for number, text in enumerate(typed):
        await assistant.receive(Incoming(CHANNEL, "jan", f"{number}", NOW, text))
        await assistant.outbox.flush()
    return [message.text for _, message in channel.sent]


def _demo(assistant: Assistant) -> None:
    path, around = SETTINGS.dialogues / "demo.yaml", assistant.around
    assistant.store.transact_now(lambda tx: set_up_demo(tx, around, path, NOW))


async def in_telegram(house: TelegramHouse, typed: list[str]) -> list[str]:
    """Return what is said in Telegram."""
    jan = house.person("Jan")
    for text in typed:
        if text == "start":
            jan.starts()
        else:
            jan.says(text)
        await house.quiet()
    return [CHOSEN.sub("", NUMBERED.sub("", text)) for text in jan.received]


@pytest.mark.parametrize("case", ["jan", "pieter", "under-27", "couple"])
async def test_the_same_is_said_in_telegram(telegram: Emulator, case: str) -> None:
    typed = deeds(case)
    async with telegram_house(telegram, now=NOW, scripts={}) as house:
        _demo(house.assistant)
        said = await in_telegram(house, typed)
    assert said == await elsewhere(typed)
    assert len(said) > len(typed)
