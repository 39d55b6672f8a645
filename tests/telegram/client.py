"""python-telegram-bot as a second client, so that the emulator is not shaped after the first."""

import telegram as ptb
from telegram.request import HTTPXRequest

from tests.telegram.emulator import Emulator


def bot_for(telegram: Emulator) -> ptb.Bot:
    """Return a python-telegram-bot client of an emulator; it loads no certificates, to be quick."""
    first, second = (HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2))
    return ptb.Bot(
        telegram.token,
        base_url=f"{telegram.base_url}/bot",
        request=first,
        get_updates_request=second,
    )
