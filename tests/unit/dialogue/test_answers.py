"""Every kind of answer, as people type it."""

from datetime import date
from decimal import Decimal

import pytest

from bot.dialogue.answers import PARSERS, NotUnderstood, Question
from bot.dialogue.facts import Value
from tests.fixtures import shipped

TODAY = date(2027, 3, 8)
COLOURS = {"red": "Rood", "green": "Donkergroen", "sea": "Blauw als de zee", "sky": "Blauw hemel"}
WORDS = shipped().vocabulary


def read(kind: str, text: str, **known: object) -> Value | NotUnderstood:
    asked = Question(WORDS, TODAY, **{"choices": COLOURS, **known})  # type: ignore[arg-type]  # as each test gives them
    return PARSERS[kind](text, asked)


def why_not(kind: str, text: str, **known: object) -> str:
    answer = read(kind, text, **known)
    return answer.phrase if isinstance(answer, NotUnderstood) else f"understood as {answer!r}"


DATES = {
    "30 juni 2027": date(2027, 6, 30),
    "30-6-2027": date(2027, 6, 30),
    "30/06/27": date(2027, 6, 30),
    "30.6.2027": date(2027, 6, 30),
    "30 6 2027": date(2027, 6, 30),
    "2027-06-30": date(2027, 6, 30),
    "1e juli 2027": date(2027, 7, 1),
    "op 1 Juli 2027 dus": date(2027, 7, 1),
    "30 jun. 2027": date(2027, 6, 30),
    "30 jnui 2027": None,
    "30 augustis 2027": date(2027, 8, 30),
    "30 june 2027": date(2027, 6, 30),
    "29 februari 2028": date(2028, 2, 29),
    "1-2-80": date(1980, 2, 1),
    "1-2-47": date(2047, 2, 1),
    "1-2-48": date(1948, 2, 1),
    "31-12-1999": date(1999, 12, 31),
    "January 31, 2027": date(2027, 1, 31),
    "january 31 2027": date(2027, 1, 31),
    "Jan 31 2027": date(2027, 1, 31),
    "Jan. 31,2027": date(2027, 1, 31),
    "January the 1st, 2027": date(2027, 1, 1),
    "on May 5th 27": date(2027, 5, 5),
    "31st of January 2027": date(2027, 1, 31),
    "31st January, 2027": date(2027, 1, 31),
    "1ste van januari 2027": date(2027, 1, 1),
    "the 2ND of March 2027": date(2027, 3, 2),
}


FORM = {"example": "30-6-2027"}


@pytest.mark.parametrize(
    ("must_be", "example"), [("past", "30-6-2026"), ("future", "30-6-2027"), ("near", "30-6-2027")]
)
def test_an_example_of_a_date_is_one_that_could_be_right(must_be: str, example: str) -> None:
    answer = read("date", "gisteren", must_be=must_be)
    assert isinstance(answer, NotUnderstood)
    assert (answer.phrase, answer.figures) == ("engine.not-a-date", {"example": example})


@pytest.mark.parametrize(("text", "day"), DATES.items())
def test_reads_a_date(text: str, day: date | None) -> None:
    assert read("date", text) == (day or NotUnderstood("engine.not-a-date", FORM))


@pytest.mark.parametrize(
    "text",
    ["31 februari 2027", "29 februari 2027", "31-6-2027", "0-1-2027", "1-13-2027", "32-1-27"],
)
def test_says_that_a_date_does_not_exist(text: str) -> None:
    answer = read("date", text)
    assert answer == NotUnderstood("engine.no-such-date", {"found": text, **FORM})


@pytest.mark.parametrize(
    "text", ["30 juni", "juni 2027", "morgen", "", "30-6-0027", "1-1-3000", "👍"]
)
def test_says_that_a_date_is_not_whole(text: str) -> None:
    assert why_not("date", text) == "engine.not-a-date"


