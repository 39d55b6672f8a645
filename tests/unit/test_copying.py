"""A copy of a record has other values where they are named, and only there."""

from dataclasses import replace

import pytest

from bot.clients import Client
from bot.copying import changed
from tests.fixtures import NOW

CLIENT = Client("anna", "small", NOW, asked=3)


def test_a_copy_is_what_replacing_gives() -> None:
    copy = changed(CLIENT, asked=4, language="en")
    assert copy == replace(CLIENT, asked=4, language="en")
    assert CLIENT.asked == 3


def test_a_copy_refuses_a_field_that_is_not_there() -> None:
    with pytest.raises(TypeError, match="Client has no field askd"):
        changed(CLIENT, askd=4)
