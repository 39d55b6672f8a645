"""The server starts, stops while pages are open, and goes on where it was."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Person, Running

pytestmark = pytest.mark.browser

LONGEST_STOP_SECONDS = 2.0


async def test_server_stops_with_an_open_page_and_goes_on(
    client: "Person", starting: Callable[[], "Running"]
) -> None:
    first = starting()
    await client.begin(first.url)
    await client.press("begin")
    said, link = await client.said(), await client.page.locator(".private-link a").text_content()
    await client.page.wait_for_timeout(500)  # the event stream is open
    begun = time.monotonic()
    assert first.stop() == 0
    assert time.monotonic() - begun < LONGEST_STOP_SECONDS
    second = starting()
    await client.page.goto(second.url + "r/" + (link or "").rpartition("/")[2])
    assert await client.said() == said
    assert secret_free(first, link or "")


def secret_free(server: "Running", link: str) -> bool:
    """Say whether the server printed neither a client's link nor an error."""
    printed = "\n".join(server.printed)
    return link.rpartition("/")[2] not in printed and "ERROR" not in printed
