"""Saying a wording: figures, phrases within phrases, plurals, and languages that lack a text."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.dialogue.wording import Wording, phrase
from bot.scripts.problems import Problem
from bot.settings import Settings
from bot.texts.catalogues import Catalogue, read_catalogues
from bot.texts.phrasebook import Phrasebook, PhrasesError, read_phrases

ENGLISH = Catalogue(
    "en",
    {"Uw WW stopt op {day:date}.": "Your WW ends on {day:date}.", "Ja": "Yes", "niets": "nothing"},
    {("Er is {n} dag.", "Er zijn {n} dagen."): ("There is {n} day.", "There are {n} days.")},
)
BOOK = Phrasebook(
    {"ww.end": "Uw WW stopt op {day:date}.", "yes": "Ja", "nl.only": "Alleen in het Nederlands."},
    {"nl": Catalogue("nl", {}, {}), "en": ENGLISH},
)
DAYS = Wording("Er zijn {n} dagen.", one="Er is {n} dag.", count="n")


def test_a_phrase_is_said_with_its_figures() -> None:
    day = {"day": date(2027, 6, 30)}
    assert BOOK.say("ww.end", day) == "Uw WW stopt op 30 juni 2027."
    assert BOOK.say("ww.end", day, "en") == "Your WW ends on 30 June 2027."


def test_a_text_without_translation_stays_dutch() -> None:
    assert BOOK.say("nl.only", {}, "en") == "Alleen in het Nederlands."
    assert BOOK.say("yes", {}, "fr") == "Ja"


def test_a_phrase_that_is_nowhere_is_refused() -> None:
    with pytest.raises(KeyError):
        BOOK.say("no.such")


@pytest.mark.parametrize(
    ("count", "nl", "en"),
    [
        (0, "Er zijn 0 dagen.", "There are 0 days."),
        (1, "Er is 1 dag.", "There is 1 day."),
        (2, "Er zijn 2 dagen.", "There are 2 days."),
    ],
)
def test_a_count_chooses_its_form(count: int, nl: str, en: str) -> None:
    wording = Wording(DAYS.text, {"n": count}, one=DAYS.one, count=DAYS.count)
    assert (BOOK.render(wording, "nl"), BOOK.render(wording, "en")) == (nl, en)


def test_a_figure_can_be_a_phrase_or_a_list_of_them() -> None:
    wording = Wording("{answer}: {parts}", {"answer": phrase("yes"), "parts": (Wording("Ja"), "x")})
    assert BOOK.render(wording, "en") == "Yes: Yes and x"


def test_figures_are_never_filled_in_again() -> None:
    wording = Wording("Dag {name}.", {"name": "{amount}", "amount": Decimal(3)})
    assert BOOK.render(wording, "nl") == "Dag {amount}."


def test_a_figure_that_is_not_known_leaves_nothing() -> None:
    assert BOOK.render(Wording("Dag {name}!"), "nl") == "Dag !"


def test_phrases_that_stand_twice_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "phrases"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.yaml").write_text("x.y: Hallo\n", encoding="utf-8")
    problems: list[Problem] = []
    assert read_phrases(folder, problems) == {"x.y": "Hallo"}
    assert [problem.code for problem in problems] == ["duplicate-key"]
    with pytest.raises(PhrasesError):
        Phrasebook.load(Settings(dialogues=tmp_path, locales=tmp_path))


def test_catalogues_leave_out_what_is_not_sure(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "scripts.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Ja"\nmsgstr "Yes"\n\n#, fuzzy\nmsgid "Nee"\nmsgstr "No?"\n',
        encoding="utf-8",
    )
    english = read_catalogues(tmp_path)["en"]
    assert (english.translate("Ja"), english.translate("Nee")) == ("Yes", "Nee")


def test_the_shipped_phrasebook_speaks_dutch_first() -> None:
    book = Phrasebook.load(Settings())
    assert book.languages[0] == "nl"
    assert book.say("answer.yes") == "Ja"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 3, 8), "vandaag"),
        (date(2027, 3, 9), "morgen"),
        (date(2027, 3, 7), "gisteren"),
        (date(2027, 3, 10), "woensdag 10 maart"),
        (date(2028, 3, 8), "woensdag 8 maart 2028"),
    ],
)
def test_a_promised_day_is_said_as_seen_from_today(day: date, said: str) -> None:
    figures = {"day": day, "today": date(2027, 3, 8)}
    shipped = Phrasebook.load(Settings())
    assert shipped.render(Wording("Uiterlijk {day:near}.", figures), "nl") == f"Uiterlijk {said}."


def test_a_promised_day_is_a_weekday_where_today_is_not_known() -> None:
    wording = Wording("Uiterlijk {day:near}.", {"day": date(2027, 3, 8)})
    assert BOOK.render(wording, "nl") == "Uiterlijk maandag 8 maart."


def test_no_promise_is_written_as_a_weekday() -> None:
    book = Phrasebook.load(Settings())
    assert [key for key in book.keys if "uiterlijk {day:weekday}" in book.template(key)] == []
