"""A client comes in, gets to know Max-WW, and signs up for an information session."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Person, Running

pytestmark = pytest.mark.browser

WW_END = date.today() + timedelta(days=120)  # noqa: DTZ011 - any day some months ahead will do
TYPED = {r"laatste dag": f"{WW_END:%d-%m-%Y}", r"noemen": "Fatma", r"gemeente": "Zaanstad"}
PRESSED = ("begin", "yes", "later", "see")
MOST_QUESTIONS = 12


async def get_to_know(client: "Person", url: str) -> None:
    """Answer the questions of the welcome until the self-check is put off."""
    await client.begin(url)
    for _question in range(MOST_QUESTIONS):
        there = await client.buttons()
        press = next((choice for choice in PRESSED if choice in there), None)
        if press is not None:
            await client.press(press)
        else:
            await client.write(typed((await client.said())[-1]))
        if press == "later":
            return
    raise AssertionError(await client.said())


def typed(question: str) -> str:
    return next(answer for words, answer in TYPED.items() if re.search(words, question))


async def sign_up(client: "Person") -> str:
    """Ask for an information session, and return the words on the chosen day's button."""
    await client.write("bijeenkomst")
    await client.press("see")
    day = client.page.locator("#composer button[name=choice]").first
    label, value = (await day.text_content() or "").strip(), await day.get_attribute("value")
    await client.press((value or "").partition(":")[2])
    return label


async def test_client_signs_up_for_a_session(client: "Person", server: "Running") -> None:
    await get_to_know(client, server.url)
    label = await sign_up(client)
    await client.write("bijeenkomst")
    assert "cancel" in await client.buttons(), await client.said()
    assert label in await client.said()
    assert client.complaints == []


async def test_the_same_without_scripts(scriptless: "Person", server: "Running") -> None:
    await scriptless.page.goto(server.url)
    await get_to_know(scriptless, server.url)
    await sign_up(scriptless)
    assert "/chat#m-" in scriptless.page.url
    await scriptless.write("bijeenkomst")
    assert "cancel" in await scriptless.buttons()


async def test_pages_work_for_everybody(client: "Person", server: "Running") -> None:
    found = []
    for path in ("", "privacy", "nothing-here"):
        await client.page.goto(server.url + path)
        found += await client.problems()
    await client.begin(server.url)
    found += await client.problems()
    await client.page.click(".private-link summary")
    found += await client.problems()
    assert found == []


async def test_private_link_on_another_phone(
    client: "Person", scriptless: "Person", server: "Running"
) -> None:
    await client.begin(server.url)
    await client.press("begin")
    link = await client.page.locator(".private-link a").get_attribute("href")
    await scriptless.page.goto(link or "")
    assert await scriptless.said() == await client.said()


async def test_nothing_is_asked_of_other_sites(client: "Person", server: "Running") -> None:
    asked: list[str] = []
    client.page.on("request", lambda request: asked.append(request.url))
    await client.begin(server.url)
    await client.press("begin")
    assert asked
    assert [url for url in asked if not url.startswith(server.url)] == []
