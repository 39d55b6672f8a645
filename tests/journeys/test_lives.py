"""The seven cases from enrolment to after the end of the WW, each as that person meets it.

What was said, what was not sent and why, and what went to a person stands in `lives/`, to be read
as that person would; MAXWW_UPDATE_WALKS=1 writes it anew.
"""

import os
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from tests.journeys.living import Lived, live, still_open
from tests.journeys.seven_people import FIRST_STEPS, JAN, PEOPLE
from tests.journeys.transcripts import transcript

LIVES = Path(__file__).parent / "lives"
UPDATE = os.environ.get("MAXWW_UPDATE_WALKS") == "1"

FILES: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in PEOPLE if not name.startswith("jan-")},
    "jan": tuple(f"jan-{town}" for town in JAN),
}
"""The people whose lives stand in each file."""
EARLY = timedelta(days=84)
"""Three months less a few days: who has three months of WW in all enters in its first week."""
TOLD_ONCE = (
    "ww_end", "first_ww_day", "first_name", "municipality_typed", "consent_contact", "birth_date",
    "home_situation", "household", "partner_birth_date", "income_range", "partner_income_range",
    "income", "partner_income", "money_range", "money", "things", "debts", "special",
    "housemates_27", "education", "ww_full_duration_used", "ww_below_minimum", "sector",
    "cv_ready", "phone", "work_disability", "wants_guidance", "digid",
)  # fmt: skip
"""Facts that nobody is asked for twice, through all the months; what changes is asked anew."""


@cache
def lived(who: str) -> Lived:
    """Return a life; it is lived once, however many tests look at it."""
    return live(PEOPLE[who])


everybody = pytest.mark.parametrize("who", PEOPLE)


@pytest.mark.parametrize("name", FILES)
def test_every_life_is_as_written(name: str) -> None:
    text = "\n\n".join(transcript(lived(who)) for who in FILES[name])
    path = LIVES / f"{name}.txt"
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@everybody
def test_everybody_hears_three_months_ahead_that_the_ww_stops(who: str) -> None:
    life = lived(who)
    told = life.first_told("Uw WW stopt op ")
    assert told is not None
    assert life.life.ww_end - told >= EARLY


@everybody
def test_nobody_is_asked_the_same_twice(who: str) -> None:
    life = lived(who)
    asked = {fact: life.times_asked(fact) for fact in TOLD_ONCE}
    assert [fact for fact, times in asked.items() if times > 1] == []


@everybody
def test_nobody_is_misunderstood_who_types_what_stands_on_a_button(who: str) -> None:
    assert "Ik begrijp" not in lived(who).said


@everybody
def test_nothing_that_was_planned_is_left_without_an_end(who: str) -> None:
    life = lived(who)
    assert still_open(life) == []
    assert [row.rule for row in life.contacts if row.state != "sent" and not row.reason_key] == []


@everybody
def test_how_it_ended_is_told_after_the_end_and_counts_once(who: str) -> None:
    life = lived(who)
    assert [kind for day, kind in life.outcomes if day > life.life.ww_end] != []
    assert sum(life.end_states.values()) == 1
    assert life.end_states["unknown"] == 0


@everybody
def test_nobody_gets_two_planned_messages_on_one_day(who: str) -> None:
    rows = [row for row in lived(who).contacts if row.state == "sent" and row.rule != "welcome"]
    days = [row.settled_at.date() for row in rows if row.settled_at]
    assert len(days) == len(set(days))


@pytest.mark.parametrize("who", ["pieter", "self-employed", "disability"])
def test_who_applies_is_told_the_last_day_on_which_no_month_is_lost(who: str) -> None:
    life = lived(who)
    told = life.told_on(life.sent("apply-on-time")[0])
    assert "uiterlijk op 31 december 2026, uw laatste WW-dag" in told
    assert life.life.ww_end - life.sent("apply-on-time")[0] == timedelta(weeks=5)


# Pieter: told one month ahead in 2017, with an expired DigiD and debts, exempt from applying


def test_pieter_is_never_asked_how_many_jobs_he_applied_for() -> None:
    pieter = lived("pieter")
    assert (pieter.times_asked("applications"), pieter.times_asked("search_state")) == (0, 0)
    assert len(pieter.sent("weekly-check-in")) > 12
    assert "vacatures" not in pieter.said


def test_pieter_hears_in_time_to_renew_his_digid_with_help_and_not_too_late() -> None:
    pieter = lived("pieter")
    told = pieter.first_told("Vraag vandaag een nieuwe DigiD aan op digid.nl.")
    assert told == date(2026, 11, 26)
    assert "Vraag uw gemeente of u iemand kunt machtigen." in pieter.told_on(told)


def test_pieters_debts_lead_to_a_person_without_an_amount() -> None:
    pieter = lived("pieter")
    about_money = [handoff for handoff, _ in pieter.handoffs if handoff.topic == "money"]
    assert [handoff.shared_facts for handoff in about_money] == [()]
    assert "Schulden: uw gemeente helpt gratis." in pieter.said


def test_pieter_is_not_asked_to_apply_once_he_did() -> None:
    pieter = lived("pieter")
    assert "Dat heb ik al gedaan" in pieter.told_on(date(2026, 12, 30))
    assert "U vraagt het aan met DigiD" not in pieter.told_on(date(2026, 12, 30))
    assert [kind for _, kind in pieter.outcomes] == ["bijstand_in_progress", "bijstand"]


