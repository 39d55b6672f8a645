"""The web chat: a page that needs no account, for the client; and the ground of all pages."""

from bot.channels.web.app import make_web
from bot.channels.web.channel import WebChannel
from bot.channels.web.pages import find_pages

__all__ = ["WebChannel", "find_pages", "make_web"]
