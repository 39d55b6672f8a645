"""Where and when to apply, and what comes then (Participatiewet art. 41, 43, 44, 47d, 52)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from tests.unit.entitlement.people import OLD, Changes, Judge, asked_for, each, two
from tests.unit.entitlement.test_cases_means import ASSETS, INCOME
from tests.unit.entitlement.test_cases_norms import BOUNDS, NORMS, SHARERS, SPECIAL
from tests.unit.entitlement.test_cases_others import OTHERS
from tests.unit.entitlement.test_cases_person import AGE, GROUNDS, ONE_OF_BOTH, STAY
from tests.unit.entitlement.test_cases_time import AMOUNTS, PERIODS, UNKNOWN_NORMS

AT_26: Changes = {"birth_date": "1999-12-02"}
AT_27: Changes = {"birth_date": "1999-12-01"}
PARTNER_AT_26, PARTNER_AT_27 = "1999-12-02", "1999-12-01"

APPLY: Sequence[tuple[str, Changes, Mapping[str, object]]] = [
    ("41(1) at UWV", {}, {"where": "uwv"}),
    ("41(1) couple at UWV", two(), {"where": "uwv"}),
    ("41(2) without an address at the municipality", {"address": "none"}, {"where": "gemeente"}),
    ("41(2) in an institution at the municipality",
     {"address": "institution"}, {"where": "gemeente"}),
    ("47d the day before the AOW age at UWV", {"birth_date": "1959-12-02"}, {"where": "uwv"}),
    ("47d AOW age today at the SVB", {"birth_date": "1959-12-01"}, {"where": "svb"}),
    ("47d partner the day before the AOW age at UWV",
     two(partner_birth_date="1959-12-02"), {"where": "uwv"}),
    ("47d partner of AOW age today at the SVB",
     two(partner_birth_date="1959-12-01"), {"where": "svb"}),
    ("47d of AOW age without an address at the SVB",
     {**OLD, "address": "none"}, {"where": "svb"}),
    ("AOW 7a born on a leap day, 28 February before 67",
     asked_for("2027-02-28", birth_date="1960-02-29"), {"where": "uwv"}),
    ("AOW 7a born on a leap day, 67 on 1 March",
     asked_for("2027-03-01", birth_date="1960-02-29"), {"where": "svb"}),
    ("AOW 7a the last who reaches it at 67, the day before",
     asked_for("2027-12-30", birth_date="1960-12-31"), {"where": "uwv"}),
    ("AOW 7a the last who reaches it at 67",
     asked_for("2027-12-31", birth_date="1960-12-31"), {"where": "svb"}),
    ("AOW 7a the first who reaches it at 67 years and 3 months, the day before",
     asked_for("2028-03-31", birth_date="1961-01-01"), {"where": "uwv"}),
    ("AOW 7a the first who reaches it at 67 years and 3 months",
     asked_for("2028-04-01", birth_date="1961-01-01"), {"where": "svb"}),
    ("41(4) the day before 27", AT_26, {"waiting_weeks": 4}),
    ("41(4) 27 today", AT_27, {"waiting_weeks": 0}),
    ("41(4) of 41", {}, {"waiting_weeks": 0}),
    ("41(4) age is not known", {"birth_date": "unknown"}, {"waiting_weeks": None}),
    ("41(4) both the day before 27",
     two(**AT_26, partner_birth_date=PARTNER_AT_26), {"waiting_weeks": 4}),
    ("41(4) only the partner is 27",
     two(**AT_26, partner_birth_date=PARTNER_AT_27), {"waiting_weeks": 0}),
    ("41(4) only the client is 27",
     two(**AT_27, partner_birth_date=PARTNER_AT_26), {"waiting_weeks": 0}),
    ("41(4) partner's age is not known, client the day before 27",
     two(**AT_26, partner_birth_date="unknown"), {"waiting_weeks": None}),
    ("41(4) partner's age is not known, client 27 today",
     two(**AT_27, partner_birth_date="unknown"), {"waiting_weeks": 0}),
    ("41(4) household is not known, the day before 27",
     {**AT_26, "household": "unknown"}, {"waiting_weeks": None}),
    ("41(4) nobody's partner does not count",
     {**AT_26, "partner_birth_date": PARTNER_AT_27}, {"waiting_weeks": 4}),
    ("41(4) born on a leap day, 28 February before 27",
     asked_for("2027-02-28", birth_date="2000-02-29"), {"waiting_weeks": 4}),
    ("41(4) born on a leap day, 27 on 1 March",
     asked_for("2027-03-01", birth_date="2000-02-29"), {"waiting_weeks": 0}),
    ("41(4) the day before 27 on 29 February 2028",
     asked_for("2028-02-29", birth_date="2001-03-01"), {"waiting_weeks": 4}),
    ("41(6) four weeks before the WW ends, advised by its last day", {},
     {"earliest": date(2026, 11, 2), "advised_by": date(2026, 11, 30)}),
    ("41(6) over the turn of the year", {"ww_end": "2027-01-10"},
     {"earliest": date(2026, 12, 13), "advised_by": date(2027, 1, 10)}),
    ("41(6) from 28 February", {"ww_end": "2026-03-28"},
     {"earliest": date(2026, 2, 28), "advised_by": date(2026, 3, 28)}),
    ("41(6) from a leap day", {"ww_end": "2028-03-28"},
     {"earliest": date(2028, 2, 29), "advised_by": date(2028, 3, 28)}),
    ("41(6) the same under 27", AT_26,
     {"earliest": date(2026, 11, 2), "advised_by": date(2026, 11, 30)}),
    ("41(6) under 27, asked for after the WW, still four weeks before the WW ends",
     {**AT_26, "date": "2026-12-15"}, {"earliest": date(2026, 11, 2)}),
    ("41(6) under 27, asked for during the WW, not before four weeks before the WW ends",
     {**AT_26, "date": "2026-11-20"}, {"earliest": date(2026, 11, 2)}),
    ("41(6) no date without the end of the WW", {"ww_end": "unknown"},
     {"earliest": None, "advised_by": None}),
    ("43(2) a couple signs together", two(), {"both_sign": True}),
    ("43(2) a single person signs alone", {}, {"both_sign": False}),
    ("43(2) household is not known", {"household": "unknown"}, {"both_sign": None}),
    ("44(5) three months back from 2026", asked_for("2026-01-01"), {"retroactive_months": 3}),
    ("44(5) not before 2026", asked_for("2025-12-31"), {"retroactive_months": None}),
    ("Awb 4:13 a decision within eight weeks", {}, {"decision_weeks": 8}),
    ("52(1) an advance within four weeks", {}, {"advance_after_weeks": 4}),
    ("52(2) an advance on 1 July 2024",
     asked_for("2024-07-01"), {"advance_share": Decimal("0.90")}),
    ("52(2) an advance on 31 December 2025",
     asked_for("2025-12-31"), {"advance_share": Decimal("0.90")}),
    ("52(2) an advance on 1 January 2026",
     asked_for("2026-01-01"), {"advance_share": Decimal("0.95")}),
    ("52(2) an advance on 31 December 2026",
     asked_for("2026-12-31"), {"advance_share": Decimal("0.95")}),
    ("52(2) an advance on 1 January 2027",
     asked_for("2027-01-01"), {"advance_share": Decimal("0.95")}),
]  # fmt: skip

EVERY_TABLE: Sequence[Sequence[tuple[str, *tuple[object, ...]]]] = [
    NORMS, SHARERS, SPECIAL, BOUNDS, INCOME, ASSETS, AGE, STAY, GROUNDS, ONE_OF_BOTH,
    AMOUNTS, PERIODS, UNKNOWN_NORMS, OTHERS, APPLY,
]  # fmt: skip


@each("changes, expected", APPLY)
def test_apply(judge: Judge, changes: Changes, expected: Mapping[str, object]) -> None:
    apply = judge(**changes).apply
    assert {name: getattr(apply, name) for name in expected} == expected


def test_there_are_enough_cases_each_with_its_article() -> None:
    names = [case[0] for table in EVERY_TABLE for case in table]
    assert len(names) >= 120
    assert all(any(letter.isdigit() for letter in name) for name in names)
