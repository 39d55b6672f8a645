"""Signing in by a link that works once; what each role may see."""

from datetime import timedelta

import pytest

from bot.clock import WallClock
from bot.records import Staff
from desk.signing_in import COOKIE

from .conftest import Place

STAFF_PAGES = ["/desk", "/desk.csv", "/desk/handoffs/x", "/studio", "/studio/script/welcome"]


async def test_opening_a_link_does_not_spend_it(place: Place) -> None:
    link = place.link("karin")
    browser = place.browser()
    await browser.get(link)
    await browser.get(link)
    assert "Aanmelden" in browser.page
    assert (await browser.post(link)).url.path == "/desk"


async def test_a_link_works_once(place: Place) -> None:
    link = place.link("karin")
    await place.browser().post(link)
    late = place.browser()
    assert (await late.post(link)).status_code == 410
    assert "Deze link werkt niet meer" in late.page
    assert (await late.get("/desk")).status_code == 401


async def test_a_link_expires_by_the_wall_clock(place: Place) -> None:
    old = place.link("karin", WallClock().now() - timedelta(days=2))
    assert (await place.browser().post(old)).status_code == 410


async def test_a_moved_demo_clock_does_not_expire_links(place: Place) -> None:
    link = place.link("karin")
    place.clock.forward(timedelta(days=400))
    assert (await place.browser().post(link)).url.path == "/desk"


async def test_coordinators_begin_in_the_studio(place: Place) -> None:
    response = await place.browser().post(place.link("ineke"))
    assert response.url.path == "/studio"


async def test_the_cookie_cannot_be_read_by_scripts(place: Place) -> None:
    browser = place.browser()
    browser.http.follow_redirects = False
    cookie = (await browser.post(place.link("karin"))).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


@pytest.mark.parametrize("path", STAFF_PAGES)
async def test_signed_out_readers_are_told_how_to_sign_in(place: Place, path: str) -> None:
    browser = place.browser()
    assert (await browser.get(path)).status_code == 401
    assert "U bent niet ingelogd" in browser.page


async def test_a_forged_cookie_is_no_use(place: Place) -> None:
    browser = place.browser()
    browser.http.cookies.set(COOKIE, '["ineke","2999-01-01T00:00:00+00:00"].forged')
    assert (await browser.get("/studio")).status_code == 401


async def test_signing_out(place: Place) -> None:
    browser = await place.signed_in("karin")
    await browser.post("/sign-out")
    assert (await browser.get("/desk")).status_code == 401


async def test_an_adviser_does_not_see_the_studio(place: Place) -> None:
    browser = await place.signed_in("karin")
    assert (await browser.get("/studio")).status_code == 403
    assert (await browser.post("/studio/script/welcome", text="x")).status_code == 403
    assert "Deze pagina is voor coördinatoren" in browser.page


async def test_a_change_of_role_counts_at_once(place: Place) -> None:
    browser = await place.signed_in("ineke")
    place.do(lambda tx: tx.save_staff(Staff("ineke", "Ineke", "adviser")))
    assert (await browser.get("/studio")).status_code == 403


async def test_typed_words_survive_being_signed_out(place: Place) -> None:
    browser = place.browser()
    await browser.post("/desk/handoffs/x/reply", text="Dag Fatma, ik bel u morgen.")
    assert "Dag Fatma, ik bel u morgen." in browser.page


async def test_event_streams_tell_signed_out_browsers_to_stop(place: Place) -> None:
    assert (await place.browser().get("/desk/events")).status_code == 204
