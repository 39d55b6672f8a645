"""A client does the self-check on a phone, with lists to tick, and reads and prints the result."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Person, Running

pytestmark = pytest.mark.browser

WELCOME = {"laatste dag": "30-1-2027", "noemen": "Fatma", "gemeente": "Tilburg"}
PRESSED = ("begin", "yes", "now")
MOST_QUESTIONS = 12


async def comes_to_the_self_check(client: "Person", url: str) -> None:
    await client.begin(url)
    for _question in range(MOST_QUESTIONS):
        there = await client.buttons()
        press = next((choice for choice in PRESSED if choice in there), None)
        if press is not None:
            await client.press(press)
        else:
            question = (await client.said())[-1]
            await client.write(next(a for words, a in WELCOME.items() if words in question))
        if press == "now":
            return
    raise AssertionError(await client.said())


async def answers_the_self_check(client: "Person") -> None:
    await client.write("5-5-1980")
    await client.press("alone")
    await client.press("none")
    await client.press("low")
    await client.tick("Een auto of motor", "Schulden")
    await client.write("1500")
    await client.tick()


async def test_the_result_can_be_read_on_one_page(client: "Person", server: "Running") -> None:
    await comes_to_the_self_check(client, server.url)
    await answers_the_self_check(client)
    assert "waarschijnlijk recht op bijstand vanaf 31 januari 2027" in (await client.said())[-2]
    await client.page.click("a[href='/result']")
    page = await client.page.locator("main").text_content() or ""
    assert "Dit is geen besluit." in page
    assert "Zo gaat het in Tilburg" in page
    assert "Papieren over uw schulden" in page
    assert await client.page.locator("[data-print]").is_visible()
    assert await client.problems() == []
    assert client.complaints == []


async def test_what_is_pressed_is_not_printed(client: "Person", server: "Running") -> None:
    await comes_to_the_self_check(client, server.url)
    await answers_the_self_check(client)
    await client.page.click("a[href='/result']")
    await client.page.emulate_media(media="print")
    assert not await client.page.locator("[data-print]").is_visible()
    assert not await client.page.locator("a[href='/chat']").is_visible()
    assert await client.page.locator("#outcome-title").is_visible()


async def test_the_same_without_scripts(scriptless: "Person", server: "Running") -> None:
    await comes_to_the_self_check(scriptless, server.url)
    await answers_the_self_check(scriptless)
    await scriptless.page.click("a[href='/result']")
    assert "Dit is geen besluit." in (await scriptless.page.locator("main").text_content() or "")
    assert not await scriptless.page.locator("[data-print]").is_visible()
