"""The conversation page by plain forms: what arrives, what is shown, what is refused kindly."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.channels.web.views import Seen, composer
from bot.clients import Address, Client, ClientFile
from bot.messages import Choice, Message
from bot.wiring import Assistant

if TYPE_CHECKING:
    from tests.unit.channels.web.conftest import Visitor


async def test_start_greets_and_asks(visitor: "Visitor") -> None:
    await visitor.begin()
    assert visitor.said == ["Hallo, ik ben een proef.", "Hoe gaat het?"]
    assert {"Goed", "Niet goed"} <= set(visitor.buttons)


async def test_pressed_button_is_shown_in_words(visitor: "Visitor") -> None:
    await visitor.begin()
    answer = await visitor.say(choice=visitor.buttons["Niet goed"])
    assert answer.headers["location"] == f"/chat#m-{visitor.ids[2]}"
    assert visitor.said[2:] == ["Niet goed", "Wat heeft u nodig?"]


async def test_typed_words_answer_too(visitor: "Visitor") -> None:
    await visitor.begin()
    await visitor.say(text="niet goed")
    assert visitor.said[-1] == "Wat heeft u nodig?"


async def at_needs(visitor: "Visitor") -> None:
    await visitor.begin()
    await visitor.say(choice=visitor.buttons["Goed"])


async def needs(assistant: Assistant) -> object:
    (file,) = await assistant.store.transact(lambda tx: tx.clients())
    return file.facts["needs"].value


async def test_ticked_answers_arrive_as_one(visitor: "Visitor", assistant: Assistant) -> None:
    await at_needs(visitor)
    ticks = [visitor.buttons["Rust"], visitor.buttons["Werk"]]
    form = {"choice": visitor.buttons["Klaar met kiezen"], "tick": ticks, "update_id": "u1"}
    await visitor.post("/chat", data=form)
    assert await needs(assistant) == ("rest", "work")


async def test_several_choices_arrive_as_one(visitor: "Visitor", assistant: Assistant) -> None:
    await at_needs(visitor)
    await visitor.post("/chat", data={"choice": ["2:rest", "2:money"], "update_id": "u1"})
    assert await needs(assistant) == ("rest", "money")


async def test_nothing_ticked_is_an_answer(visitor: "Visitor", assistant: Assistant) -> None:
    await at_needs(visitor)
    await visitor.say(choice=visitor.buttons["Klaar met kiezen"])
    assert await needs(assistant) == ()
    assert visitor.said[-2:] == ["Geen van deze", "Vertel eens."]


async def test_small_buttons_stand_beside_a_list(visitor: "Visitor") -> None:
    await at_needs(visitor)
    assert 'type="checkbox" name="tick" value="2:rest"' in visitor.page
    assert 'type="submit" name="choice" value="2:unknown"' in visitor.page


async def test_the_list_stays_when_answers_were_not_understood(visitor: "Visitor") -> None:
    await at_needs(visitor)
    for _ in range(3):
        await visitor.say(text="kwak")
    assert 'type="checkbox" name="tick" value="5:rest"' in visitor.page
    assert 'type="submit" name="choice" value="5:skip"' in visitor.page


def test_a_person_is_a_button_beside_a_list_and_no_box_to_tick() -> None:
    now = datetime(2027, 3, 8, 10, 0, tzinfo=UTC)
    choices = (Choice("5:rest", "Rust"), Choice("5:adviser", "Een mens spreken"))
    asked = Message(
        "c", "bot", "Wat?", now, "web", "sent", choices=choices, expects="choices", id=1
    )
    box = composer(Seen(ClientFile(Client("c", "p", now)), (asked,), asked))
    assert box["ticks"] == [{"id": "5:rest", "label": "Rust"}]
    assert box["choices"] == [{"id": "5:adviser", "label": "Een mens spreken"}]


async def test_double_click_counts_once(visitor: "Visitor") -> None:
    await visitor.begin()
    form = {"update_id": visitor.hidden("update_id"), "choice": visitor.buttons["Goed"]}
    await visitor.post("/chat", data=form)
    again = await visitor.post("/chat", data=form)
    await visitor.look("/chat")
    assert again.status_code == 303
    assert visitor.said.count("Goed") == 1


async def test_old_button_changes_nothing(visitor: "Visitor") -> None:
    await visitor.begin()
    old = visitor.buttons["Goed"]
    await visitor.say(choice=old)
    await visitor.say(choice=old)
    assert visitor.said[-1].endswith("Wat heeft u nodig?")


async def test_empty_text_is_refused_kindly(visitor: "Visitor") -> None:
    await visitor.begin()
    answer = await visitor.say(text="  \r\n ")
    assert answer.status_code == 422
    assert "Er staat nog niets in het vak." in answer.text
    assert "Hoe gaat het?" in answer.text


async def test_long_text_is_given_back_whole(visitor: "Visitor") -> None:
    await visitor.begin()
    words = "woord " * 1666 + "slot"
    answer = await visitor.say(text=words)
    assert answer.status_code == 422
    assert "Uw bericht is te lang: 10000 tekens." in answer.text
    assert words in answer.text


async def test_emoji_and_line_ends_are_kept(visitor: "Visitor") -> None:
    await at_needs(visitor)
    await visitor.say(text="geld")
    await visitor.say(text="Zwaar 😟\r\nmaar het gaat")
    assert "Zwaar 😟\nmaar het gaat" in visitor.said


async def test_markup_is_only_text(visitor: "Visitor") -> None:
    await visitor.begin()
    await visitor.say(text="<script>alert(1)</script>")
    assert "<script>alert" not in visitor.page


async def test_missing_update_id_loses_nothing(visitor: "Visitor") -> None:
    await visitor.begin()
    await visitor.post("/chat", data={"text": "goed"})
    await visitor.look("/chat")
    assert visitor.said[-2:] == ["goed", "Wat heeft u nodig?"]


async def test_strange_form_is_taken_as_text(visitor: "Visitor") -> None:
    await visitor.begin()
    form = {"text": "goed", "update_id": "x" * 5000, "seen": "-1e9"}
    await visitor.post("/chat", data=form)
    await visitor.look("/chat")
    assert visitor.said[-2] == "goed"


async def test_htmx_gets_new_composer_and_messages(visitor: "Visitor") -> None:
    await visitor.begin()
    form = {"choice": visitor.buttons["Goed"], "update_id": "u", "seen": visitor.hidden("seen")}
    answer = await visitor.post("/chat", data=form, headers={"HX-Request": "true"})
    assert answer.text.startswith('<form id="composer"')
    assert 'hx-swap-oob="beforeend:#messages"' in answer.text
    assert visitor.ids_in(answer.text)
    assert not set(visitor.ids_in(answer.text)) & set(visitor.ids)


async def test_answer_brings_what_was_missed(visitor: "Visitor") -> None:
    await visitor.begin()
    form = {"text": "goed", "update_id": "u", "seen": "0"}
    answer = await visitor.post("/chat", data=form, headers={"HX-Request": "true"})
    assert visitor.ids_in(answer.text)[:2] == visitor.ids


async def test_erased_client_reads_the_last_words_once(
    visitor: "Visitor", assistant: Assistant
) -> None:
    await visitor.begin()
    answer = await visitor.say(text="vergeet mij")
    assert answer.headers["location"] == "/"
    assert "maxww_client" not in visitor.cookies
    first, second = await visitor.get("/"), await visitor.get("/")
    assert "Alles is weg." in first.text
    assert "Alles is weg." not in second.text
    assert await assistant.store.transact(lambda tx: tx.clients()) == ()


async def test_erasing_by_htmx_leaves_the_page(visitor: "Visitor") -> None:
    await visitor.begin()
    form = {"text": "vergeet mij", "update_id": "u"}
    answer = await visitor.post("/chat", data=form, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/")


async def test_without_conversation_the_chat_leads_to_the_start(visitor: "Visitor") -> None:
    assert (await visitor.get("/chat")).headers["location"] == "/"
    assert (await visitor.post("/chat", data={"text": "hoi"})).headers["location"] == "/"


async def test_secret_is_not_kept(visitor: "Visitor", assistant: Assistant) -> None:
    await visitor.begin()
    secret = visitor.cookies["maxww_client"]
    (file,) = await assistant.store.transact(lambda tx: tx.clients())
    (address,) = await assistant.store.transact(lambda tx: tx.addresses(file.client.id))
    assert address.value != secret
    assert await assistant.store.transact(lambda tx: tx.client_at(Address("web", secret))) is None
