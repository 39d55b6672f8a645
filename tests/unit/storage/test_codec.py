"""Texts that are kept read back as they were, and a newer shape is refused in a sentence."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.advisers import Absence, Adviser
from bot.assignment import Reason
from bot.clients import Client, ClientFile
from bot.dialogue.conversation import Conversation, Frame
from bot.dialogue.facts import Fact, Value
from bot.errors import DatabaseError
from bot.messages import Choice, Message
from bot.sessions import Wishes
from bot.storage.codec import (
    adviser_as_text,
    adviser_from_text,
    body_as_text,
    body_from_text,
    file_as_text,
    file_from_text,
)
from bot.storage.session_codec import wishes_from_text

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FILE = ClientFile(Client("anna", "utrecht", NOW))
VALUES = st.one_of(
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.text(),
    st.dates(),
    st.lists(st.text()).map(tuple),
)


@given(VALUES)
def test_any_fact_reads_back_with_its_kind(value: Value) -> None:
    file = replace(FILE, facts={"fact": Fact(value, NOW, "intake")})
    read = file_from_text(file_as_text(file)).facts["fact"].value
    assert (read, type(read)) == (value, type(value))


def test_tags_what_json_does_not_know() -> None:
    facts = {"ends": Fact(date(2027, 6, 30), NOW, "x"), "savings": Fact(Decimal("12.50"), NOW, "x")}
    saved = json.loads(file_as_text(replace(FILE, facts=facts)))[2]
    assert (saved["ends"][0], saved["savings"][0]) == ({"d": "2027-06-30"}, {"e": "12.50"})


def test_refuses_the_file_of_a_newer_version() -> None:
    parts = json.loads(file_as_text(FILE))
    with pytest.raises(DatabaseError, match=r"shape 3, and this version .* Update Max-WW"):
        file_from_text(json.dumps([3, *parts[1:], "something new"]))


def test_reads_the_shape_that_had_no_answers_of_a_finished_check() -> None:
    kept = replace(FILE, facts={"name": Fact("Anna", NOW, "x")})
    _, *parts, _ = json.loads(file_as_text(kept))
    assert file_from_text(json.dumps([1, *parts])) == kept


def test_keeps_the_answers_of_a_finished_check() -> None:
    kept = replace(FILE, finished={"savings": Fact(Decimal("12.50"), NOW, "x")})
    assert file_from_text(file_as_text(kept)) == kept


def test_refuses_the_conversation_of_a_newer_version() -> None:
    talk = Conversation((Frame("intake", 1, "start"),), NOW, NOW)
    parts = json.loads(file_as_text(replace(FILE, conversation=talk)))
    parts[3]["version"] = 9
    with pytest.raises(DatabaseError, match=r"cannot be read.*Update Max-WW"):
        file_from_text(json.dumps(parts))


def test_a_field_that_was_added_later_has_its_default() -> None:
    parts = json.loads(file_as_text(FILE))
    del parts[1]["unanswered"]
    assert file_from_text(json.dumps(parts)) == FILE


@pytest.mark.parametrize("fields", [{}, {"started_at": NOW.replace(tzinfo=None)}])
def test_refuses_a_conversation_without_zone(fields: dict[str, datetime]) -> None:
    talk = Conversation((Frame("intake", 1, "start"),), NOW, NOW)
    file = replace(FILE, conversation=replace(talk, last_at=fields.get("started_at", NOW)))
    if not fields:
        assert file_from_text(file_as_text(file)) == file
        return
    with pytest.raises(ValueError, match="has no time zone"):
        file_as_text(file)


def test_a_body_holds_all_that_stands_in_no_column() -> None:
    choices = (Choice("q1:yes", "Ja"),)
    message = Message("anna", "bot", "Hallo", NOW, "web", "sent", author_name="Bo", choices=choices)
    body = body_from_text(body_as_text(message))
    assert body == {"text": "Hallo", "author_name": "Bo", "choices": choices}


def test_an_empty_body_reads_back() -> None:
    message = Message("anna", "client", "", NOW, "web", "received")
    assert body_from_text(body_as_text(message)) == {"text": ""}


def test_an_adviser_reads_back() -> None:
    hours = {"monday": (time(9), time(12, 30)), "friday": (time(13), time(17))}
    away = (Absence(date(2027, 1, 4), date(2027, 1, 8)),)
    adviser = Adviser("bo", "Bo", "UWV", ("utrecht",), hours=hours, absent=away)
    assert adviser_from_text(adviser_as_text(adviser)) == adviser


def test_days_of_absence_that_were_kept_one_by_one_read_as_ranges() -> None:
    old = '{"id":"bo","first_name":"Bo","organisation":"UWV","hours":{},"absent":["2027-01-04"]}'
    day = date(2027, 1, 4)
    assert adviser_from_text(old) == Adviser("bo", "Bo", "UWV", absent=(Absence(day, day),))


def test_the_reasons_of_an_assignment_read_back() -> None:
    reasons = (Reason("fits-sector"), Reason("most-room", {"clients": 3, "limit": 80}))
    file = ClientFile(Client("anna", "p", NOW, adviser="bo", assigned_because=reasons))
    assert file_from_text(file_as_text(file)) == file


def test_wishes_from_before_there_were_numbers_have_none() -> None:
    assert wishes_from_text('[["wheelchair"], "Tigrinya"]') == Wishes(("wheelchair",), "Tigrinya")
