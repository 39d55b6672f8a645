"""The coordinator's figures: numbers with what they are part of, and nobody to be seen."""

from dataclasses import replace
from datetime import date, timedelta

from bot.clients import Address, Anchor, Client, ClientFile
from bot.ports import Transaction
from bot.records import Milestone, Outcome
from bot.step_counts import StepCount, StepTotal

from .conftest import NOW, Place

FIGURES = "/studio/figures"


def bring_in(place: Place, count: int, outcome: str = "", *, month: int = 5) -> None:
    """Keep clients whose WW ends in a month, all of whom did the self-check."""

    def work(tx: Transaction) -> None:
        before = len(tx.clients())
        for number in range(before, before + count):
            anchors = {"ww_end": Anchor(date(2027, month, 31))}
            client = Client(f"c{number}", "trial", NOW, anchors=anchors)
            tx.add_client(ClientFile(client), Address("web", client.id))
            tx.add_milestone(Milestone(client.id, "checked", NOW))
            if outcome:
                tx.add_outcome(Outcome(client.id, outcome, NOW))

    place.do(work)


async def test_without_people_there_are_no_figures(place: Place) -> None:
    browser = await place.signed_in("ineke")
    await browser.get(FIGURES)
    assert "Er zijn nog geen cijfers." in browser.page


async def test_numbers_stand_with_what_they_are_part_of(place: Place) -> None:
    bring_in(place, 30, "work")
    bring_in(place, 10)
    browser = await place.signed_in("ineke")
    await browser.get(FIGURES)
    assert "75 % van 40" in browser.page
    assert "Ze zeggen niet of Max-WW daar de oorzaak van is." in browser.page


async def test_few_people_are_not_seen_on_the_page_nor_in_the_file(place: Place) -> None:
    bring_in(place, 20, "work")
    bring_in(place, 2, "none")
    browser = await place.signed_in("ineke")
    await browser.get(FIGURES)
    csv = (await browser.get(f"{FIGURES}.csv")).text
    assert "afgeschermd" in browser.page
    assert "Proef;Iedereen;;22;Geen inkomen;afgeschermd;" in csv
    assert "Proef;Iedereen;;22;Werk;afgeschermd;" in csv


async def test_a_part_can_be_looked_at_by_itself(place: Place) -> None:
    bring_in(place, 30, "work")
    bring_in(place, 12, month=7)
    browser = await place.signed_in("ineke")
    await browser.get(f"{FIGURES}?by=month&part=2027-07")
    assert "Hoe ver mensen kwamen: juli 2027" in browser.page
    assert "100 % van 12" in browser.page


async def test_numbers_stay_for_an_hour(place: Place) -> None:
    bring_in(place, 20)
    browser = await place.signed_in("ineke")
    await browser.get(FIGURES)
    bring_in(place, 10)
    await browser.get(FIGURES)
    assert "% van 20" in browser.page
    place.clock.forward(timedelta(hours=1))
    await browser.get(FIGURES)
    assert "% van 30" in browser.page


async def test_who_was_erased_counts_no_more(place: Place) -> None:
    bring_in(place, 20)
    place.do(lambda tx: tx.erase_client("c0"))
    browser = await place.signed_in("ineke")
    await browser.get(FIGURES)
    assert "% van 19" in browser.page


async def test_answer_times_are_told_with_their_number(place: Place) -> None:
    handoff = await place.asks()
    later = NOW + timedelta(hours=1)
    answered = replace(handoff, state="answered", answered_at=later)
    place.do(lambda tx: tx.save_handoff(answered))
    browser = await place.signed_in("ineke")
    await browser.get(FIGURES)
    assert "minder dan 5 antwoorden" in browser.page


async def test_where_people_stopped_is_told_for_each_question_of_a_month(place: Place) -> None:
    counts = [StepCount(date(2027, 2, 10), "welcome", "money", 40, 20)]
    place.do(lambda tx: tx.count_steps(counts))
    browser = await place.signed_in("ineke")
    csv = (await browser.get(f"{FIGURES}.csv")).text
    await browser.get(FIGURES)
    assert "Hoeveel geld heeft u?" in browser.page
    start = "Alle programma's;Vragen in februari 2027;Welkom, money;40;"
    assert f"{start}Ging verder, op tien afgerond;20;" in csv
    assert f"{start}Stopte hier, op tien afgerond;20;" in csv


async def test_another_month_can_be_chosen_and_the_rest_of_the_choice_stays(place: Place) -> None:
    days = [date(2027, 1, 10), date(2027, 2, 10)]
    counts = [StepCount(day, "welcome", f"in-{day:%m}", 40, 20) for day in days]
    place.do(lambda tx: tx.count_steps(counts))
    browser = await place.signed_in("ineke")
    await browser.get(f"{FIGURES}?by=group&month=2027-01")
    assert "in-01" in browser.page
    assert "in-02" not in browser.page
    assert '<input type="hidden" name="by" value="group">' in browser.page


async def test_questions_of_the_last_week_are_not_counted_yet(place: Place) -> None:
    place.do(lambda tx: tx.count_steps([StepCount(NOW.date(), "welcome", "money", 40, 20)]))
    browser = await place.signed_in("ineke")
    await browser.get(FIGURES)
    assert "Er zijn nog geen vragen die langer dan een week geleden" in browser.page


async def test_a_talk_through_the_front_door_is_counted(place: Place) -> None:
    await place.says("fatma", "hallo", "Fatma")
    totals = place.do(lambda tx: tx.step_totals(NOW.date(), NOW.date()))
    assert StepTotal("welcome", "name", 1, 1) in totals


async def test_of_who_was_erased_only_the_numbers_of_questions_are_left(place: Place) -> None:
    await place.says("fatma", "hallo", "Fatma")
    place.do(lambda tx: tx.erase_client(place.id_of(tx, "fatma")))
    totals = place.do(lambda tx: tx.step_totals(NOW.date(), NOW.date()))
    assert StepTotal("welcome", "name", 1, 1) in totals


async def test_advisers_do_not_see_the_figures(place: Place) -> None:
    browser = await place.signed_in("karin")
    response = await browser.get(FIGURES)
    assert response.status_code == 403
