"""Words that can mean something else than was asked: explained or asked back, never taken."""

from datetime import date
from decimal import Decimal

import pytest

from bot.dialogue.answers import NotUnderstood
from bot.dialogue.facts import AMOUNTS_OF, Value
from tests.fixtures import phrasebook, shipped
from tests.unit.dialogue.test_natural_words import perhaps, read

OF_SOMETHING_ELSE = [
    ("income", "mijn man 1200", "partner"),
    ("income", "mijn partner verdient 2000", "partner"),
    ("income", "mijn vrow heeft 900", "partner"),
    ("income", "1200 bruto", "gross"),
    ("income", "nu 1400 ww", "ww"),
    ("income", "samen 2000", "together"),
    ("income", "300 van mijn zoon", "family"),
    ("income_range", "mijn man 1200", "partner"),
    ("income_range", "mijn man werkt", "partner"),
    ("income_range", "mijn man heeft geen inkomen", "partner"),
    ("income_range", "3200 bruto", "gross"),
    ("partner_income", "ik krijg 1200", "self"),
    ("partner_income_range", "ik verdien 1200", "self"),
    ("money", "ik heb 6000 euro schuld", "debt"),
    ("money", "-6000", "debt"),
    ("money", "- € 6.000", "debt"),
    ("money", "1500 per maand", "monthly"),
    ("money_range", "6000 schuld", "debt"),
    ("money_range", "min 6000", "debt"),
    ("money_range", "-6000", "debt"),
    ("money_range", "rood 500", "debt"),
    ("money_range", "ik sta rood", "debt"),
    ("debts", "6000 spaargeld", "savings"),
    ("debts", "200 per maand", "monthly"),
    ("home_range", "hypotheek 150000", "house"),
    ("home_range", "huis is 300000", "house"),
    ("income", "huurtoeslag 300", "allowance"),
    ("income_range", "300 kinderbijslag", "allowance"),
]


@pytest.mark.parametrize(("fact", "text", "of"), OF_SOMETHING_ELSE)
def test_an_amount_of_something_else_is_explained(fact: str, text: str, of: str) -> None:
    assert read(fact, text) == NotUnderstood(f"engine.amount-of-{of}")


@pytest.mark.parametrize("of", AMOUNTS_OF)
def test_all_that_an_amount_can_be_of_has_words_and_an_explanation(of: str) -> None:
    assert shipped().vocabulary.amounts_of[of]
    assert phrasebook().template(f"engine.amount-of-{of}")


TAKEN = [
    ("partner_income", "mijn man 1200", Decimal(1200)),
    ("partner_income", "hij verdient 1500", Decimal(1500)),
    ("partner_income_range", "mijn man 1200", "below"),
    ("partner_income_range", "mijn man werkt niet", "none"),
    ("debts", "ik heb 6000 schuld", Decimal(6000)),
    ("money", "met mijn vrouw 6000", Decimal(6000)),
    ("money_range", "6000 euro spaargeld", "middle"),
    ("income", "na de ww 900", Decimal(900)),
    ("income", "300 alimentatie van mijn ex man", Decimal(300)),
    ("income_range", "ik heb nu geen inkomen", "none"),
    ("income_range", "ik ga werken 1500 per maand", "below"),
    ("income_range", "ik werk voor mezelf", "business"),
    ("income", "+/- 1200", Decimal(1200)),
]


@pytest.mark.parametrize(("fact", "text", "value"), TAKEN)
def test_an_amount_of_what_was_asked_is_taken(fact: str, text: str, value: Value) -> None:
    assert read(fact, text) == value


def test_a_debt_below_zero_is_asked_back() -> None:
    assert perhaps("debts", "-6000") == (Decimal(6000),)


def test_who_works_is_not_taken_for_self_employed() -> None:
    assert perhaps("income_range", "ik werk") == ("below", "above", "business")


