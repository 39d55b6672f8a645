"""What the verdict says beside the chance: order, questions, terms, other support, sentences."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from bot.entitlement import (
    ESTIMATED,
    EXACT,
    Answers,
    NormTable,
    Signpost,
    Verdict,
    check,
    citation,
    other_help,
    verdict_as_json,
)
from bot.entitlement.others import PHRASES
from bot.entitlement.registry import DATE_PHRASE, DECISIVE, NOTES, URGENT_PHRASE
from bot.entitlement.signposts import PHRASES as SIGNPOSTED
from bot.settings import Settings
from bot.texts import Phrasebook

Judge = Callable[..., Verdict]
YOUNG_COUPLE = {"birth_date": "2000-01-01", "household": "couple"}
OLDER = {"birth_date": "1962-01-01", "first_ww_day": "2024-12-01"}


def chances(verdict: Verdict) -> dict[str, str]:
    return {other.scheme: other.chance for other in verdict.others}


def test_the_reason_against_comes_first(judge: Judge) -> None:
    reasons = judge(detained=True, income=5000).bijstand.reasons
    assert [reason.rule for reason in reasons[:2]] == ["income-below-norm", "detained"]


def test_only_what_can_still_matter_is_missing(judge: Judge) -> None:
    assert judge(money="unknown").missing == ("money",)
    assert judge(money="unknown", detained=True).missing == ()
    assert judge(debts="unknown").missing == ()
    assert judge(housemates_27="unknown", income=100).missing == ()
    assert judge(housemates_27="unknown", income=1000).missing == ("housemates_27",)


def test_the_answer_that_settles_most_is_asked_first(judge: Judge) -> None:
    verdict = judge(birth_date="unknown", detained="unknown", income="unknown")
    assert verdict.missing == ("birth_date", "income", "no_parental_support", "detained")


def test_the_bounds_run_over_everything_unknown(judge: Judge) -> None:
    found = judge(housemates_27="unknown").bijstand
    assert (found.chance, found.amount, found.norm) == ("likely", None, None)
    assert found.amount_high == Decimal("1419.46")
    assert Decimal(600) < (found.amount_low or 0) < Decimal(620)


def test_without_any_date_the_end_of_the_ww_is_asked(judge: Judge) -> None:
    verdict = judge(ww_end="unknown")
    assert (verdict.bijstand.chance, verdict.missing[0]) == ("ask", "ww_end")
    assert verdict.apply.earliest is None
    assert not verdict.norms.usable


def test_the_date_goes_before_the_end_of_the_ww(judge: Judge) -> None:
    assert judge(date="2027-01-01").day == date(2027, 1, 1)
    assert judge().day == date(2026, 12, 1)


def test_ww_that_still_runs_is_told(judge: Judge) -> None:
    verdict = judge(date="2026-11-30")
    assert "ww-still-running" in {reason.rule for reason in verdict.bijstand.reasons}


def test_ioaw_and_iow_go_before_bijstand(judge: Judge) -> None:
    notes = {reason.rule: reason.figures for reason in judge(**OLDER).bijstand.reasons}
    assert notes["goes-first"] == {"schemes": "IOAW, IOW"}


def test_an_advance_is_today_s_share_when_no_date_is_known(judge: Judge) -> None:
    assert judge(ww_end="unknown").apply.advance_share == Decimal("0.95")


def test_nothing_unusual_says_when_and_where_to_apply(judge: Judge) -> None:
    apply = judge().apply
    assert (apply.where, apply.earliest, apply.advised_by) == (
        "uwv", date(2026, 11, 2), date(2026, 11, 30),
    )  # fmt: skip
    assert (apply.waiting_weeks, apply.decision_weeks, apply.advance_after_weeks) == (0, 8, 4)
    assert apply.advance_share == Decimal("0.95")


@pytest.mark.parametrize(
    ("changes", "weeks"),
    [
        ({"birth_date": "1999-12-02"}, 4),
        ({"birth_date": "1999-12-01"}, 0),
        ({"birth_date": "unknown"}, None),
        ({**YOUNG_COUPLE, "partner_birth_date": "1990-01-01"}, 0),
        ({**YOUNG_COUPLE, "partner_birth_date": "2000-01-01"}, 4),
        (YOUNG_COUPLE, None),
    ],
)
def test_art_41_4_weeks_only_when_all_are_under_27(
    judge: Judge, changes: Mapping[str, object], weeks: int | None
) -> None:
    assert judge(**changes).apply.waiting_weeks == weeks


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"address": "none"}, "gemeente"),
        ({"address": "institution"}, "gemeente"),
        ({"birth_date": "1950-01-01"}, "svb"),
    ],
)
def test_some_apply_elsewhere(judge: Judge, changes: Mapping[str, object], where: str) -> None:
    assert judge(**changes).apply.where == where


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        (OLDER, {"ioaw": "likely", "iow": "likely"}),
        ({**OLDER, "money": 90000}, {"ioaw": "likely", "iow": "likely"}),
        ({**OLDER, "income": "1419.46"}, {"ioaw": "unlikely", "iow": "likely"}),
        ({**OLDER, "housemates_27": 1, "income": "1013.90"}, {"ioaw": "unlikely", "iow": "likely"}),
        ({**OLDER, "ww_full_duration_used": "unknown"}, {"ioaw": "ask", "iow": "ask"}),
        ({**OLDER, "birth_date": "1965-01-01", "first_ww_day": "2025-04-30"}, {}),
        ({**OLDER, "birth_date": "1964-12-31", "first_ww_day": "2025-04-29"}, {"ioaw": "likely"}),
        ({**OLDER, "birth_date": "1964-08-01"}, {"ioaw": "likely", "iow": "likely"}),
        ({**OLDER, "birth_date": "1964-08-02"}, {"ioaw": "likely"}),
        ({**OLDER, "first_ww_day": "2026-08-31"}, {"ioaw": "unlikely", "iow": "unlikely"}),
        ({"birth_date": "1950-01-01"}, {"aio": "likely"}),
        ({"ww_below_minimum": True}, {"tw": "likely"}),
        ({"ww_below_minimum": True, "household": "couple", "partner_birth_date": "1972-01-01"},
         {"tw": "unlikely"}),
        ({"ww_below_minimum": True, "household": "couple", "partner_birth_date": "1971-12-31",
          "partner_income": 0}, {"tw": "likely"}),
        ({"ww_below_minimum": True, "household": "couple", "partner_birth_date": "1980-01-01",
          "children_under_18": 1}, {"tw": "ask"}),
        ({"ww_below_minimum": True, "household": "couple", "partner_birth_date": "1970-01-01",
          "partner_income": 1500}, {"tw": "ask"}),
        ({"ww_below_minimum": True, "household": "couple", "partner_birth_date": "1970-01-01",
          "partner_income": "2337.04"}, {"tw": "unlikely"}),
        ({"self_employed": True}, {"bbz": "ask"}),
        ({"birth_date": "2000-01-01", "education": "funded"}, {"student-finance": "ask"}),
    ],
)  # fmt: skip
def test_other_support(
    judge: Judge, changes: Mapping[str, object], expected: Mapping[str, str]
) -> None:
    assert chances(judge(**changes)) == expected


@pytest.mark.parametrize(
    ("changes", "chance"),
    [
        ({}, "likely"),
        ({"income": "1300"}, "likely"),
        ({"income": "1348.48"}, "likely"),
        ({"income": "1348.49"}, "ask"),
        ({"income": "1490.42"}, "ask"),
        ({"income": "1490.43"}, "unlikely"),
        ({"money": "7599.99"}, "likely"),
        ({"money": "7600"}, "ask"),
        ({"money": "8400"}, "ask"),
        ({"money": "8400.01"}, "unlikely"),
    ],
)
def test_near_a_limit_without_norms_stays_open(
    judge: Judge, changes: Mapping[str, object], chance: str
) -> None:
    verdict = judge(ww_end="2027-06-30", **changes)
    assert verdict.bijstand.chance == chance


def test_without_norms_there_is_an_indication(judge: Judge) -> None:
    indication = judge(ww_end="2027-06-30", income=400).bijstand.indication
    assert indication is not None
    assert (indication.amount_low, indication.amount_high) == (Decimal("1019.46"),) * 2
    assert indication.valid_from == date(2026, 7, 1)


def test_every_sentence_exists_and_none_is_left_over() -> None:
    phrases = Phrasebook.load(Settings()).keys
    needed = {phrase for rule in (*DECISIVE, *NOTES) for phrase in rule.phrases}
    needed |= {rule.change for rule in (*DECISIVE, *NOTES) if rule.change}
    written = {key for key in phrases if key.startswith(("entitlement.", "signpost."))}
    assert {*needed, *PHRASES, *SIGNPOSTED, DATE_PHRASE, URGENT_PHRASE} == written


def test_every_sentence_gets_its_figures(judge: Judge) -> None:
    book = Phrasebook.load(Settings())

    def say(key: str, figures: Mapping[str, object]) -> str:
        wanted = {name for _, name, _, _ in Formatter().parse(book.say(key)) if name}
        assert wanted <= set(figures)
        said = book.say(key, figures)
        assert said.endswith((".", "?"))
        assert "  " not in said
        return said

    for changes in ({}, {"income": 5000}, {"money": 9000}, {"money": 8000}, {"vehicles": 9000}):
        verdict_as_json(judge(**changes), say)
        verdict_as_json(judge(**changes, ww_end="2027-06-30"), say)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({}, ["care-allowance", "rent-allowance", "special-assistance", "income-allowance",
              "illness"]),
        ({"household": "single_parent", "debts": 100, "home_equity": 1000},
         ["debt-help", "child-budget-alone", "care-allowance", "special-assistance",
          "income-allowance", "illness"]),
        ({"birth_date": "1950-01-01", "self_employed": True},
         ["care-allowance", "rent-allowance", "special-assistance", "ioaz"]),
    ],
)  # fmt: skip
def test_signposts_show_what_may_fit(
    table: NormTable, ann: Mapping[str, object], changes: Mapping[str, object], named: list[str]
) -> None:
    found = other_help(Answers.from_mapping({**ann, **changes}), table)
    assert [signpost.name for signpost in found] == named


def test_a_signpost_names_an_amount_only_with_its_year(
    table: NormTable, ann: Mapping[str, object]
) -> None:
    def care_allowance(end: str) -> Signpost:
        found = other_help(Answers.from_mapping({**ann, "ww_end": end}), table)
        return next(one for one in found if one.name == "care-allowance")

    care, later = care_allowance("2026-11-30"), care_allowance("2027-06-30")
    assert care.figures == {"most": Decimal(1574), "year": "2026"}
    assert (later.phrase, later.figures) == ("signpost.care-allowance", {})


def test_what_could_change_a_no_is_said_with_urgent_help_last(judge: Judge) -> None:
    changes = judge(income=5000, detained=True).bijstand.changes
    assert [advice.phrase for advice in changes] == [
        "entitlement.income-below-norm.change",
        "entitlement.detained.change",
        "entitlement.urgent.change",
    ]
    assert judge().bijstand.changes == ()


def test_art_16_2_urgent_help_is_not_promised_without_a_right_of_residence(judge: Judge) -> None:
    changes = judge(residence="other").bijstand.changes
    assert [advice.phrase for advice in changes] == ["entitlement.residence.change"]


@pytest.mark.parametrize(
    ("income", "chance"),
    [(0, "likely"), (1250, "likely"), (1310, "ask"), (1419, "ask"), (1469, "ask"),
     (1470, "unlikely")],
)  # fmt: skip
def test_an_income_told_by_heart_stays_open_near_the_norm(
    table: NormTable, ann: Mapping[str, object], income: int, chance: str
) -> None:
    answers = Answers.from_mapping({**ann, "income": income})
    assert check(answers, table, ESTIMATED).bijstand.chance == chance


@pytest.mark.parametrize(
    ("money", "chance"), [(7850, "likely"), (7950, "ask"), (8100, "ask"), (8101, "unlikely")]
)
def test_savings_told_by_heart_stay_open_near_the_limit(
    table: NormTable, ann: Mapping[str, object], money: int, chance: str
) -> None:
    answers = Answers.from_mapping({**ann, "money": money})
    assert check(answers, table, ESTIMATED).bijstand.chance == chance


def test_a_range_contains_the_amount_by_the_exact_income(
    table: NormTable, ann: Mapping[str, object]
) -> None:
    answers = Answers.from_mapping({**ann, "income": 900})
    told, exact = (check(answers, table, each).bijstand for each in (ESTIMATED, EXACT))
    assert told.amount is None
    bounds = [told.amount_low, exact.amount, told.amount_high]
    assert None not in bounds
    assert sorted(bounds, key=lambda bound: bound or 0) == bounds


@pytest.mark.parametrize(
    ("article", "text", "ends"),
    [
        ("Participatiewet art. 19 lid 1 a", "Participatiewet, artikel 19 lid 1 a",
         "c:BWBR0015703&artikel=19"),
        ("Participatiewet art. 22a", "Participatiewet, artikel 22a", "c:BWBR0015703&artikel=22a"),
        ("IOAW art. 2, 5 en 6", "IOAW, artikel 2, 5 en 6", "c:BWBR0004044&artikel=2"),
        ("Toeslagenwet art. 2 en 3", "Toeslagenwet, artikel 2 en 3", ""),
        ("Wet op de zorgtoeslag", "Wet op de zorgtoeslag", ""),
    ],
)  # fmt: skip
def test_an_article_can_be_looked_up(article: str, text: str, ends: str) -> None:
    found = citation(article)
    assert found.text == text
    assert found.address.endswith(ends) if ends else found.address == ""


def test_every_decisive_rule_can_be_looked_up() -> None:
    assert all(citation(rule.article).address for rule in (*DECISIVE, *NOTES))


def test_both_partners_sign(judge: Judge) -> None:
    assert judge().apply.both_sign is False
    assert judge(household="couple").apply.both_sign is True
    assert judge(household="unknown").apply.both_sign is None


def test_art_44_5_support_can_go_back_three_months_since_2026(judge: Judge) -> None:
    assert judge().apply.retroactive_months == 3
    assert judge(ww_end="2025-11-30").apply.retroactive_months is None


def test_json_has_exactly_the_public_shape(judge: Judge) -> None:
    found = verdict_as_json(judge(income=900, birth_date="1962-01-01"), lambda key, _: key)
    assert list(found) == ["bijstand", "others", "apply", "missing", "norms"]
    bijstand, others = found["bijstand"], found["others"]
    assert isinstance(bijstand, dict)
    assert isinstance(others, list)
    assert list(bijstand) == ["chance", "norm", "amount", "amount_low", "amount_high", "reasons"]
    assert (bijstand["norm"], bijstand["amount"]) == (1419.46, 519.46)
    assert list(bijstand["reasons"][0]) == ["rule", "result", "article", "because"]
    assert list(others[0]) == ["scheme", "chance", "where", "article", "because"]
    assert found["norms"] == {
        "valid_from": "2026-07-01", "valid_until": "2026-12-31", "usable": True,
    }  # fmt: skip


def test_nothing_known_at_all_is_a_question(table: NormTable) -> None:
    verdict = check(Answers(), table)
    assert verdict.bijstand.chance == "ask"
    assert verdict.bijstand.reasons[0].rule == "date"


def test_art_39_1_the_limit_of_assets_holds_since_january(judge: Judge) -> None:
    found = judge(ww_end="2027-02-28").bijstand.reasons
    reasons = {reason.rule: reason for reason in found}
    assert reasons["assets-below-limit"].figures == {"since": date(2026, 1, 1)}
    assert reasons["income-below-norm"].figures == {"since": date(2026, 7, 1)}
