"""Worked cases, each with its article: first day 1 December 2026 unless the case says otherwise."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from bot.entitlement import Verdict

Case = tuple[str, Mapping[str, object], str, str | None]

COUPLE: Mapping[str, object] = {
    "household": "couple", "partner_birth_date": "1986-06-06", "partner_residence": "dutch",
    "partner_income": 0,
}  # fmt: skip
YOUNG = {"birth_date": "2007-01-01", "no_parental_support": False}
OLD = {"birth_date": "1950-01-01"}


def two(**changes: object) -> Mapping[str, object]:
    return {**COUPLE, **changes}


def young(**changes: object) -> Mapping[str, object]:
    return {**YOUNG, **changes}


NORM_CASES: list[Case] = [
    ("21a single", {}, "likely", "1419.46"),
    ("21a single parent has the same norm", {"household": "single_parent"}, "likely", "1419.46"),
    ("21b couple", two(), "likely", "2027.79"),
    ("22a single of AOW age", OLD, "likely", "1587.34"),
    ("22b both AOW age", two(**OLD, partner_birth_date="1951-01-01"), "likely", "2176.10"),
    ("22c one AOW age", two(partner_birth_date="1951-01-01"), "likely", "2176.10"),
    ("20(1)a single of 19", young(), "likely", "350.42"),
    ("20(2)a single parent of 19", young(household="single_parent"), "likely", "350.42"),
    ("20(3) raise", young(no_parental_support=True), "likely", "1112.66"),
    ("20(1)b both 19", two(**YOUNG, partner_birth_date="2007-02-02"), "likely", "700.84"),
    ("20(2)b both 19, child",
     two(**YOUNG, partner_birth_date="2007-02-02", children_under_18=1), "likely", "1106.40"),
    ("20(1)c one 19", two(**YOUNG), "likely", "1364.32"),
    ("20(2)c one 19, child", two(**YOUNG, children_under_18=2), "likely", "1769.88"),
    ("20(4) raise stops at the norm from 21",
     two(birth_date="2007-01-01", no_parental_support=True), "likely", "2027.79"),
    ("20(3) both 19, raised once",
     two(birth_date="2007-01-01", partner_birth_date="2007-02-02", no_parental_support=True),
     "likely", "1463.08"),
    ("22a one sharer", {"housemates_27": 1}, "likely", "1013.90"),
    ("22a two sharers", {"housemates_27": 2}, "likely", "878.71"),
    ("22a three sharers", {"housemates_27": 3}, "likely", "811.12"),
    ("22a four sharers", {"housemates_27": 4}, "likely", "770.56"),
    ("22a five sharers", {"housemates_27": 5}, "likely", "743.52"),
    ("22a six sharers", {"housemates_27": 6}, "likely", "724.21"),
    ("22a(2) couple, one sharer", two(housemates_27=1), "likely", "1757.42"),
    ("22a(2) couple, two sharers, rounded last", two(housemates_27=2), "likely", "1622.23"),
    ("22a single of AOW age, one sharer", {**OLD, "housemates_27": 1}, "likely", "1088.05"),
    ("22a not for a single of 19", young(housemates_27=3), "likely", "350.42"),
    ("22a(3)b one 19, one sharer", two(**YOUNG, housemates_27=1), "likely", "1364.32"),
    ("22a(3)a one 19, child, one sharer",
     two(**YOUNG, housemates_27=1, children_under_18=1), "likely", "1769.88"),
    ("23 single in an institution", {"address": "institution"}, "likely", "496.44"),
    ("24 partner without a right", two(partner_residence="other"), "likely", "1013.90"),
    ("24 partner of 17", two(partner_birth_date="2009-05-05"), "likely", "1013.90"),
    ("24 and 22a partner without a right, one sharer",
     two(partner_residence="other", housemates_27=1), "likely", "878.71"),
    ("24 of 19, partner without a right", two(**YOUNG, partner_residence="other"),
     "likely", "350.42"),
    ("40(1) without an address", {"address": "none"}, "likely", "1419.46"),
    ("norm of 30 June 2026", {"ww_end": "2026-06-29"}, "likely", "1401.50"),
    ("norm of 1 July 2026", {"ww_end": "2026-06-30"}, "likely", "1419.46"),
    ("norm of 2025", {"ww_end": "2025-06-30", "home_equity": 0}, "likely", "1369.06"),
]  # fmt: skip

MEANS_CASES: list[Case] = [
    ("19(1)a norm less a cent", {"income": "1419.45"}, "likely", "0.01"),
    ("19(1)a exactly the norm", {"income": "1419.46"}, "unlikely", "0.00"),
    ("19(1)a norm and a cent", {"income": "1419.47"}, "unlikely", "0.00"),
    ("19(2) the amount", {"income": 900}, "likely", "519.46"),
    ("32 both incomes count", two(income=1000, partner_income=1000), "likely", "27.79"),
    ("32 couple, less a cent", two(income="1000", partner_income="1027.78"), "likely", "0.01"),
    ("32 couple, exactly", two(income="1000", partner_income="1027.79"), "unlikely", "0.00"),
    ("22a sharer, less a cent", {"housemates_27": 1, "income": "1013.89"}, "likely", "0.01"),
    ("22a sharer, exactly", {"housemates_27": 1, "income": "1013.90"}, "unlikely", "0.00"),
    ("32(3) partner without a right, small income",
     two(partner_residence="other", partner_income=1000), "likely", "1013.90"),
    ("32(3) partner without a right, larger income",
     two(partner_residence="other", partner_income=1500), "likely", "527.79"),
    ("34 single, limit less a cent", {"money": "7999.99"}, "likely", "1419.46"),
    ("34 single, exactly the limit", {"money": 8000}, "ask", None),
    ("34 single, limit and a cent", {"money": "8000.01"}, "unlikely", "0.00"),
    ("34 single parent, less a cent",
     {"household": "single_parent", "money": "15999.99"}, "likely", "1419.46"),
    ("34 single parent, exactly", {"household": "single_parent", "money": 16000}, "ask", None),
    ("34 couple, limit and a cent", two(money="16000.01"), "unlikely", "0.00"),
    ("34 less debts", {"money": 20000, "debts": "12000.01"}, "likely", "1419.46"),
    ("34 less debts, exactly", {"money": 20000, "debts": 12000}, "ask", None),
    ("34 other assets count", {"money": 5000, "other_assets": 4000}, "unlikely", "0.00"),
    ("34 a cheap car", {"money": 5000, "vehicles": 2000}, "likely", "1419.46"),
    ("34 a car is for the municipality", {"money": 5000, "vehicles": 4000}, "ask", None),
    ("34 a dear car alone is never a no", {"vehicles": 90000}, "ask", None),
    ("34 limit of 2025", {"ww_end": "2025-11-29", "money": "7770.01"}, "unlikely", "0.00"),
    ("34 limit of 2024 is not known", {"ww_end": "2024-11-29"}, "ask", None),
    ("34(2)d equity at the exemption", {"home_equity": 67500}, "likely", "1419.46"),
    ("50 equity above the exemption", {"home_equity": "67500.01"}, "ask", None),
]  # fmt: skip

PERSON_CASES: list[Case] = [
    ("13(1)f a day before 18", young(birth_date="2008-12-02"), "unlikely", "0.00"),
    ("13(1)f 18 today", young(birth_date="2008-12-01"), "likely", "350.42"),
    ("20 a day before 21", young(birth_date="2005-12-02"), "likely", "350.42"),
    ("21 21 today", young(birth_date="2005-12-01"), "likely", "1419.46"),
    ("22 a day before the AOW age", {"birth_date": "1959-12-02"}, "likely", "1419.46"),
    ("22 AOW age today", {"birth_date": "1959-12-01"}, "likely", "1587.34"),
    ("13(2)c 26, funded study",
     {"birth_date": "1999-12-02", "education": "funded"}, "unlikely", "0.00"),
    ("13(2)c 27 today, funded study",
     {"birth_date": "1999-12-01", "education": "funded"}, "likely", "1419.46"),
    ("13(2)c 26, study possible",
     {"birth_date": "1999-12-02", "education": "possible"}, "ask", None),
    ("13(1)e exactly four weeks", {"weeks_abroad": 4}, "likely", "1419.46"),
    ("13(1)e four weeks and a day", {"weeks_abroad": "4.15"}, "unlikely", "0.00"),
    ("13(4) thirteen weeks at AOW age", {**OLD, "weeks_abroad": 13}, "likely", "1587.34"),
    ("13(4) fourteen weeks at AOW age", {**OLD, "weeks_abroad": 14}, "unlikely", "0.00"),
    ("11(1) other residence", {"residence": "other"}, "unlikely", "0.00"),
    ("11(2) equated", {"residence": "equal"}, "likely", "1419.46"),
    ("11(4) the partner may have a right", two(residence="other"), "ask", None),
    ("11(4) neither has a right",
     two(residence="other", partner_residence="other"), "unlikely", "0.00"),
    ("11(1) not in the Netherlands", {"lives_in_nl": False}, "unlikely", "0.00"),
    ("13(1)a detained", {"detained": True}, "unlikely", "0.00"),
    ("13(2)b unpaid leave", {"unpaid_leave": True}, "unlikely", "0.00"),
    ("13(2)b single parent on leave",
     {"household": "single_parent", "unpaid_leave": True}, "ask", None),
    ("13(2)a of 19 in an institution", young(address="institution"), "unlikely", "0.00"),
    ("23(3) one or both in an institution", two(address="institution"), "likely", None),
    ("22a(3) before 2026 its part is not known",
     two(birth_date="2006-01-01", no_parental_support=False, ww_end="2025-09-30",
         housemates_27=1, income=1300), "ask", None),
]  # fmt: skip

CASES = [*NORM_CASES, *MEANS_CASES, *PERSON_CASES]


@pytest.mark.parametrize(("changes", "chance", "amount"), [c[1:] for c in CASES],
                         ids=[c[0] for c in CASES])  # fmt: skip
def test_worked_case(
    judge: Callable[..., Verdict], changes: Mapping[str, object], chance: str, amount: str | None
) -> None:
    found = judge(**changes).bijstand
    assert (found.chance, found.amount) == (chance, None if amount is None else Decimal(amount))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 60