def test_the_year_of_a_car_is_not_its_value() -> None:
    assert perhaps("vehicles", "bouwjaar 2012") == (Decimal(2012),)


def test_what_a_house_is_worth_more_than_its_mortgage_is_asked_back() -> None:
    assert perhaps("home_equity", "60.000 meer waard") == (Decimal(60000),)


@pytest.mark.parametrize("text", ["mijn zoon is 4 jaar", "kind van 4 jaar oud", "1 jaar"])
def test_an_age_is_no_count(text: str) -> None:
    assert read("children_under_18", text) == NotUnderstood("engine.not-a-number")


@pytest.mark.parametrize(
    ("text", "numbers"), [("mijn dochter is 4", (4,)), ("1 kind van 12", (1, 12))]
)
def test_what_may_be_an_age_is_asked_back(text: str, numbers: tuple[Value, ...]) -> None:
    assert perhaps("children_under_18", text) == numbers


@pytest.mark.parametrize(("text", "count"), [("2 kinderen", 2), ("ik heb twee kinderen", 2)])
def test_a_count_of_people_is_taken(text: str, count: int) -> None:
    assert read("children_under_18", text) == count


def test_twins_are_no_single_child() -> None:
    assert read("children_under_18", "een tweeling") == NotUnderstood("engine.not-whole")


def test_a_dash_between_two_amounts_is_no_debt() -> None:
    assert read("income", "€ 300 - € 400") == NotUnderstood("engine.not-an-amount")


@pytest.mark.parametrize(
    ("fact", "text", "age"),
    [("birth_date", "1-2-2027", 0), ("birth_date", "8-3-2013", 14), ("birth_date", "1-2-1920", 107),
     ("partner_birth_date", "1-2-2020", 7)],
)  # fmt: skip
def test_a_birth_that_cannot_be_is_explained(fact: str, text: str, age: int) -> None:
    answer = read(fact, text, "past")
    assert isinstance(answer, NotUnderstood)
    assert (answer.phrase, answer.figures["age"]) == ("engine.no-such-age", age)


@pytest.mark.parametrize(
    ("text", "day"),
    [("8-3-2012", date(2012, 3, 8)), ("1-2-47", date(1947, 2, 1)), ("12061971", date(1971, 6, 12)),
     ("03-03-'70", date(1970, 3, 3)), ("3mei1970", date(1970, 5, 3))],
)  # fmt: skip
def test_a_birth_date_is_read_as_people_type_it(text: str, day: date) -> None:
    assert read("birth_date", text, "past") == day


NAMES = {
    "Jan Willem": "Jan Willem",
    "Fatma": "Fatma",
    "ik heet Ans": "Ans",
    "mijn naam is Piet de Vries": "Piet de Vries",
    "noem mij maar Bep": "Bep",
    "Ben": "Ben",
    "Fatma.": "Fatma",
    "gewoon Jan": "Jan",
    "Mohamed el Amrani": "Mohamed el Amrani",
}


@pytest.mark.parametrize(("text", "name"), NAMES.items())
def test_a_name_is_taken_without_what_is_said_before_it(text: str, name: str) -> None:
    assert read("first_name", text) == name


@pytest.mark.parametrize(
    "text",
    ["Ik woon in Assen", "ik weet het niet", "waarom", "nee", "nee dank u", "ja", "123", "ik heet",
     "wat is dit", "wat?", "dat zeg ik niet", "..."],
)  # fmt: skip
def test_a_sentence_is_no_name(text: str) -> None:
    answer = read("first_name", text)
    assert isinstance(answer, NotUnderstood)
    assert answer.perhaps == (() if text != "waarom" else ("waarom",))


@pytest.mark.parametrize(
    ("text", "name"), [("ik ben Ans", "Ans"), ("ik ben ziek", "ziek"), ("Jan hoor", "Jan hoor")]
)
def test_what_may_be_a_name_is_asked_back(text: str, name: str) -> None:
    assert perhaps("first_name", text) == (name,)


