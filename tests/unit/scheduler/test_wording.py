"""The timing words of a programme, and what is said about those that do not exist."""

from contextlib import suppress
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.dutch_holidays import dutch_calendar
from scheduler.hours import Window
from scheduler.rules import Offset, Repeat
from scheduler.sessions import SessionSeries, session_starts
from scheduler.wording import WordingError, read_length, read_moment, read_repeat, read_window


@pytest.mark.parametrize(
    ("text", "offset", "anchor"),
    [
        ("3 months before ww_end", Offset(-3, "months"), "ww_end"),
        ("0 days after enrolment", Offset(0, "days"), "enrolment"),
        ("1 working day before session", Offset(-1, "working-days"), "session"),
        ("2  working days after  placement", Offset(2, "working-days"), "placement"),
        ("1 week after ww_end", Offset(1, "weeks"), "ww_end"),
    ],
)
def test_moment_reads_as_it_is_said(text: str, offset: Offset, anchor: str) -> None:
    assert read_moment(text) == (offset, anchor)


def test_repeat_reads_as_it_is_said() -> None:
    until = Offset(4, "weeks")
    assert read_repeat("every week until 4 weeks after ww_end") == Repeat(
        Offset(1, "weeks"), until, "ww_end"
    )
    assert read_repeat("every 2 weeks until 4 weeks after ww_end").every == Offset(2, "weeks")


@pytest.mark.parametrize("text", ["09:30-11:30", "9.30 – 11.30", " 9:30 - 11:30"])
def test_window_reads_both_ways_of_writing(text: str) -> None:
    assert read_window(text) == Window(time(9, 30), time(11, 30))


@pytest.mark.parametrize(
    ("text", "code", "nearest"),
    [
        ("3 months befor ww_end", "bad-timing", "before"),
        ("3 monts before ww_end", "unknown-unit", "months"),
        ("3 months before wwend", "unknown-anchor", "ww_end"),
        ("soon", "bad-timing", ""),
        ("-3 months before ww_end", "bad-timing", ""),
        ("three months before ww_end", "bad-timing", ""),
        ("999999999999999999999 days before ww_end", "amount-too-big", ""),
        ("999 months before ww_end", "amount-too-big", ""),
        ("", "bad-timing", ""),
    ],
)
def test_bad_moment_names_its_fault(text: str, code: str, nearest: str) -> None:
    with pytest.raises(WordingError) as caught:
        read_moment(text)
    assert (caught.value.code, caught.value.nearest) == (code, nearest)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("weekly", "bad-repeat"),
        ("every 0 weeks until 4 weeks after ww_end", "bad-repeat"),
        ("every wek until 4 weeks after ww_end", "unknown-unit"),
        ("every week until ww_end", "bad-timing"),
    ],
)
def test_bad_repeat_names_its_fault(text: str, code: str) -> None:
    with pytest.raises(WordingError) as caught:
        read_repeat(text)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["morning", "09:30", "25:00-26:00", "9:30-10:30-11:30", ""])
def test_bad_window_is_refused(text: str) -> None:
    with pytest.raises(WordingError, match="bad-window"):
        read_window(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_one_kind_of_error(text: str) -> None:
    for read in (read_length, read_moment, read_repeat, read_window):
        with suppress(WordingError):
            read(text)


MONTHLY = SessionSeries(
    id="",
    title="",
    capacity=1,
    weekday=1,
    every=Offset(1, "months"),
    at=Window(time(10), time(11)),
)


def test_monthly_sessions_are_on_the_first_such_weekday() -> None:
    found = session_starts(MONTHLY, date(2027, 2, 3), date(2027, 5, 31), dutch_calendar())
    assert [start.date() for start in found] == [
        date(2027, 3, 2),
        date(2027, 4, 6),
        date(2027, 5, 4),
    ]


def test_weekly_session_on_a_holiday_moves_on() -> None:
    weekly = SessionSeries(
        id="",
        title="",
        capacity=1,
        weekday=0,
        every=Offset(1, "weeks"),
        at=Window(time(10), time(11)),
    )
    found = session_starts(weekly, date(2027, 3, 22), date(2027, 4, 5), dutch_calendar())
    assert [start.isoformat() for start in found] == [
        "2027-03-22T10:00:00+01:00",
        "2027-03-30T10:00:00+02:00",
        "2027-04-05T10:00:00+02:00",
    ]
