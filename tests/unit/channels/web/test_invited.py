"""The start with an invitation code: filled in, refused with its reason, or asked for."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.usecases.inviting import make_invitations
from bot.wiring import Assistant

if TYPE_CHECKING:
    from tests.unit.channels.web.conftest import Visitor


@pytest.fixture
def code(assistant: Assistant) -> str:
    around, now = assistant.around, assistant.clock.now()
    (made,) = assistant.store.transact_now(
        lambda tx: make_invitations(tx, around, "tiny", date(2030, 6, 1), count=1, now=now)
    )
    return made.code


async def test_a_link_fills_the_code_in_and_does_not_use_it_up(
    visitor: "Visitor", code: str
) -> None:
    for _time in range(2):
        page = await visitor.get(f"/i/{code}")
        assert (page.status_code, f'value="{code}"' in page.text) == (200, True)
    assert (await visitor.post("/start", data={"code": code})).headers["location"] == "/chat"


async def test_a_used_code_leads_to_ones_own_link(visitor: "Visitor", code: str) -> None:
    await visitor.post("/start", data={"code": code})
    visitor.cookies.clear()
    page = await visitor.post("/start", data={"code": code})
    assert page.status_code == 422
    assert "Deze code is al gebruikt." in page.text
    assert "maxww_client" not in visitor.cookies


@pytest.mark.parametrize(
    ("typed", "words"), [("ABCD", "klopt niet helemaal"), ("<script>", "klopt niet helemaal")]
)
async def test_a_mistyped_code_stays_in_the_field(
    visitor: "Visitor", typed: str, words: str
) -> None:
    page = await visitor.post("/start", data={"code": typed})
    assert page.status_code == 422
    assert words in page.text
    assert "<script>" not in page.text
    assert 'aria-invalid="true"' in page.text


async def test_without_a_programme_for_everybody_a_code_is_needed(
    visitor: "Visitor", assistant: Assistant
) -> None:
    assistant.store.transact_now(lambda tx: tx.save_setting(DEFAULT_PROGRAMME, ""))
    assert "(hoeft niet)" not in (await visitor.get("/")).text
    page = await visitor.post("/start", data={"code": ""})
    assert page.status_code == 422
    assert "Vul de code in die in uw brief staat." in page.text
