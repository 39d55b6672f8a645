"""Which emergency numbers two versions of a script say differently."""

import pytest

from bot.emergency_numbers import NumberChanges, number_changes

KNOWN = ("112", "113", "0800-0113")
SAID = ["Bel 112. Of bel 113 of gratis 0800-0113, dag en nacht."]


@pytest.mark.parametrize(
    ("now", "lost", "new"),
    [
        ("Bel 112. Of bel 113 of gratis 0800-0113.", (), ()),
        ("Bel 112. Of bel 1113 of gratis 0800-0123.", ("113", "0800-0113"), ("1113", "0800-0123")),
        ("Bel 112. Of bel 113.", ("0800-0113",), ()),
        ("Bel 112, 113 of 0800-0113. Of bel 0800-2000.", (), ("0800-2000",)),
        ("Wij zijn er 24 uur per dag: 112, 113, 0800-0113.", (), ()),
    ],
)
def test_lost_and_new_numbers_count_as_a_whole(
    now: str, lost: tuple[str, ...], new: tuple[str, ...]
) -> None:
    assert number_changes(KNOWN, SAID, [now]) == NumberChanges(lost, new)


def test_a_number_that_is_said_once_less_is_lost() -> None:
    assert number_changes(KNOWN, ["Bel 112.", "Bel 112."], ["Bel 112."]).lost == ("112",)


def test_a_script_without_emergency_numbers_may_name_any_number() -> None:
    assert not number_changes(KNOWN, ["Tot in 2027."], ["Tot in 2028, bel 0800-1234."])
