"""Which norm belongs to whom (Participatiewet art. 20-24a), for people who have nothing."""

from collections.abc import Sequence

from tests.unit.entitlement.people import (
    OLD,
    Case,
    Changes,
    Judge,
    asked_for,
    each,
    euro,
    parent,
    two,
    young,
)

TEEN: Changes = {"birth_date": "2006-01-01", "no_parental_support": False}
"""From 18 to 20 on the first day of all five half years."""
TEEN_PARTNER = "2006-02-02"
OLD_PARTNER = "1951-01-01"
NormCase = tuple[str, Changes, str, str]

FIRST_DAYS = ("2024-07-01", "2025-01-01", "2025-07-01", "2026-01-01", "2026-07-01")

HALF_YEARS: Sequence[tuple[str, Changes, tuple[str, ...]]] = [
    ("21a single", {},
     ("1308.45", "1345.45", "1369.06", "1401.50", "1419.46")),
    ("21a single parent, the same norm", parent(),
     ("1308.45", "1345.45", "1369.06", "1401.50", "1419.46")),
    ("21b couple", two(),
     ("1869.21", "1922.07", "1955.80", "2002.13", "2027.79")),
    ("21b couple with a child, the same norm", two(children_under_18=1),
     ("1869.21", "1922.07", "1955.80", "2002.13", "2027.79")),
    ("22a single of AOW age", OLD,
     ("1456.85", "1501.07", "1530.21", "1564.69", "1587.34")),
    ("22a single parent of AOW age", parent(**OLD),
     ("1456.85", "1501.07", "1530.21", "1564.69", "1587.34")),
    ("22b both of AOW age", two(**OLD, partner_birth_date=OLD_PARTNER),
     ("1976.64", "2053.48", "2094.98", "2144.16", "2176.10")),
    ("22c partner of AOW age", two(partner_birth_date=OLD_PARTNER),
     ("1976.64", "2053.48", "2094.98", "2144.16", "2176.10")),
    ("22c only the client of AOW age", two(**OLD),
     ("1976.64", "2053.48", "2094.98", "2144.16", "2176.10")),
    ("20(1)a single of 18-20", TEEN,
     ("323.03", "332.17", "337.98", "345.99", "350.42")),
    ("20(2)a single parent of 18-20", parent(**TEEN),
     ("323.03", "332.17", "337.98", "345.99", "350.42")),
    ("20(1)b both 18-20", two(**TEEN, partner_birth_date=TEEN_PARTNER),
     ("646.06", "664.34", "675.96", "691.98", "700.84")),
    ("20(2)b both 18-20, a child",
     two(**TEEN, partner_birth_date=TEEN_PARTNER, children_under_18=1),
     ("1019.90", "1048.75", "1067.12", "1092.41", "1106.40")),
    ("20(1)c client of 18-20", two(**TEEN),
     ("1257.64", "1293.21", "1315.88", "1347.06", "1364.32")),
    ("20(1)c partner of 18-20", two(partner_birth_date=TEEN_PARTNER, no_parental_support=False),
     ("1257.64", "1293.21", "1315.88", "1347.06", "1364.32")),
    ("20(2)c one of 18-20, two children", two(**TEEN, children_under_18=2),
     ("1631.48", "1677.62", "1707.04", "1747.49", "1769.88")),
    ("24 partner without a right", two(partner_residence="other"),
     ("934.61", "961.04", "977.90", "1001.07", "1013.90")),
    ("24 client of AOW age, partner without a right", two(**OLD, partner_residence="other"),
     ("988.32", "1026.74", "1047.49", "1072.08", "1088.05")),
    ("24 spouse of the same age counts: partner of AOW age without a right",
     two(partner_birth_date=OLD_PARTNER, partner_residence="other"),
     ("934.61", "961.04", "977.90", "1001.07", "1013.90")),
    ("24b client of 18-20, partner without a right", two(**TEEN, partner_residence="other"),
     ("323.03", "332.17", "337.98", "345.99", "350.42")),
]  # fmt: skip

