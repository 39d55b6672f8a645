"""The catalogues on disk: what is to be translated, and how far each language is.

A catalogue has no dates and no line numbers, so it changes only when a text changes.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel import Locale
from babel.messages import Catalog
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from bot.texts.catalogues import DOMAINS, SOURCE_LANGUAGE

PAGES = "bot/channels/web/templates", "desk/templates"
MARKS = {"_": None, "gettext": None, "ngettext": (1, 2)}
"""The functions whose texts are translated; `ngettext` has one and many."""

TEMPLATE_OPTIONS = {"newstyle_gettext": "true"}


@dataclass(frozen=True)
class Source:
    """Files with texts: a pattern under the root, and the Babel extractor that reads them."""

    pattern: str
    extractor: str


SOURCES: dict[str, tuple[Source, ...]] = {
    "scripts": (
        Source("dialogues/scripts/*.yaml", "maxww_script"),
        Source("dialogues/knowledge/*.yaml", "maxww_labels"),
        Source("dialogues/programmes/*.yaml", "maxww_labels"),
    ),
    "program": (
        Source("dialogues/phrases/*.yaml", "maxww_phrases"),
        Source("dialogues/facts.yaml", "maxww_labels"),
        Source("dialogues/municipalities/*.yaml", "maxww_labels"),
        *(Source(f"{folder}/*.html", "jinja2") for folder in PAGES),
        Source("bot/channels/web/*.py", "python"),
        Source("desk/*.py", "python"),
    ),
}
"""Where the texts of each catalogue come from."""

HEADER = """\
# Max-WW: {what}.
# Made by `python -m bot.texts.update`; Dutch is the source. See CONTRIBUTING.md.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""

WHAT = {
    "scripts": "what the dialogue scripts say",
    "program": "what the program itself says: phrases, labels and pages",
}


def extracted(root: Path, domain: str) -> Catalog:
    """Return every text of one catalogue, in order of file and place, without translations."""
    catalog = Catalog(charset="utf-8")
    for source in SOURCES[domain]:
        for path in sorted(root.glob(source.pattern)):
            for message, comments in _texts_of(path, source.extractor):
                if isinstance(message, str) and not message:
                    continue
                place = path.relative_to(root).as_posix()
                catalog.add(message, locations=[(place, 0)], auto_comments=comments)
    return catalog


def _texts_of(path: Path, extractor: str) -> Iterator[tuple[str | tuple[str, ...], list[str]]]:
    options = TEMPLATE_OPTIONS if extractor == "jinja2" else {}
    for _, message, comments, _ in extract_from_file(extractor, path, MARKS, (), options):
        yield message, list(comments)


def updated(template: Catalog, path: Path, language: str) -> Catalog:
    """Return a language's catalogue with exactly the texts of the template.

    Translations are kept where the Dutch text is the same to the letter; nothing is guessed.
    """
    catalog = read_catalogue(path, language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def read_catalogue(path: Path, language: str) -> Catalog:
    """Read a catalogue; one that is not there yet is empty."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as opened:
        return read_po(opened, locale=language, charset="utf-8")


def as_text(catalog: Catalog, domain: str) -> str:
    """Write a catalogue as text."""
    written = io.BytesIO()
    write_po(written, catalog, width=100, omit_header=True, include_lineno=False)
    header = HEADER.format(
        what=WHAT[domain],
        language=str(catalog.locale or ""),
        plurals=catalog.plural_forms,
    )
    return header + written.getvalue().decode("utf-8")


def languages(locales: Path) -> Sequence[str]:
    """Return the languages that there are catalogues for; Dutch needs none."""
    found = {folder.parent.name for folder in locales.glob("*/LC_MESSAGES")}
    return sorted(found - {SOURCE_LANGUAGE})


def path_of(locales: Path, language: str, domain: str) -> Path:
    """Return where a language's catalogue is kept."""
    return locales / language / "LC_MESSAGES" / f"{domain}.po"


def missing(catalog: Catalog) -> list[Message]:
    """Return the messages without a translation, or with only a guess."""
    return [each for each in catalog if each.id and (each.fuzzy or not _filled(each))]


def _filled(message: Message) -> bool:
    forms = message.string or ""
    return bool(forms) and (isinstance(forms, str) or all(forms))


def update(root: Path, locales: Path) -> dict[tuple[str, str], Catalog]:
    """Write the templates and bring every language up to date; return the catalogues."""
    made: dict[tuple[str, str], Catalog] = {}
    for domain in DOMAINS:
        template = extracted(root, domain)
        (locales / f"{domain}.pot").write_text(as_text(template, domain), encoding="utf-8")
        for language in languages(locales):
            path = path_of(locales, language, domain)
            catalog = updated(template, path, language)
            path.write_text(as_text(catalog, domain), encoding="utf-8")
            made[(language, domain)] = catalog
    return made


def new_language(locales: Path, language: str) -> None:
    """Make the folder of a language that is not there yet.

    Raises babel.UnknownLocaleError or ValueError when there is no such language.
    """
    Locale.parse(language)
    (locales / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
