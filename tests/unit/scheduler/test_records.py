"""A copy of a record has other values where they are named, and only there."""

from dataclasses import replace

import pytest

from bot.clients import Address, Client
from scheduler.records import changed, record
from tests.fixtures import NOW

CLIENT = Client("anna", "small", NOW, asked=3)


def test_a_copy_is_what_replacing_gives() -> None:
    copy = changed(CLIENT, asked=4, language="en")
    assert copy == replace(CLIENT, asked=4, language="en")
    assert CLIENT.asked == 3


def test_a_copy_refuses_a_field_that_is_not_there() -> None:
    with pytest.raises(TypeError, match="Client has no field askd"):
        changed(CLIENT, askd=4)


def test_equal_records_are_one_key() -> None:
    assert len({Address("web", "anna"), Address("web", "anna"), Address("web", "bo")}) == 2


def test_a_record_says_that_it_is_frozen() -> None:
    with pytest.raises(TypeError, match="a record is frozen"):
        record(frozen=False)
