"""Numbers for help can be pressed; amounts and addresses with the same figures cannot."""

import pytest

from bot.channels.web.telephones import linked_telephones


def test_a_number_for_help_is_a_link() -> None:
    assert 'href="tel:0800-0113">0800-0113</a>, dag' in linked_telephones("0800-0113, dag en nacht")


@pytest.mark.parametrize("text", ["Bel 112.", "Bel 113 of", "112"])
def test_short_numbers_are_links_in_a_sentence(text: str) -> None:
    assert "<a " in linked_telephones(text)


@pytest.mark.parametrize("text", ["€ 112", "€ 1.112,66", "113.nl", "113,50", "1131", "2027-112"])
def test_other_figures_stay_text(text: str) -> None:
    assert linked_telephones(text) == text


def test_what_a_message_holds_is_escaped() -> None:
    assert "<script>" not in linked_telephones("<script>112")
