"""One client in two places: joined by a short-lived code, with one talk, and free to leave one."""

from datetime import timedelta

from bot.clients import Address
from bot.linking import JOINS, VALID_FOR, LinkOwner
from bot.messages import Incoming
from bot.usecases.link_codes import make_link_code
from bot.usecases.linking import join
from tests.house import CHANNEL
from tests.telegram.house import TelegramHouse

PAGE = "page"
"""Where the client is reached on the other channel, which stands for the web."""


async def says_elsewhere(house: TelegramHouse, text: str, number: str) -> list[str]:
    """Let the client write in the other channel; return what is answered there."""
    now = house.clock.now()
    received = await house.assistant.receive(Incoming(CHANNEL, PAGE, number, now, text))
    await house.assistant.outbox.flush()
    return [message.text for message in received.messages if message.author == "bot"]


async def token_of(house: TelegramHouse) -> str:
    """Let a client begin in the other channel, and make a code there."""
    await says_elsewhere(house, "hallo", "1")
    file = house.ask(lambda tx: tx.client_at(Address(CHANNEL, PAGE)))
    assert file is not None
    owner, now = LinkOwner(client=file.client.id), house.clock.now()
    return house.ask(lambda tx: make_link_code(tx, owner, now))


async def test_the_talk_goes_on_in_telegram_where_it_was(house: TelegramHouse) -> None:
    token = await token_of(house)
    anna = house.person()
    anna.starts(JOINS + token)
    await house.quiet()
    anna.says("30-6-2027")
    await house.quiet()
    assert anna.received == [
        "Gelukt. U kunt nu ook hier met mij praten. We gaan verder waar u was.",
        "Wat is de laatste dag van uw WW?",
        "Mag ik u schrijven?",
    ]
    assert await says_elsewhere(house, "ja", "2") == ["Dank u wel."]


async def test_what_falls_due_goes_where_the_client_wrote_last(house: TelegramHouse) -> None:
    token = await token_of(house)
    anna = house.person()
    anna.starts(JOINS + token)
    for said in ("30-6-2027", "ja"):
        anna.says(said)
        await house.quiet()
    house.clock.at += timedelta(days=79, hours=2)
    await house.ticks()
    assert anna.received[-1] == "Werkt uw DigiD?"


async def test_who_left_telegram_is_written_to_on_the_other_channel(house: TelegramHouse) -> None:
    token = await token_of(house)
    anna = house.person()
    anna.starts(JOINS + token)
    for said in ("30-6-2027", "ja"):
        anna.says(said)
        await house.quiet()
    anna.blocks()
    await house.quiet()
    house.clock.at += timedelta(days=79, hours=2)
    await house.ticks()
    channel = house.assistant.channels[CHANNEL]
    assert [message.text for _, message in channel.sent][-1] == "Werkt uw DigiD?"  # type: ignore[attr-defined]  # a recording channel


async def test_leaving_one_place_keeps_the_other(house: TelegramHouse) -> None:
    token = await token_of(house)
    anna = house.person()
    anna.starts(JOINS + token)
    for said in ("30-6-2027", "ja", "loskoppelen", "ja"):
        anna.says(said)
        await house.quiet()
    file = house.file(anna)
    assert file is not None
    assert [a.channel for a in house.ask(lambda tx: tx.addresses(file.client.id))] == ["telegram"]
    assert any("Ik schrijf u daar niet meer" in text for text in anna.received)


async def test_a_code_lapses_after_a_quarter_of_an_hour(house: TelegramHouse) -> None:
    token = await token_of(house)
    house.clock.at += VALID_FOR
    anna = house.person()
    anna.starts(JOINS + token)
    await house.quiet()
    assert anna.received[0].startswith("Deze koppeling werkt niet meer.")


async def test_a_place_with_a_talk_of_its_own_is_not_taken_over(house: TelegramHouse) -> None:
    token = await token_of(house)
    anna = await house.enrols()
    before = house.file(anna)
    anna.starts(JOINS + token)
    await house.quiet()
    assert anna.received[-1].startswith("Hier loopt al een ander gesprek met mij.")
    assert house.file(anna) == before


async def test_somebody_who_was_only_greeted_has_nothing_to_lose(house: TelegramHouse) -> None:
    token = await token_of(house)
    anna = house.person()
    anna.starts()
    await house.quiet()
    anna.starts(JOINS + token)
    await house.quiet()
    assert anna.received[-2].startswith("Gelukt.")
    assert len(house.ask(lambda tx: tx.clients())) == 1


async def test_from_telegram_to_the_website_by_a_link(house: TelegramHouse) -> None:
    anna = await house.enrols()
    anna.says("/website")
    await house.quiet()
    link = anna.received[-1].rpartition(" ")[2]
    token, now = link.rpartition("/")[2], house.clock.now()
    around, address = house.assistant.around, Address("web", "browser")
    joined = house.ask(lambda tx: join(tx, around, address, token, now))
    file = house.file(anna)
    assert file is not None
    assert link.startswith("https://max.example/k/")
    assert joined.client == file.client.id


async def test_a_crisis_is_not_forgotten_by_scanning_a_code(house: TelegramHouse) -> None:
    token = await token_of(house)
    anna = house.person()
    anna.says("ik wil dood")
    await house.quiet()
    anna.starts(JOINS + token)
    await house.quiet()
    assert len(house.ask(lambda tx: tx.handoffs(active=True))) == 1
    assert anna.received[-1].startswith("Hier loopt al een ander gesprek met mij.")


async def test_a_chat_that_made_way_is_told_so(house: TelegramHouse) -> None:
    token = await token_of(house)
    anna, other = house.person(), house.person("Other")
    anna.starts(JOINS + token)
    await house.quiet()
    file = house.file(anna)
    assert file is not None
    owner, now = LinkOwner(client=file.client.id), house.clock.now()
    second = house.ask(lambda tx: make_link_code(tx, owner, now))
    other.starts(JOINS + second)
    await house.quiet()
    assert anna.received[-1].startswith("Uw gesprek gaat nu verder in een ander Telegram.")