@pytest.mark.parametrize("text", ["30-6-2072", "30-6-1972", "1-3-2025"])
def test_says_that_a_date_that_must_be_near_lies_far_away(text: str) -> None:
    assert why_not("date", text, must_be="near") == "engine.date-far-away"


@pytest.mark.parametrize("text", ["30-6-2028", "8-3-2026"])
def test_reads_a_date_that_is_near(text: str) -> None:
    assert isinstance(read("date", text, must_be="near"), date)


def test_says_that_a_date_lies_on_the_wrong_side() -> None:
    assert why_not("date", "9-3-2027", must_be="past") == "engine.date-in-future"
    assert why_not("date", "7-3-2027", must_be="future") == "engine.date-in-past"
    assert read("date", "8-3-2027", must_be="past") == TODAY == read("date", "8-3-2027")


AMOUNTS = {
    "1250": "1250",
    "1.250": "1250",
    "1250,50": "1250.50",
    "1.250,50": "1250.50",
    "1 250,5": "1250.5",
    "€ 800,-": "800",
    "800,--": "800",
    "€800": "800",
    "ongeveer 900 euro": "900",
    "zo'n 900 per maand": "900",
    "100.000": "100000",
    "1.000.000": "1000000",
    "2k": "2000",
    "1,5 duizend": "1500",
    "1,100": "1100",
    "€1,100.50": "1100.50",
    "1,000,000": "1000000",
    "about 3,000 euros": "3000",
    "2 thousand": "2000",
    "12,50": "12.50",
    "0": "0",
    "niets": "0",
    "geen": "0",
    "nul": "0",
}


@pytest.mark.parametrize(("text", "amount"), AMOUNTS.items())
def test_reads_an_amount(text: str, amount: str) -> None:
    assert read("euro", text) == Decimal(amount)


NO_AMOUNTS = (
    "12.34.56", "1,100,50", "1.100.50", "1.100,500", "0,850", "\u22125", "-5", "- 5",
    "duizend", "800 of 900", "1.2500", "200000000", "veel", "😀",
)  # fmt: skip


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_does_not_guess_at_an_amount(text: str) -> None:
    assert why_not("euro", text) == "engine.not-an-amount"


@pytest.mark.parametrize(("text", "large"), [("1.1", 1100), ("1,5", 1500), ("€ 12,5", 12500)])
def test_asks_whether_one_decimal_is_short_for_thousands(text: str, large: int) -> None:
    figures = {"small": Decimal(large) / 1000, "large": Decimal(large)}
    assert read("euro", text) == NotUnderstood("engine.unclear-amount", figures)


def test_says_that_an_amount_is_outside_the_limits() -> None:
    assert why_not("euro", "9", least=Decimal(10)) == "engine.too-small"
    assert why_not("euro", "21", most=Decimal(20)) == "engine.too-large"
    assert why_not("euro", "niets", least=Decimal(10)) == "engine.too-small"


NUMBERS = {"3": 3, "drie": 3, "ik heb er 3": 3, "een": 1, "geen": 0, "nul": 0, "twaalf keer": 12}


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_reads_a_number(text: str, number: int) -> None:
    assert read("number", text) == number


@pytest.mark.parametrize("text", ["2 of 3", "1,5", "-1", "veel", "1234567890", "", "🙂"])
def test_does_not_guess_at_a_number(text: str) -> None:
    assert why_not("number", text) == "engine.not-a-number"


MONTHS = {
    "juni 2027": date(2027, 6, 1),
    "jun 27": date(2027, 6, 1),
    "06-2027": date(2027, 6, 1),
    "2027-06": date(2027, 6, 1),
    "30-6-2027": date(2027, 6, 1),
    "september": date(2027, 9, 1),
    "maart": date(2027, 3, 1),
    "februari": date(2028, 2, 1),
}


@pytest.mark.parametrize(("text", "month"), MONTHS.items())
def test_reads_a_month(text: str, month: date) -> None:
    assert read("month", text) == month


