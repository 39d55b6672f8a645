"""No BSN passes the door, in any way of writing; what is no BSN stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn

from bot.privacy.redaction import REMOVED, redact

VALID = "123456782"

WRITINGS = (
    "123456782",
    "1234.56.782",
    "123.456.782",
    "123 456 782",
    "12 34 56 782",
    "123-456-782",
    "123 - 456 - 782",
    "123/456/782",
    "123\u00a0456\u00a0782",
    "123–456–782",
    "١٢٣٤٥٦٧٨٢",
    "012345672",
    "12345672",
)


@pytest.mark.parametrize("written", WRITINGS)
def test_takes_out_a_bsn_in_every_way_of_writing(written: str) -> None:
    assert redact(f"Mijn nummer: {written}.") == f"Mijn nummer: {REMOVED}."


@pytest.mark.parametrize(
    "around",
    ["{}", "({})", "nr{}", "{}en", "9 {}", "{},50", "0612345678 {}", "{} 06-12345678", "\n{}\t"],
)
def test_takes_out_a_bsn_wherever_it_stands(around: str) -> None:
    assert redact(around.format(VALID)) == around.format(REMOVED)


def test_takes_out_every_bsn_of_a_text() -> None:
    assert redact(f"ik {VALID}, mijn man 111222333") == f"ik {REMOVED}, mijn man {REMOVED}"


HARMLESS = (
    "06-12345678",
    "0612345678",
    "06 12 34 56 78",
    "+31 6 12345678",
    "0031612345678",
    "+31 (0)6 12345678",
    "050-1234567",
    "0800-0113",
    "NL91ABNA0417164300",
    "NL91 ABNA 0417 1643 00",
    "30-06-2027",
    "30/06/2027",
    "2027-06-30",
    "30 06 2027",
    "€ 1.250,50",
    "€ 12.500",
    "1.250.000",
    "9711 LK 12",
    "1234567821",
    "123456789",
    "4 kinderen van 1, 3, 8 en 12",
    "",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_leaves_what_is_no_bsn(text: str) -> None:
    assert redact(text) == text


# The last eight digits of these pass the eleven test, as those of one in eleven numbers do.
@pytest.mark.parametrize("text", ["06-12345672", "06 12345672", "+31 6 12345672", "0612345672"])
def test_leaves_a_telephone_number_whose_digits_would_pass(text: str) -> None:
    assert bsn.is_valid("012345672")
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mijn bsn is 123456789", f"mijn bsn is {REMOVED}"),
        ("BSN: 1234567", f"BSN: {REMOVED}"),
        ("BSNnummer 12345678", f"BSNnummer {REMOVED}"),
        ("burgerservicenummer 12 34 56 789", f"burgerservicenummer {REMOVED}"),
        ("mijn sofinummer 123456789", f"mijn sofinummer {REMOVED}"),
        ("bsn 123456789, geboren 30-06-1980", f"bsn {REMOVED}, geboren 30-06-1980"),
        ("ik geef geen bsn", "ik geef geen bsn"),
    ],
)
def test_takes_out_any_long_number_when_a_text_speaks_of_a_bsn(text: str, left: str) -> None:
    assert redact(text) == left


def test_takes_digits_in_the_form_of_a_date_that_cannot_be_one() -> None:
    assert redact("12-34-5672") == REMOVED


def _bsns() -> st.SearchStrategy[str]:
    return st.integers(10_000_000, 999_999_999).map(lambda n: f"{n:09}").filter(bsn.is_valid)


@given(
    number=_bsns(),
    separators=st.lists(st.sampled_from(["", "", " ", ".", "-", " - "]), min_size=9, max_size=9),
    before=st.text(st.characters(exclude_categories=["Nd"]), max_size=20),
    after=st.text(st.characters(exclude_categories=["Nd"]), max_size=20),
)
def test_no_valid_bsn_is_left_in_any_text(
    number: str, separators: list[str], before: str, after: str
) -> None:
    written = "".join(map("".join, zip(number, [*separators[:8], ""], strict=True)))
    clean = redact(f"{before}{written}{after}")
    digits = re.sub(r"\D", "", clean)
    may_be_date = re.fullmatch(r"0?\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4}", written)
    assert number not in digits or may_be_date


@given(st.text(max_size=200))
def test_is_done_in_one_go(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@given(st.text(st.characters(exclude_categories=["Nd"])))
def test_leaves_text_without_numbers_as_it_is(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "mijn bsn weet ik niet, bel 0687654321",
        "geen bsn bij de hand. Mijn nummer is 06-12345672",
        "waarvoor is het bsn? bel +31 6 12345678",
    ],
)
def test_a_mobile_number_stays_beside_the_word_bsn(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("bsn 0612345672", f"bsn {REMOVED}"),
        ("mijn bsn is: 0612345678", f"mijn bsn is: {REMOVED}"),
        ("burgerservicenummer nr 06 12345672", f"burgerservicenummer nr {REMOVED}"),
        ("bel 0612345678, bsn 123456782", f"bel 0612345678, bsn {REMOVED}"),
        ("bsn of zo, 123456782 of 0612345678", f"bsn of zo, {REMOVED} of 0612345678"),
    ],
)
def test_a_number_right_after_the_word_bsn_never_stays(text: str, left: str) -> None:
    assert redact(text) == left


def _with_check_digit(first: int) -> str:
    """Return a number of nine digits that passes the eleven test, or nothing where none does."""
    return next((f"{first:08}{n}" for n in range(10) if bsn.is_valid(f"{first:08}{n}")), "")


@given(
    number=st.integers(1_000_000, 99_999_999).map(_with_check_digit).filter(bool),
    named=st.sampled_from(["bsn ", "mijn BSN is ", "bsn: 0", "bsn bel 0612345678 ", "bsn 06 "]),
)
def test_no_valid_bsn_is_left_in_a_text_that_names_it(number: str, named: str) -> None:
    left = re.sub(r"\D", "", redact(f"{named}{number}"))
    assert number not in left.removeprefix("0612345678")
