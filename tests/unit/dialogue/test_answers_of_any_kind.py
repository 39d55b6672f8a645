"""What holds for every answer: no text breaks the reading, and what can be written can be read."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.answers import PARSERS, NotUnderstood
from tests.unit.dialogue.test_answers import read

KINDS = st.sampled_from(sorted(PARSERS))


@given(kind=KINDS, text=st.text(max_size=60))
def test_never_raises_and_every_refusal_helps(kind: str, text: str) -> None:
    answer = read(kind, text)
    assert not isinstance(answer, NotUnderstood) or answer.phrase.startswith("engine.")


@given(kind=KINDS, sign=st.sampled_from("9a ,.-€é😀٣²½"), must_be=st.sampled_from(["past", ""]))
def test_never_raises_at_ten_thousand_characters(kind: str, sign: str, must_be: str) -> None:
    assert read(kind, sign * 10_000, must_be=must_be) is not None


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_reads_every_date_that_it_could_have_written(day: date) -> None:
    assert read("date", f"{day.day}-{day.month}-{day.year}") == day
    assert read("date", day.isoformat()) == day


@given(st.decimals(0, 99_999_999, places=2))
def test_reads_every_amount_in_the_dutch_way_of_writing(amount: Decimal) -> None:
    dutch = f"€ {amount:,}".translate(str.maketrans(",.", ".,"))
    assert read("euro", dutch) == amount
