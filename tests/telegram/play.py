"""Talks with a bot by hand, through the emulator: `python -m tests.telegram.play`."""

import asyncio
import sys

from tests.telegram.emulator import Emulator

HELP = 'Type as a client. "[label]" presses a button; an empty line looks again.'


async def play() -> None:
    """Run the emulator, and be its one user until the input ends."""
    async with Emulator() as telegram:
        person = telegram.user(1001, first_name="Anna")
        say(f"MAXWW_TELEGRAM_TOKEN={telegram.token} MAXWW_TELEGRAM_SERVER={telegram.base_url}")
        say(HELP)
        seen = 0
        while line := await asyncio.to_thread(sys.stdin.readline):
            text = line.strip()
            if text.startswith("/start"):
                person.starts(text.removeprefix("/start").strip())
            elif text.startswith("[") and text.endswith("]"):
                person.presses(text[1:-1])
            elif text:
                person.says(text)
            await settled(telegram)
            for message in person.chat[seen:]:
                who = "Max-WW" if message["from"]["is_bot"] else "you"
                rows = message.get("reply_markup", {}).get("inline_keyboard", [])
                labels = " ".join(f"[{button['text']}]" for row in rows for button in row)
                say(f"{who}: {message.get('text', '(no text)')}\n    {labels}".rstrip())
            seen = len(person.chat)


async def settled(telegram: Emulator) -> None:
    """Wait until the bot has been silent for a moment."""
    before = -1
    while before != len(telegram.calls):
        before = len(telegram.calls)
        await asyncio.sleep(2.5)


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(play())
