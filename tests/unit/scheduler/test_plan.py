"""What one client gets and when: late enrolment, shared days, holidays, and what always holds."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scheduler.calendar import AMSTERDAM, NaiveMomentError
from scheduler.dutch_holidays import dutch_calendar
from scheduler.hours import Window
from scheduler.plan import Anchor, PlannedContact, Reason, plan
from scheduler.rules import AnchorName, Enrolment, Offset, PastPolicy, Programme, Repeat, Rule, Unit

DUTCH = dutch_calendar()
MORNING = Window(time(9, 30), time(11, 30))
INVITATION = Rule(
    id="invitation",
    script="invitation",
    anchor="ww_end",
    offset=Offset(-3, "months"),
    at=MORNING,
    useful_for=Offset(3, "weeks"),
    title="Uitnodiging",
)
WELCOME = replace(
    INVITATION,
    id="welcome",
    anchor="enrolment",
    offset=Offset(0, "days"),
    past_at_enrolment="send-now",
)
WEEKLY = replace(
    INVITATION,
    id="weekly",
    offset=Offset(-12, "weeks"),
    useful_for=Offset(3, "days"),
    repeat=Repeat(Offset(1, "weeks"), Offset(4, "weeks"), "ww_end"),
)
MONTHLY = replace(
    WEEKLY,
    id="monthly",
    offset=Offset(-5, "months"),
    repeat=Repeat(Offset(1, "months"), Offset(0, "days"), "ww_end"),
)
AFTER_WORK = replace(INVITATION, id="still", anchor="placement", offset=Offset(3, "months"))
END = date(2027, 4, 30)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def planned(
    *rules: Rule, end: date = END, now: str | datetime = "2026-10-05T09:00", enrolled: str = ""
) -> tuple[PlannedContact, ...]:
    moment = at(now) if isinstance(now, str) else now
    programme = Programme(
        id="test",
        title="Test",
        rules=rules,
        enrolment=Enrolment(Offset(-6, "months"), Offset(0, "days")),
    )
    return plan(
        programme,
        {"ww_end": Anchor(end)},
        enrolled=date.fromisoformat(enrolled) if enrolled else moment.date(),
        now=moment,
        calendar=DUTCH,
        spread_key="client-1",
    )


def key_of(contact: PlannedContact) -> str:
    return contact.reason.key if contact.reason else ""


def test_saturday_moves_to_monday_and_says_so() -> None:
    (contact,) = planned(INVITATION)
    assert contact.due.date() == date(2027, 2, 1)
    assert contact.reason == Reason("schedule.moved", {"day": date(2027, 1, 30)})


def test_contact_falls_in_its_window() -> None:
    (contact,) = planned(INVITATION)
    assert time(9, 30) <= contact.due.time() < time(11, 30)
    assert contact.state == "planned"


def test_end_on_the_31st_counts_back_to_the_last_day_of_the_month() -> None:
    (contact,) = planned(replace(INVITATION, offset=Offset(-6, "months")), end=date(2027, 8, 31))
    assert contact.due.date() == date(2027, 3, 1)


def test_monthly_from_the_31st_returns_to_the_31st() -> None:
    days = [c.due.date() for c in planned(MONTHLY, end=date(2027, 7, 31))]
    assert days[0] == date(2027, 3, 1)  # 28 February is a Sunday
    assert days[1] == date(2027, 3, 31)


def test_contact_on_koningsdag_moves_to_the_day_after() -> None:
    (contact,) = planned(replace(INVITATION, offset=Offset(-3, "days")))
    assert contact.due.date() == date(2027, 4, 28)


def test_contact_on_new_years_day_moves_over_the_weekend() -> None:
    (contact,) = planned(INVITATION, end=date(2027, 4, 1))
    assert contact.due.date() == date(2027, 1, 4)


def test_summer_time_starts_between_two_weekly_contacts() -> None:
    by_day = {c.due.date(): c for c in planned(WEEKLY, end=date(2027, 4, 22))}
    before, after = by_day[date(2027, 3, 25)], by_day[date(2027, 4, 1)]
    assert before.due.time() == after.due.time()
    assert before.due.utcoffset() != after.due.utcoffset()


def test_past_at_enrolment_is_skipped_with_a_reason() -> None:
    (contact,) = planned(INVITATION, now="2027-03-01T09:00")
    assert (contact.state, key_of(contact)) == ("skipped", "schedule.past-at-enrolment")
    assert contact.due.date() == date(2027, 2, 1)


def test_past_at_enrolment_is_sent_now() -> None:
    rule = replace(INVITATION, past_at_enrolment="send-now")
    (contact,) = planned(rule, now="2027-02-10T13:15")
    assert (contact.state, key_of(contact)) == ("planned", "schedule.sent-late")
    assert contact.due == at("2027-02-10T13:15")


def test_send_now_at_night_waits_for_the_morning_window() -> None:
    rule = replace(INVITATION, past_at_enrolment="send-now")
    (contact,) = planned(rule, now="2027-02-12T22:00")
    assert contact.due.date() == date(2027, 2, 15)
    assert contact.due.time() >= time(9, 30)


def test_send_now_is_skipped_when_no_longer_useful() -> None:
    rule = replace(INVITATION, past_at_enrolment="send-now")
    (contact,) = planned(rule, now="2027-03-01T13:15")
    assert (contact.state, key_of(contact)) == ("skipped", "schedule.too-late")


def test_past_at_enrolment_is_merged_into_the_welcome() -> None:
    rule = replace(INVITATION, past_at_enrolment="merge")
    (contact,) = planned(rule, now="2027-02-10T13:15")
    assert (contact.state, key_of(contact)) == ("skipped", "schedule.told-in-welcome")


def test_merge_is_sent_when_the_welcome_cannot_have_told_it() -> None:
    rule = replace(INVITATION, past_at_enrolment="merge")
    (contact,) = planned(rule, now="2027-02-10T13:15", enrolled="2026-12-01")
    assert (contact.state, key_of(contact)) == ("planned", "schedule.sent-late")


def test_only_the_last_missed_repeat_is_sent_late() -> None:
    rule = replace(WEEKLY, past_at_enrolment="send-now")
    late = [c for c in planned(rule, now="2027-03-01T13:15") if key_of(c) == "schedule.sent-late"]
    assert [c.occurrence for c in late] == [4]


def test_late_ones_come_on_different_days() -> None:
    late = [replace(INVITATION, id=f"r{n}", past_at_enrolment="send-now") for n in range(3)]
    days = [c.due.date() for c in planned(*late, now="2027-02-10T13:15")]
    assert days == [date(2027, 2, 10), date(2027, 2, 11), date(2027, 2, 12)]


def test_late_one_comes_after_the_welcome_of_the_day() -> None:
    late = replace(INVITATION, past_at_enrolment="send-now")
    first, second = planned(late, WELCOME, now="2027-02-10T08:00")
    assert (first.rule, second.rule) == ("welcome", "invitation")
    assert second.due.date() == date(2027, 2, 11)


def test_two_single_contacts_on_one_day_come_on_two() -> None:
    other = replace(INVITATION, id="other")
    first, second = planned(INVITATION, other)
    assert (first.rule, first.due.date()) == ("invitation", date(2027, 2, 1))
    assert (second.rule, second.due.date()) == ("other", date(2027, 2, 2))
    assert key_of(second) == "schedule.day-taken"


def test_two_single_contacts_share_a_day_when_the_next_is_too_late() -> None:
    other = replace(INVITATION, id="other", useful_for=Offset(0, "days"))
    assert {c.due.date() for c in planned(INVITATION, other)} == {date(2027, 2, 1)}


def test_welcome_comes_today_when_its_window_has_passed() -> None:
    (contact,) = planned(WELCOME, now="2027-02-10T15:00")
    assert contact.due == at("2027-02-10T15:00")


def test_weekly_gives_way_to_a_single_contact_on_its_day() -> None:
    single = replace(INVITATION, offset=Offset(-10, "weeks"))
    on_day = [c for c in planned(WEEKLY, single) if c.due.date() == date(2027, 2, 19)]
    assert {c.rule: c.state for c in on_day} == {"weekly": "skipped", "invitation": "planned"}
    weekly = next(c for c in on_day if c.rule == "weekly")
    assert weekly.reason == Reason(
        "schedule.gives-way", {"day": date(2027, 2, 19), "other": "Uitnodiging"}
    )


def test_weekly_gives_way_to_monthly_and_monthly_to_single() -> None:
    single = replace(INVITATION, offset=Offset(-2, "months"), id="single")
    weekly = replace(WEEKLY, offset=Offset(-2, "months"))
    contacts = planned(weekly, MONTHLY, single)
    states = {c.rule: c.state for c in contacts if c.due.date() == date(2027, 3, 1)}
    assert states == {"weekly": "skipped", "monthly": "skipped", "single": "planned"}


def test_nothing_gives_way_to_what_is_skipped() -> None:
    single = replace(INVITATION, offset=Offset(-12, "weeks"), past_at_enrolment="skip")
    contacts = planned(single, WEEKLY, now="2027-02-10T13:15")
    assert sum(c.state == "planned" for c in contacts if c.rule == "weekly") == 16


def test_repeat_ends_with_its_until() -> None:
    contacts = planned(WEEKLY)
    assert len(contacts) == 17
    assert contacts[-1].due.date() == date(2027, 5, 28)


def test_unknown_date_plans_nothing_yet() -> None:
    assert planned(AFTER_WORK) == ()


def test_two_anchors_give_the_sum_of_their_versions() -> None:
    rule = replace(WEEKLY, anchor="enrolment", offset=Offset(1, "weeks"))
    programme = Programme(
        id="t",
        title="",
        rules=(rule,),
        enrolment=Enrolment(Offset(-6, "months"), Offset(0, "days")),
    )
    anchors: dict[AnchorName, Anchor] = {"ww_end": Anchor(END, 3)}
    now = at("2027-03-01T09:00")
    contacts = plan(
        programme, anchors, enrolled=now.date(), now=now, calendar=DUTCH, spread_key="x"
    )
    assert {c.anchor_version for c in contacts} == {4}


def test_useful_until_is_the_end_of_the_last_useful_day() -> None:
    (contact,) = planned(replace(INVITATION, useful_for=Offset(0, "days")))
    assert contact.useful_until == at("2027-02-01T23:59")


def test_naive_now_is_refused() -> None:
    with pytest.raises(NaiveMomentError):
        planned(INVITATION, now=datetime(2027, 1, 1, 10))  # noqa: DTZ001 - that is refused


UNITS: st.SearchStrategy[Unit] = st.sampled_from(["days", "weeks", "months", "working-days"])
POLICIES: st.SearchStrategy[PastPolicy] = st.sampled_from(["skip", "send-now", "merge"])
ENDS = st.dates(date(2026, 1, 1), date(2035, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        repeat = Repeat(
            Offset(1, draw(st.sampled_from(["weeks", "months"]))),
            Offset(draw(st.integers(-2, 4)), "weeks"),
            "ww_end",
        )
        rule = replace(
            INVITATION,
            id=f"rule-{number}",
            offset=Offset(draw(st.integers(-6, 6)), draw(UNITS)),
            useful_for=Offset(draw(st.integers(0, 6)), draw(UNITS)),
            past_at_enrolment=draw(POLICIES),
            repeat=draw(st.none() | st.just(repeat)),
        )
        found.append(rule)
    return tuple(found)


MINUTES = st.integers(0, 300 * 24 * 60)


def moment_near(end: date, minutes: int) -> datetime:
    start = datetime.combine(end - timedelta(days=200), time(0), AMSTERDAM)
    return start + timedelta(minutes=minutes)


@settings(deadline=None)
@given(rules(), ENDS, MINUTES)
def test_every_contact_falls_in_allowed_hours_on_a_working_day(
    found: tuple[Rule, ...], end: date, minutes: int
) -> None:
    for contact in planned(*found, end=end, now=moment_near(end, minutes)):
        assert DUTCH.is_working_day(contact.due.date())
        assert time(8, 30) <= contact.due.time() < time(20)
        assert contact.due <= contact.useful_until
        assert contact.state == "planned" or contact.reason


@settings(deadline=None)
@given(rules(), ENDS, MINUTES)
def test_plan_is_deterministic_and_in_order(
    found: tuple[Rule, ...], end: date, minutes: int
) -> None:
    now = moment_near(end, minutes)
    first = planned(*found, end=end, now=now)
    assert planned(*found, end=end, now=now) == first
    assert list(first) == sorted(first, key=lambda contact: contact.due)


@settings(deadline=None)
@given(rules(), ENDS, MINUTES, MINUTES)
def test_later_now_never_plans_more(
    found: tuple[Rule, ...], end: date, minutes: int, later: int
) -> None:
    assume(minutes <= later)
    now = moment_near(end, minutes)
    counts = [
        sum(
            c.state == "planned"
            for c in planned(*found, end=end, now=moment, enrolled=now.date().isoformat())
        )
        for moment in (now, moment_near(end, later))
    ]
    assert counts[1] <= counts[0]


@settings(deadline=None)
@given(rules(), ENDS, MINUTES)
def test_repeated_contact_never_shares_its_day(
    found: tuple[Rule, ...], end: date, minutes: int
) -> None:
    contacts = planned(*found, end=end, now=moment_near(end, minutes))
    repeated = {rule.id for rule in found if rule.repeat}
    days = [c.due.date() for c in contacts if c.state == "planned"]
    for contact in contacts:
        if contact.state == "planned" and contact.rule in repeated:
            assert days.count(contact.due.date()) == 1
