"""The pages around the conversation: start, private link, language, privacy, errors, health."""

import logging
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.channels.web import make_web
from bot.channels.web.guard import LARGEST_BODY
from bot.wiring import Assistant

if TYPE_CHECKING:
    from tests.unit.channels.web.conftest import Visitor

SECURE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


async def test_start_page_has_no_cookie_and_no_inline_code(visitor: "Visitor") -> None:
    answer = await visitor.get("/")
    assert "set-cookie" not in answer.headers
    assert "style=" not in answer.text
    assert "<script>" not in answer.text
    assert "http://" not in answer.text


@pytest.mark.parametrize("path", ["/", "/privacy", "/nothing-here", "/health/live"])
async def test_every_page_is_guarded(visitor: "Visitor", path: str) -> None:
    answer = await visitor.get(path)
    assert {name: answer.headers[name] for name in SECURE} == SECURE
    assert answer.headers["content-security-policy"].startswith("default-src 'none';")


async def test_cookie_is_kept_from_scripts_and_other_sites(visitor: "Visitor") -> None:
    cookie = (await visitor.post("/start")).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


async def test_cookie_is_secure_on_https(assistant: Assistant) -> None:
    transport = httpx.ASGITransport(app=make_web(assistant))
    async with httpx.AsyncClient(transport=transport, base_url="https://max.test") as browser:
        assert "Secure" in (await browser.post("/start")).headers["set-cookie"]


async def test_private_link_opens_the_conversation_elsewhere(
    visitor: "Visitor", assistant: Assistant
) -> None:
    await visitor.begin()
    secret = visitor.cookies["maxww_client"]
    assert f"http://max.test/r/{secret}" in visitor.page
    transport = httpx.ASGITransport(app=make_web(assistant))
    async with type(visitor)(transport=transport, base_url="http://max.test") as other:
        assert (await other.get(f"/r/{secret}")).headers["location"] == "/chat"
        await other.look("/chat")
        assert other.said == visitor.said


async def test_private_link_of_another_conversation_asks_first(visitor: "Visitor") -> None:
    await visitor.begin()
    theirs = visitor.cookies["maxww_client"]
    visitor.cookies.clear()
    await visitor.begin()
    own = visitor.cookies["maxww_client"]
    answer = await visitor.get(f"/r/{theirs}")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert "Deze link opent een ander gesprek" in answer.text
    assert f"http://max.test/r/{own}" in answer.text
    assert f'method="post" action="/r/{theirs}"' in answer.text
    assert (await visitor.get(f"/r/{own}")).headers["location"] == "/chat"
    assert (await visitor.post(f"/r/{theirs}")).headers["location"] == "/chat"
    assert visitor.cookies["maxww_client"] == theirs


async def test_another_conversation_is_not_opened_by_another_site(visitor: "Visitor") -> None:
    await visitor.begin()
    secret = visitor.cookies["maxww_client"]
    answer = await visitor.post(f"/r/{secret}", headers={"Origin": "https://evil.test"})
    assert answer.status_code == 403
    assert (await visitor.post(f"/r/{'A' * 32}")).status_code == 404


async def test_private_link_replaces_a_secret_of_nobody(visitor: "Visitor") -> None:
    await visitor.begin()
    secret = visitor.cookies["maxww_client"]
    visitor.cookies.clear()
    visitor.cookies.set("maxww_client", "A" * 32, domain="max.test", path="/")
    assert (await visitor.get(f"/r/{secret}")).headers["location"] == "/chat"


async def test_start_page_says_what_a_new_conversation_means(visitor: "Visitor") -> None:
    warning = "alleen met uw eigen link terug in het oude gesprek"
    assert warning not in (await visitor.get("/")).text
    await visitor.begin()
    page = (await visitor.get("/")).text
    assert page.index(warning) < page.index("Begin een nieuw gesprek")


@pytest.mark.parametrize("secret", ["kort", "A" * 32, "..%2f..%2fetc", "é" * 32])
async def test_unknown_private_link_gets_a_kind_page(visitor: "Visitor", secret: str) -> None:
    answer = await visitor.get(f"/r/{secret}")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


