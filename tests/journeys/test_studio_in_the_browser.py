"""A coordinator at work in a real browser, while a client is in the middle of a talk."""

from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.async_api import Browser, expect

from desk.signing_in import COOKIE

if TYPE_CHECKING:
    from tests.journeys.conftest import Person, Running

pytestmark = pytest.mark.browser

OLD, NEW = "Hoe mag ik u noemen?", "Wat is uw voornaam?"
DESK = {"width": 1400, "height": 1000}


@pytest.fixture(scope="module")
def badge(server: "Running") -> str:
    """The cookie of a coordinator who signed in; a link works only once."""
    signed = httpx.post(server.links["Ineke"])
    return signed.cookies[COOKIE]


async def signed_in(person: "Person", server: "Running", badge: str) -> None:
    """Sit down behind a desk, in the studio."""
    await person.page.set_viewport_size(DESK)  # type: ignore[arg-type]  # the library's own type is private
    cookie = {"name": COOKIE, "value": badge, "url": server.url}
    await person.page.context.add_cookies([cookie])  # type: ignore[list-item]  # as above
    await person.page.goto(f"{server.url}studio")


async def publishes(person: "Person", text: str) -> None:
    """Type a text in the place of the other and press the button to publish."""
    await person.page.fill("#text", text)
    await person.page.get_by_role("button", name="Publiceer", exact=True).click()


async def asked_for_a_name(client: "Person") -> str:
    """Answer from the greeting up to the question about the name, and return that question."""
    await client.press("begin")
    await client.write("30-6-2027")
    return (await client.said())[-1]


async def test_mending_a_script_while_a_client_is_in_it(
    client: "Person", scriptless: "Person", server: "Running", badge: str, chromium: Browser
) -> None:
    await client.begin(server.url)
    coordinator = await type(client).at(chromium)
    await signed_in(coordinator, server, badge)
    page = coordinator.page
    found = await coordinator.problems()
    await page.get_by_role("link", name="Welkom", exact=True).click()
    text = await page.input_value("#text")
    changed = text.replace(OLD, NEW)
    await publishes(coordinator, changed.replace("fact: first_name", "fact: frst_name"))
    await expect(page.get_by_text("Niet gepubliceerd")).to_be_visible()
    await expect(page.get_by_text("Bedoelt u “first_name”?")).to_be_visible()
    found += await coordinator.problems()
    await page.locator("a[data-line]").first.click()
    selected = await page.evaluate("document.getSelection().toString()")
    assert "frst_name" in selected
    await publishes(coordinator, changed)
    await expect(page.get_by_text("Aantal mensen midden in dit gesprek")).to_be_visible()
    found += await coordinator.problems()
    await page.get_by_label("Ik heb de verschillen gezien").check()
    await page.get_by_role("button", name="Publiceer zo").click()
    await expect(page.get_by_text("Versie 2 is gepubliceerd")).to_be_visible()
    assert OLD in await asked_for_a_name(client)
    await scriptless.begin(server.url)
    assert NEW in await asked_for_a_name(scriptless)
    assert found + coordinator.complaints == []


async def test_rehearsing_loses_nothing_that_was_typed(
    client: "Person", server: "Running", badge: str
) -> None:
    await signed_in(client, server, badge)
    page = client.page
    await page.goto(f"{server.url}studio/script/weekly-check-in")
    await page.get_by_role("button", name="Bewaar en oefen").click()
    await page.wait_for_selector(".rehearsal .message")
    found = await client.problems()
    await page.fill("#text", await page.input_value("#text") + "# nog niet bewaard\n")
    await client.press("bad")
    assert len(await client.said()) == 3
    await page.get_by_role("button", name="Een week verder").click()
    await page.get_by_role("button", name="Een dag verder").click()
    await expect(page.locator("#rehearsal-now")).to_be_visible()
    assert "# nog niet bewaard" in await page.input_value("#text")
    assert found + client.complaints == []


async def test_going_back_and_beginning_anew(
    client: "Person", server: "Running", badge: str
) -> None:
    await signed_in(client, server, badge)
    page = client.page
    await page.get_by_role("link", name="Nieuw gesprek").click()
    found = await client.problems()
    await page.fill("#title", "Vragen over huur")
    await page.fill("#name", "rent")
    await page.get_by_role("button", name="Maak dit gesprek").click()
    await page.get_by_role("button", name="Publiceer", exact=True).click()
    await expect(page.get_by_text("Versie 1 is gepubliceerd")).to_be_visible()
    text = await page.input_value("#text")
    await publishes(client, text.replace("Hallo.", "Dag."))
    await page.get_by_role("link", name="Alle versies").click()
    found += await client.problems()
    await page.get_by_role("link", name="Versie 1").click()
    found += await client.problems()
    await page.get_by_role("button", name="Publiceer versie 1 opnieuw").click()
    await expect(page.get_by_text("Versie 3 is gepubliceerd")).to_be_visible()
    assert await page.input_value("#text") == text
    assert found + client.complaints == []