# Jan: no home of his own, in each of the five municipalities of the report of 2015


@pytest.mark.parametrize("town", JAN)
def test_jan_applies_at_the_desk_without_digid_before_his_last_day(town: str) -> None:
    jan = lived(f"jan-{town}")
    told = jan.told_on(jan.sent("apply-on-time")[0])
    assert "U vraagt dit aan bij de gemeente zelf, aan het loket." in told
    assert "uiterlijk op 30 september 2026" in told
    assert "DigiD" not in told.partition("wat gebeurt er daarna?")[0]


@pytest.mark.parametrize("town", JAN)
def test_jan_hears_of_a_postal_address_and_a_bed_for_tonight(town: str) -> None:
    jan = lived(f"jan-{town}")
    assert "Vraag dan ook om een briefadres." in jan.said
    assert "Bel vandaag uw gemeente en vraag om opvang." in jan.said


@pytest.mark.parametrize(("town", "first"), FIRST_STEPS.items())
def test_jans_calendar_leads_to_the_first_step_of_his_own_town(town: str, first: str) -> None:
    said = lived(f"jan-{town}").said
    assert first in said
    assert [step for name, step in FIRST_STEPS.items() if name != town and step in said] == []


# a couple whose partner earns more than the norm for two


def test_the_couple_is_not_invited_to_a_session_about_bijstand() -> None:
    couple = lived("couple")
    assert couple.sent("session-invitation") == []
    assert [row.state for row in couple.contacts if row.rule == "session-invitation"] == ["skipped"]


def test_the_couple_is_told_of_other_help_where_others_are_told_to_apply() -> None:
    couple = lived("couple")
    told = couple.told_on(couple.sent("apply-on-time")[0])
    assert "Het helpt om de aanvraag voor die dag te doen." not in told
    assert "Zorgtoeslag" in told
    assert "Aanvragen mag altijd, de gemeente beslist." in told


def test_the_couple_is_not_told_the_same_again_on_the_last_day() -> None:
    assert lived("couple").sent("last-day") == []


# savings above the limit, at 62 and at 58


def test_somebody_of_62_is_led_to_ioaw_and_iow_before_the_last_day() -> None:
    older = lived("older")
    told = older.told_on(older.sent("apply-on-time")[0])
    assert "Vraag die aan voor uw WW stopt" in told
    assert "U vraagt het aan bij uw gemeente, voor uw WW stopt op 31 december 2026." in told
    assert "U vraagt het aan bij UWV, vanaf 5 weken voor uw WW stopt" in told


def test_somebody_of_62_with_ioaw_counts_as_other_income() -> None:
    assert (lived("older").ends_as, lived("older").end_states["other_support"]) == (
        "other_income",
        1,
    )


def test_somebody_of_58_who_wants_nothing_is_left_in_peace_until_the_outcome() -> None:
    younger = lived("fifty-eight")
    assert younger.sent("last-day") == []
    assert "Is er iets veranderd, of raakt uw geld op?" in younger.told_on(date(2027, 1, 14))
    assert "IOAW" not in younger.said
    assert younger.ends_as == "none"


# three months of WW at 24


def test_three_months_of_ww_still_bring_a_session_and_a_youth_coach() -> None:
    young = lived("under-27")
    assert young.sessions == 1
    assert [(handoff.topic, to.role) for handoff, to in young.handoffs] == [
        ("youth", "youth-coach")
    ]


def test_who_is_under_27_is_told_to_report_on_the_first_day_that_counts() -> None:
    young = lived("under-27")
    assert young.sent("report-under-27") == [date(2026, 12, 3)]
    assert "Meld u vanaf 3 december 2026" in young.told_on(young.sent("apply-on-time")[0])
    assert "Doe dan nu de aanvraag." in young.told_on(young.sent("last-day")[0])


# a starter, and a work disability


def test_a_starter_hears_of_the_bbz_with_the_outcome_and_when_applying() -> None:
    starter = lived("self-employed")
    assert "de Bbz. Vraag daar eerst naar." in starter.told_on(starter.life.enrolled)
    assert "de Bbz. Vraag daar eerst naar" in starter.told_on(starter.sent("apply-on-time")[0])


def test_a_starter_who_said_so_is_not_asked_about_applications_again() -> None:
    starter = lived("self-employed")
    assert (starter.times_asked("applications"), starter.facts["exempt"]) == (1, True)


def test_a_job_by_way_of_the_municipality_leads_to_the_jobcoach_and_is_not_passed_on() -> None:
    disabled = lived("disability")
    assert "Dat heet loonkostensubsidie. Bel uw jobcoach of uw gemeente nu al" in disabled.said
    assert [h for h, _ in disabled.handoffs if "work_disability" in h.shared_facts] == []
    assert disabled.counted is not None
    assert disabled.counted.parts["group"] == "work-disability"


def test_three_months_of_ww_still_bring_a_session_in_rotterdam() -> None:
    disabled = lived("disability")
    assert len(disabled.sent("session-invitation-again")) == 1
    assert disabled.sessions == 1
