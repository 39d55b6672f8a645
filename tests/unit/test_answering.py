"""Answer times count in the adviser's own hours, and tell nothing about few answers."""

from dataclasses import replace
from datetime import date, datetime, time

from bot.advisers import Absence, Adviser
from bot.answering import answer_times, hours_at_work
from bot.handoff import Handoff
from scheduler.calendar import AMSTERDAM, Calendar

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
BO = Adviser("bo", "Bo", "UWV", hours={day: (time(9), time(17)) for day in DAYS})
TODAY = date(2027, 3, 10)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def handoff(number: int, answered: str = "", adviser: str = "bo") -> Handoff:
    """Return a handoff of Monday at ten, promised for Tuesday."""
    opened = Handoff(
        f"h{number}", "anna", "money", at("2027-03-08T10:00"), date(2027, 3, 9), adviser
    )
    return opened.answer(adviser, at(answered)) if answered else opened


def test_nights_and_weekends_do_not_count() -> None:
    friday, monday = at("2027-03-05T16:00"), at("2027-03-08T10:30")
    assert hours_at_work(BO, friday, monday, Calendar()) == 2.5


def test_an_answer_outside_working_hours_ends_no_later_than_they_do() -> None:
    assert hours_at_work(BO, at("2027-03-08T16:00"), at("2027-03-08T20:00"), Calendar()) == 1


def test_days_off_do_not_count() -> None:
    off = Adviser(
        "bo", "Bo", "UWV", hours=BO.hours, absent=(Absence(date(2027, 3, 8), date(2027, 3, 8)),)
    )
    assert hours_at_work(off, at("2027-03-08T10:00"), at("2027-03-09T10:00"), Calendar()) == 1


def test_the_middle_the_slow_end_and_the_promise() -> None:
    answers = [handoff(n, f"2027-03-08T{10 + n}:00") for n in range(1, 5)]
    found = answer_times([*answers, handoff(5, "2027-03-10T10:00")], {"bo": BO}, TODAY, Calendar())
    assert [each.adviser for each in found] == ["", "bo"]
    assert (found[0].n, found[0].median, found[0].ninetieth) == (5, 3, 16)
    assert found[0].in_time == 4


def test_of_few_answers_only_their_number_is_told() -> None:
    (found,) = answer_times([handoff(1, "2027-03-08T11:00")], {"bo": BO}, TODAY, Calendar())
    assert (found.n, found.median, found.in_time, found.adviser) == (1, None, None, "")


def test_what_is_left_of_an_organisation_never_tells_of_few_answers() -> None:
    answers = [
        handoff(number, "2027-03-08T11:00", adviser)
        for number, adviser in enumerate(["bo"] * 6 + ["cas"] * 5 + ["dirk"] * 2)
    ]
    three = {name: replace(BO, id=name) for name in ("bo", "cas", "dirk")}
    found = answer_times(answers, three, TODAY, Calendar())
    assert [(each.adviser, each.n) for each in found] == [("", 13), ("bo", 6)]


def test_what_waits_now_and_what_is_late() -> None:
    found = answer_times([handoff(1), handoff(2, adviser="")], {"bo": BO}, TODAY, Calendar())
    assert [(each.organisation, each.open_now, each.late_now) for each in found] == [
        ("UWV", 1, 1),
        ("", 1, 1),
    ]
