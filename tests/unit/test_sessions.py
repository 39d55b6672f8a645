"""Sessions as values: for whom, until when a free place is kept, personal talks."""

from datetime import date, datetime

import pytest

from bot.sessions import InformationSession, answer_by
from scheduler.calendar import AMSTERDAM
from scheduler.dutch_holidays import dutch_calendar
from scheduler.hours import QuietHours


def session(**changes: object) -> InformationSession:
    given: dict[str, object] = {"starts_at": at("2027-03-18 14:00"), **changes}
    return InformationSession(id="s", programme="p", place="Stadhuis", capacity=5, **given)  # type: ignore[arg-type]  # any field


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2027-03-08 14:00", "2027-03-09 14:00"),
        ("2027-03-05 14:00", "2027-03-08 08:30"),  # from Friday to Monday, after the quiet hours
        ("2027-03-08 19:59", "2027-03-09 19:59"),
        ("2027-03-18 09:00", "2027-03-18 12:00"),  # shorter: it begins at two
    ],
)
def test_a_free_place_is_kept_for_a_day_and_never_ends_when_nobody_writes(
    now: str, until: str
) -> None:
    assert answer_by(session(), at(now), dutch_calendar(), QuietHours()) == at(until)


def test_just_before_it_begins_nobody_is_offered_a_place() -> None:
    assert answer_by(session(), at("2027-03-18 11:30"), dutch_calendar(), QuietHours()) is None


def test_the_clock_going_forward_keeps_the_hour() -> None:
    later = session(starts_at=at("2027-04-08 14:00"), confirm_days=4)
    until = answer_by(later, at("2027-03-26 10:00"), dutch_calendar(), QuietHours())
    assert until == at("2027-03-30 10:00")


@pytest.mark.parametrize(
    ("municipality", "ww_end", "fits"),
    [
        ("assen", date(2027, 3, 18), True),
        ("Assen", date(2027, 3, 17), False),
        ("Groningen", None, False),
        ("", None, False),
        ("Assen", None, True),
    ],
)
def test_a_session_is_for_its_municipalities_before_the_ww_ends(
    municipality: str, ww_end: date | None, fits: bool
) -> None:
    meeting = session(municipalities=("Assen", "Tynaarlo"))
    assert meeting.fits(municipality, ww_end, date(2027, 3, 18)) is fits


def test_a_session_for_all_asks_for_no_municipality() -> None:
    assert session(after_ww_end=True).fits("", date(2027, 1, 1), date(2027, 3, 18))


def test_talks_are_given_out_at_several_desks_one_after_another() -> None:
    talks = session(talk_minutes=15, talks_at_once=2, minutes=60)
    assert talks.talk_slots == ((0, 0), (0, 1), (1, 0), (1, 1), (2, 0))
    assert talks.talk_at(1) == at("2027-03-18 15:15")
    assert session().talk_slots == ()


def test_only_another_moment_or_place_must_be_told() -> None:
    meeting = session()
    assert meeting.moved(meeting.starts_at, meeting.place, "").sequence == 0
    assert meeting.moved(meeting.starts_at, "Bibliotheek", "").sequence == 1
    assert meeting.cancelled().cancelled().sequence == 1
