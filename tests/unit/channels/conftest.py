"""A mail server's handler, and a house whose advisers get mail."""

import pytest

from tests.house import House

from .post import PostOffice, staffed


@pytest.fixture
def office() -> PostOffice:
    """Give a mail server's handler that takes everything."""
    return PostOffice()


@pytest.fixture
async def house() -> House:
    """A house with a client, and advisers of whom Karin has an address."""
    house = House()
    await house.enrols()
    house.store.transact_now(staffed)
    return house
