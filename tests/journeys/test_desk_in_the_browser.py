"""A client asks for a person; the adviser hears it at once, answers, and gives the talk back."""

from typing import TYPE_CHECKING

import pytest
from playwright.async_api import Browser, expect

if TYPE_CHECKING:
    from tests.journeys.conftest import Person, Running

pytestmark = pytest.mark.browser

DESK = {"width": 1400, "height": 1000}
MOST_QUESTIONS = 8


async def at_the_desk(chromium: Browser, person: "Person", link: str) -> "Person":
    """Sign in as an adviser, in a browser of one's own."""
    adviser = await type(person).at(chromium)
    await adviser.page.set_viewport_size(DESK)  # type: ignore[arg-type]  # the library's own type is private
    await adviser.page.goto(link)
    await adviser.page.get_by_role("button", name="Aanmelden").click()
    await adviser.page.wait_for_url("**/desk")
    return adviser


async def asks_for_a_person(client: "Person") -> None:
    """Ask for a person and agree to everything on the way there."""
    await client.write("adviseur")
    for _question in range(MOST_QUESTIONS):
        there = await client.buttons()
        press = next((choice for choice in ("search", "yes") if choice in there), None)
        if press is not None:
            await client.press(press)
        else:
            await client.write("Wie kijkt er naar mijn brief?")
        if "doorgestuurd" in (said := " ".join(await client.said())) or "uw vraag nu" in said:
            return
    raise AssertionError(await client.said())


async def test_from_question_to_answer(
    chromium: Browser, client: "Person", server: "Running"
) -> None:
    adviser = await at_the_desk(chromium, client, server.links["Karin"])
    page = adviser.page
    await expect(page.get_by_text("Er wacht niemand")).to_have_count(2)
    found = await adviser.problems()
    await client.begin(server.url)
    await asks_for_a_person(client)
    await expect(page.get_by_role("status").get_by_text("wacht op antwoord")).to_be_visible()
    await expect(page.get_by_text("1 mens wacht op antwoord")).to_be_visible()
    found += await adviser.problems()
    await page.get_by_role("link", name="Klant zonder naam").click()
    await expect(page.locator(".table--facts")).to_contain_text("Wie kijkt er naar mijn brief?")
    found += await adviser.problems()
    if await page.get_by_role("button", name="Ik pak dit op").is_visible():
        await page.get_by_role("button", name="Ik pak dit op").click()
    await page.fill("#reply", "Ik kijk met u mee.")
    await page.get_by_role("button", name="Stuur antwoord").dblclick()
    await expect(page.get_by_text("Uw antwoord is verstuurd.")).to_be_visible()
    await expect(client.page.get_by_text("Ik kijk met u mee.")).to_have_count(1)
    await client.write("Dank u wel")
    await expect(page.locator(".conversation").get_by_text("Dank u wel")).to_be_visible()
    await page.get_by_role("button", name="Geef terug aan Max-WW").click()
    await expect(page.get_by_text("Dit gesprek is afgelopen.")).to_be_visible()
    found += await adviser.problems()
    assert found + adviser.complaints + client.complaints == []


async def test_without_scripts_the_desk_works_too(
    scriptless: "Person", client: "Person", server: "Running"
) -> None:
    await client.begin(server.url)
    await asks_for_a_person(client)
    page = scriptless.page
    await page.goto(server.links["Mo"])
    await page.click("text=Aanmelden")
    await page.click(".table tbody th a")
    await page.click("text=Ik pak dit op")
    await page.fill("#reply", "Goedemiddag, met Mo.")
    await page.click("text=Stuur antwoord")
    await page.wait_for_selector("text=Uw antwoord is verstuurd.")
    await expect(client.page.get_by_text("Goedemiddag, met Mo.")).to_be_visible()
    assert scriptless.complaints == []