CONSENTS = ("consent_contact", "consent_share", "share_answers", "dossier_agreed", "wants_person")


@pytest.mark.parametrize("fact", CONSENTS)
@pytest.mark.parametrize(
    "text",
    ["nee geen probleem", "nee hoor, prima", "nee dat is goed", "geen bezwaar", "nee toch wel",
     "ja stuur maar", "ja?"],
)  # fmt: skip
def test_consent_that_is_not_sure_is_asked_back(fact: str, text: str) -> None:
    assert perhaps(fact, text) == (True,)


@pytest.mark.parametrize(
    "text", ["ja maar niet met de gemeente", "ja, alleen per mail", "ja als het kan"]
)
def test_consent_to_a_part_is_explained(text: str) -> None:
    assert read("consent_share", text) == NotUnderstood("engine.yes-in-part")


@pytest.mark.parametrize("text", ["ja", "ja hoor", "ja dat is goed", "jazeker, graag", "mag wel"])
def test_a_bare_yes_is_consent(text: str) -> None:
    assert read("consent_share", text) is True


@pytest.mark.parametrize("text", ["nee", "nee dank u", "nee dat is niet goed", "liever niet"])
def test_a_no_is_no_consent(text: str) -> None:
    assert read("consent_share", text) is False


def test_outside_consent_a_yes_with_more_behind_it_is_a_yes() -> None:
    assert read("parents_help", "ja een beetje") is True


AT_HOME = [
    ("met mijn man", "partner"),
    ("met mijn vrouw", "partner"),
    ("met mijn man en kinderen", "partner"),
    ("ik ben alleen", "alone"),
    ("huisgenoten", "others"),
    ("bij mijn ouders", "others"),
    ("ik woon bij mijn zus", "others"),
]


@pytest.mark.parametrize(("text", "choice"), AT_HOME)
def test_with_whom_one_lives_is_understood(text: str, choice: str) -> None:
    assert read("home_situation", text) == choice


PERHAPS_AT_HOME = [
    ("met mijn vriend", ("partner",)),
    ("alleenstaand", ("alone", "children")),
    ("gescheiden", ("alone", "children")),
    ("weduwe", ("alone", "children")),
    ("mijn man is overleden", ("alone", "children")),
    ("met mijn kinderen", ("children",)),
    ("met man en 2 kinderen", ("partner", "children")),
    ("bij vrienden", ("others", "no_home")),
    ("bij iemand", ("others",)),
    ("ik heb een vaste plek", ()),
]


@pytest.mark.parametrize(("text", "choices"), PERHAPS_AT_HOME)
def test_whom_one_may_live_with_is_asked(text: str, choices: tuple[str, ...]) -> None:
    assert perhaps("home_situation", text) == choices


PAST_DAYS = {
    "afgelopen maandag": date(2027, 3, 1),
    "vorige week dinsdag": date(2027, 3, 2),
    "afgelopen vrijdag": date(2027, 3, 5),
    "2 weken geleden": date(2027, 2, 22),
    "3 maanden geleden": date(2026, 12, 8),
    "31-12": date(2027, 12, 31),
}


@pytest.mark.parametrize(("text", "day"), PAST_DAYS.items())
def test_a_day_that_is_past_is_not_taken_for_one_to_come(text: str, day: date) -> None:
    assert perhaps("ww_end", text, "near") == (day,)


@pytest.mark.parametrize("text", ["ik krijg bijstand", "ik heb een baan", "werkt niet"])
def test_an_answer_that_looks_like_a_command_is_none(text: str) -> None:
    assert shipped().vocabulary.command(text) == ""


@pytest.mark.parametrize(
    ("text", "command"),
    [("waarm vraagt u dit", "why"), ("krijg ik bijstnad", "check"), ("weetik niet", "unknown")],
)
def test_a_command_with_a_slip_is_one(text: str, command: str) -> None:
    assert shipped().vocabulary.command(text) == command
