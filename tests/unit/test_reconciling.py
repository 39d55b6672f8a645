"""What the nightly look counts as wrong, and what of a message is still of use elsewhere."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.advisers import Absence, Adviser
from bot.handoff import Handoff
from bot.messages import Author, Delivery, Message
from bot.reconciling import (
    Finding,
    Findings,
    Trace,
    counted,
    failing_channels,
    is_late,
    missed,
    session_trace,
    still_useful,
    unfinished,
    without_cover,
)
from bot.sessions import InformationSession
from scheduler.calendar import AMSTERDAM
from scheduler.dutch_holidays import dutch_calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

CALENDAR = dutch_calendar()
NOW = datetime(2027, 3, 9, 9, 0, tzinfo=AMSTERDAM)
DAY = timedelta(days=1)
HOURS = {"monday": (time(9), time(17))}


def failures(*days_ago: float) -> "Sequence[Delivery]":
    return [Delivery(n, "anna", "telegram", NOW - DAY * ago) for n, ago in enumerate(days_ago)]


def said(author: Author, ago: timedelta = timedelta(hours=1)) -> Message:
    return Message("anna", author, "Dag", NOW - ago, "telegram", "pending")


def test_findings_are_counted_by_kind_and_place() -> None:
    traces = [Trace("replanned"), Trace("late-answer", "mo"), Trace("late-answer", "karin")]
    found = counted([*traces, Trace("late-answer", "karin")], NOW)
    late = Finding("late-answer", 3, (("karin", 2), ("mo", 1)))
    assert found.open == (late,)
    assert found.mended == (Finding("replanned", 1),)


def test_findings_are_kept_as_text() -> None:
    found = counted([Trace("session-full", "s1"), Trace("moved-message")], NOW)
    assert Findings.from_text(found.as_text()) == found


def test_a_finding_of_another_version_is_left_out() -> None:
    kept = counted([Trace("replanned")], NOW).as_text().replace("replanned", "other")
    assert Findings.from_text(kept).found == ()


@pytest.mark.parametrize(("now", "late"), [("2027-03-09T03:50", False), ("2027-03-09T04:00", True)])
def test_a_night_is_missed_from_four_in_the_morning(now: str, late: bool) -> None:
    last_night = Findings(datetime(2027, 3, 8, 3, 30, tzinfo=AMSTERDAM))
    moment = datetime.fromisoformat(now).replace(tzinfo=AMSTERDAM)
    assert missed(last_night, moment, CALENDAR) == late


def test_an_answer_is_late_after_the_promised_day() -> None:
    promised = Handoff("h", "anna", "debts", NOW, date(2027, 3, 9), "karin")
    assert not is_late(promised, date(2027, 3, 9))
    assert is_late(promised, date(2027, 3, 10))
    assert not is_late(promised.answer("karin", NOW), date(2027, 3, 10))


@pytest.mark.parametrize(
    ("days_ago", "failing"),
    [
        ((0, 1, 2, 3, 4), True),
        ((0, 0.1, 0.2, 0.3, 1), False),  # at most one a day counts
        ((0, 7), False),
        ((0, 14), True),
        ((20,), False),
        ((), False),
    ],
)
def test_a_channel_is_given_up_after_five_days_or_two_weeks(
    days_ago: tuple[float, ...], failing: bool
) -> None:
    assert bool(failing_channels(failures(*days_ago), NOW, CALENDAR)) == failing


def test_what_a_person_wrote_is_of_use_however_old() -> None:
    assert still_useful(said("adviser", 9 * DAY), [said("client")], NOW)


def test_what_the_assistant_said_is_of_use_for_some_days_until_the_client_speaks() -> None:
    assert still_useful(said("bot"), [said("bot")], NOW)
    assert not still_useful(said("bot"), [said("client")], NOW)
    assert not still_useful(said("bot", 4 * DAY), [], NOW)


def test_an_adviser_with_clients_needs_somebody_who_steps_in() -> None:
    alone, other = Adviser("karin", "Karin", "UWV"), Adviser("mo", "Mo", "UWV", stand_in="karin")
    found = without_cover([alone, other], {"karin": 2, "mo": 1}, NOW, CALENDAR)
    assert found == (Trace("no-stand-in", "karin"),)
    assert without_cover([alone], {}, NOW, CALENDAR) == ()


@pytest.mark.parametrize(
    ("away", "found"), [(date(2027, 3, 12), 2), (date(2027, 3, 13), 0), (date(2027, 3, 30), 0)]
)
def test_both_away_counts_on_working_days_of_this_week(away: date, found: int) -> None:
    pair = [
        Adviser(name, name, "UWV", stand_in=other, absent=(Absence(away, away),))
        for name, other in (("karin", "mo"), ("mo", "karin"))
    ]
    assert len(without_cover(pair, {"karin": 1, "mo": 1}, NOW, CALENDAR)) == found


@pytest.mark.parametrize(
    ("booked", "days", "kind"),
    [
        (9, 2, "session-full"),
        (8, 2, ""),
        (2, 5, "session-empty"),
        (2, 4, ""),
        (3, 9, ""),
        (0, 15, ""),
    ],
)
def test_a_coming_session_is_nearly_full_or_nearly_empty(booked: int, days: int, kind: str) -> None:
    session = InformationSession("s", "utrecht", NOW + days * DAY, "Stadhuis", capacity=10)
    trace = session_trace(session, booked, NOW)
    assert (trace.kind if trace else "") == kind


def test_who_lacks_hours_or_a_programme_is_found_once_for_each() -> None:
    bare = Adviser("mo", "Mo", "UWV")
    assert unfinished([bare]) == (Trace("no-hours", "mo"), Trace("no-programme", "mo"))
    assert unfinished([replace(bare, left=True)]) == ()


def test_who_only_stands_in_needs_no_programme() -> None:
    mo = Adviser("mo", "Mo", "UWV", hours=HOURS)
    karin = Adviser("karin", "Karin", "UWV", ("small",), hours=HOURS, stand_in="mo")
    assert unfinished([mo, karin]) == ()