SHARING: Sequence[tuple[str, Changes, str, tuple[str, ...]]] = [
    ("22a(1) single", {}, "2026-01-01",
     ("1001.07", "867.59", "800.85", "760.81", "734.11", "715.05")),
    ("22a(1) single", {}, "2026-07-01",
     ("1013.90", "878.71", "811.12", "770.56", "743.52", "724.21")),
    ("22a(1) single parent", parent(), "2026-07-01",
     ("1013.90", "878.71", "811.12", "770.56", "743.52", "724.21")),
    ("22a(1)c single of AOW age", OLD, "2026-01-01",
     ("1072.08", "929.14", "857.66", "814.78", "786.19", "765.77")),
    ("22a(1)c single of AOW age", OLD, "2026-07-01",
     ("1088.05", "942.98", "870.44", "826.92", "797.90", "777.18")),
    ("22a(2) couple, rounded last", two(), "2026-01-01",
     ("1735.18", "1601.70", "1521.62", "1468.23", "1430.09", "1401.49")),
    ("22a(2) couple, rounded last", two(), "2026-07-01",
     ("1757.42", "1622.23", "1541.12", "1487.05", "1448.42", "1419.45")),
    ("22a(1)c both of AOW age", two(**OLD, partner_birth_date=OLD_PARTNER), "2026-07-01",
     ("1885.95", "1740.88", "1653.84", "1595.81", "1554.36", "1523.27")),
    ("22a(1)b partner of AOW age", two(partner_birth_date=OLD_PARTNER), "2026-01-01",
     ("1858.27", "1715.33", "1629.56", "1572.38", "1531.54", "1500.91")),
    ("22a(1)b partner of AOW age", two(partner_birth_date=OLD_PARTNER), "2026-07-01",
     ("1885.95", "1740.88", "1653.84", "1595.81", "1554.36", "1523.27")),
    ("22a(3)b one of 18-20", two(**TEEN), "2026-01-01",
     ("1347.06", "1213.58", "1146.84", "1106.80", "1080.10", "1061.04")),
    ("22a(3)b one of 18-20", two(**TEEN), "2026-07-01",
     ("1364.32", "1229.13", "1161.54", "1120.98", "1093.94", "1074.63")),
    ("22a(3)a one of 18-20, a child", two(**TEEN, children_under_18=1), "2026-01-01",
     ("1747.49", "1614.01", "1547.27", "1507.23", "1480.53", "1461.47")),
    ("22a(3)a one of 18-20, a child", two(**TEEN, children_under_18=1), "2026-07-01",
     ("1769.88", "1634.69", "1567.10", "1526.54", "1499.50", "1480.19")),
    ("22a(3)b client of AOW age, partner of 18-20",
     two(**OLD, partner_birth_date=TEEN_PARTNER, no_parental_support=False), "2026-07-01",
     ("1438.47", "1293.40", "1220.86", "1177.34", "1148.32", "1127.60")),
    ("22a(1) partner without a right is a head", two(partner_residence="other"), "2026-01-01",
     ("867.59", "800.85", "760.81", "734.11", "715.05", "700.75")),
    ("22a(1) partner without a right is a head", two(partner_residence="other"), "2026-07-01",
     ("878.71", "811.12", "770.56", "743.52", "724.21", "709.73")),
    ("22a(1)b partner of AOW age without a right",
     two(partner_birth_date=OLD_PARTNER, partner_residence="other"), "2026-07-01",
     ("942.98", "870.44", "826.92", "797.90", "777.18", "761.64")),
    ("22a(1) partner of 17 is no head", two(partner_birth_date="2009-05-05"), "2026-07-01",
     ("1013.90", "878.71", "811.12", "770.56", "743.52", "724.21")),
    ("22a(1) only from 21: single of 18-20", TEEN, "2026-07-01",
     ("350.42", "350.42", "350.42", "350.42", "350.42", "350.42")),
]  # fmt: skip

NORMS: Sequence[NormCase] = [
    (f"{name}, {day}", asked_for(day, **changes), "ask" if day < "2025" else "likely", norm)
    for name, changes, norms in HALF_YEARS
    for day, norm in zip(FIRST_DAYS, norms, strict=True)
] + [
    ("23(2)a single in an institution, 2024-07-01",
     asked_for("2024-07-01", address="institution"), "ask", "456.31"),
]  # fmt: skip
"""The limit of assets of 2024 is not known, so nobody's chance is then."""

SHARERS: Sequence[NormCase] = [
    (f"{name}, sharers: {sharers}, {day}",
     asked_for(day, **changes, housemates_27=sharers), "likely", norm)
    for name, changes, day, norms in SHARING
    for sharers, norm in enumerate(norms, start=1)
]  # fmt: skip

