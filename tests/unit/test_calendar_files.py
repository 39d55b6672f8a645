"""Calendar files of sessions: neutral, stable, and changed when the session is."""

from dataclasses import replace
from datetime import datetime, timedelta

import icalendar

from bot.calendar_files import calendar_file
from bot.sessions import InformationSession, Registration
from scheduler.calendar import AMSTERDAM

NOW = datetime(2027, 3, 8, 10, tzinfo=AMSTERDAM)
STARTS = datetime(2027, 3, 18, 14, tzinfo=AMSTERDAM)
SESSION = InformationSession("s1", "trial", STARTS, "Stadhuis", 2, 60, title="Na de WW")
PLACE = Registration("s1", "client-anna", "booked", NOW, token="secret-token")


def event(session: InformationSession = SESSION, row: Registration = PLACE) -> icalendar.Component:
    text = calendar_file(session, row, "Bijeenkomst", NOW)
    calendar = icalendar.Calendar.from_ical(text)
    assert calendar["method"] == "PUBLISH"
    (found,) = calendar.walk("VEVENT")
    return found


def number(session: InformationSession, row: Registration) -> int:
    return int(str(event(session, row)["sequence"]))


def test_says_when_and_where_and_rings_a_day_before() -> None:
    found = event()
    assert (found["summary"], found["location"]) == ("Bijeenkomst", "Stadhuis")
    assert found.decoded("dtstart") == STARTS
    assert [alarm.decoded("trigger") for alarm in found.walk("VALARM")] == [-timedelta(days=1)]


def test_names_neither_the_client_nor_the_subject() -> None:
    text = calendar_file(SESSION, PLACE, "Bijeenkomst", NOW)
    assert [each for each in (b"anna", b"secret-token", b"WW\r") if each in text] == []


def test_is_the_same_event_with_a_higher_number_after_a_change() -> None:
    moved = SESSION.moved(STARTS, "", "https://x.example/online")
    assert event()["uid"] == event(moved)["uid"]
    assert number(SESSION, PLACE) < number(moved, PLACE)
    assert event(moved)["url"] == "https://x.example/online"


def test_the_number_only_goes_up_when_a_place_is_given_back_and_taken_again() -> None:
    given_back = replace(PLACE, state="cancelled")
    again = replace(PLACE, at=NOW + timedelta(seconds=1))
    given_back_again = replace(again, state="cancelled")
    numbers = [number(SESSION, row) for row in (PLACE, given_back, again, given_back_again)]
    assert numbers == sorted(set(numbers))


def test_a_place_that_was_given_back_is_cancelled() -> None:
    statuses = [
        event()["status"],
        event(row=replace(PLACE, state="waiting"))["status"],
        event(row=replace(PLACE, state="cancelled"))["status"],
        event(SESSION.cancelled())["status"],
    ]
    assert statuses == ["CONFIRMED", "TENTATIVE", "CANCELLED", "CANCELLED"]
