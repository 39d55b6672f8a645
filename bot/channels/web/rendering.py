"""Templates in the reader's language; Dutch is the source, catalogues give the others."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse

from bot.channels.web.calendar_links import linked_calendars
from bot.channels.web.telephones import linked_telephones
from bot.texts import Phrasebook

HERE = Path(__file__).parent
STATIC = HERE / "static"
OWN_FILES = ("maxww.css", "maxww.js")


class Rendering:
    """Makes pages and parts of pages; other packages may add a folder of templates in front."""

    def __init__(self, phrasebook: Phrasebook, *folders: Path) -> None:
        self.phrasebook = phrasebook
        self._folders: Sequence[Path] = (*folders, HERE / "templates")
        self._environments: dict[str, Environment] = {}
        self._version = version_of_static()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that a reader can choose."""
        return self.phrasebook.languages

    def page(
        self, name: str, language: str, *, status: int = 200, next_page: str = "/", **values: object
    ) -> HTMLResponse:
        """Return a whole page."""
        values.setdefault("languages", self._choices(language))
        return HTMLResponse(self.part(name, language, next=next_page, **values), status)

    def part(self, name: str, language: str, **values: object) -> str:
        """Return a page or a part of one as text."""
        template = self._environment(language).get_template(name)
        return template.render(
            lang=language, dir=direction(language), version=self._version, **values
        )

    def say(self, language: str, text: str, **figures: object) -> str:
        """Return a text of the program in a language, with its figures."""
        said = self.phrasebook.catalogue(language).translate(text)
        return said % figures if figures else said

    def _environment(self, language: str) -> Environment:
        """Return the templates of one language, compiled once."""
        if language not in self._environments:
            made = Environment(
                loader=FileSystemLoader(self._folders),
                autoescape=True,
                extensions=["jinja2.ext.i18n"],
            )
            made.filters["telephones"] = linked_telephones
            made.filters["calendars"] = linked_calendars
            catalogue = self.phrasebook.catalogue(language)
            made.install_gettext_callables(  # type: ignore[attr-defined]  # added by the extension
                catalogue.translate, catalogue.translate_plural, newstyle=True
            )
            self._environments[language] = made
        return self._environments[language]

    def _choices(self, current: str) -> list[dict[str, object]]:
        return [
            {"code": code, "name": own_name(code), "current": code == current}
            for code in self.languages
        ]


@lru_cache
def own_name(language: str) -> str:
    """Return the name of a language in that language itself."""
    try:
        name = Locale.parse(language).get_display_name(language) or language
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:]


@lru_cache
def direction(language: str) -> str:
    """Return `rtl` for a language that is written from the right, else `ltr`."""
    try:
        return str(Locale.parse(language).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"


def version_of_static() -> str:
    """Return a mark of our own files, so that a browser fetches them anew after a change."""
    content = b"".join((STATIC / name).read_bytes() for name in OWN_FILES)
    return hashlib.sha256(content).hexdigest()[:10]
