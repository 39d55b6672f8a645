"""Asked again at the moment itself: sent, put off, skipped or cancelled, always with a reason."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.calendar import AMSTERDAM, NaiveMomentError
from scheduler.due import Cancel, Decision, Defer, Send, Situation, Skip, decide, settlement
from scheduler.dutch_holidays import dutch_calendar
from scheduler.hours import QuietHours, Window
from scheduler.plan import PlannedContact, Reason
from scheduler.rules import Offset, Rule

DUTCH = dutch_calendar()
RULE = Rule(
    id="weekly",
    script="weekly-check-in",
    anchor="ww_end",
    offset=Offset(-3, "months"),
    at=Window(time(9, 30), time(11, 30)),
    useful_for=Offset(3, "days"),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


CONTACT = PlannedContact(
    rule="weekly",
    script="weekly-check-in",
    anchor="ww_end",
    anchor_version=1,
    occurrence=1,
    due=at("2027-02-01T10:00"),
    useful_until=at("2027-02-04T23:59"),
    fingerprint=RULE.timing_fingerprint,
)
QUIET_SITUATION = Situation(rule=RULE, anchor_version=1)


def decided(
    now: str, situation: Situation = QUIET_SITUATION, contact: PlannedContact = CONTACT
) -> Decision:
    return decide(contact, situation, now=at(now), calendar=DUTCH, quiet_hours=QuietHours())


def test_is_sent_when_nothing_stands_in_the_way() -> None:
    assert decided("2027-02-01T10:00") == Send()


@pytest.mark.parametrize(
    ("situation", "key"),
    [
        (replace(QUIET_SITUATION, anchor_version=2), "schedule.date-changed"),
        (replace(QUIET_SITUATION, anchor_version=None), "schedule.date-changed"),
        (replace(QUIET_SITUATION, rule=None), "schedule.rule-removed"),
        (
            replace(QUIET_SITUATION, rule=replace(RULE, offset=Offset(-2, "months"))),
            "schedule.rule-changed",
        ),
        (replace(QUIET_SITUATION, stopped=True), "schedule.stopped"),
        (replace(QUIET_SITUATION, ended=True), "schedule.ended"),
    ],
)
def test_is_cancelled_when_no_longer_so(situation: Situation, key: str) -> None:
    assert decided("2027-02-01T10:00", situation) == Cancel(Reason(key))


def test_is_cancelled_when_the_rule_is_for_others_now() -> None:
    decision = decided("2027-02-01T10:00", replace(QUIET_SITUATION, is_for=False))
    assert decision == Cancel(Reason("schedule.not-for-you", {"day": CONTACT.due.date()}))


def test_other_words_in_the_rule_change_nothing() -> None:
    edited = replace(QUIET_SITUATION, rule=replace(RULE, title="Nieuw", script="other"))
    assert decided("2027-02-01T10:00", edited) == Send()


def test_what_a_script_planned_needs_no_rule() -> None:
    wake = Situation(rule=None, anchor_version=None, by_rule=False)
    assert decided("2027-02-01T10:00", wake) == Send()
    assert isinstance(decided("2027-02-01T10:00", replace(wake, stopped=True)), Cancel)


def test_after_work_contact_goes_on_after_the_end() -> None:
    ended = replace(QUIET_SITUATION, ended=True)
    assert decided("2027-02-01T10:00", ended, replace(CONTACT, anchor="placement")) == Send()


def test_useful_until_its_very_last_minute() -> None:
    evening = replace(CONTACT, useful_until=at("2027-02-04T12:00"))
    assert decided("2027-02-04T12:00", contact=evening) == Send()
    late = decided("2027-02-04T12:01", contact=evening)
    assert isinstance(late, Skip)
    assert late.reason.key == "schedule.too-late"


def test_after_an_outage_what_is_no_longer_useful_is_skipped() -> None:
    assert isinstance(decided("2027-02-10T10:00"), Skip)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2027-02-01T20:00", "2027-02-02T08:30"),
        ("2027-02-02T03:00", "2027-02-02T08:30"),
    ],
)
def test_quiet_hours_put_off_to_the_morning(now: str, until: str) -> None:
    decision = decided(now)
    assert isinstance(decision, Defer)
    assert decision.until == at(until)
    assert decision.reason.key == "schedule.quiet-hours"


def test_weekend_puts_off_to_monday_when_still_useful_then() -> None:
    contact = replace(CONTACT, due=at("2027-02-05T10:00"), useful_until=at("2027-02-08T23:59"))
    decision = decided("2027-02-06T10:00", contact=contact)
    assert isinstance(decision, Defer)
    assert decision.until == at("2027-02-08T08:30")


def test_holiday_puts_off_past_easter_or_skips() -> None:
    contact = replace(CONTACT, due=at("2027-03-25T19:59"), useful_until=at("2027-03-28T23:59"))
    decision = decided("2027-03-26T10:00", contact=contact)
    assert isinstance(decision, Skip)
    assert decision.reason.key == "schedule.quiet-hours-too-long"


def test_night_in_which_the_clock_goes_forward_ends_at_half_past_eight() -> None:
    contact = replace(CONTACT, due=at("2026-03-27T21:00"), useful_until=at("2026-04-04T12:00"))
    decision = decided("2026-03-29T01:30", contact=contact)
    assert isinstance(decision, Defer)
    assert decision.until.isoformat() == "2026-03-30T08:30:00+02:00"


def test_pause_puts_off_until_it_ends() -> None:
    paused = replace(QUIET_SITUATION, paused_until=at("2027-02-03T00:00"))
    decision = decided("2027-02-01T10:00", paused)
    assert decision == Defer(
        at("2027-02-03T08:30"),
        Reason("schedule.paused", {"until": at("2027-02-03T00:00").date(), "at": "08.30"}),
    )


def test_pause_longer_than_useful_skips() -> None:
    paused = replace(QUIET_SITUATION, paused_until=at("2027-03-01T00:00"))
    decision = decided("2027-02-01T10:00", paused)
    assert isinstance(decision, Skip)
    assert decision.reason.key == "schedule.paused-too-long"


def test_pause_that_is_over_changes_nothing() -> None:
    paused = replace(QUIET_SITUATION, paused_until=at("2027-02-01T00:00"))
    assert decided("2027-02-01T10:00", paused) == Send()


def test_without_consent_it_waits_and_the_welcome_does_not() -> None:
    waiting = replace(QUIET_SITUATION, consent_given=False)
    assert isinstance(decided("2027-02-01T10:00", waiting), Defer)
    welcome = replace(waiting, rule=replace(RULE, needs_consent=False))
    assert decided("2027-02-01T10:00", welcome) == Send()


def test_open_handoff_puts_off_to_the_next_day() -> None:
    decision = decided("2027-02-01T10:00", replace(QUIET_SITUATION, handoff_open=True))
    assert isinstance(decision, Defer)
    assert decision.until == at("2027-02-02T10:00")


def test_talk_under_way_puts_off_two_hours() -> None:
    talking = replace(QUIET_SITUATION, talk_under_way_since=at("2027-02-01T09:00"))
    decision = decided("2027-02-01T10:00", talking)
    assert isinstance(decision, Defer)
    assert decision.until == at("2027-02-01T12:00")


def test_talk_in_the_evening_is_asked_again_in_the_morning() -> None:
    talking = replace(QUIET_SITUATION, talk_under_way_since=at("2027-02-01T19:00"))
    decision = decided("2027-02-01T19:30", talking)
    assert isinstance(decision, Defer)
    assert decision.until == at("2027-02-02T08:30")


def test_talk_that_lies_still_for_a_day_holds_nothing_up() -> None:
    still = replace(QUIET_SITUATION, talk_under_way_since=at("2027-01-31T09:00"))
    assert decided("2027-02-01T10:00", still) == Send()
    wrote = replace(still, last_client_message=at("2027-02-01T09:55"))
    assert isinstance(decided("2027-02-01T10:00", wrote), Defer)


def test_claimed_too_early_waits_for_its_moment() -> None:
    decision = decided("2027-02-01T09:00")
    assert isinstance(decision, Defer)
    assert decision.until == CONTACT.due


def test_naive_now_is_refused() -> None:
    with pytest.raises(NaiveMomentError):
        decide(
            CONTACT,
            QUIET_SITUATION,
            now=datetime(2027, 2, 1, 10),  # noqa: DTZ001 - that is refused
            calendar=DUTCH,
            quiet_hours=QuietHours(),
        )


def test_settlement_writes_state_reason_and_moment() -> None:
    defer = decided("2027-02-01T20:00")
    assert isinstance(defer, Defer)
    assert settlement(defer).due == defer.until
    assert [settlement(d).state for d in (Send(), defer, Skip(defer.reason))] == [
        "sent",
        "deferred",
        "skipped",
    ]
    assert settlement(Cancel(defer.reason)).state == "cancelled"


@settings(deadline=None)
@given(st.integers(0, 20_000), st.booleans(), st.booleans(), st.integers(0, 20_000))
def test_waiting_always_ends_and_never_at_a_quiet_hour(
    minutes: int, handoff: bool, consent: bool, pause: int
) -> None:
    now = CONTACT.due + timedelta(minutes=minutes)
    situation = replace(
        QUIET_SITUATION,
        handoff_open=handoff,
        consent_given=consent,
        paused_until=CONTACT.due + timedelta(minutes=pause),
    )
    decision = decide(CONTACT, situation, now=now, calendar=DUTCH, quiet_hours=QuietHours())
    if isinstance(decision, Defer):
        assert now < decision.until <= CONTACT.useful_until
        assert DUTCH.is_working_day(decision.until.date())
        assert not QuietHours().cover(decision.until.time())


def test_what_can_wait_gives_way_to_an_offer_that_must_be_answered() -> None:
    offered = replace(QUIET_SITUATION, offer_until=at("2027-02-02T10:00"))
    found = decided("2027-02-01T10:00", offered)
    assert isinstance(found, Defer)
    assert (found.until, found.reason.key) == (at("2027-02-02T10:00"), "schedule.offer-open")


@pytest.mark.parametrize("until", ["2027-02-01T09:00", "2027-02-04T23:30"])
def test_an_offer_that_is_over_or_lasts_too_long_holds_nothing_up(until: str) -> None:
    assert decided("2027-02-01T10:00", replace(QUIET_SITUATION, offer_until=at(until))) == Send()
