"""The calendar file of a place at a session, on its secret link."""

from datetime import timedelta

from markupsafe import Markup

from bot.channels.web.calendar_links import linked_calendars
from bot.clients import Address, Client, ClientFile
from bot.ports import Transaction
from bot.sessions import InformationSession
from bot.wiring import Assistant

from .conftest import Visitor


def book(assistant: Assistant) -> None:
    now = assistant.clock.now()

    def work(tx: Transaction) -> None:
        tx.add_session(InformationSession("s1", "p", now + timedelta(days=3), "Stadhuis", 2))
        tx.add_client(ClientFile(Client("anna", "p", now)), Address("web", "anna"))
        tx.register("s1", "anna", now, "secret")

    assistant.store.transact_now(work)


async def test_the_file_needs_no_signing_in(visitor: Visitor, assistant: Assistant) -> None:
    book(assistant)
    answer = await visitor.look("/calendar/secret.ics")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.headers["cache-control"] == "no-store"
    assert "LOCATION:Stadhuis" in answer.text


async def test_another_address_is_not_found(visitor: Visitor, assistant: Assistant) -> None:
    book(assistant)
    assert (await visitor.look("/calendar/other.ics")).status_code == 404


def as_link(text: str) -> Markup:
    """Return a text as the page has it by then: addresses are links."""
    before, _, address = text.rpartition(" ")
    space = " " if before else ""
    return Markup(f'{before}{space}<a href="{address}" rel="noopener" target="_blank">x</a>')  # noqa: S704 - written here


WORDS = "Zet in mijn agenda"


def test_a_file_on_this_website_is_a_link_with_words() -> None:
    shown = linked_calendars("Voor uw agenda: /calendar/a-b_1.ics\n<b>", WORDS)
    assert f'<a class="utrecht-link" href="/calendar/a-b_1.ics">{WORDS}</a>' in shown
    assert "&lt;b&gt;" in shown


def test_a_file_with_a_whole_address_is_the_same_link() -> None:
    address = "https://max.example/calendar/a.ics"
    shown = linked_calendars(as_link(f"Voor uw agenda: {address}"), WORDS)
    assert shown == f'Voor uw agenda: <a class="utrecht-link" href="{address}">{WORDS}</a>'


def test_other_addresses_stay_as_they_are() -> None:
    link = as_link("https://max.example/privacy")
    assert linked_calendars(link, WORDS) == link
