"""The catalogues hold exactly the texts that there are, each with a true translation."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import zip_longest
from pathlib import Path

import pytest

from bot.dialogue.vocabulary import Vocabulary, normal
from bot.scripts.facts_file import read_facts
from bot.scripts.problems import Problem
from bot.scripts.script_file import read_script
from bot.scripts.text_checks import LONGEST_BUTTON
from bot.scripts.words_file import read_words
from bot.settings import ROOT
from bot.texts.catalogues import DOMAINS, read_catalogues
from bot.texts.extraction import EXTRACTORS, ExtractionError, extract_phrases, extract_script
from bot.texts.formats import PLACEHOLDER
from bot.texts.phrasebook import read_phrases
from bot.texts.translations import (
    as_text,
    extracted,
    languages,
    path_of,
    read_catalogue,
    update,
    updated,
)

LOCALES = ROOT / "locales"
LANGUAGES = languages(LOCALES)
FIGURE = re.compile(r"%\(\w+\)[sd]")
TYPE_THIS = re.compile(r"\btyp(?:en|e)?(?: dan)?:? ((?:[\w']+ ?){1,3})", re.IGNORECASE)
DUTCH = re.compile(
    r"\b(uw|het|een|niet|wordt|voor|met|deze|dit|dat|geen|ook|als)\b(?! wilt)", re.IGNORECASE
)
BOTH_LANGUAGES = "Welke taal wilt u? Which language would you like?"
UP_TO_DATE = "run python -m bot.texts.update and translate what is new"


@dataclass(frozen=True)
class Pair:
    """One Dutch text with one translation."""

    source: str
    translation: str
    comments: tuple[str, ...]


def pairs(language: str) -> Iterator[Pair]:
    """Yield each text with its translation; of plurals both forms."""
    for domain in DOMAINS:
        for message in read_catalogue(path_of(LOCALES, language, domain), language):
            if not message.id:
                continue
            sources, forms = forms_of(message.id), forms_of(message.string)
            for source, form in zip_longest(sources, forms, fillvalue=""):
                yield Pair(source, form, tuple(message.auto_comments))


def forms_of(text: object) -> tuple[str, ...]:
    """Return one text, or one and many, as a tuple."""
    return tuple(text) if isinstance(text, tuple | list) else (str(text or ""),)


@pytest.mark.parametrize("domain", DOMAINS)
def test_template_holds_every_text(domain: str) -> None:
    kept = (LOCALES / f"{domain}.pot").read_text(encoding="utf-8")
    assert kept == as_text(extracted(ROOT, domain), domain), UP_TO_DATE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_catalogue_is_up_to_date(domain: str, language: str) -> None:
    path = path_of(LOCALES, language, domain)
    made = updated(extracted(ROOT, domain), path, language)
    assert path.read_text(encoding="utf-8") == as_text(made, domain), UP_TO_DATE


def test_english_is_complete() -> None:
    assert [pair.source for pair in pairs("en") if not pair.translation.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translation_has_the_same_figures(language: str) -> None:
    wrong = [
        pair
        for pair in pairs(language)
        if pair.translation and figures(pair.source) != figures(pair.translation)
    ]
    assert wrong == []


def figures(text: str) -> list[str]:
    """Return what is filled into a text, with the way it is written."""
    return sorted([*(found[0] for found in PLACEHOLDER.finditer(text)), *FIGURE.findall(text)])


def test_english_has_no_dutch_left() -> None:
    left = [
        pair.translation
        for pair in pairs("en")
        if DUTCH.search(pair.translation) and pair.source != BOTH_LANGUAGES
    ]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_has_one_translation_in_both_catalogues(language: str) -> None:
    seen: dict[str, set[str]] = {}
    for pair in pairs(language):
        seen.setdefault(pair.source, set()).add(pair.translation)
    assert {source: found for source, found in seen.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translated_button_fits(language: str) -> None:
    buttons = [p for p in pairs(language) if any(c.endswith(", button") for c in p.comments)]
    assert [p.translation for p in buttons if len(p.translation) > LONGEST_BUTTON] == []


def test_words_to_type_mean_the_same_in_english() -> None:
    words = read_words(ROOT / "dialogues" / "words.yaml", [])
    wrong = [
        pair
        for pair in pairs("en")
        if not commands(words, pair.source) <= commands(words, pair.translation)
    ]
    assert wrong == []


def commands(words: Vocabulary, text: str) -> set[str]:
    """Return the commands that a text says can be typed."""
    found: set[str] = set()
    for said in TYPE_THIS.findall(text):
        parts = normal(said).split()
        starts = [" ".join(parts[:n]) for n in range(len(parts), 0, -1)]
        found.update([words.commands[s] for s in starts if s in words.commands][:1])
    return found


def test_what_scripts_say_at_run_time_was_extracted() -> None:
    catalog = extracted(ROOT, "scripts")
    known = {text for message in catalog for text in forms_of(message.id)}
    problems: list[Problem] = []
    facts = read_facts(ROOT / "dialogues" / "facts.yaml", problems)
    for path in sorted((ROOT / "dialogues" / "scripts").glob("*.yaml")):
        read = read_script(path.read_text(encoding="utf-8"), path.name, facts)
        assert {text for text, _ in read.texts} <= known, path.name


def test_phrases_at_run_time_were_extracted() -> None:
    known = {message.id for message in extracted(ROOT, "program")}
    assert set(read_phrases(ROOT / "dialogues" / "phrases", []).values()) <= known


def test_catalogue_is_found_at_run_time() -> None:
    english = read_catalogues(LOCALES)["en"]
    assert english.translate("Ja") == "Yes"
    assert english.translate_plural("%(count)s fout", "%(count)s fouten", 2) == "%(count)s errors"


def test_script_texts_are_extracted_as_they_are_looked_up() -> None:
    script = """
script: short
title: Kort
steps:
  - id: one
    say: Nog {n} dagen,
      of minder.
    one: Nog 1 dag.
    count: n
  - id: two
    ask: Gaat   het?
    choices: {good: Ja}
    why: Daarom.
"""
    found = [each[2] for each in extract_script(io.BytesIO(script.encode()))]
    many = "Nog {n} dagen, of minder."
    assert found == ["Kort", ("Nog 1 dag.", many), "Gaat het?", "Ja", "Daarom."]


def test_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ExtractionError, match="empty-file"):
        list(extract_phrases(io.BytesIO(b"")))


def test_translations_survive_an_update(tmp_path: Path) -> None:
    source = tmp_path / "dialogues" / "phrases" / "some.yaml"
    source.parent.mkdir(parents=True)
    source.write_text("a: Dag\nb: Tot ziens\n", encoding="utf-8")
    path = path_of(tmp_path, "en", "program")
    path.parent.mkdir(parents=True)
    path.write_text('msgid "Dag"\nmsgstr "Hello"\n\nmsgid "Weg"\nmsgstr "Gone"\n')
    catalog = update(tmp_path, tmp_path)[("en", "program")]
    assert {m.id: m.string for m in catalog if m.id} == {"Dag": "Hello", "Tot ziens": None}


def test_extractors_are_installed_under_their_names() -> None:
    installed = {each.name: each.value for each in entry_points(group="babel.extractors")}
    for name, function in EXTRACTORS.items():
        assert installed[name] == f"bot.texts.extraction:{function}"
