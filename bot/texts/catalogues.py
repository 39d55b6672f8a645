"""The gettext catalogues: Dutch source text to each other language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "nl"
DOMAINS = ("scripts", "program")
"""`scripts` holds what coordinators write; `program` holds phrases, pages and labels."""


@dataclass(frozen=True)
class Catalogue:
    """The translations into one language; texts that are missing stay Dutch."""

    language: str
    texts: Mapping[str, str]
    plurals: Mapping[tuple[str, str], tuple[str, ...]]

    def translate(self, text: str) -> str:
        """Return the translation, or the source when there is none."""
        return self.texts.get(text) or text

    def translate_plural(self, one: str, many: str, count: int) -> str:
        """Return the form for a count; Dutch and English have two."""
        forms = self.plurals.get((one, many), (one, many))
        return forms[0] if count == 1 else forms[-1]


def read_catalogues(locales: Path) -> dict[str, Catalogue]:
    """Read every language under a folder; the source language has an empty catalogue."""
    found = {SOURCE_LANGUAGE: Catalogue(SOURCE_LANGUAGE, {}, {})}
    for folder in sorted(locales.glob("*/LC_MESSAGES")):
        language = folder.parent.name
        found[language] = _read_language(folder, language)
    return found


def _read_language(folder: Path, language: str) -> Catalogue:
    written = [folder / f"{domain}.po" for domain in DOMAINS]
    return _catalogue(tuple(path.read_bytes() for path in written if path.exists()), language)


@lru_cache(maxsize=8)
def _catalogue(written: tuple[bytes, ...], language: str) -> Catalogue:
    """Return the catalogue of what is written in its files; the same files are parsed once."""
    texts: dict[str, str] = {}
    plurals: dict[tuple[str, str], tuple[str, ...]] = {}
    for domain in written:
        for message in read_po(BytesIO(domain), locale=language):
            if not message.id or not message.string or message.fuzzy:
                continue
            if isinstance(message.id, str):
                texts[message.id] = str(message.string)
            elif all(message.string):
                plurals[(message.id[0], message.id[1])] = tuple(message.string)
    return Catalogue(language, texts, plurals)
