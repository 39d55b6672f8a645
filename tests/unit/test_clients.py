"""A client's dates carry a version that grows with each change."""

from datetime import UTC, date, datetime

from bot.clients import Anchor, Client

ANNA = Client("anna", "p", datetime(2027, 3, 8, tzinfo=UTC))
JUNE, JULY = date(2027, 6, 30), date(2027, 7, 31)


def test_a_first_date_has_version_one() -> None:
    assert ANNA.with_anchor("ww_end", JUNE).anchors == {"ww_end": Anchor(JUNE, 1)}


def test_the_same_date_changes_nothing() -> None:
    dated = ANNA.with_anchor("ww_end", JUNE)
    assert dated.with_anchor("ww_end", JUNE) is dated


def test_another_date_counts_on() -> None:
    there_and_back = ANNA.with_anchor("ww_end", JUNE).with_anchor("ww_end", JULY)
    assert there_and_back.with_anchor("ww_end", JUNE).anchors["ww_end"] == Anchor(JUNE, 3)


def test_one_date_leaves_the_others() -> None:
    dated = ANNA.with_anchor("ww_end", JUNE).with_anchor("session", JULY)
    assert dated.anchors == {"ww_end": Anchor(JUNE), "session": Anchor(JULY)}
    assert ANNA.anchors == {}
