"""A week later: Max-WW asks how it goes, the client tells what is wrong, a person answers."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import Browser

if TYPE_CHECKING:
    from tests.journeys.conftest import Person, Running

pytestmark = pytest.mark.browser

WW_END = date.today() + timedelta(days=60)  # noqa: DTZ011 - within the weeks with a weekly talk
MOST_DAYS = 15
WORDS = "Ik bel u morgen over de schulden."


async def known(client: "Person", url: str) -> None:
    """Come in, say when the WW ends, and agree to be written to."""
    await client.begin(url)
    await client.press("begin")
    for answer in (f"{WW_END:%d-%m-%Y}", "Fatma", "Zaanstad"):
        await client.write(answer)
    await client.press("yes")
    await client.press("later")


async def until_asked(client: "Person", choice: str) -> None:
    """Let days pass until a question with this answer comes."""
    for _day in range(MOST_DAYS):
        if choice in await client.buttons():
            return
        async with client.page.expect_navigation():  # the day has passed when the page is back
            await client.page.click(".demo-clock button[value='1d']")
    raise AssertionError(await client.said())


async def answers_first_in_line(adviser: "Person", link: str) -> None:
    """Sign in by a link, take the handoff that waits longest, and answer it."""
    page = adviser.page
    await page.goto(link)
    await page.click("form[action^='/sign-in/'] button")
    await page.click("a[href^='/desk/handoffs/']")
    await page.click("form[action$='/take'] button")
    await page.fill("form[action$='/reply'] textarea", WORDS)
    await page.click("form[action$='/reply'] button")
    await page.get_by_text(WORDS).first.wait_for()


async def test_obstacle_is_answered_by_a_person(
    client: "Person", chromium: Browser, server: "Running"
) -> None:
    await known(client, server.url)
    await until_asked(client, "bad")
    await client.press("bad")
    await client.press("money")
    await client.press("yes")
    await answers_first_in_line(await type(client).at(chromium), server.links["Karin"])
    reply = client.page.locator(".message--adviser")
    await reply.wait_for()  # the client's page was not loaded again
    assert WORDS in (await reply.text_content() or "")
    await client.write("Dank u wel")
    assert (await client.said())[-1] == "Dank u wel"  # the assistant is silent
    assert client.complaints == []


async def test_question_that_comes_by_itself_can_be_answered(
    client: "Person", server: "Running"
) -> None:
    await known(client, server.url)
    other = await client.page.context.new_page()
    await other.goto(server.url + "chat")
    before = await other.locator(".message").count()
    for _day in range(MOST_DAYS):
        await other.click(".demo-clock button[value='1d']")
        await other.wait_for_load_state()
        if await other.locator(".message").count() > before:
            break
    newest = await other.locator("#composer [name=seen]").get_attribute("value")
    await client.page.locator(f"#composer [name=seen][value='{newest}']").wait_for(state="attached")
    await client.press((await client.buttons())[0])
    ids = await client.page.eval_on_selector_all(".message", "all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))
    assert len(ids) >= before + 3
