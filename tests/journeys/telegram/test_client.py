"""A client in Telegram: buttons, commands, and everything that is not text."""

import pytest

from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.usecases.inviting import make_invitations
from tests.fixtures import NOW
from tests.house import PROGRAMME
from tests.telegram.emulator import Emulator
from tests.telegram.house import TelegramHouse, telegram_house

TICKS = {
    "welcome": """
        script: welcome
        title: Welkom
        steps:
          - ask: Wat vindt u lekker?
            fact: fruits
          - say: Dank u wel.
        """
}


async def test_a_talk_begins_with_the_start_button(house: TelegramHouse) -> None:
    anna = house.person()
    anna.starts()
    await house.quiet()
    assert anna.received == ["Welkom bij Max-WW.", "Wat is de laatste dag van uw WW?"]


async def test_a_pressed_button_becomes_the_answer_under_its_question(
    house: TelegramHouse,
) -> None:
    anna = house.person()
    anna.starts()
    await house.quiet()
    anna.says("30-6-2027")
    await house.quiet()
    anna.presses("Ja")
    await house.quiet()
    assert anna.received[-2:] == ["Mag ik u schrijven?\n\n➤ Ja", "Dank u wel."]
    assert anna.buttons == ["Weet ik niet"]  # of the question that was answered in words


async def test_an_old_button_answers_politely_and_changes_nothing(house: TelegramHouse) -> None:
    anna = await house.enrols()
    before = house.file(anna)
    anna.presses("Weet ik niet")
    await house.quiet()
    after = house.file(anna)
    assert before is not None
    assert after is not None
    assert after.facts == before.facts
    assert "Er is niets veranderd" in anna.received[-1]


async def test_a_button_pressed_twice_answers_once(house: TelegramHouse) -> None:
    anna = house.person()
    anna.starts()
    await house.quiet()
    anna.says("30-6-2027")
    await house.quiet()
    anna.presses("Ja")
    anna.presses("Ja")
    await house.quiet()
    assert anna.received.count("Dank u wel.") == 1


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("photo", "foto"),
        ("voice", "spraakbericht"),
        ("sticker", "plaatje"),
        ("contact", "contact"),
        ("location", "plek"),
        ("document", "bestand"),
        ("forwarded", "doorgestuurd"),
        ("poll", "kan ik niet lezen"),
        ("video_note", "filmpje"),
    ],
)
async def test_what_is_not_text_is_answered_kindly_and_not_kept(
    house: TelegramHouse, kind: str, word: str
) -> None:
    anna = house.person()
    anna.starts()
    await house.quiet()
    anna.sends(kind)
    await house.quiet()
    assert word in anna.received[-2]
    assert anna.received[-1].endswith("Wat is de laatste dag van uw WW?")


async def test_a_changed_message_is_not_taken_as_an_answer(house: TelegramHouse) -> None:
    anna = house.person()
    anna.starts()
    await house.quiet()
    anna.says("30-6-2027")
    await house.quiet()
    anna.edits(anna.chat[-2]["message_id"], "31-7-2027")
    await house.quiet()
    assert "Typ: terug" in anna.received[-2]


async def test_a_command_is_the_word_that_it_spells(house: TelegramHouse) -> None:
    anna = await house.enrols()
    anna.says("/mijn_gegevens")
    await house.quiet()
    assert any("laatste dag van uw WW" in text for text in anna.received[4:])


async def test_answers_are_ticked_one_by_one_and_then_sent(telegram: Emulator) -> None:
    async with telegram_house(telegram, scripts=TICKS) as house:
        anna = house.person()
        anna.starts()
        await house.quiet()
        for button in ("☐ Appel", "☐ Peer", "☑ Appel", "☐ Pruim", "Klaar"):
            anna.presses(button)
            await house.quiet()
        file = house.file(anna)
        assert file is not None
        assert file.facts["fruits"].value == ("pear", "plum")
        assert anna.received == ["Wat vindt u lekker?\n\n➤ Peer\n➤ Pruim", "Dank u wel."]


