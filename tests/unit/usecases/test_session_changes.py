"""A session that is moved or called off: told at once, and no question about it stays open."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

import pytest

from bot.records import Staff
from bot.usecases.recording import record_for_client
from scheduler.calendar import AMSTERDAM
from tests.house import House
from tests.session_house import changes, kept, signs_up, state, with_sessions

REMIND = """
    script: remind
    title: Herinnering
    steps:
      - call: session-reminder
    """
END_OF_WW = """
    script: apply
    title: Aanvragen
    steps:
      - ask: Wat is de laatste dag van uw WW?
        fact: ww_end
        must be: near
    """
COMES = "Komt u?"
NEW_DAY = datetime(2027, 3, 25, 9, tzinfo=AMSTERDAM)
Begin = Callable[[House], Awaitable[None]]


@pytest.fixture
async def house() -> House:
    return await with_sessions(remind=REMIND)


def call_off(house: House, name: str = "s1") -> None:
    house.store.transact_now(lambda tx: tx.save_session(kept(tx, name).cancelled()))


def move(house: House) -> None:
    house.store.transact_now(
        lambda tx: tx.save_session(kept(tx, "s1").moved(NEW_DAY, "Bibliotheek", ""))
    )


async def reminded(house: House) -> None:
    """Let the reminder of the day before ask whether Anna comes."""
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 17, 9, tzinfo=AMSTERDAM)
    assert COMES in (await house.ticks(hours=2))[-1]


async def offered(house: House) -> None:
    """Let Anna wait and be asked whether she wants a place."""
    await signs_up(house, "ben")
    await signs_up(house, "anna")
    await house.says("afmelden", "ben")
    await house.presses("give", "ben")
    assert "Wilt u die?" in (await house.ticks(minutes=5))[-1]


async def signing_up(house: House) -> None:
    """Let Anna stand before the question what she wants to do with her place."""
    await signs_up(house, "anna")
    await house.says("bijeenkomst")


async def moving(house: House) -> None:
    """Let Anna stand before the other days."""
    await signs_up(house, "anna")
    await house.says("andere dag")


async def giving_back(house: House) -> None:
    """Let Anna stand before the question whether she gives the place back."""
    await signs_up(house, "anna")
    await house.says("afmelden")


ASKED = pytest.mark.parametrize(
    "asked", [reminded, offered, signing_up, moving, giving_back], ids=lambda each: each.__name__
)


@ASKED
async def test_an_answer_to_a_question_about_what_was_called_off_books_nothing(
    house: House, asked: Begin
) -> None:
    await asked(house)
    call_off(house)
    said = await house.says("ja")
    assert "De bijeenkomst van donderdag 18 maart gaat niet door." in said[0]
    assert "Wilt u de dagen zien?" in said[1]
    assert (len(said), state(house, "anna")) == (2, "")


@ASKED
async def test_the_list_tells_it_and_the_question_is_gone(house: House, asked: Begin) -> None:
    await asked(house)
    call_off(house)
    said = await house.ticks(minutes=5)
    assert ["gaat niet door" in said[0], "Wilt u de dagen zien?" in said[1]] == [True, True]
    conversation = house.file().conversation
    assert conversation
    scripts = [each.script for each in conversation.frames if each.script != "remind"]
    assert scripts == ["session-sign-up"]


ASKED_ANEW = pytest.mark.parametrize(
    ("asked", "question"),
    [
        (reminded, COMES),
        (signing_up, "bijeenkomst van donderdag 25 maart 2027. Wat wilt u doen?"),
        (moving, "Welke dag past u beter?"),
        (giving_back, "bijeenkomst van donderdag 25 maart teruggeven?"),
    ],
)


@ASKED_ANEW
async def test_an_answer_about_the_old_day_is_asked_anew_for_the_new_one(
    house: House, asked: Begin, question: str
) -> None:
    await asked(house)
    move(house)
    said = await house.says("ja")
    assert "Nieuw is: donderdag 25 maart, 09.00 uur. Plaats: Bibliotheek." in said[0]
    assert ("U hoeft niets te doen" in said[0], question in said[1]) == (False, True)
    assert (len(said), state(house, "anna")) == (2, "s1 booked")


@ASKED_ANEW
async def test_the_list_tells_of_a_move_and_asks_for_the_new_day(
    house: House, asked: Begin, question: str
) -> None:
    await asked(house)
    move(house)
    said = await house.ticks(minutes=5)
    assert ["Nieuw is: donderdag 25 maart" in said[0], question in said[1]] == [True, True]


async def test_a_place_that_was_being_given_back_is_given_back_after_a_move(house: House) -> None:
    await giving_back(house)
    move(house)
    await house.ticks(minutes=5)
    assert "U bent afgemeld." in (await house.says("ja"))[0]
    assert state(house, "anna") == ""


async def test_who_was_asked_nothing_about_it_reads_of_a_move_alone(house: House) -> None:
    await signs_up(house, "anna")
    move(house)
    said = await house.ticks(minutes=5)
    assert (len(said), "U hoeft niets te doen." in said[0]) == (1, True)


@pytest.mark.parametrize("day", ["10-3-2027", "31-12-2027"])
async def test_a_place_and_its_reminder_stay_when_the_ww_ends_on_another_day(
    house: House, day: str
) -> None:
    await signs_up(house, "anna")
    house.publishes("apply", END_OF_WW)
    house.starts("apply")
    await house.says("nee")
    await house.says(day)
    house.clock.at = datetime(2027, 3, 17, 9, tzinfo=AMSTERDAM)
    assert COMES in (await house.ticks(hours=2))[-1]
    assert state(house, "anna") == "s1 booked"


async def test_who_waits_is_told_that_they_still_wait(house: House) -> None:
    changes({"s1": {"capacity": 1}}, house)
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    move(house)
    said = await house.says("hallo", "ben")
    assert "U staat nog op de wachtlijst." in said[0]
    assert "U hoeft niets te doen" not in said[0]


async def test_an_offer_is_made_again_for_the_new_day(house: House) -> None:
    await offered(house)
    move(house)
    said = await house.ticks(minutes=5)
    assert "Nieuw is: donderdag 25 maart" in said[0]
    assert "Er is een plaats vrij op donderdag 25 maart, 09.00 uur." in said[1]


async def test_what_somebody_needs_is_still_asked_after_a_move(house: House) -> None:
    changes({"s1": {"companion": True}}, house)
    await signs_up(house, "anna")
    move(house)
    said = await house.presses("companion")
    assert "Uw bijeenkomst is veranderd." in said[0]
    assert "U staat op de lijst voor donderdag 25 maart 2027" in said[1]


async def test_another_day_is_shown_before_the_list_told_anything(house: House) -> None:
    await signs_up(house, "anna")
    call_off(house)
    said = await house.says("andere dag")
    assert "gaat niet door" in said[0]
    assert "Welke dag past u beter?" in said[1]


async def test_words_for_the_own_session_are_understood_after_it_was_called_off(
    house: House,
) -> None:
    await signs_up(house, "anna")
    call_off(house)
    said = await house.says("afmelden")
    assert ["gaat niet door" in said[0], "niets af te melden" in said[1]] == [True, True]


async def test_an_answer_to_something_else_counts_beside_the_news(house: House) -> None:
    await signs_up(house, "anna")
    await house.says("taal")
    call_off(house)
    said = await house.says("English")
    assert "Typ bijeenkomst." in said[0]
    assert house.file().client.language == "en"


OTHER_DAY = "Wilt u een andere dag? Typ bijeenkomst."


async def test_who_asks_for_something_else_reads_how_to_choose_another_day(house: House) -> None:
    await signing_up(house)
    call_off(house)
    said = await house.says("taal")
    assert (len(said), OTHER_DAY in said[0]) == (2, True)


async def test_who_writes_to_a_person_reads_how_to_choose_another_day(house: House) -> None:
    await signs_up(house, "anna")
    for text in ("adviseur", "werk zoeken", "Wilt u mij helpen?", "ja", "bijeenkomst"):
        await house.says(text)
    call_off(house)
    said = await house.says("adviseur")
    assert (OTHER_DAY in said[0], await house.ticks(minutes=5)) == (True, [])


async def test_who_rests_reads_how_to_choose_another_day(house: House) -> None:
    await signs_up(house, "anna")
    await house.says("pauze")
    await house.presses("1_week")
    call_off(house)
    said = await house.ticks(minutes=5)
    assert (len(said), OTHER_DAY in said[0]) == (1, True)


async def test_who_asks_for_other_days_is_not_told_to_type_for_them(house: House) -> None:
    await signs_up(house, "anna")
    call_off(house)
    said = await house.says("bijeenkomst")
    assert (OTHER_DAY in said[0], "Wilt u de dagen zien?" in said[1]) == (False, True)


async def test_who_looks_at_the_page_reads_the_news_first(house: House) -> None:
    await reminded(house)
    call_off(house)
    said = await house.returns()
    assert ["gaat niet door" in said[0], "Wilt u de dagen zien?" in said[1]] == [True, True]
    assert OTHER_DAY not in said[0]


async def test_it_is_told_once(house: House) -> None:
    await signs_up(house, "anna")
    move(house)
    await house.says("hallo")
    assert await house.ticks(minutes=10) == []


@pytest.mark.parametrize("says", ["stop", "vergeet mij"])
async def test_nothing_about_a_session_is_asked_after_leaving(house: House, says: str) -> None:
    await reminded(house)
    await house.says(says)
    if says == "vergeet mij":
        await house.presses("forget")
    assert await house.ticks(hours=30) == []


async def test_nobody_is_reminded_of_a_day_that_was_moved_in_the_night(house: House) -> None:
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 16, 21, tzinfo=AMSTERDAM)
    move(house)
    house.clock.at = datetime(2027, 3, 17, 10, 59, tzinfo=AMSTERDAM)
    said = await house.ticks(minutes=1)
    assert ["Uw bijeenkomst is veranderd." in text for text in said] == [True]


async def test_who_gave_the_place_back_is_not_asked_whether_they_come(house: House) -> None:
    await reminded(house)
    await house.says("afmelden")
    said = await house.presses("give")
    assert (len(said), COMES in said[0]) == (1, False)
    assert house.file().conversation is None


async def test_a_day_that_was_moved_meanwhile_is_not_booked_unseen(house: House) -> None:
    await house.says("bijeenkomst")
    await house.presses("see")
    house.store.transact_now(
        lambda tx: tx.save_session(
            kept(tx, "s1").moved(kept(tx, "s1").starts_at + timedelta(days=7), "Stadhuis", "")
        )
    )
    said = await house.presses("s1")
    assert "Het aanmelden is niet gelukt." in said[0]
    assert state(house, "anna") == ""


@pytest.mark.parametrize("places", [("Stadhuis", "Stadhuis"), ("Stadhuis", "Bibliotheek")])
async def test_a_day_shown_in_another_language_is_booked(
    house: House, places: tuple[str, str]
) -> None:
    changes({"s1": {"place": places[0]}, "s2": {"place": places[1]}}, house)
    await house.says("bijeenkomst")
    await house.presses("see")
    await house.says("taal")
    await house.says("English")
    await house.says("1")
    assert (house.file().client.language, state(house, "anna")) == ("en", "s1 booked")


@pytest.mark.parametrize("places", [("Stadhuis", "Stadhuis"), ("Stadhuis", "Bibliotheek")])
@pytest.mark.parametrize(
    "fields", [{"place": "Stad"}, {"starts_at": NEW_DAY}], ids=["place", "day"]
)
async def test_a_day_shown_in_another_language_is_not_booked_when_it_was_moved(
    house: House, places: tuple[str, str], fields: dict[str, object]
) -> None:
    changes({"s1": {"place": places[0]}, "s2": {"place": places[1]}}, house)
    await house.says("bijeenkomst")
    await house.presses("see")
    await house.says("taal")
    await house.says("English")
    changes({"s1": fields}, house)
    said = await house.says("1")
    assert "Signing up did not work." in said[0]
    assert state(house, "anna") == ""


async def test_who_has_a_place_keeps_it_when_the_chosen_day_was_called_off(house: House) -> None:
    await signs_up(house, "anna")
    await house.says("andere dag")
    call_off(house, "s2")
    said = await house.presses("s2")
    assert "Dat lukt niet meer." in said[0]
    assert house.file().facts["registration"].value == "booked"
    assert house.file().client.anchors["session"].day == date(2027, 3, 18)


WORKS = """
    script: apply
    title: Aanvragen
    resume: no
    steps:
      - ask: Hoe ging uw week?
        fact: mood
      - set: outcome
        to: work
      - do: record-outcome
        fact: outcome
      - say: Gefeliciteerd.
    """


async def test_who_finds_work_is_not_asked_to_sign_up_any_more(house: House) -> None:
    house.publishes("apply", WORKS)
    await house.says("bijeenkomst")
    house.clock.at = datetime(2027, 5, 26, 9, tzinfo=AMSTERDAM)
    assert "Hoe ging uw week?" in (await house.ticks(hours=3))[-1]
    assert await house.says("goed") == ["Gefeliciteerd."]
    assert house.file().conversation is None


async def test_who_has_a_place_and_work_is_told_that_it_stays_theirs(house: House) -> None:
    await moving(house)
    adviser_records_work(house)
    await house.assistant.outbox.flush()
    told, asked = house.messages()[-2:]
    assert "Die plek blijft van u." in told.text
    assert "Klopt dat?" in asked.text
    assert state(house, "anna") == "s1 booked"


def adviser_records_work(house: House) -> None:
    client, around, now = house.file().client.id, house.assistant.around, house.clock.now()
    karin = Staff("karin", "Karin", "adviser", "karin")
    house.store.transact_now(lambda tx: record_for_client(tx, around, karin, client, "work", now))
