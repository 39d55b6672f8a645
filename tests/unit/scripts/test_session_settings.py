"""Reading the series of sessions in a programme: everything that can be said, and the defaults."""

from datetime import time

from bot.scripts.problems import Problem
from bot.scripts.programmes import parse_programme
from scheduler.hours import Window
from scheduler.rules import Offset
from scheduler.sessions import SessionSeries, Talks
from tests.fixtures import shipped

HEAD = """\
programme: proef
title: Proef
rules:
  - {id: welcome, script: welcome, when: 0 days after enrolment}
sessions:
"""
FULL = """\
  - id: avond
    title: Avond over werk
    link: https://video.example/avond
    municipalities: [Assen, Tynaarlo]
    capacity: 12
    weekday: thursday
    every: 2 weeks
    between: "19:00-20:00"
    subjects: [Werk]
    attendance: expected
    languages: [nl, en]
    accessible: [hearing-loop]
    companion: no
    interpreter: yes
    bring: [uw cv]
    talks: {minutes: 10, at once: 2}
    confirm within: 2 days
    not after ww_end: no
"""
SHORT = "  - {id: dag, title: Dag, place: Stadhuis, capacity: 5}\n"


def read(text: str) -> tuple[tuple[SessionSeries, ...], list[Problem]]:
    programme, problems = parse_programme(HEAD + text, "proef", shipped().facts)
    return programme.sessions if programme else (), problems


def test_everything_that_can_be_said_is_read() -> None:
    (series,), problems = read(FULL)
    assert problems == []
    assert series == SessionSeries(
        id="avond",
        title="Avond over werk",
        link="https://video.example/avond",
        municipalities=("Assen", "Tynaarlo"),
        capacity=12,
        weekday=3,
        every=Offset(2, "weeks"),
        at=Window(time(19), time(20)),
        subjects=("Werk",),
        attendance="expected",
        languages=("nl", "en"),
        accessible=("hearing-loop",),
        companion=False,
        interpreter=True,
        bring=("uw cv",),
        talks=Talks(10, 2),
        confirm_within=Offset(2, "days"),
        after_ww_end=True,
    )


def test_work_comes_first_and_coming_is_voluntary_by_default() -> None:
    (series,), _ = read(SHORT)
    assert series.subjects[0].startswith("Werk")
    assert (series.attendance, series.confirm_within) == ("voluntary", Offset(1, "days"))
    assert (series.municipalities, series.after_ww_end, series.talks) == ((), False, None)


def test_there_may_be_several_series_or_none() -> None:
    both, _ = read(FULL + SHORT)
    assert [series.id for series in both] == ["avond", "dag"]
    assert read("") == ((), [])


def test_all_that_is_wrong_is_noted_at_once() -> None:
    _, problems = read("  - {id: dag, title: Dag, capacity: 0, weekday: zondag, wat: 1}\n")
    codes = {problem.code for problem in problems}
    assert codes == {"place-or-link", "bad-capacity", "unknown-option", "unknown-key"}


def test_a_municipality_that_is_none_is_found_before_publishing() -> None:
    text = f"{HEAD}  - {{id: s, title: T, place: P, capacity: 5, municipalities: [Groningem]}}\n"
    found = shipped().check("programme", "proef", text)
    assert [(each.code, each.nearest) for each in found] == [("unknown-municipality", "Groningen")]
