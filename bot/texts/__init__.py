"""Texts that people read: phrases, catalogues, and the way amounts and dates are written."""

from bot.texts.phrasebook import Phrasebook

__all__ = ["Phrasebook"]
