"""Signing up for a session: booked, waiting, moving up, and what is planned around the day."""

from datetime import date, datetime, timedelta

import pytest

from bot.sessions import Wishes
from scheduler.calendar import AMSTERDAM
from tests.house import House
from tests.session_house import (
    FIRST,
    SECOND,
    cancels,
    changes,
    kept,
    signs_up,
    state,
    with_sessions,
)

REMINDER = "Morgen is de bijeenkomst."


@pytest.fixture
async def house() -> House:
    return await with_sessions()


async def test_a_free_place_is_booked_and_the_reminder_planned(house: House) -> None:
    assert "U staat op de lijst" in (await signs_up(house, "anna"))[0]
    assert state(house, "anna") == "s1 booked"
    assert house.file("anna").client.anchors["session"].day == date(2027, 3, 18)
    assert house.contacts("anna")["remind"] == ["planned"]


async def test_a_full_session_has_a_waiting_list_without_reminder(house: House) -> None:
    await signs_up(house, "anna")
    assert "wachtlijst" in (await signs_up(house, "ben"))[0]
    assert state(house, "ben") == "s1 waiting"
    assert "remind" not in house.contacts("ben")


async def test_who_waits_is_offered_the_place_that_is_given_back(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    await cancels(house, "anna")
    said = await house.ticks(minutes=5)
    assert "Zeg het uiterlijk morgen om 10.05 uur" in said[0]
    assert (state(house, "anna"), state(house, "ben")) == ("", "s1 offered")
    assert "remind" not in house.contacts("ben")


async def test_a_yes_books_the_offered_place(house: House) -> None:
    await offered_to_ben(house)
    assert "U staat op de lijst" in (await house.says("ja", "ben"))[0]
    assert state(house, "ben") == "s1 booked"
    assert house.contacts("ben")["remind"] == ["planned"]
    assert house.file("ben").facts["registration"].value == "booked"


async def test_a_no_lets_the_next_in_line_choose(house: House) -> None:
    await offered_to_ben(house)
    await house.enrols("cas")
    await signs_up(house, "cas")
    await house.says("nee", "ben")
    await house.ticks(minutes=5)
    assert (state(house, "ben"), state(house, "cas")) == ("", "s1 offered")


async def test_who_does_not_answer_in_time_leaves_the_list(house: House) -> None:
    await offered_to_ben(house)
    assert state(house, "ben") == "s1 offered"
    said = await house.ticks(hours=25)
    assert "niet meer op de wachtlijst" in said[-1]
    assert state(house, "ben") == ""
    assert "niet meer vrij" in (await house.says("ja, ik kom", "ben"))[0]


async def test_an_offer_is_made_once_and_not_at_night(house: House) -> None:
    house.clock.at = datetime(2027, 3, 12, 19, 50, tzinfo=AMSTERDAM)
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    await cancels(house, "anna")
    house.clock.forward(timedelta(minutes=30))
    assert (await house.ticks(hours=48), state(house, "ben")) == ([], "s1 waiting")
    said = await house.ticks(hours=20)
    assert len([text for text in said if "Er is een plaats vrij" in text]) == 1


async def test_who_rests_keeps_their_turn_while_the_next_is_asked(house: House) -> None:
    await house.enrols("cas")
    await signs_up(house, "anna")
    for who in ("ben", "cas"):
        await signs_up(house, who)
    await house.says("pauze", "ben")
    await house.presses("1_week", "ben")
    await cancels(house, "anna")
    await house.ticks(minutes=5)
    assert (state(house, "ben"), state(house, "cas")) == ("s1 waiting", "s1 offered")


async def test_who_waits_is_offered_the_place_of_who_is_forgotten(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    await house.says("vergeet mij", "anna")
    await house.presses("forget", "anna")
    await house.ticks(minutes=5)
    assert state(house, "ben") == "s1 offered"


async def offered_to_ben(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    await cancels(house, "anna")
    await house.ticks(minutes=5)


async def test_words_for_cancelling_are_an_answer_for_who_has_no_place(house: House) -> None:
    assert "afgemeld" not in " ".join(await house.says("ik kan niet komen", "anna"))


@pytest.mark.parametrize("says", ["ik kan niet", "kan niet", "ik kan het niet"])
async def test_words_that_can_mean_something_else_give_no_place_back(
    house: House, says: str
) -> None:
    await signs_up(house, "anna")
    await house.says(says, "anna")
    assert state(house, "anna") == "s1 booked"


async def test_a_full_session_is_offered_as_such(house: House) -> None:
    await signs_up(house, "anna")
    await house.says("bijeenkomst", "ben")
    await house.presses("see", "ben")
    labels = [choice.label for choice in house.messages("ben")[-1].choices]
    assert labels[0] == "donderdag 18 maart, 14.00 uur (vol, wachtlijst)"


async def test_sessions_of_another_municipality_or_after_the_ww_are_not_offered(
    house: House,
) -> None:
    changes({"s1": {"municipalities": ("Assen",)}}, house)
    await house.enrols("cas", ww_end="1-4-2027", municipality="Groningen")
    assert "Er staat nu geen bijeenkomst" in (await house.says("bijeenkomst", "cas"))[0]
    await house.enrols("dea", municipality="assen")
    await house.says("bijeenkomst", "dea")
    await house.presses("see", "dea")
    assert len(house.messages("dea")[-1].choices) == 2


async def test_needs_and_a_talk_are_kept_with_the_place(house: House) -> None:
    changes(
        {
            "s1": {
                "companion": True,
                "interpreter": True,
                "talk_minutes": 15,
                "talks_at_once": 1,
                "bring": ("uw cv",),
            }
        },
        house,
    )
    await signs_up(house, "anna")
    await house.presses("companion,interpreter,talk", "anna")
    said = await house.says("Tigrinya", "anna")
    wishes = house.store.transact_now(lambda tx: tx.wishes("s1"))
    assert list(wishes.values()) == [Wishes(("companion", "interpreter"), "Tigrinya", 1)]
    assert "Uw gesprek met een adviseur is na afloop, om 15.30 uur." in said[1]
    assert "Neem mee: uw cv." in said[1]


async def test_the_languages_are_said_when_it_is_not_dutch_alone(house: House) -> None:
    changes({"s1": {"languages": ("nl", "en")}}, house)
    said = await signs_up(house, "anna")
    assert "De bijeenkomst is in het Nederlands en Engels." in said[1]
    await signs_up(house, "ben")
    await cancels(house, "anna")
    offer = (await house.ticks(minutes=5))[0]
    assert "De bijeenkomst is in het Nederlands en Engels. Wilt u die plaats?" in offer
    assert len(offer) <= 300


async def test_an_english_client_reads_in_english_what_to_bring(house: House) -> None:
    changes({"s1": {"bring": ("uw cv (als u dat heeft)",)}}, house)
    await house.says("taal")
    await house.says("English")
    said = await signs_up(house, "anna")
    assert "uw" not in said[1].split()


async def test_who_is_on_the_list_is_told_once_that_a_session_moved(house: House) -> None:
    await signs_up(house, "anna")
    starts = datetime(2027, 3, 25, 9, tzinfo=AMSTERDAM)
    move(house, starts)
    said = await house.ticks(minutes=10)
    assert [text for text in said if "donderdag 25 maart, 09.00 uur" in text] == said
    assert house.file("anna").client.anchors["session"].day == date(2027, 3, 25)


async def test_who_is_on_the_list_of_a_cancelled_session_is_offered_others(house: House) -> None:
    await signs_up(house, "anna")
    house.store.transact_now(lambda tx: tx.save_session(kept(tx, "s1").cancelled()))
    said = await house.ticks(minutes=10)
    assert "gaat niet door" in said[0]
    assert "Wilt u de dagen zien?" in said[1]
    assert (len(said), state(house, "anna")) == (2, "")


def move(house: House, starts: datetime) -> None:
    house.store.transact_now(
        lambda tx: tx.save_session(kept(tx, "s1").moved(starts, "Bibliotheek", ""))
    )


async def test_another_day_gives_the_first_one_back(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "anna", SECOND)
    assert state(house, "anna") == "s2 booked"
    assert house.file("anna").client.anchors["session"].day == date(2027, 4, 15)
    assert house.contacts("anna")["remind"] == ["cancelled", "planned"]


async def test_a_place_is_kept_when_the_other_day_became_full_meanwhile(house: House) -> None:
    changes({"s1": {"capacity": 2}, "s2": {"capacity": 1}}, house)
    await signs_up(house, "anna")
    await house.says("andere dag", "anna")
    await signs_up(house, "ben", SECOND)
    said = await house.says("1", "anna")
    assert "U houdt de plaats die u had." in said[0]
    assert (state(house, "anna"), house.contacts("anna")["remind"]) == ("s1 booked", ["planned"])
    assert house.file("anna").facts["registration"].value == "booked"


async def test_a_day_that_is_full_is_not_offered_in_place_of_a_place(house: House) -> None:
    await signs_up(house, "ben")
    await signs_up(house, "anna", SECOND)
    assert "Er is nu geen andere dag." in (await house.says("andere dag", "anna"))[0]


async def test_who_waited_in_vain_is_told_and_offered_other_days(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    house.clock.at = datetime(2027, 3, 18, 11, tzinfo=AMSTERDAM)
    said = await house.ticks(minutes=5)
    assert "Er is geen plaats vrijgekomen" in said[-2]
    assert "Wilt u de dagen zien?" in said[-1]
    assert (state(house, "anna"), state(house, "ben")) == ("s1 booked", "")


async def test_who_waited_in_vain_is_not_offered_the_same_day(house: House) -> None:
    await signs_up(house, "anna")
    await signs_up(house, "ben")
    house.clock.at = datetime(2027, 3, 18, 11, tzinfo=AMSTERDAM)
    await house.ticks(minutes=5)
    await house.presses("see", "ben")
    labels = [choice.label for choice in house.messages("ben")[-1].choices]
    assert labels[0] == "donderdag 15 april, 14.00 uur"


async def test_signing_up_again_keeps_the_talk_after_the_last_session(house: House) -> None:
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 18, 18, tzinfo=AMSTERDAM)
    await house.says("bijeenkomst", "anna")
    await house.presses("see", "anna")
    await house.says(FIRST, "anna")
    assert state(house, "anna") == "s1 booked s2 booked"
    assert house.contacts("anna")["afterwards"] == ["planned", "planned"]
    house.clock.at = datetime(2027, 3, 19, 12, tzinfo=AMSTERDAM)
    said = await house.ticks(hours=48)
    assert "De bijeenkomst van donderdag 18 maart is geweest. Was u erbij?" in said[0]


async def test_waiting_for_a_next_session_keeps_what_follows_the_last(house: House) -> None:
    await signs_up(house, "anna")
    changes({"s2": {"capacity": 1}}, house)
    await signs_up(house, "ben", SECOND)
    house.clock.at = datetime(2027, 3, 18, 18, tzinfo=AMSTERDAM)
    await house.says("bijeenkomst", "anna")
    await house.presses("see", "anna")
    await house.says(FIRST, "anna")
    assert state(house, "anna") == "s1 booked s2 waiting"
    assert house.contacts("anna")["afterwards"] == ["planned"]


async def test_who_waits_gets_a_personal_talk_together_with_the_place(house: House) -> None:
    changes({"s1": {"talk_minutes": 15, "talks_at_once": 1}}, house)
    await signs_up(house, "anna")
    await house.says("nee", "anna")
    await signs_up(house, "ben")
    await house.presses("talk", "ben")
    assert talks(house) == [None, None]
    await cancels(house, "anna")
    await house.ticks(minutes=5)
    said = await house.says("ja", "ben")
    assert talks(house) == [0]
    assert "Uw gesprek met een adviseur" in said[1]


def talks(house: House) -> list[int | None]:
    rows = house.store.transact_now(lambda tx: tx.registrations(session="s1"))
    return [row.talk for row in rows]


async def test_the_reminder_comes_the_working_day_before(house: House) -> None:
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 17, 9, tzinfo=AMSTERDAM)
    assert REMINDER in await house.ticks(hours=3)


async def test_a_second_session_gets_a_reminder_of_its_own(house: House) -> None:
    await signs_up(house, "anna")
    house.clock.at = datetime(2027, 3, 17, 9, tzinfo=AMSTERDAM)
    await house.ticks(hours=3)
    await cancels(house, "anna")
    await house.says("bijeenkomst", "anna")
    await house.presses("see", "anna")
    await house.says(SECOND, "anna")
    assert state(house, "anna") == "s2 booked"
    house.clock.at = datetime(2027, 4, 14, 9, tzinfo=AMSTERDAM)
    assert REMINDER in await house.ticks(hours=3)


async def test_a_session_that_was_taken_away_cannot_be_chosen(house: House) -> None:
    await house.says("bijeenkomst")
    await house.presses("see")
    await house.presses("s9")
    assert state(house, "anna") == ""


async def test_past_sessions_are_not_offered(house: House) -> None:
    house.clock.forward(timedelta(days=60))
    said = await house.says("bijeenkomst")
    assert "Er staat nu geen bijeenkomst" in said[0]