async def test_nothing_ticked_means_none_of_these(telegram: Emulator) -> None:
    async with telegram_house(telegram, scripts=TICKS) as house:
        anna = house.person()
        anna.starts()
        await house.quiet()
        anna.presses("Klaar")
        await house.quiet()
        file = house.file(anna)
        assert file is not None
        assert file.facts["fruits"].value == ()
        assert anna.received[0] == "Wat vindt u lekker?\n\n➤ Geen van deze"


async def test_an_invitation_brings_programme_and_month(telegram: Emulator) -> None:
    async with telegram_house(telegram) as house:
        around = house.assistant.around
        month = NOW.date().replace(day=1)
        (invitation,) = house.ask(
            lambda tx: make_invitations(tx, around, PROGRAMME, month, count=1, now=NOW)
        )
        house.ask(lambda tx: tx.save_setting(DEFAULT_PROGRAMME, ""))
        anna, ben = house.person(), house.person("Ben")
        anna.starts(invitation.code)
        await house.quiet()
        ben.starts(invitation.code)
        await house.quiet()
        file = house.file(anna)
        assert file is not None
        assert file.facts["ww_end_month"].value == month
        assert ben.received == [
            "Deze code is al gebruikt. Was u dat zelf? Ga dan verder waar u begon. "
            "Daar kunt u ook Telegram koppelen."
        ]


async def test_who_comes_without_a_code_where_one_is_needed_is_told_so(
    house: TelegramHouse,
) -> None:
    house.ask(lambda tx: tx.save_setting(DEFAULT_PROGRAMME, ""))
    anna = house.person()
    anna.starts()
    await house.quiet()
    assert "code" in anna.received[0]
    assert house.file(anna) is None


async def test_a_group_is_left_and_nobody_enrolled(
    house: TelegramHouse, telegram: Emulator
) -> None:
    anna = house.person()
    telegram.group(-5000).says(anna, "hallo allemaal")
    await house.quiet()
    assert telegram.called("leaveChat")
    assert house.ask(lambda tx: tx.clients()) == ()


async def test_blocking_makes_unreachable_and_coming_back_reachable(house: TelegramHouse) -> None:
    anna = await house.enrols()
    file = house.file(anna)
    assert file is not None
    anna.blocks()
    await house.quiet()
    gone = house.ask(lambda tx: tx.reachable(file.client.id))
    anna.unblocks()
    await house.quiet()
    back = house.ask(lambda tx: tx.reachable(file.client.id))
    assert (gone, [address.channel for address in back]) == ((), ["telegram"])


async def test_erased_the_last_words_still_come(house: TelegramHouse) -> None:
    anna = await house.enrols()
    anna.says("/vergeet_mij")
    await house.quiet()
    anna.presses("Ja, wis alles")
    await house.quiet()
    assert "gewist" in anna.received[-1]
    assert house.file(anna) is None


@pytest.mark.usefixtures("house")
async def test_the_bot_presents_itself_in_each_language(
    telegram: Emulator,
) -> None:
    await telegram.until(lambda: len(telegram.called("setMyShortDescription")) >= 2)
    commands = telegram.profile.commands[("default", "en")]
    assert {"command": "adviser", "description": "Talk to a person"} in commands
    assert "BSN" in telegram.profile.descriptions[""]


async def test_after_three_misses_the_ways_out_are_no_answers_to_tick(telegram: Emulator) -> None:
    async with telegram_house(telegram, scripts=TICKS) as house:
        anna = house.person()
        anna.starts()
        await house.quiet()
        for said in ("hm", "tja", "nou"):
            anna.says(said)
            await house.quiet()
        ways_out = [label for label in anna.buttons[-8:] if "mens" in label or "adviseur" in label]
    assert ways_out
    assert not any(label.startswith("☐") for label in ways_out)