async def test_start_page_knows_who_comes_back(visitor: "Visitor") -> None:
    await visitor.begin()
    assert "Ga verder met uw gesprek" in (await visitor.get("/")).text


async def test_language_puts_the_question_again(visitor: "Visitor") -> None:
    await visitor.begin()
    answer = await visitor.post("/language", data={"lang": "en", "next": "/chat"})
    await visitor.look(answer.headers["location"])
    assert visitor.said[-1] == "How are you?"
    assert '<html lang="en"' in visitor.page
    await visitor.say(choice=visitor.buttons["Not well"])
    assert visitor.said[-2] == "Not well"


async def test_language_before_the_conversation(visitor: "Visitor") -> None:
    answer = await visitor.post("/language", data={"lang": "en", "next": "https://evil.test/"})
    assert answer.headers["location"] == "/"
    await visitor.begin()
    assert visitor.said[-1] == "How are you?"


@pytest.mark.parametrize("lang", ["xx", "", "../../etc"])
async def test_language_that_is_not_offered_changes_nothing(visitor: "Visitor", lang: str) -> None:
    await visitor.begin()
    await visitor.post("/language", data={"lang": lang})
    await visitor.look("/chat")
    assert visitor.said[-1] == "Hoe gaat het?"


async def test_installation_language_comes_first(visitor: "Visitor") -> None:
    answer = await visitor.get("/", headers={"Accept-Language": "en"})
    assert '<html lang="nl"' in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.test"},
        {"Origin": "null"},
    ],
)
async def test_form_of_another_site_is_refused(
    visitor: "Visitor", assistant: Assistant, headers: dict[str, str]
) -> None:
    answer = await visitor.post("/start", headers=headers)
    assert answer.status_code == 403
    assert await assistant.store.transact(lambda tx: tx.clients()) == ()


async def test_own_form_is_taken(visitor: "Visitor") -> None:
    headers = {"Origin": "http://max.test", "Sec-Fetch-Site": "same-origin"}
    assert (await visitor.post("/start", headers=headers)).status_code == 303


async def test_endless_body_is_refused(visitor: "Visitor") -> None:
    answer = await visitor.post("/chat", data={"text": "x" * LARGEST_BODY})
    assert answer.status_code == 413


async def test_endless_body_without_length_is_refused(visitor: "Visitor") -> None:
    async def body() -> "object":
        for _part in range(30):
            yield b"text=" + b"x" * 50_000

    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = await visitor.post("/chat", content=body(), headers=headers)  # type: ignore[arg-type]  # any iterable of bytes
    assert answer.status_code == 413


async def test_wrong_method_is_told_kindly(visitor: "Visitor") -> None:
    answer = await visitor.get("/start")
    assert answer.status_code == 405
    assert "Dit kan niet op deze pagina" in answer.text


async def test_failure_is_logged_without_words_of_the_client(
    visitor: "Visitor", assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    await visitor.begin()
    secret = "geheim verhaal"

    async def fail(_work: object) -> object:
        raise RuntimeError(secret)

    assistant.store.transact = fail  # type: ignore[method-assign,assignment]  # the store breaks down
    with caplog.at_level(logging.ERROR):
        answer = await visitor.get("/chat")
    assert answer.status_code == 500
    assert caplog.messages[0].split("reference ")[1][:8] in answer.text
    assert "geheim" not in caplog.text + answer.text


async def test_ready_when_everything_is(visitor: "Visitor") -> None:
    answer = await visitor.get("/health/ready")
    assert answer.json() == {"status": "ok", "checks": {"store": True, "scripts": True}}


async def test_not_ready_without_scheduler(assistant: Assistant) -> None:
    web = make_web(assistant, scheduler_running=lambda: False)
    transport = httpx.ASGITransport(app=web)
    async with httpx.AsyncClient(transport=transport, base_url="http://max.test") as browser:
        answer = await browser.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["scheduler"] is False


async def test_static_files_are_compressed_and_kept(visitor: "Visitor") -> None:
    answer = await visitor.get("/static/maxww.css")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "max-age=3600"
