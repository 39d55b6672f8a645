"""A typed date chooses the offered day that it names; what is not certain is asked back."""

from datetime import date, datetime

import pytest

from bot.dialogue.answers import PARSERS, NotUnderstood, Question
from bot.dialogue.conversation import (
    Conversation,
    Frame,
    Option,
    conversation_as_json,
    conversation_from_json,
)
from scheduler.calendar import AMSTERDAM
from tests.fixtures import NOW, shipped


def at(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=AMSTERDAM)


MOMENTS = {"a": at(12, 1), "b": at(12, 8), "b2": at(12, 8, 14), "c": at(12, 15)}
LABELS = {
    "a": "woensdag 1 december, 10.00 uur",
    "b": "woensdag 8 december, 10.00 uur",
    "b2": "woensdag 8 december, 14.00 uur",
    "c": "woensdag 15 december, 10.00 uur (vol, wachtlijst)",
}
ASKED = Question(shipped().vocabulary, date(2027, 11, 20), LABELS, moments=MOMENTS)


def parsed(text: str) -> object:
    return PARSERS["choice"](text, ASKED)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        *((text, "a") for text in ("1 december", "de eerste december", "woensdag 1 dec", "1-12")),
        *((text, "a") for text in ("1/12/2027", "1.12", "2027-12-01", "December 1st", "1e dec")),
        *((text, "a") for text in ("1 desember", "1 december graag", "1 december om 10.00 uur")),
        *((text, "b2") for text in ("8 december 14 uur", "8 dec om 14.00", "8-12 14:00", "14 uur")),
        *(
            (text, "c")
            for text in (
                "vijftien december",
                "de vijftiende december",
                "woensdag de 15e",
                "ja 15 december",
            )
        ),
        *(("2", "b"), ("de tweede", "b"), ("nummer 1", "a")),
    ],
)
def test_an_offered_day_is_chosen_by_its_date(text: str, choice: str) -> None:
    assert parsed(text) == choice


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [
        *((text, ("b", "b2")) for text in ("8 december", "8-12-2027", "8 december om 9 uur")),
        ("dinsdag 1 december", ("a",)),
        ("1 of 15 december", ("a", "c")),
        ("1 december heb ik een afspraak", ("a",)),
        *((text, ("c",)) for text in ("15", "de 15e")),
        ("10 uur", ("a", "b", "c")),
    ],
)
def test_what_is_not_certain_is_asked_back(text: str, perhaps: tuple[str, ...]) -> None:
    found = parsed(text)
    assert isinstance(found, NotUnderstood)
    assert found.perhaps == perhaps


@pytest.mark.parametrize("text", ["2 december", "1 januari", "1 december 2028", "3 en 4 december"])
def test_another_day_is_answered_with_the_days_that_there_are(text: str) -> None:
    days = (date(2027, 12, 1), date(2027, 12, 8), date(2027, 12, 15))
    assert parsed(text) == NotUnderstood("engine.other-day", {"days": days})


@pytest.mark.parametrize("text", ["niet 1 december", "1 december kan ik niet"])
def test_a_day_that_is_denied_is_not_chosen(text: str) -> None:
    assert parsed(text) == NotUnderstood("engine.denied")


def test_when_an_option_takes_place_is_kept_with_it() -> None:
    options = (Option("a", "Een", at(12, 1).isoformat()), Option("b", "Twee"))
    frame = Frame("talk", 1, "choice", options=options)
    talk = Conversation((frame,), started_at=NOW, last_at=NOW)
    assert conversation_from_json(conversation_as_json(talk)).place.options == options
