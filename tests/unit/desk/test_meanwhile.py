"""What a client does with the assistant while a person has their question stays between them."""

from dataclasses import replace
from datetime import timedelta

from bot.notices import Notice
from bot.outcomes import end_state
from bot.ports import Transaction
from bot.usecases.handoffs import close, reply
from bot.usecases.notifying import unanswered_words
from bot.usecases.recording import record_for_client
from desk.waiting import wait_of

from .meanwhile import KARIN, Meanwhile

PRIVATE = ("alleen met mijn zoontje", "3.000 euro", "Alleen", "in een tent bij mijn broer")
"""What clients may answer in a self-check: to the letter, or in words of their own."""


async def test_a_self_check_is_one_line_at_the_desk(meanwhile: Meanwhile) -> None:
    before = meanwhile.read_at_the_desk()
    await meanwhile.says("zelfcheck", *PRIVATE)
    assert meanwhile.read_at_the_desk()[len(before) :] == [
        "De klant is met Max-WW aan de zelfcheck begonnen. Die antwoorden ziet u niet.",
        "De klant beantwoordt vragen van Max-WW. Die antwoorden ziet u niet.",
    ]


async def test_the_line_about_answers_stands_once_in_a_row(meanwhile: Meanwhile) -> None:
    await meanwhile.says("zelfcheck", "1-2-1980", "hoe bedoelt u", "alleen", "in een tent")
    told = meanwhile.read_at_the_desk()
    assert told.count("De klant beantwoordt vragen van Max-WW. Die antwoorden ziet u niet.") == 1


async def test_a_pressed_answer_is_not_shown_either(meanwhile: Meanwhile) -> None:
    await meanwhile.says("zelfcheck")
    before = meanwhile.read_at_the_desk()
    await meanwhile.house.presses("unknown")
    assert all("weet ik niet" not in text.casefold() for text in meanwhile.read_at_the_desk())
    assert len(meanwhile.read_at_the_desk()) <= len(before) + 1


async def test_no_private_answer_goes_to_the_chat_app(meanwhile: Meanwhile) -> None:
    await meanwhile.says("zelfcheck", *PRIVATE)
    meanwhile.takes()
    await meanwhile.says("zelfcheck", *PRIVATE)
    told = " ".join(meanwhile.told())
    assert [text for text in PRIVATE if text in told] == []
    assert "aan de zelfcheck begonnen" in told


async def test_a_notice_about_a_private_message_says_nothing(meanwhile: Meanwhile) -> None:
    await meanwhile.says("zelfcheck")
    meanwhile.takes()
    told, handoff = meanwhile.told(), meanwhile.handoff
    private = next(m for m in meanwhile.house.messages() if m.meant == "check")
    now = meanwhile.house.clock.now()
    about = Notice("karin", "wrote", now, handoff=handoff.id, message=private.id)
    meanwhile.house.store.transact_now(lambda tx: tx.add_notices([about]))
    assert meanwhile.told() == told


async def test_help_and_stop_are_told_in_our_words(meanwhile: Meanwhile) -> None:
    meanwhile.takes()
    await meanwhile.says("help", "stop")
    told = meanwhile.told()
    assert any("vroeg Max-WW wat er kan" in text for text in told)
    assert any("wil van Max-WW geen berichten meer" in text for text in told)
    assert meanwhile.read_at_the_desk()[-2:] == [
        "De klant vroeg Max-WW wat er kan.",
        "De klant wil van Max-WW geen berichten meer. U kunt nog wel antwoorden.",
    ]


async def test_nobody_is_told_before_the_talk_was_taken(meanwhile: Meanwhile) -> None:
    await meanwhile.says("help")
    assert not any("vroeg Max-WW" in text for text in meanwhile.told())


async def test_words_for_the_adviser_are_shown(meanwhile: Meanwhile) -> None:
    await meanwhile.says("Ik ben er alleen op maandag")
    assert meanwhile.read_at_the_desk()[-1] == "Ik ben er alleen op maandag"


async def test_words_that_were_let_through_are_shown(meanwhile: Meanwhile) -> None:
    meanwhile.takes()
    await meanwhile.says("zelfcheck", "Kunt u bellen voor vrijdag, Karin?")
    assert "Kunt u bellen voor vrijdag, Karin?" not in meanwhile.read_at_the_desk()
    await meanwhile.says("adviseur")
    assert "Kunt u bellen voor vrijdag, Karin?" in meanwhile.read_at_the_desk()
    assert any("Kunt u bellen voor vrijdag, Karin?" in text for text in meanwhile.told())


async def test_an_answer_to_the_letter_stays_private_when_the_person_wrote_meanwhile(
    meanwhile: Meanwhile,
) -> None:
    await meanwhile.says("zelfcheck", "ja", "1-2-1980")
    now = meanwhile.house.clock.now()
    around, number = meanwhile.house.assistant.around, meanwhile.handoff.id
    meanwhile.house.store.transact_now(lambda tx: reply(tx, around, KARIN, number, "Dag.", now))

    await meanwhile.says("Dank u Karin, tot maandag", "Alleen")
    read = meanwhile.read_at_the_desk()
    assert ("Alleen" in read, "Dank u Karin, tot maandag" in read) == (False, True)


async def test_who_answers_the_assistant_does_not_wait_for_a_person(meanwhile: Meanwhile) -> None:
    now = meanwhile.house.clock.now()
    around, number = meanwhile.house.assistant.around, meanwhile.handoff.id
    meanwhile.house.store.transact_now(lambda tx: reply(tx, around, KARIN, number, "Dag.", now))
    await meanwhile.says("help")
    handoff, store = meanwhile.handoff, meanwhile.house.store
    assert not store.transact_now(lambda tx: wait_of(tx, meanwhile.office, handoff)).waiting
    words = meanwhile.house.assistant.around.vocabulary
    assert store.transact_now(lambda tx: unanswered_words(tx, handoff, words)) == []


async def test_what_the_assistant_goes_on_with_at_the_end_is_not_shown(
    meanwhile: Meanwhile,
) -> None:
    around, number = meanwhile.house.assistant.around, meanwhile.handoff.id
    now = meanwhile.house.clock.now() + timedelta(minutes=1)

    def work(tx: Transaction) -> None:
        reply(tx, around, KARIN, number, "Dag.", now)
        ended = close(tx, around, number, now + timedelta(minutes=1))
        extra = replace(ended[0], text="U heeft waarschijnlijk recht op bijstand.")
        tx.add_messages([extra])

    meanwhile.house.store.transact_now(work)
    assert "U heeft waarschijnlijk recht op bijstand." not in meanwhile.read_at_the_desk()
    assert any(text.startswith("Uw vraag is afgerond.") for text in meanwhile.read_at_the_desk())


async def test_a_client_denies_what_was_recorded_while_the_adviser_has_the_talk(
    meanwhile: Meanwhile,
) -> None:
    house, client = meanwhile.house, meanwhile.house.file().client.id
    around, now = house.assistant.around, house.clock.now()
    house.store.transact_now(lambda tx: record_for_client(tx, around, KARIN, client, "work", now))
    await meanwhile.says("nee")
    outcomes = house.store.transact_now(lambda tx: tx.outcomes(client))
    assert end_state(outcomes) == "unknown"
    assert "De klant beantwoordt vragen van Max-WW." in " ".join(meanwhile.read_at_the_desk())
