"""Reading programmes: those that ship, and every fault at its line and column, all at once."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from bot.scripts.problems import Problem
from bot.scripts.programmes import read_programme, read_programmes
from bot.settings import Settings
from bot.texts import Phrasebook
from scheduler.dutch_holidays import dutch_calendar
from scheduler.hours import QuietHours
from scheduler.plan import Anchor, plan
from scheduler.rules import Offset, Programme
from tests.fixtures import shipped

PROGRAMMES = Settings().dialogues / "programmes"
GOOD = """\
programme: proef
title: Proef
enrolment: {earliest: 6 months before ww_end, latest: 0 days after ww_end}
rules:
  - id: welcome
    title: Welkom
    script: welcome
    when: 0 days after enrolment
    between: "09:30-11:30"
    useful for: 30 days
    past at enrolment: send-now
    before consent: yes
  - id: weekly
    script: weekly-check-in
    when: 12 weeks before ww_end
    repeat: every week until 4 weeks after ww_end
"""
Read = Callable[[str], tuple[Programme | None, list[Problem]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_text(text: str) -> tuple[Programme | None, list[Problem]]:
        path = tmp_path / "proef.yaml"
        path.write_text(text, encoding="utf-8")
        return read_programme(path, shipped().facts, {"welcome", "weekly-check-in"})

    return read_text


def test_good_programme_is_read(read: Read) -> None:
    programme, problems = read(GOOD)
    assert problems == []
    assert programme is not None
    welcome, weekly = programme.rules
    assert (welcome.needs_consent, welcome.past_at_enrolment) == (False, "send-now")
    assert weekly.repeat is not None
    assert weekly.useful_for == Offset(2, "weeks")
    assert programme.quiet_hours == QuietHours(time(20), time(8, 30))


@pytest.mark.parametrize(
    ("old", "new", "place", "code", "nearest"),
    [
        ("programme: proef", "programme: prof", "1:12", "other-programme-name", ""),
        ("title: Proef", "titel: Proef", "2:1", "unknown-key", "title"),
        ("6 months before ww_end", "6 months before einde", "3:23", "unknown-anchor", ""),
        ("6 months before ww_end", "6 months before session", "3:23", "unknown-anchor", "ww_end"),
        (
            "0 days after enrolment",
            "0 days after enrollment",
            "8:11",
            "unknown-anchor",
            "enrolment",
        ),
        ("12 weeks before", "12 weks before", "15:11", "unknown-unit", "weeks"),
        ("12 weeks before ww_end", "in time", "15:11", "bad-timing", ""),
        ('"09:30-11:30"', '"11:30-09:30"', "9:14", "bad-window", ""),
        ('"09:30-11:30"', '"19:00-20:30"', "9:14", "window-in-quiet-hours", ""),
        ("30 days", "long", "10:17", "bad-length", ""),
        ("send-now", "sendnow", "11:24", "unknown-option", "send-now"),
        ("before consent: yes", "before consent: perhaps", "12:21", "wrong-kind", ""),
        ("id: weekly", "id: welcome", "13:9", "duplicate-rule", ""),
        ("script: welcome", "script: wellcome", "7:13", "unknown-script", "welcome"),
        ("every week until", "each week until", "16:13", "bad-repeat", ""),
        ("until 4 weeks after", "until 14 weeks before", "16:13", "until-before-start", ""),
        ("useful for", "usefull for", "10:5", "unknown-key", "useful for"),
        ("enrolment: {", "quiet hours: late\nenrolment: {", "3:14", "bad-quiet-hours", ""),
    ],
)
def test_fault_has_its_place_code_and_nearest_name(
    read: Read, old: str, new: str, place: str, code: str, nearest: str
) -> None:
    programme, problems = read(GOOD.replace(old, new, 1))
    found = [(f"{p.place.line}:{p.place.column}", p.code, p.nearest) for p in problems]
    assert (place, code, nearest) in found
    assert programme is None


def test_all_faults_come_at_once_in_order(read: Read) -> None:
    text = GOOD.replace("0 days after enrol", "0 dagen after enrol").replace("30 days", "lang")
    _, problems = read(text.replace("every week", "elke week"))
    assert [(p.place.line, p.code) for p in problems] == [
        (8, "unknown-unit"),
        (10, "bad-length"),
        (16, "bad-repeat"),
    ]


def test_missing_keys_are_named(read: Read) -> None:
    _, problems = read("programme: proef\ntitle: Proef\nrules:\n  - title: Leeg\n")
    assert {str(p.figures["key"]) for p in problems} == {"id", "script", "when"}


def test_programme_without_rules_is_refused(read: Read) -> None:
    _, problems = read("programme: proef\ntitle: Proef\n")
    assert [p.code for p in problems] == ["no-rules"]


def test_every_fault_has_a_sentence(read: Read) -> None:
    say = Phrasebook.load(Settings()).say
    _, problems = read(GOOD.replace("12 weeks", "12 weks").replace("send-now", "now"))
    assert [problem.message(say)[:4] for problem in problems] == ["Bij ", "Bij "]


@pytest.mark.parametrize("name", ["werk-in-zicht", "bossche-model"])
def test_shipped_programme_has_no_problems(name: str) -> None:
    programme, problems = read_programme(PROGRAMMES / f"{name}.yaml", shipped().facts)
    assert problems == []
    assert programme is not None
    assert programme.sessions != ()


def test_shipped_calendar_runs_from_before_the_end_until_after_it() -> None:
    programmes, _ = read_programmes(PROGRAMMES, shipped().facts)
    contacts = plan(
        programmes["werk-in-zicht"],
        {"ww_end": Anchor(date(2027, 4, 30)), "placement": Anchor(date(2027, 5, 3))},
        enrolled=date(2026, 10, 30),
        now=dutch_calendar().local_moment(date(2026, 10, 30), time(0)),
        calendar=dutch_calendar(),
        spread_key="client",
    )
    first = {c.rule: c.due.date() for c in reversed(contacts) if c.state == "planned"}
    assert first["welcome"] == date(2026, 10, 30)
    assert first["session-invitation"] == date(2027, 2, 1)
    assert first["apply-on-time"] == date(2027, 3, 30)
    assert first["last-day"] == date(2027, 4, 29)
    assert first["outcome"] == date(2027, 5, 14)
    assert first["still-at-work-6"] == date(2027, 11, 3)


def test_werk_in_zicht_invites_nobody_earlier_than_three_months() -> None:
    programme = read_programmes(PROGRAMMES, shipped().facts)[0]["werk-in-zicht"]
    invitation = programme.rule("session-invitation")
    assert invitation is not None
    assert invitation.offset == Offset(-3, "months")
