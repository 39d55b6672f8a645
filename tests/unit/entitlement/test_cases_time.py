"""Days around which amounts and limits change (art. 38, 39), and days without known norms."""

from collections.abc import Sequence
from datetime import date

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

AMOUNTS: Sequence[Case] = [
    ("38(1) single on 31 December 2024", asked_for("2024-12-31"), "ask", None),
    ("38(1) single on 1 January 2025", asked_for("2025-01-01"), "likely", "1345.45"),
    ("38(1) single on 30 June 2025", asked_for("2025-06-30"), "likely", "1345.45"),
    ("38(1) single on 1 July 2025", asked_for("2025-07-01"), "likely", "1369.06"),
    ("38(1) single on 31 December 2025", asked_for("2025-12-31"), "likely", "1369.06"),
    ("38(1) single on 1 January 2026", asked_for("2026-01-01"), "likely", "1401.50"),
    ("38(1) single on 30 June 2026", asked_for("2026-06-30"), "likely", "1401.50"),
    ("38(1) single on 1 July 2026", asked_for("2026-07-01"), "likely", "1419.46"),
    ("38(1) single on 31 December 2026", asked_for("2026-12-31"), "likely", "1419.46"),
    ("38(1) couple on 31 December 2025", asked_for("2025-12-31", **two()), "likely", "1955.80"),
    ("38(1) couple on 1 January 2026", asked_for("2026-01-01", **two()), "likely", "2002.13"),
    ("38(1) couple on 30 June 2026", asked_for("2026-06-30", **two()), "likely", "2002.13"),
    ("38(1) couple on 1 July 2026", asked_for("2026-07-01", **two()), "likely", "2027.79"),
    ("38(1) of AOW age on 30 June 2026", asked_for("2026-06-30", **OLD), "likely", "1564.69"),
    ("38(1) of AOW age on 1 July 2026", asked_for("2026-07-01", **OLD), "likely", "1587.34"),
    ("38(1) sharer on 30 June 2026",
     asked_for("2026-06-30", housemates_27=2), "likely", "867.59"),
    ("38(1) sharer on 1 July 2026", asked_for("2026-07-01", housemates_27=2), "likely", "878.71"),
    ("38(1) in an institution on 30 June 2026",
     asked_for("2026-06-30", address="institution"), "likely", "490.76"),
    ("38(1) in an institution on 1 July 2026",
     asked_for("2026-07-01", address="institution"), "likely", "496.44"),
    ("38(1) income that is too much on 30 June 2026",
     asked_for("2026-06-30", income="1401.50"), "unlikely", "0.00"),
    ("38(1) the same income on 1 July 2026",
     asked_for("2026-07-01", income="1401.50"), "likely", "17.96"),
    ("44(1) the date asked for goes before the WW end",
     {"ww_end": "2026-06-20", "date": "2026-07-01"}, "likely", "1419.46"),
    ("44(1) the day before, by date", {"ww_end": "2026-06-20", "date": "2026-06-30"},
     "likely", "1401.50"),
    ("20(3) no raise yet on 31 December 2025",
     asked_for("2025-12-31", **young(no_parental_support=True)), "likely", "337.98"),
    ("20(3) raise on 1 January 2026",
     asked_for("2026-01-01", **young(no_parental_support=True)), "likely", "1092.44"),
    ("20(3) raise on 30 June 2026",
     asked_for("2026-06-30", **young(no_parental_support=True)), "likely", "1092.44"),
    ("20(3) raise on 1 July 2026",
     asked_for("2026-07-01", **young(no_parental_support=True)), "likely", "1112.66"),
    ("39(1) single with 7,800 on 31 December 2025",
     asked_for("2025-12-31", money=7800), "unlikely", "0.00"),
    ("39(1) single with 7,800 on 1 January 2026",
     asked_for("2026-01-01", money=7800), "likely", "1401.50"),
    ("39(1) single, limit of 2026 and a cent on 1 January 2026",
     asked_for("2026-01-01", money="8000.01"), "unlikely", "0.00"),
    ("39(1) the limit stays on 30 June 2026",
     asked_for("2026-06-30", money="7999.99"), "likely", "1401.50"),
    ("39(1) the limit stays on 1 July 2026",
     asked_for("2026-07-01", money="8000.01"), "unlikely", "0.00"),
    ("39(1) the limit stays on 31 December 2026",
     asked_for("2026-12-31", money="7999.99"), "likely", "1419.46"),
    ("39(1) the limit of 2025 on 1 January 2025",
     asked_for("2025-01-01", money="7769.99"), "likely", "1345.45"),
    ("39(1) the limit of 2025 on 30 June 2025",
     asked_for("2025-06-30", money="7770.01"), "unlikely", "0.00"),
    ("39(1) single parent with 15,800 on 31 December 2025",
     asked_for("2025-12-31", **parent(money=15800)), "unlikely", "0.00"),
    ("39(1) single parent with 15,800 on 1 January 2026",
     asked_for("2026-01-01", **parent(money=15800)), "likely", "1401.50"),
    ("39(1) couple with 15,800 on 31 December 2025",
     asked_for("2025-12-31", **two(money=15800)), "unlikely", "0.00"),
    ("39(1) couple with 15,800 on 1 January 2026",
     asked_for("2026-01-01", **two(money=15800)), "likely", "2002.13"),
    ("39(1) equity on 31 December 2025",
     asked_for("2025-12-31", home_equity=67500), "ask", None),
    ("39(1) equity on 1 January 2026",
     asked_for("2026-01-01", home_equity=67500), "likely", "1401.50"),
    ("39(1) without equity on 31 December 2025",
     asked_for("2025-12-31", home_equity=0), "likely", "1369.06"),
    ("13(1)a a ground holds in 2024 too", asked_for("2024-12-31", detained=True),
     "unlikely", "0.00"),
]  # fmt: skip

