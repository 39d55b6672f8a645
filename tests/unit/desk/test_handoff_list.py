"""The adviser's desk: who waits, in which order, and what is said when somebody new comes."""

from dataclasses import replace
from datetime import timedelta

import anyio
import pytest
from starlette.requests import Request

from bot.records import Staff
from desk import waiting
from desk.handoff_list import changes
from desk.office import Office, Visit

from .conftest import Browser, Place


async def test_nobody_waits(place: Place) -> None:
    browser = await place.signed_in("karin")
    await browser.get("/desk")
    assert "Er wacht niemand op een antwoord." in browser.page


async def test_the_longest_waiting_stands_first(place: Place) -> None:
    await place.asks("jan")
    place.clock.forward(timedelta(hours=1))
    await place.asks("fatma")
    browser = await place.signed_in("karin")
    await browser.get("/desk")
    assert browser.page.index(">Jan<") < browser.page.index(">Fatma<")
    assert "2 mensen wachten op antwoord" in browser.page


async def test_need_goes_before_waiting(place: Place) -> None:
    await place.asks("jan")
    await place.asks("fatma")
    urgent = await place.asks("ria")
    place.do(lambda tx: tx.save_handoff(replace(urgent, urgency="urgent")))
    browser = await place.signed_in("karin")
    await browser.get("/desk")
    assert browser.page.index(">Ria<") < browser.page.index(">Jan<")


async def test_a_broken_promise_is_shown(place: Place) -> None:
    await place.asks()
    place.clock.forward(timedelta(days=7))
    browser = await place.signed_in("karin")
    await browser.get("/desk")
    assert "te laat" in browser.page


async def test_a_client_who_writes_again_waits_again(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"/desk/handoffs/{handoff.id}/reply", text="Ik help u.")
    await browser.get("/desk")
    assert "Er wacht niemand op een mens" in browser.page
    await place.says("fatma", "En mijn huur dan?")
    await browser.get("/desk")
    assert "Schreef weer" in browser.page


async def test_a_client_who_wrote_very_often_still_waits(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "LOOKED_BACK", 3)
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"/desk/handoffs/{handoff.id}/reply", text="Ik help u.")
    await place.says("fatma", *[f"Vraag {number}" for number in range(6)])
    await browser.get("/desk")
    assert "Schreef weer" in browser.page
    assert "1 mens wacht op antwoord" in browser.page


async def test_the_list_can_be_limited(place: Place) -> None:
    await place.asks("jan")
    await place.asks("fatma")
    browser = await place.signed_in("karin")
    await browser.get("/desk?q=fat")
    assert ">Jan<" not in browser.page
    await browser.get("/desk?state=ended")
    assert "Er is niets gevonden." in browser.page
    await browser.get("/desk?adviser=nobody")
    assert "Er is niets gevonden." in browser.page


async def test_the_list_as_a_file_runs_no_formulas(place: Place) -> None:
    await place.asks("=1+1")
    browser = await place.signed_in("karin")
    response = await browser.get("/desk.csv")
    assert response.headers["content-type"].startswith("text/csv")
    assert ";'=1+1;" in response.text


async def test_a_new_handoff_is_told_to_an_open_page(place: Place) -> None:
    visit = await _visit(place)
    closing = anyio.Event()
    stream = changes(visit, closing)
    first = await anext(stream)
    assert first.event == "handoffs"
    await place.asks()
    events = [await anext(stream) for _ in range(2)]
    assert [event.event for event in events] == ["handoffs", "news"]
    assert "Fatma wacht op antwoord" in str(events[1].data)
    closing.set()
    assert [event async for event in stream] == []


async def _visit(place: Place) -> Visit:
    browser: Browser = await place.signed_in("karin")
    cookie = "; ".join(f"{name}={value}" for name, value in browser.http.cookies.items())
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/desk/events",
        "query_string": b"",
        "headers": [(b"cookie", cookie.encode())],
    }
    return Visit(
        Office(place.assistant), Request(scope), Staff("karin", "Karin", "adviser", "karin")
    )


async def test_a_client_whose_chat_takes_no_messages_is_shown_to_their_adviser(
    place: Place,
) -> None:
    handoff = await place.asks()
    (address,) = place.do(lambda tx: tx.addresses(handoff.client))
    since = place.clock.now()
    place.do(lambda tx: tx.set_reachable(address, since))
    browser = await place.signed_in(handoff.adviser)
    await browser.get("/desk")
    assert "Niet te bereiken" in browser.page
    assert "<li>Fatma, sinds" in browser.page
