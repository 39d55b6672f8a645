"""To whom answers go: somebody of the municipality who fits, an income officer first."""

from dataclasses import replace
from datetime import date

from bot.advisers import Absence, Adviser
from bot.assignment import Wish
from bot.dossier import agreed_facts, purpose_of, receiver
from bot.records import Consent
from tests.fixtures import NOW

DAY = date(2027, 3, 8)
WISH = Wish("small", "Assen")
UWV = Adviser("karin", "Karin", "UWV Groningen", ("small",))
COACH = Adviser("mo", "Mo", "Werkplein", ("small",), municipalities=("Assen",))
OFFICER = replace(COACH, id="ria", first_name="Ria", role="income-officer")


def test_nobody_of_uwv_gets_the_answers() -> None:
    assert receiver(WISH, [UWV], {}, DAY) is None
    assert receiver(WISH, [UWV, COACH], {}, DAY) == COACH


def test_an_income_officer_goes_before_others() -> None:
    assert receiver(WISH, [COACH, OFFICER], {"ria": 100}, DAY) == OFFICER


def test_who_is_at_work_goes_before_who_is_away() -> None:
    away = replace(OFFICER, absent=(Absence(DAY, DAY),))
    assert receiver(WISH, [COACH, away], {}, DAY) == COACH
    assert receiver(WISH, [away], {}, DAY) == away


def test_only_who_works_for_the_municipality_and_the_programme_gets_them() -> None:
    others = [
        replace(COACH, municipalities=("Tynaarlo",)),
        replace(COACH, programmes=("other",)),
        replace(COACH, left=True),
    ]
    assert [receiver(WISH, [each], {}, DAY) for each in others] == [None, None, None]


def test_without_a_known_municipality_somebody_of_all_of_them_gets_them() -> None:
    everywhere = replace(COACH, id="all", municipalities=())
    assert receiver(Wish("small"), [COACH, everywhere], {}, DAY) == everywhere


def test_the_last_word_on_each_answer_counts() -> None:
    said = [
        Consent("anna", purpose_of(fact), given, "", NOW)
        for fact, given in (("money", True), ("income", True), ("money", False))
    ]
    share = Consent("anna", "share", True, "", NOW)
    assert agreed_facts([*said, share]) == ("income",)