def test_a_month_without_a_year_lies_where_the_question_wants_it() -> None:
    assert read("month", "september", must_be="past") == date(2026, 9, 1)
    assert read("month", "februari", must_be="past") == date(2027, 2, 1)
    assert why_not("month", "januari 2027", must_be="future") == "engine.date-in-past"


@pytest.mark.parametrize("text", ["13-2027", "zomer", "", "juni 0027", "6"])
def test_does_not_guess_at_a_month(text: str) -> None:
    assert why_not("month", text) == "engine.not-a-month"


HOMES = {
    "partner": "Met mijn partner",
    "children": "Met mijn kinderen onder 18",
    "others": "Met anderen, geen partner of kind",
}


@pytest.mark.parametrize(
    ("text", "choice"),
    [("met mijn kindren", "children"), ("met mijn partnr", "partner"), ("met andren", "others")],
)
def test_reads_the_beginning_of_a_choice_with_a_slip(text: str, choice: str) -> None:
    assert read("choice", text, choices=HOMES) == choice


@pytest.mark.parametrize("text", ["met mijn", "met mijn ouders", "met mijn broer", "andren"])
def test_does_not_guess_between_beginnings(text: str) -> None:
    assert why_not("choice", text, choices=HOMES) == "engine.not-a-choice"


CHOICES = {
    "1": "red",
    "2.": "green",
    "Rood": "red",
    "rood!": "red",
    "sky": "sky",
    "hemel": "sky",
    "donker": "green",
    "donkergroeen": "green",
    "blauw als de zee": "sea",
}


@pytest.mark.parametrize(("text", "choice"), CHOICES.items())
def test_reads_a_choice_by_number_word_part_or_with_a_slip(text: str, choice: str) -> None:
    assert read("choice", text) == choice


@pytest.mark.parametrize("text", ["blauw", "0", "5", "paars", "", "9" * 5000, "👍"])
def test_does_not_guess_at_a_choice(text: str) -> None:
    assert why_not("choice", text) == "engine.not-a-choice"


def test_does_not_guess_between_two_choices_that_a_slip_fits_equally() -> None:
    question = Question(WORDS, TODAY, {"a": "groep 1a", "b": "groep 1b"})
    assert PARSERS["choice"]("groep 1c", question) == NotUnderstood("engine.not-a-choice")


def choice_at(fact: str, text: str, also: dict[str, str] | None = None) -> Value | NotUnderstood:
    declared = shipped().facts[fact]
    known = {**declared.also, **(also or {})}
    choices, amounts = declared.choices, declared.amounts
    return read("choice", text, choices=choices, amounts=amounts, also=known)


RANGES = [
    ("income_range", "850", "below"),
    ("income_range", "€ 1.100", "below"),
    ("income_range", "1,100", "below"),
    ("income_range", "ik krijg 850 per maand", "below"),
    ("income_range", "2.999,99", "below"),
    ("income_range", "3.000", "above"),
    ("income_range", "ongeveer 3000 euro", "above"),
    ("income_range", "3,5k", "above"),
    ("income_range", "€ 4", "below"),
    ("income_range", "0", "none"),
    ("income_range", "€ 0", "none"),
    ("income_range", "niks", "none"),
    ("income_range", "minder dan 3000", "below"),
    ("money_range", "4999", "low"),
    ("money_range", "5.000", "middle"),
    ("money_range", "20.000", "middle"),
    ("money_range", "20.000,01", "high"),
    ("money_range", "€ 12", "low"),
    ("money_range", "geen", "low"),
    ("home_range", "49.999", "low"),
    ("home_range", "50 000", "high"),
    ("partner_income_range", "3000", "above"),
]


@pytest.mark.parametrize(("fact", "text", "choice"), RANGES)
def test_an_amount_chooses_the_range_that_holds_it(fact: str, text: str, choice: str) -> None:
    assert choice_at(fact, text) == choice


