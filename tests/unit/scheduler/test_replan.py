"""A changed date: what is cancelled, moved and added, and that nothing is sent twice."""

import itertools
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar import AMSTERDAM
from scheduler.dutch_holidays import dutch_calendar
from scheduler.hours import Window
from scheduler.plan import Anchor, PlannedContact, State, plan
from scheduler.replan import Replan, replan
from scheduler.rules import AnchorName, Enrolment, Offset, Programme, Repeat, Rule

DUTCH = dutch_calendar()
ONCE = Rule(
    id="invitation",
    script="invitation",
    anchor="ww_end",
    offset=Offset(-3, "months"),
    at=Window(time(9, 30), time(11, 30)),
    useful_for=Offset(3, "weeks"),
)
WEEKLY = replace(
    ONCE,
    id="weekly",
    offset=Offset(-12, "weeks"),
    repeat=Repeat(Offset(1, "weeks"), Offset(4, "weeks"), "ww_end"),
)
REMINDER = replace(ONCE, id="reminder", anchor="session", offset=Offset(-1, "working-days"))
END = date(2027, 4, 30)


@dataclass(frozen=True)
class Row:
    rule: str
    anchor_version: int
    occurrence: int
    fingerprint: str
    due: datetime
    state: State = "planned"
    settled_at: datetime | None = None
    reason_key: str = ""


def programme(*rules: Rule) -> Programme:
    enrolment = Enrolment(Offset(-6, "months"), Offset(0, "days"))
    return Programme(id="test", title="", rules=rules, enrolment=enrolment)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def plan_for(
    *rules: Rule, end: date = END, version: int = 1, now: datetime, session: Anchor | None = None
) -> tuple[PlannedContact, ...]:
    anchors: dict[AnchorName, Anchor] = {"ww_end": Anchor(end, version)}
    if session:
        anchors["session"] = session
    return plan(
        programme(*rules),
        anchors,
        enrolled=date(2026, 11, 2),
        now=now,
        calendar=DUTCH,
        spread_key="client-1",
    )


def rows(contacts: tuple[PlannedContact, ...], now: datetime) -> list[Row]:
    """Write contacts down as they stand at this moment, all that was due having been sent."""
    return [
        Row(c.rule, c.anchor_version, c.occurrence, c.fingerprint, c.due, "sent", c.due)
        if c.state == "planned" and c.due <= now
        else Row(c.rule, c.anchor_version, c.occurrence, c.fingerprint, c.due, c.state)
        for c in contacts
    ]


def changed(*rules: Rule, end: date, now: str) -> Replan[Row]:
    moment = at(now)
    before = rows(plan_for(*rules, now=at("2026-11-02T08:00")), moment)
    after = plan_for(*rules, end=end, version=2, now=moment)
    return replan(before, after, programme(*rules))


def test_changed_date_cancels_the_old_and_adds_the_new() -> None:
    result = changed(ONCE, end=date(2027, 5, 31), now="2026-12-01T12:00")
    ((row, reason),) = result.cancel
    (added,) = result.add
    assert (row.anchor_version, reason.key) == (1, "schedule.date-changed")
    assert (added.anchor_version, added.state) == (2, "planned")
    assert added.due.date() == date(2027, 3, 1)


def test_changed_end_date_sends_nothing_twice() -> None:
    result = changed(ONCE, end=date(2027, 9, 30), now="2027-02-10T12:00")
    (added,) = result.add
    assert result.cancel == ()
    assert (added.state, added.reason and added.reason.key) == ("skipped", "schedule.already-sent")


def test_single_contact_may_come_again_when_its_rule_says_so() -> None:
    again = replace(ONCE, again_after=Offset(30, "days"))
    far = changed(again, end=date(2027, 6, 30), now="2027-02-10T12:00")
    near = changed(again, end=date(2027, 5, 25), now="2027-02-10T12:00")
    assert [c.state for c in far.add] == ["planned"]
    assert [c.state for c in near.add] == ["skipped"]


def test_weekly_just_goes_on_after_a_changed_date() -> None:
    result = changed(WEEKLY, end=date(2027, 5, 28), now="2027-03-10T12:00")
    planned = [c.due.date() for c in result.add if c.state == "planned"]
    assert planned[0] == date(2027, 3, 12)
    assert planned[-1] == date(2027, 6, 25)
    # Good Friday moves to the Tuesday after Easter, three days before the next.
    assert all((b - a).days >= 3 for a, b in itertools.pairwise(planned))


def test_weekly_on_another_weekday_does_not_come_two_days_later() -> None:
    result = changed(WEEKLY, end=date(2027, 5, 2), now="2027-03-06T12:00")
    first = result.add[0]
    assert first.due.date() == date(2027, 3, 8)  # Sunday moved on; the last came Friday the 5th
    assert first.reason is not None
    assert first.reason.key == "schedule.just-sent"
    assert result.add[1].state == "planned"


def test_past_weeks_of_the_new_date_are_not_noted_again() -> None:
    result = changed(WEEKLY, end=date(2027, 4, 9), now="2027-03-10T12:00")
    assert all(contact.due >= at("2027-03-10T12:00") for contact in result.add)


def test_same_plan_changes_nothing() -> None:
    now = at("2027-03-10T12:00")
    contacts = plan_for(ONCE, WEEKLY, now=at("2026-11-02T08:00"))
    again = plan_for(ONCE, WEEKLY, now=now)
    assert replan(rows(contacts, now), again, programme(ONCE, WEEKLY)) == Replan()


