"""A calendar file in Telegram is a button with words, and not an address to puzzle over."""

from datetime import UTC, datetime

import pytest

from bot.channels.telegram.writing import calendar_link, pieces
from bot.messages import Message

WORDS = "Zet in mijn agenda"
FILE = "https://max.example/calendar/a-b_1.ics"


def message(link: str, author: str = "bot") -> Message:
    at = datetime(2027, 3, 1, tzinfo=UTC)
    text = f"Neem mee: uw cv.\nVoor uw agenda: {link}"
    return Message("anna", author, text, at, "telegram", "pending")  # type: ignore[arg-type]  # one of the authors


def test_the_file_opens_by_a_button() -> None:
    (piece,) = pieces(message(FILE), "", WORDS)
    assert piece.text == "Neem mee: uw cv.\nVoor uw agenda:"
    assert piece.keyboard
    ((button,),) = piece.keyboard.inline_keyboard
    assert (button.text, button.url) == (WORDS, FILE)


@pytest.mark.parametrize("link", ["http://127.0.0.1:8080/calendar/a.ics", "https://max.example/x"])
def test_an_address_that_telegram_does_not_open_stays_in_the_text(link: str) -> None:
    (piece,) = pieces(message(link), "", WORDS)
    assert (link in piece.text, piece.keyboard) == (True, None)


def test_only_our_own_messages_get_the_button() -> None:
    assert calendar_link(message(FILE, "adviser")) == ""
