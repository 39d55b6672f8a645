"""Telegram as a channel. Import it only when a token is set: aiogram takes seconds to load."""

from bot.channels.telegram.service import Telegram, open_telegram

__all__ = ["Telegram", "open_telegram"]
