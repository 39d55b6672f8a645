"""Support beside Bijstand, with every boundary: IOAW, IOW, AIO, TW, Bbz, student finance."""

from collections.abc import Sequence

from tests.unit.entitlement.people import OLD, Changes, Judge, asked_for, each, two, young

OtherCase = tuple[str, Changes, str | None]
"""A name that begins with the article, what differs from Ann, the chance; None: not named."""

OLDER: Changes = {"birth_date": "1962-01-01", "first_ww_day": "2024-12-01"}
OLDER_COUPLE: Changes = two(**OLDER)
MARRIED: Changes = two(ww_below_minimum=True, partner_birth_date="1971-12-31")
YOUNGER_PARTNER: Changes = two(ww_below_minimum=True, partner_birth_date="1972-01-01")
FAR: Changes = {"birth_date": "1966-01-01", "ww_end": "2029-06-30"}
EARLY: Changes = {"birth_date": "1946-01-01", "ww_end": "2009-11-30"}


def older(**changes: object) -> Changes:
    """Return Ann at 64, after two years of WW."""
    return {**OLDER, **changes}


IOAW: Sequence[OtherCase] = [
    ("IOAW 2 after a full WW", OLDER, "likely"),
    ("IOAW 2 born on 31 December 1964", older(birth_date="1964-12-31"), "likely"),
    ("IOAW 2 born on 1 January 1965", older(birth_date="1965-01-01"), None),
    ("IOAW 2 birth date is not known", older(birth_date="unknown"), "ask"),
    ("IOAW 2 unemployed on the 50th birthday",
     older(birth_date="1964-12-31", first_ww_day="2014-12-31"), "likely"),
    ("IOAW 2 unemployed the day before the 50th birthday",
     older(birth_date="1964-12-31", first_ww_day="2014-12-30"), "unlikely"),
    ("IOAW 2 WW of exactly three months", older(first_ww_day="2026-09-01"), "unlikely"),
    ("IOAW 2 WW of three months and a day", older(first_ww_day="2026-08-30"), "likely"),
    ("IOAW 2 first day of WW is not known", older(first_ww_day="unknown"), "ask"),
    ("IOAW 2 not the full duration", older(ww_full_duration_used=False), "unlikely"),
    ("IOAW 2 duration is not known", older(ww_full_duration_used="unknown"), "ask"),
    ("IOAW 5 single, base less a cent", older(income="1419.45"), "likely"),
    ("IOAW 5 single, exactly the base", older(income="1419.46"), "unlikely"),
    ("IOAW 5 single, base and a cent", older(income="1419.47"), "unlikely"),
    ("IOAW 5 housemate, base less a cent",
     older(housemates_27=1, income="1013.89"), "likely"),
    ("IOAW 5 housemate, exactly the base",
     older(housemates_27=1, income="1013.90"), "unlikely"),
    ("IOAW 5 two housemates, the same base",
     older(housemates_27=2, income="1013.89"), "likely"),
    ("IOAW 5 couple, base less a cent",
     {**OLDER_COUPLE, "income": 1000, "partner_income": "1027.79"}, "likely"),
    ("IOAW 5 couple, exactly the base",
     {**OLDER_COUPLE, "income": 1000, "partner_income": "1027.80"}, "unlikely"),
    ("IOAW 5 couple, base and a cent",
     {**OLDER_COUPLE, "income": 1000, "partner_income": "1027.81"}, "unlikely"),
    ("IOAW 5 couple, only the partner earns, base less a cent",
     {**OLDER_COUPLE, "partner_income": "2027.79"}, "likely"),
    ("IOAW 5 couple with a housemate, the same base",
     {**OLDER_COUPLE, "partner_income": "2027.79", "housemates_27": 1}, "likely"),
    ("IOAW 5 partner's income is not known",
     {**OLDER_COUPLE, "partner_income": "unknown"}, "ask"),
    ("IOAW 5 income is not known", older(income="unknown"), "ask"),
    ("IOAW 5 single, June 2026, base less a cent",
     asked_for("2026-06-30", **older(income="1401.49")), "likely"),
    ("IOAW 5 single, June 2026, exactly the base",
     asked_for("2026-06-30", **older(income="1401.50")), "unlikely"),
    ("IOAW 5 couple, June 2026, base less a cent",
     asked_for("2026-06-30", **{**OLDER_COUPLE, "income": "2002.13"}), "likely"),
    ("IOAW 5 couple, June 2026, exactly the base",
     asked_for("2026-06-30", **{**OLDER_COUPLE, "income": "2002.14"}), "unlikely"),
    ("IOAW 5 no limit of assets", older(money=90000, other_assets=90000), "likely"),
    ("IOAW 5 no limit for one's own home", older(home_equity=400000), "likely"),
    ("IOAW 6 living abroad", older(lives_in_nl=False), "unlikely"),
    ("IOAW 6 no lawful residence", older(residence="other"), "unlikely"),
    ("IOAW 6 detained", older(detained=True), "unlikely"),
    ("IOAW 6 unpaid leave", older(unpaid_leave=True), "unlikely"),
    ("IOAW 6 the day before the AOW age", older(birth_date="1959-12-02"), "likely"),
    ("IOAW 6 AOW age today", older(birth_date="1959-12-01"), None),
]  # fmt: skip

