"""What holds for all answers: order, doubt and bounds behave as the law and honesty ask."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.entitlement import ESTIMATED, EXACT, Answers, NormTable, Verdict, check
from bot.entitlement.others import PHRASES
from bot.entitlement.registry import DATE_PHRASE, DECISIVE, NOTES, QUESTION_ORDER

MONEY = st.one_of(
    st.sampled_from(["0", "350.42", "878.71", "1013.90", "1419.45", "1419.46", "2027.79"]),
    st.decimals(0, 3000, places=2).map(str),
)
ASSETS = st.one_of(
    st.sampled_from(["0", "7999.99", "8000", "8000.01", "16000", "67500", "67500.01"]),
    st.decimals(0, 90000, places=2).map(str),
)
BIRTHS = st.one_of(
    st.sampled_from(["2008-12-01", "2005-12-01", "1999-12-01", "1999-12-02", "1959-12-01"]),
    st.dates(date(1945, 1, 1), date(2012, 1, 1)).map(date.isoformat),
)
TRUTHS = st.booleans()
KNOWN: Mapping[str, st.SearchStrategy[object]] = {
    "ww_end": st.dates(date(2024, 6, 1), date(2028, 6, 30)).map(date.isoformat),
    "first_ww_day": st.dates(date(2023, 1, 1), date(2027, 1, 1)).map(date.isoformat),
    "birth_date": BIRTHS, "partner_birth_date": BIRTHS,
    "household": st.sampled_from(["single", "single_parent", "couple"]),
    "children_under_18": st.integers(0, 3), "housemates_27": st.integers(0, 4),
    "no_parental_support": TRUTHS,
    "residence": st.sampled_from(["dutch", "equal", "other"]),
    "partner_residence": st.sampled_from(["dutch", "equal", "other"]),
    "lives_in_nl": st.sampled_from([True, True, True, False]),
    "address": st.sampled_from(["fixed", "fixed", "none", "institution"]),
    "income": MONEY, "partner_income": MONEY,
    "money": ASSETS, "vehicles": ASSETS, "other_assets": ASSETS, "debts": ASSETS,
    "home_equity": ASSETS,
    "education": st.sampled_from(["none", "none", "funded", "possible"]),
    "weeks_abroad": st.integers(0, 15),
    "unpaid_leave": st.sampled_from([False, False, True]),
    "detained": st.sampled_from([False, False, True]),
    "ww_full_duration_used": TRUTHS, "self_employed": TRUTHS, "ww_below_minimum": TRUTHS,
}  # fmt: skip
FRIENDLY: Mapping[str, object] = {
    "ww_end": "2026-11-30", "residence": "dutch", "partner_residence": "dutch",
    "lives_in_nl": True, "other_assets": "0", "vehicles": "0", "debts": "0", "home_equity": "0",
    "education": "none", "weeks_abroad": 0, "unpaid_leave": False, "detained": False,
}  # fmt: skip


@st.composite
def complete(draw: st.DrawFn) -> dict[str, object]:
    """Draw all answers; half of the people have nothing unusual, or all would be unlikely."""
    drawn = {key: draw(strategy) for key, strategy in KNOWN.items()}
    return {**drawn, **FRIENDLY} if draw(st.booleans()) else drawn


@st.composite
def partial(draw: st.DrawFn) -> tuple[dict[str, object], set[str]]:
    """Draw all answers and some keys to forget; the end of the WW stays, as it sets the date."""
    keys = st.sets(st.sampled_from([key for key in KNOWN if key != "ww_end"]), max_size=8)
    return draw(complete()), draw(keys)


def judged(table: NormTable, answers: Mapping[str, object]) -> Verdict:
    return check(Answers.from_mapping(answers), table)


def without(answers: Mapping[str, object], keys: set[str]) -> dict[str, object]:
    return {key: "unknown" if key in keys else value for key, value in answers.items()}


MANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(answers=complete(), more=st.decimals(0, 2000, places=2))
def test_more_income_never_raises_the_amount(
    table: NormTable, answers: dict[str, object], more: Decimal
) -> None:
    before = judged(table, answers).bijstand
    after = judged(table, {**answers, "income": Decimal(str(answers["income"])) + more}).bijstand
    assert (after.amount_high or 0) <= (before.amount_high or 0)
    assert not (before.chance == "unlikely" and after.chance == "likely")


@MANY
@given(answers=complete(), more=st.decimals(0, 90000, places=2),
       kind=st.sampled_from(["money", "vehicles", "other_assets", "home_equity"]))  # fmt: skip
def test_more_assets_never_help(
    table: NormTable, answers: dict[str, object], more: Decimal, kind: str
) -> None:
    before = judged(table, answers).bijstand.chance
    richer = {**answers, kind: Decimal(str(answers[kind])) + more}
    order = ["unlikely", "ask", "likely"]
    assert order.index(judged(table, richer).bijstand.chance) <= order.index(before)


@MANY
@given(drawn=partial())
def test_an_unknown_answer_never_flips_the_chance(
    table: NormTable, drawn: tuple[dict[str, object], set[str]]
) -> None:
    answers, forgotten = drawn
    known = judged(table, answers).bijstand.chance
    doubtful = judged(table, without(answers, forgotten)).bijstand.chance
    assert doubtful in (known, "ask")


@MANY
@given(drawn=partial())
def test_bounds_contain_the_amount_and_never_widen(
    table: NormTable, drawn: tuple[dict[str, object], set[str]]
) -> None:
    answers, forgotten = drawn
    inner = judged(table, answers).bijstand
    outer = judged(table, without(answers, forgotten)).bijstand
    if inner.amount_low is None or inner.amount_high is None:
        assert (outer.norm, outer.amount, outer.amount_low, outer.amount_high) == (None,) * 4
        return
    assert outer.amount_low is not None
    assert outer.amount_high is not None
    assert outer.amount_low <= inner.amount_low <= inner.amount_high <= outer.amount_high
    assert inner.amount is None or inner.amount_low <= inner.amount <= inner.amount_high


@MANY
@given(drawn=partial())
def test_every_answer_that_is_asked_is_missing_and_can_matter(
    table: NormTable, drawn: tuple[dict[str, object], set[str]]
) -> None:
    answers, forgotten = drawn
    verdict = judged(table, without(answers, forgotten))
    assert set(verdict.missing) <= forgotten & set(QUESTION_ORDER)
    assert verdict.bijstand.chance == "ask" or not verdict.missing


@MANY
@given(drawn=partial())
def test_when_an_answer_changes_the_chance_one_is_asked_for(
    table: NormTable, drawn: tuple[dict[str, object], set[str]]
) -> None:
    answers, forgotten = drawn
    verdict = judged(table, without(answers, forgotten))
    if verdict.bijstand.chance != judged(table, answers).bijstand.chance:
        assert verdict.missing
        asked = {key: answers[key] for key in verdict.missing}
        settled = judged(table, {**without(answers, forgotten), **asked})
        assert settled.bijstand.chance == judged(table, answers).bijstand.chance


@MANY
@given(drawn=partial())
def test_amounts_told_by_heart_never_flip_the_chance(
    table: NormTable, drawn: tuple[dict[str, object], set[str]]
) -> None:
    answers = Answers.from_mapping(without(*drawn))
    exact, told = (check(answers, table, each).bijstand for each in (EXACT, ESTIMATED))
    assert told.chance in (exact.chance, "ask")
    if exact.amount_low is not None and exact.amount_high is not None:
        assert (told.amount_low or 0) <= exact.amount_low
        assert exact.amount_high <= (told.amount_high or 0) or told.chance == "unlikely"


@MANY
@given(drawn=partial())
def test_an_unlikely_right_says_what_could_change_it(
    table: NormTable, drawn: tuple[dict[str, object], set[str]]
) -> None:
    bijstand = judged(table, without(*drawn)).bijstand
    against = [reason for reason in bijstand.reasons if reason.result == "no"]
    assert bool(bijstand.changes) == bool(against) == (bijstand.chance == "unlikely")


@MANY
@given(drawn=partial())
def test_every_reason_has_an_article_and_a_declared_sentence(
    table: NormTable, drawn: tuple[dict[str, object], set[str]]
) -> None:
    verdict = judged(table, without(*drawn))
    declared = {phrase for rule in (*DECISIVE, *NOTES) for phrase in rule.phrases} | {DATE_PHRASE}
    reasons = verdict.bijstand.reasons
    assert {reason.phrase for reason in reasons} <= declared
    assert all(reason.article for reason in reasons)
    assert all(other.article for other in verdict.others)
    assert {other.phrase for other in verdict.others} <= set(PHRASES)
    if verdict.bijstand.chance == "unlikely":
        assert reasons[0].result == "no"


@MANY
@given(answers=complete(), days=st.integers(1, 400))
def test_without_norms_no_amount_is_given(
    table: NormTable, answers: dict[str, object], days: int
) -> None:
    later = date(2026, 12, 31) + timedelta(days=days)
    verdict = judged(table, {**answers, "date": later})
    bijstand = verdict.bijstand
    assert not verdict.norms.usable
    assert {bijstand.norm, bijstand.amount, bijstand.amount_low, bijstand.amount_high} == {None}
    assert "norms-not-known-yet" in {reason.rule for reason in bijstand.reasons}
