"""Says a wording in a language: phrases by key, translations, figures."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.dialogue.wording import Wording
from bot.scripts.problems import Problem
from bot.scripts.source import read_fields
from bot.settings import Settings
from bot.texts.catalogues import SOURCE_LANGUAGE, Catalogue, read_catalogues
from bot.texts.formats import NEAR, PLACEHOLDER, listed, written

NEAR_DAYS = {0: "day.today", 1: "day.tomorrow", -1: "day.yesterday"}
"""Phrases for days, by how many days they are from today."""


class Phrasebook:
    """All phrases of the program and all catalogues; immutable after loading.

    Phrases without figures are kept as they were said, because most are said again and again.
    """

    def __init__(self, phrases: Mapping[str, str], catalogues: Mapping[str, Catalogue]) -> None:
        self._phrases = phrases
        self._catalogues = catalogues
        self._said: dict[tuple[str, str], str] = {}

    @classmethod
    def load(cls, settings: Settings) -> "Phrasebook":
        """Read the phrases and catalogues of an installation.

        Raises PhrasesError with every problem when a phrase file cannot be read.
        """
        problems: list[Problem] = []
        phrases = read_phrases(settings.dialogues / "phrases", problems)
        if problems:
            found = (f"{p.place}: {p.code} {dict(p.figures)}" for p in problems)
            raise PhrasesError("; ".join(found))
        return cls(phrases, read_catalogues(settings.locales))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages a reader can choose, the source language first."""
        others = sorted(set(self._catalogues) - {SOURCE_LANGUAGE})
        return (SOURCE_LANGUAGE, *others)

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all phrases."""
        return frozenset(self._phrases)

    def catalogue(self, language: str) -> Catalogue:
        """Return a language's catalogue; an unknown language gets the source texts."""
        return self._catalogues.get(language) or self._catalogues[SOURCE_LANGUAGE]

    def template(self, key: str, language: str = SOURCE_LANGUAGE) -> str:
        """Return a phrase by its key with its placeholders unfilled.

        Raises KeyError when there is no such phrase.
        """
        return self.catalogue(language).translate(self._phrases[key])

    def say(
        self, key: str, figures: Mapping[str, object] | None = None, language: str = SOURCE_LANGUAGE
    ) -> str:
        """Return a phrase by its key with its figures filled in.

        Raises KeyError when there is no such phrase.
        """
        if figures:
            return self._filled(self._phrases[key], figures, language)
        known = self._said.get((key, language))
        if known is None:
            known = self._said[key, language] = self._filled(self._phrases[key], {}, language)
        return known

    def render(self, wording: Wording, language: str) -> str:
        """Return a wording in a language."""
        if wording.key:
            return self.say(wording.key, wording.figures, language)
        if wording.count and wording.one:
            count = wording.figures.get(wording.count)
            source = self.catalogue(language).translate_plural(
                wording.one, wording.text, count if isinstance(count, int) else 0
            )
            return self._fill(source, wording.figures, language)
        return self._filled(wording.text, wording.figures, language)

    def _filled(self, source: str, figures: Mapping[str, object], language: str) -> str:
        return self._fill(self.catalogue(language).translate(source), figures, language)

    def _fill(self, text: str, figures: Mapping[str, object], language: str) -> str:
        if "{" not in text:
            return text
        return "".join(
            [
                said if name is None else self._placed(name, form, figures, language)
                for said, name, form in _pieces(text)
            ]
        )

    def _placed(
        self, name: str, form: str | None, figures: Mapping[str, object], language: str
    ) -> str:
        value = figures.get(name)
        if form == NEAR and isinstance(value, date):
            today = figures.get("today")
            if isinstance(today, date):
                return self.near_day(value, today, language)
        return self._figure(value, form, language)

    def near_day(self, day: date, today: date, language: str) -> str:
        """Write a day as people say it: "vandaag", "morgen", or "woensdag 10 maart".

        The year stands there too when it is another one than today's.
        """
        near = NEAR_DAYS.get((day - today).days)
        if near:
            return self.say(near, {}, language)
        return written(day, "weekday" if day.year == today.year else "day", language)

    def _figure(self, value: object, form: str | None, language: str) -> str:
        if isinstance(value, Wording):
            return self.render(value, language)
        if isinstance(value, tuple | list):
            return listed([self._figure(part, form, language) for part in value], language)
        return written(value, form, language)


@lru_cache(maxsize=4096)
def _pieces(text: str) -> tuple[tuple[str, str | None, str | None], ...]:
    """Return what stands in a text, in order: words, or a placeholder's name and form."""
    pieces: list[tuple[str, str | None, str | None]] = []
    end = 0
    for found in PLACEHOLDER.finditer(text):
        pieces += [(text[end : found.start()], None, None), ("", found[1], found[2])]
        end = found.end()
    return (*pieces, (text[end:], None, None))


class PhrasesError(ValueError):
    """A file with phrases cannot be read."""


def read_phrases(folder: Path, problems: list[Problem]) -> dict[str, str]:
    """Read every phrase file of a folder; a key that stands twice is a problem."""
    phrases: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        fields = read_fields(path, problems)
        if fields is None:
            continue
        for key in fields.keys:
            if key in phrases:
                fields.problem("duplicate-key", key, found=key)
            phrases[key] = fields.text(key).strip()
    return phrases