IOW: Sequence[OtherCase] = [
    ("IOW 3 after a full WW", OLDER, "likely"),
    ("IOW 3 60 years and 4 months on the first day of WW",
     older(birth_date="1964-08-01"), "likely"),
    ("IOW 3 a day short of 60 years and 4 months", older(birth_date="1964-08-02"), None),
    ("IOW 3 of 41", {}, None),
    ("IOW 3 WW from 31 December 2027", {**FAR, "first_ww_day": "2027-12-31"}, "likely"),
    ("IOW 3 WW from 1 January 2028", {**FAR, "first_ww_day": "2028-01-01"}, "unlikely"),
    ("IOW 3 WW from 1 October 2006", {**EARLY, "first_ww_day": "2006-10-01"}, "likely"),
    ("IOW 3 WW from 30 September 2006", {**EARLY, "first_ww_day": "2006-09-30"}, "unlikely"),
    ("IOW 3 not the full duration", older(ww_full_duration_used=False), "unlikely"),
    ("IOW 3 duration is not known", older(ww_full_duration_used="unknown"), "ask"),
    ("IOW 3 WW of exactly three months", older(first_ww_day="2026-09-01"), "unlikely"),
    ("IOW 3 WW of three months and a day", older(first_ww_day="2026-08-30"), "likely"),
    ("IOW 3 first day of WW is not known", older(first_ww_day="unknown"), "ask"),
    ("IOW 3 birth date is not known", older(birth_date="unknown"), "ask"),
    ("IOW 3 no limit for a partner's income",
     {**OLDER_COUPLE, "partner_income": 9000}, "likely"),
    ("IOW 3 no limit of assets", older(money=90000, home_equity=400000), "likely"),
    ("IOW 3 the day before the AOW age", older(birth_date="1959-12-02"), "likely"),
    ("IOW 3 AOW age today", older(birth_date="1959-12-01"), None),
]  # fmt: skip

AIO: Sequence[OtherCase] = [
    ("47a(1)a the day before the AOW age", {"birth_date": "1959-12-02"}, None),
    ("47a(1)a AOW age today", {"birth_date": "1959-12-01"}, "likely"),
    ("47a(1)b partner the day before the AOW age", two(partner_birth_date="1959-12-02"), None),
    ("47a(1)b partner of AOW age today", two(partner_birth_date="1959-12-01"), "likely"),
    ("47a(1)b both of AOW age", two(**OLD, partner_birth_date="1951-01-01"), "likely"),
    ("47a nobody's partner", {"partner_birth_date": "1951-01-01"}, None),
    ("47a and 34(3)a the same limit of assets", {**OLD, "money": "8000.01"}, "unlikely"),
    ("47a and 34(3)a exactly the limit", {**OLD, "money": 8000}, "ask"),
    ("47a and 34(3)c the limit for two",
     two(partner_birth_date="1951-01-01", money="15999.99"), "likely"),
    ("47a and 22a income at the norm", {**OLD, "income": "1587.34"}, "unlikely"),
    ("47a and 22a income below the norm", {**OLD, "income": "1587.33"}, "likely"),
]  # fmt: skip