def test_edited_timing_moves_the_row_and_edited_words_do_not() -> None:
    now = at("2026-12-01T12:00")
    before = rows(plan_for(ONCE, now=now), now)
    later = replace(ONCE, offset=Offset(-2, "months"))
    result = replan(before, plan_for(later, now=now), programme(later))
    ((row, contact),) = result.move
    assert (row.due.date(), contact.due.date()) == (date(2027, 2, 1), date(2027, 3, 1))
    worded = replace(ONCE, title="Anders")
    assert replan(before, plan_for(worded, now=now), programme(worded)) == Replan()


def test_what_was_sent_is_not_moved_by_an_edit() -> None:
    now = at("2027-02-10T12:00")
    before = rows(plan_for(ONCE, now=at("2026-11-02T08:00")), now)
    later = replace(ONCE, offset=Offset(-2, "months"))
    assert replan(before, plan_for(later, now=now), programme(later)) == Replan()


def test_removed_rule_cancels_with_its_reason() -> None:
    now = at("2026-12-01T12:00")
    before = rows(plan_for(ONCE, WEEKLY, now=now), now)
    result = replan(before, plan_for(WEEKLY, now=now), programme(WEEKLY))
    assert [reason.key for _, reason in result.cancel] == ["schedule.rule-removed"]


def test_shorter_repeat_cancels_its_tail() -> None:
    now = at("2026-12-01T12:00")
    before = rows(plan_for(WEEKLY, now=now), now)
    short = replace(WEEKLY, repeat=Repeat(Offset(1, "weeks"), Offset(2, "weeks"), "ww_end"))
    result = replan(before, plan_for(short, now=now), programme(short))
    assert [reason.key for _, reason in result.cancel] == ["schedule.rule-changed"] * 2


def test_rule_that_is_rolled_back_brings_its_contact_back() -> None:
    now = at("2026-12-01T12:00")
    contacts = plan_for(ONCE, now=now)
    cancelled = [replace(row, state="cancelled") for row in rows(contacts, now)]
    ((row, contact),) = replan(cancelled, contacts, programme(ONCE)).move
    assert (row.state, contact.state) == ("cancelled", "planned")


def test_second_session_gets_its_own_reminder() -> None:
    now = at("2027-02-10T12:00")
    first = plan_for(REMINDER, now=at("2027-01-04T09:00"), session=Anchor(date(2027, 2, 9)))
    second = plan_for(REMINDER, now=now, session=Anchor(date(2027, 2, 16), 2))
    (added,) = replan(rows(first, now), second, programme(REMINDER)).add
    assert (added.state, added.due.date()) == ("planned", date(2027, 2, 15))


def test_chosen_session_adds_its_reminder() -> None:
    now = at("2027-01-04T09:00")
    before = rows(plan_for(ONCE, REMINDER, now=now), now)
    after = plan_for(ONCE, REMINDER, now=now, session=Anchor(date(2027, 2, 9)))
    result = replan(before, after, programme(ONCE, REMINDER))
    assert [c.rule for c in result.add] == ["reminder"]
    assert result.cancel == ()


def test_deferred_contact_that_is_past_by_now_is_left_alone() -> None:
    now = at("2027-02-02T12:00")
    (row,) = rows(plan_for(ONCE, now=at("2026-11-02T08:00")), at("2026-11-02T08:00"))
    deferred = replace(row, state="deferred", due=at("2027-02-02T14:00"))
    assert replan([deferred], plan_for(ONCE, now=now), programme(ONCE)) == Replan()


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(-90, 120)), min_size=1, max_size=5))
def test_however_often_the_date_changes_single_contacts_come_once(
    changes: list[tuple[int, int]],
) -> None:
    """Plays through several changes of date; every contact that falls due is sent."""
    rules = (ONCE, WEEKLY)
    now, version = at("2026-11-02T08:00"), 1
    stored = rows(plan_for(*rules, now=now), now)
    for days, shift in changes:
        now, version = now + timedelta(days=days), version + 1
        stored = [_sent_when_due(row, now) for row in stored]
        new = plan_for(*rules, end=END + timedelta(days=shift), version=version, now=now)
        result = replan(stored, new, programme(*rules))
        gone = {id(row) for row, _ in result.cancel}
        stored = [replace(r, state="cancelled") if id(r) in gone else r for r in stored]
        stored += rows(result.add, at("2020-01-01T00:00"))
    final = [_sent_when_due(row, at("2030-01-01T12:00")) for row in stored]
    assert sum(row.rule == "invitation" and row.state == "sent" for row in final) <= 1
    weekly = sorted(r.due.date() for r in final if r.rule == "weekly" and r.state == "sent")
    assert all((b - a).days >= 1 for a, b in itertools.pairwise(weekly))


def _sent_when_due(row: Row, now: datetime) -> Row:
    if row.state == "planned" and row.due <= now:
        return replace(row, state="sent", settled_at=row.due)
    return row


def test_nothing_gives_way_again_to_what_was_sent_late() -> None:
    late = replace(ONCE, past_at_enrolment="send-now", useful_for=Offset(12, "weeks"))
    late = replace(late, offset=Offset(-26, "weeks"))
    weekly = replace(WEEKLY, offset=Offset(-25, "weeks"))
    friday = at("2026-11-13T08:00")

    def gives_way(standing: dict[tuple[str, int, int], datetime | None]) -> list[date]:
        contacts = plan(
            programme(late, weekly),
            {"ww_end": Anchor(END)},
            enrolled=date(2026, 11, 2),
            now=friday,
            calendar=DUTCH,
            spread_key="client-1",
            standing=standing,
        )
        reasons = [(c.due.date(), c.reason.key) for c in contacts if c.reason]
        return [day for day, key in reasons if key == "schedule.gives-way"]

    assert gives_way({}) == [friday.date()]
    assert gives_way({(late.id, 1, 1): None}) == []
    assert gives_way({(late.id, 1, 1): at("2026-11-20T10:00")}) == [date(2026, 11, 20)]