@pytest.mark.parametrize(
    "text",
    ["-200", "99999999", "200000", "meer dan 4000", "minder dan 4000", "800 of 900", "veel",
     "sinds 2024", "tussen 1.000 en 2.000", "bijna 3000"],
)  # fmt: skip
def test_an_amount_that_is_not_sure_is_asked_again(text: str) -> None:
    assert choice_at("income_range", text) == NotUnderstood("engine.not-a-range")


@pytest.mark.parametrize(("text", "amount"), [("3", 3), ("32", 32)])
def test_a_small_number_under_ranges_is_no_amount_yet(text: str, amount: int) -> None:
    asked_again = NotUnderstood("engine.amount-or-not", {"amount": Decimal(amount)})
    assert choice_at("income_range", text) == asked_again


def test_a_no_is_no_amount_where_it_can_answer_something_else() -> None:
    assert choice_at("money_range", "nee") == NotUnderstood("engine.not-a-range")
    assert choice_at("income_range", "nee", {"nee": "none"}) == "none"


def test_one_decimal_under_ranges_is_asked_about() -> None:
    answer = choice_at("income_range", "1.1")
    assert isinstance(answer, NotUnderstood)
    assert answer.phrase == "engine.unclear-amount"


OTHER_WORDS = {"nee": "green", "Nee hoor!": "green", "no": "green", "gras": "green", "rood": "red"}


@pytest.mark.parametrize(("text", "choice"), OTHER_WORDS.items())
def test_a_choice_is_understood_by_its_other_words(text: str, choice: str) -> None:
    assert read("choice", text, also={"nee": "green", "gras": "green"}) == choice


def test_other_words_of_a_choice_that_is_not_shown_mean_nothing() -> None:
    assert why_not("choice", "gras", also={"gras": "meadow"}) == "engine.not-a-choice"


def test_other_words_with_a_slip_are_understood() -> None:
    assert read("choice", "dakloso", also={"dakloos": "sea"}) == "sea"


SEVERAL = {
    "rood": ("red",),
    "hemel, rood": ("red", "sky"),
    "rood en donkergroen": ("red", "green"),
    "1,3": ("red", "sea"),
    "3 & 1": ("red", "sea"),
    "rood; rood": ("red",),
    "geen van alle": (),
    "nee hoor": (),
    "nope": (),
    "niets": (),
}


@pytest.mark.parametrize(("text", "chosen"), SEVERAL.items())
def test_reads_several_choices_in_the_order_of_the_question(
    text: str, chosen: tuple[str, ...]
) -> None:
    assert read("choices", text) == chosen


@pytest.mark.parametrize("text", ["rood, paars", "blauw", "", ",", "7"])
def test_does_not_guess_at_several_choices(text: str) -> None:
    assert why_not("choices", text) == "engine.not-choices"


AGREEMENTS = {
    "ja": True,
    "Ja hoor!": True,
    "jazeker": True,
    "oké": True,
    "dat klopt": True,
    "nee": False,
    "nee hoor": False,
    "klopt niet": False,
    "niet": False,
    "yes": True,
    "No.": False,
}


@pytest.mark.parametrize(("text", "agrees"), AGREEMENTS.items())
def test_reads_yes_and_no(text: str, agrees: bool) -> None:
    assert read("yes-no", text) is agrees


@pytest.mark.parametrize("text", ["zeker niet", "ja, of toch niet", "misschien", "", "👍"])
def test_does_not_guess_between_yes_and_no(text: str) -> None:
    assert why_not("yes-no", text) == "engine.not-yes-no"


def test_reads_free_text_up_to_a_length() -> None:
    assert read("text", " hallo 👋 ") == "hallo 👋"
    assert why_not("text", "  ") == "engine.empty"
    assert why_not("text", "a" * 10_000) == "engine.too-much-text"