TW: Sequence[OtherCase] = [
    ("TW 2 single", {"ww_below_minimum": True}, "likely"),
    ("TW 2 WW is not below the minimum", {"ww_below_minimum": False}, None),
    ("TW 2 not known whether WW is below the minimum", {"ww_below_minimum": "unknown"}, None),
    ("TW 2 has no limit of assets", {"ww_below_minimum": True, "money": 90000}, "likely"),
    ("TW 2 single, the day before 21",
     young(birth_date="2005-12-02", ww_below_minimum=True), "ask"),
    ("TW 2 single, 21 today", young(birth_date="2005-12-01", ww_below_minimum=True), "likely"),
    ("TW 2 single, age is not known",
     {"birth_date": "unknown", "ww_below_minimum": True}, "ask"),
    ("TW 2 household is not known", {"household": "unknown", "ww_below_minimum": True}, "ask"),
    ("TW 3 partner born on 31 December 1971", MARRIED, "likely"),
    ("TW 3 partner born on 1 January 1972, no children", YOUNGER_PARTNER, "unlikely"),
    ("TW 3 partner born on 1 January 1972, a child",
     {**YOUNGER_PARTNER, "children_under_18": 1}, "ask"),
    ("TW 3 partner born on 1 January 1972, children are not known",
     {**YOUNGER_PARTNER, "children_under_18": "unknown"}, "ask"),
    ("TW 3 partner's birth date is not known",
     {**MARRIED, "partner_birth_date": "unknown"}, "ask"),
    ("TW 2 partner's income is not known", {**MARRIED, "partner_income": "unknown"}, "ask"),
    ("TW 2 partner earns a cent", {**MARRIED, "partner_income": "0.01"}, "ask"),
    ("TW 2 partner earns half of the minimum", {**MARRIED, "partner_income": 1200}, "ask"),
    ("TW 2 partner earns just less than the minimum",
     {**MARRIED, "partner_income": "2337.03"}, "ask"),
    ("TW 2 partner earns the minimum", {**MARRIED, "partner_income": "2337.04"}, "unlikely"),
    ("TW 2 partner earns more than the minimum", {**MARRIED, "partner_income": 5000}, "unlikely"),
    ("TW 2 and 3 partner of 1972, a child, income at the minimum",
     {**YOUNGER_PARTNER, "children_under_18": 1, "partner_income": "2337.04"}, "unlikely"),
    ("TW 2 and 3 partner of 1972, a child, income just less",
     {**YOUNGER_PARTNER, "children_under_18": 1, "partner_income": "2337.03"}, "ask"),
    ("TW 2 the minimum before July 2026 is not known",
     asked_for("2026-06-30", **{**MARRIED, "partner_income": 2400}), "ask"),
    ("TW 2 no income in the first half of 2026", asked_for("2026-06-30", **MARRIED), "likely"),
]  # fmt: skip

BBZ: Sequence[OtherCase] = [
    ("Bbz 2 own business", {"self_employed": True}, "ask"),
    ("Bbz 2 own business, too much money", {"self_employed": True, "money": 90000}, "ask"),
    ("Bbz 2 no business", {"self_employed": False}, None),
]

STUDENT_FINANCE: Sequence[OtherCase] = [
    ("15 funded study at 26", {"birth_date": "1999-12-02", "education": "funded"}, "ask"),
    ("15 study possible at 26", {"birth_date": "1999-12-02", "education": "possible"}, "ask"),
    ("15 funded study at 41", {"education": "funded"}, "ask"),
    ("15 no study", {"education": "none"}, None),
]

SCHEMES: Sequence[tuple[str, str, Sequence[OtherCase]]] = [
    ("ioaw", "gemeente", IOAW), ("iow", "uwv", IOW), ("aio", "svb", AIO), ("tw", "uwv", TW),
    ("bbz", "gemeente", BBZ), ("student-finance", "duo", STUDENT_FINANCE),
]  # fmt: skip

OTHERS: Sequence[tuple[str, str, str, Changes, str | None]] = [
    (name, scheme, where, changes, chance)
    for scheme, where, cases in SCHEMES
    for name, changes, chance in cases
]


@each("scheme, where, changes, chance", OTHERS)
def test_other_support(
    judge: Judge, scheme: str, where: str, changes: Changes, chance: str | None
) -> None:
    found = [
        (other.chance, other.where) for other in judge(**changes).others if other.scheme == scheme
    ]
    assert found == ([] if chance is None else [(chance, where)])
