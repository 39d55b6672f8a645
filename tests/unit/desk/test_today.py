"""The page of today: who waits, what the night found, what was mended, and how the mail went."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.advisers import Adviser
from bot.mail import Mail
from bot.nightly import Night
from bot.ports import Transaction
from bot.records import Staff

from .conftest import Place


class Mailbox:
    """Keeps mails instead of sending them."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def send(self, mail: Mail) -> None:
        self.mails.append(mail)


async def test_says_that_the_look_was_never_made(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.get("/studio/today")
    assert "De nachtcontrole heeft nog nooit gedraaid." in browser.page


async def test_a_look_can_be_asked_for(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.post("/studio/today")
    assert "De controle is klaar." in browser.page
    assert "nog nooit gedraaid" not in browser.page


async def test_warns_when_last_night_was_missed(place: Place) -> None:
    await Night(place.assistant).look()
    place.clock.forward(timedelta(days=1))
    browser = await place.signed_in("ineke")
    await browser.get("/studio/today")
    assert "heeft vannacht niet gedraaid" in browser.page


async def test_a_broken_promise_leads_to_the_adviser_and_names_no_client(place: Place) -> None:
    await place.asks("fatma")
    place.clock.forward(timedelta(days=3))
    await Night(place.assistant).look()
    browser = await place.signed_in("ineke")
    await browser.get("/studio/today")
    assert "Klanten die later antwoord krijgen dan beloofd" in browser.page
    assert 'href="/desk?adviser=karin">Karin</a>' in browser.page
    assert "Fatma" not in browser.page


async def test_the_studio_points_at_what_is_open(place: Place) -> None:
    await place.says("fatma", "hallo")
    await Night(place.assistant).look()
    browser = await place.signed_in("ineke")
    await browser.get("/studio")
    assert '<a class="utrecht-link" href="/studio/today">Open punten' in browser.page


async def test_advisers_do_not_see_the_page(place: Place) -> None:
    browser = await place.signed_in("karin")
    assert (await browser.get("/studio/today")).status_code == 403
    assert 'href="/studio/today"' not in browser.page


async def test_says_to_whom_the_mail_went(place: Place) -> None:
    place.assistant.mailer = Mailbox()
    place.do(lambda tx: tx.save_staff(Staff("ineke", "Ineke", "coordinator", email="i@g.example")))
    await Night(place.assistant).send_digest()
    browser = await place.signed_in("otto")
    await browser.get("/studio/today")
    assert "Het overzicht van vandaag is gemaild aan: Ineke." in browser.page


@pytest.mark.parametrize(("covered", "shown"), [(True, False), (False, True)])
async def test_shows_who_has_nobody_to_step_in(place: Place, covered: bool, shown: bool) -> None:
    if covered:
        place.do(_cover)
    await place.says("fatma", "hallo")
    await Night(place.assistant).look()
    browser = await place.signed_in("ineke")
    await browser.get("/studio/today")
    assert ("Adviseurs met klanten, maar zonder vervanger" in browser.page) == shown


def _cover(tx: Transaction) -> None:
    advisers: dict[str, Adviser] = {each.id: each for each in tx.advisers()}
    tx.save_adviser(replace(advisers["karin"], stand_in="mo"))
    tx.save_adviser(replace(advisers["mo"], stand_in="karin"))