PERIODS: Sequence[tuple[str, str, tuple[date, date]]] = [
    ("38(1) 1 July 2024", "2024-07-01", (date(2024, 7, 1), date(2024, 12, 31))),
    ("38(1) 31 December 2024", "2024-12-31", (date(2024, 7, 1), date(2024, 12, 31))),
    ("38(1) 1 January 2025", "2025-01-01", (date(2025, 1, 1), date(2025, 6, 30))),
    ("38(1) 30 June 2025", "2025-06-30", (date(2025, 1, 1), date(2025, 6, 30))),
    ("38(1) 1 July 2025", "2025-07-01", (date(2025, 7, 1), date(2025, 12, 31))),
    ("38(1) 31 December 2025", "2025-12-31", (date(2025, 7, 1), date(2025, 12, 31))),
    ("38(1) 1 January 2026", "2026-01-01", (date(2026, 1, 1), date(2026, 6, 30))),
    ("38(1) 30 June 2026", "2026-06-30", (date(2026, 1, 1), date(2026, 6, 30))),
    ("38(1) 1 July 2026", "2026-07-01", (date(2026, 7, 1), date(2026, 12, 31))),
    ("38(1) 31 December 2026", "2026-12-31", (date(2026, 7, 1), date(2026, 12, 31))),
]

UNKNOWN_NORMS: Sequence[tuple[str, Changes, str]] = [
    ("38(1) single on 1 January 2027", asked_for("2027-01-01"), "likely"),
    ("38(1) couple on 1 January 2027", asked_for("2027-01-01", **two()), "likely"),
    ("38(1) couple with far too much income on 1 January 2027",
     asked_for("2027-01-01", **two(income=5000)), "unlikely"),
    ("38(1) exactly the last known norm on 1 January 2027",
     asked_for("2027-01-01", income="1419.46"), "ask"),
    ("39(1) exactly the last known limit on 1 January 2027",
     asked_for("2027-01-01", money=8000), "ask"),
    ("39(1) far too much money on 1 January 2027",
     asked_for("2027-01-01", money=90000), "unlikely"),
    ("38(1) of AOW age on 1 January 2027", asked_for("2027-01-01", **OLD), "likely"),
    ("20(3) raise on 1 January 2027",
     asked_for("2027-01-01", **young(no_parental_support=True)), "likely"),
    ("22a(1) sharer on 1 January 2027", asked_for("2027-01-01", housemates_27=2), "likely"),
    ("13(1)a detained on 1 January 2027", asked_for("2027-01-01", detained=True), "unlikely"),
    ("38(1) single on 1 July 2027", asked_for("2027-07-01"), "likely"),
    ("38(1) single in 2030", asked_for("2030-01-01"), "likely"),
    ("44(1) WW ends in 2026, asked for in 2027", {"date": "2027-01-01"}, "likely"),
    ("38(1) single on 30 June 2024", asked_for("2024-06-30"), "ask"),
    ("38(1) couple on 30 June 2024", asked_for("2024-06-30", **two()), "ask"),
    ("13(1)a detained on 30 June 2024", asked_for("2024-06-30", detained=True), "unlikely"),
]  # fmt: skip


@each("changes, chance, amount", AMOUNTS)
def test_day(judge: Judge, changes: Changes, chance: str, amount: str | None) -> None:
    found = judge(**changes).bijstand
    assert (found.chance, found.amount) == (chance, euro(amount))


@each("day, period", PERIODS)
def test_period_of_the_norms(judge: Judge, day: str, period: tuple[date, date]) -> None:
    norms = judge(**asked_for(day)).norms
    assert (norms.usable, norms.valid_from, norms.valid_until) == (True, *period)


@each("changes, chance", UNKNOWN_NORMS)
def test_no_amount_without_norms(judge: Judge, changes: Changes, chance: str) -> None:
    verdict = judge(**changes)
    found = verdict.bijstand
    assert (verdict.norms.usable, found.chance) == (False, chance)
    amounts = (found.norm, found.amount, found.amount_low, found.amount_high)
    assert amounts == (None, None, None, None)