SPECIAL: Sequence[Case] = [
    ("20(3) raise of a single of 19", young(no_parental_support=True), "likely", "1112.66"),
    ("20(3) raise of a single parent of 19",
     parent(**young(no_parental_support=True)), "likely", "1112.66"),
    ("20(3) raise, January 2026",
     asked_for("2026-01-01", **young(no_parental_support=True)), "likely", "1092.44"),
    ("20(3) no raise from 21", {"no_parental_support": True}, "likely", "1419.46"),
    ("20(3) no raise at AOW age", {**OLD, "no_parental_support": True}, "likely", "1587.34"),
    ("20(3) whether there is a raise is not known", young(no_parental_support="unknown"),
     "likely", None),
    ("20(3) both 19, raised once",
     two(birth_date="2007-01-01", partner_birth_date="2007-02-02", no_parental_support=True),
     "likely", "1463.08"),
    ("20(3) both 19, raised once, January 2026",
     asked_for("2026-01-01", **two(birth_date="2007-01-01", partner_birth_date="2007-02-02",
                                   no_parental_support=True)), "likely", "1438.43"),
    ("20(3) both 19, a child, raised once",
     two(birth_date="2007-01-01", partner_birth_date="2007-02-02", no_parental_support=True,
         children_under_18=1), "likely", "1868.64"),
    ("20(4) raise stops at the norm from 21, client of 19",
     two(birth_date="2007-01-01", no_parental_support=True), "likely", "2027.79"),
    ("20(4) raise stops at the norm from 21, partner of 19",
     two(partner_birth_date="2007-01-01", no_parental_support=True), "likely", "2027.79"),
    ("20(4) raise stops at the norm from 21, a child",
     two(birth_date="2007-01-01", no_parental_support=True, children_under_18=1),
     "likely", "2027.79"),
    ("20(4) raise stops at the norm from 21, January 2026",
     asked_for("2026-01-01", **two(birth_date="2007-01-01", no_parental_support=True)),
     "likely", "2002.13"),
    ("20(4) the cap is that of art. 21, also beside AOW age",
     two(**OLD, partner_birth_date="2007-01-01", no_parental_support=True), "likely", "2027.79"),
    ("20(3) and 22a(3) together are not in the text",
     two(birth_date="2007-01-01", no_parental_support=True, housemates_27=1), "likely", None),
    ("20(1)b and 22a(1) both 19, three sharers",
     two(**young(), partner_birth_date="2007-02-02", housemates_27=3), "likely", "700.84"),
    ("22a(1) partner of 19 without a right is no head",
     two(partner_birth_date="2007-01-01", partner_residence="other", no_parental_support=False,
         housemates_27=1), "likely", "1013.90"),
    ("24 partner of 19 without a right, half for two from 21",
     two(partner_birth_date="2007-01-01", partner_residence="other", no_parental_support=False),
     "likely", "1013.90"),
    ("24 partner of 17", two(partner_birth_date="2009-05-05"), "likely", "1013.90"),
    ("24b client of 19, two sharers, partner without a right",
     two(**young(), partner_residence="other", housemates_27=2), "likely", "350.42"),
    ("22a(3) before 2026 its part is not known",
     asked_for("2025-10-01", **two(birth_date="2006-01-01", no_parental_support=False,
                                   housemates_27=1, income=1300)), "ask", None),
    ("23(1)a single in an institution", {"address": "institution"}, "likely", "496.44"),
    ("23(1)a single parent in an institution", parent(address="institution"), "likely", "496.44"),
    ("23(1)a of AOW age in an institution", {**OLD, "address": "institution"},
     "likely", "496.44"),
    ("23(1)a goes before art. 22a", {"address": "institution", "housemates_27": 2},
     "likely", "496.44"),
    ("23(2)a with the premium, January 2026", asked_for("2026-01-01", address="institution"),
     "likely", "490.76"),
    ("23(2)a the premium of 2025 is not known", asked_for("2025-07-01", address="institution"),
     "likely", None),
    ("23(3) one or both in an institution", two(address="institution"), "likely", None),
    ("40(1) without an address", {"address": "none"}, "likely", "1419.46"),
    ("40(1) couple without an address", two(address="none"), "likely", "2027.79"),
]  # fmt: skip

BOUNDS: Sequence[tuple[str, Changes, str, str]] = [
    ("23(1)b and 23(3) both or one in an institution", two(address="institution"),
     "805.11", "1915.90"),
    ("23(1)b and 23(3), January 2026", asked_for("2026-01-01", **two(address="institution")),
     "796.27", "1892.26"),
    ("24a a child, partner without a right",
     two(partner_residence="other", children_under_18=1), "1013.90", "1298.56"),
    ("24a a child, partner without a right, January 2026",
     asked_for("2026-01-01", **two(partner_residence="other", children_under_18=1)),
     "1001.07", "1285.73"),
    ("24a client of 19, a child, partner without a right",
     two(**young(), partner_residence="other", children_under_18=1), "553.20", "837.87"),
    ("20(3) with or without a raise", young(no_parental_support="unknown"),
     "350.42", "1112.66"),
]  # fmt: skip


@each("changes, chance, norm", [*NORMS, *SHARERS])
def test_norm(judge: Judge, changes: Changes, chance: str, norm: str) -> None:
    found = judge(**changes).bijstand
    assert (found.chance, found.norm, found.amount_high) == (chance, euro(norm), euro(norm))
    assert found.amount == (euro(norm) if chance == "likely" else None)


@each("changes, chance, amount", SPECIAL)
def test_special_norm(judge: Judge, changes: Changes, chance: str, amount: str | None) -> None:
    found = judge(**changes).bijstand
    assert (found.chance, found.amount) == (chance, euro(amount))


@each("changes, low, high", BOUNDS)
def test_bounds_of_the_amount(judge: Judge, changes: Changes, low: str, high: str) -> None:
    found = judge(**changes).bijstand
    assert (found.norm, found.amount) == (None, None)
    assert (found.amount_low, found.amount_high) == (euro(low), euro(high))
