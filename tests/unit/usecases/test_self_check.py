"""The shipped self-check asks few questions, each with a reason and a way round it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings, target
from hypothesis import strategies as st

from bot.clients import Address, ClientFile
from bot.clock import StillClock
from bot.dialogue.events import Start, Text
from bot.dialogue.facts import Value
from bot.dialogue.steps.ask import Ask
from bot.entitlement import ESTIMATED
from bot.entitlement.norms import CORE
from bot.ports import Transaction
from bot.storage.memory import MemoryStore
from bot.usecases.actions import ACTIONS
from bot.usecases.enrol import enrol
from bot.usecases.talk import Talk
from bot.wiring import Assistant, make_assistant
from scheduler.calendar import AMSTERDAM
from tests.fixtures import SETTINGS, phrasebook, shipped

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
MOST_QUESTIONS = 18
TYPICAL_QUESTIONS = 10
SCRIPT = "self-check"

BORN = ("6-6-2007", "3-3-2002", "1-2-1985", "3-3-1963", "5-5-2010", "1-1-1955")
TYPED: dict[str, Sequence[str]] = {
    "ww_end": ("30-11-2026", "30-6-2027"),
    "birth_date": BORN,
    "partner_birth_date": BORN,
    "first_ww_day": ("1-12-2024", "1-9-2026"),
    "income": ("300", "1000", "1350", "2500"),
    "partner_income": ("300", "900", "1400", "2500"),
    "money": ("1000", "7950", "9000", "15950", "30000"),
    "vehicles": ("500", "4000", "16000"),
    "other_assets": ("500", "4000", "16000"),
    "debts": ("500", "8000", "25000"),
    "housemates_27": ("0", "2"),
    "children_under_18": ("0", "2"),
}
"""What is typed to questions without choices; amounts lie around the limits on purpose."""


Answering = Callable[["Client", Ask], str]
"""What somebody types to a question."""


class Client:
    """Somebody who answers the shipped self-check, by what `answers` gives for each question."""

    def __init__(self, tx: Transaction, assistant: Assistant) -> None:
        self.tx, self.around = tx, assistant.around
        self.file = enrol(
            tx, self.around, Address("walk", "client"), NOW, programme="werk-in-zicht"
        )
        self.asked: list[str] = []
        self.now = NOW

    def take(self, event: Start | Text) -> None:
        talk = Talk(self.tx, self.around, self.file, self.now, "walk", ACTIONS)
        talk.take(event)
        self.file = ClientFile(talk.client, talk.facts, talk.conversation)

    @property
    def question(self) -> Ask | None:
        """The question of the self-check that waits."""
        talk = self.file.conversation
        if talk is None or talk.place.script != SCRIPT:
            return None
        library = self.around.world(self.tx, "nl").library
        step = library.script(SCRIPT, talk.place.revision).steps[talk.place.step]
        assert isinstance(step, Ask)
        return step

    def goes_through(self, answers: Answering, *, leaves_after: str = "") -> None:
        """Answer from the beginning to the outcome, or until a question after which they leave."""
        self.asked = []
        self.take(Start(SCRIPT))
        while (question := self.question) is not None:
            if question.id not in self.asked[-1:]:  # asked back is no other question
                self.asked.append(question.id)
            self.take(Text(answers(self, question)))
            assert len(self.asked) <= MOST_QUESTIONS, self.asked
            if question.id == leaves_after:
                break
        self.now += timedelta(days=1)

    def value(self, name: str) -> Value | None:
        fact = self.file.facts.get(name)
        return None if fact is None else fact.value


class Practice:
    """The shipped assistant, with which people go through the self-check; nothing is kept."""

    def __init__(self) -> None:
        self.assistant = make_assistant(SETTINGS, shipped(), MemoryStore(), StillClock(NOW), {})

    def talks(self, answers: Answering, again: Answering | None = None, **first: str) -> Client:
        """Let somebody go through the self-check, and perhaps once more the next day."""

        def work(tx: Transaction) -> Client:
            client = Client(tx, self.assistant)
            client.goes_through(answers, **first)
            if again is not None:
                client.goes_through(again)
            tx.erase_client(client.file.client.id)
            return client

        return self.assistant.store.transact_now(work)

    def questions(self) -> list[Ask]:
        def work(tx: Transaction) -> list[Ask]:
            steps = self.assistant.around.world(tx, "nl").library.script(SCRIPT).steps.values()
            return [step for step in steps if isinstance(step, Ask)]

        return self.assistant.store.transact_now(work)

    def shown(self, file: ClientFile) -> str:
        """Return what is said after `mijn gegevens`."""
        return self._said(file, "show-my-data", {})

    def explained(self, file: ClientFile, part: str) -> str:
        """Return what is said of one part of the outcome."""
        return self._said(file, "explain-entitlement", {"part": part})

    def _said(self, file: ClientFile, action: str, parameters: dict[str, str]) -> str:
        def work(tx: Transaction) -> str:
            talk = Talk(tx, self.assistant.around, file, NOW, "walk", ACTIONS)
            applied = ACTIONS[action](talk, parameters)
            return " ".join(phrasebook().render(wording, "nl") for wording in applied.says)

        return self.assistant.store.transact_now(work)


@pytest.fixture(scope="module")
def practice() -> Practice:
    return Practice()


def labels(question: Ask) -> list[str]:
    declared = shipped().facts[question.fact]
    return list((question.choices or declared.choices).values())


MANY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@MANY
@given(data=st.data())
def test_nobody_is_asked_more_than_18_questions(practice: Practice, data: st.DataObject) -> None:
    def answer(_: Client, question: Ask) -> str:
        kind = shipped().facts[question.fact].kind
        if kind == "yes-no":
            return data.draw(st.sampled_from(["ja", "nee"]))
        if kind == "choice":
            return data.draw(st.sampled_from([*labels(question), "weet ik niet"]))
        if kind == "choices":
            chosen = data.draw(st.sets(st.sampled_from(labels(question))))
            return ", ".join(sorted(chosen)) or "niets"
        return data.draw(st.sampled_from([*TYPED[question.fact], "weet ik niet"]))

    client = practice.talks(answer)
    target(len(client.asked))
    assert client.value("check_done") is True


LONGEST = {
    "birth-date": "6-6-2007", "home": "Met mijn partner", "partner-birth-date": "6-6-2007",
    "income": "Minder dan € 3.000", "income-exact": "300",
    "partner-income": "Minder dan € 3.000", "partner-income-exact": "500",
    "partner-papers": "Iets anders",
    "money": "€ 5.000 tot € 20.000", "money-exact": "15950",
    "things": "auto, koophuis, aandelen, schulden", "together-value": "4000", "debts": "500",
    "home-range": "Minder dan € 50.000", "housemates": "1",
    "education": "Nee, en het kan ook niet", "parents": "Nee", "children": "1",
}  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"partner-birth-date": "1-2-1985", "partner-income-exact": "1600"},
        {"birth-date": "3-3-1963", "partner-birth-date": "6-6-2007"},
        {"birth-date": "3-3-1963", "partner-birth-date": "1-1-1955", "partner-income-exact": "1700",
         "income-exact": "250"},
        {"money": "Meer dan € 20.000", "money-exact": "25000", "debts": "9000"},
    ],
)  # fmt: skip
def test_the_longest_ways_keep_to_it_too(practice: Practice, changes: dict[str, str]) -> None:
    answers = {**LONGEST, **changes}

    def answer(_: Client, question: Ask) -> str:
        usual = "30-11-2026" if question.fact == "ww_end" else "niets"
        if question.id in ("first-ww-day", "full-ww"):
            usual = "1-12-2024" if question.id == "first-ww-day" else "ja"
        return answers.get(question.id, usual)

    assert len(practice.talks(answer).asked) <= MOST_QUESTIONS


TYPICAL = {
    "ww-end": "30-11-2026", "birth-date": "1-2-1980", "partner-birth-date": "1-3-1981",
    "income": "Geen inkomen", "partner-income": "Geen inkomen", "money": "Minder dan € 5.000",
    "housemates": "0",
}  # fmt: skip


@pytest.mark.parametrize(
    "home",
    ["Alleen", "Met mijn partner", "Met kinderen onder 18, zonder partner",
     "Met anderen, geen partner of kind"],
)  # fmt: skip
def test_a_typical_client_answers_at_most_ten(practice: Practice, home: str) -> None:
    client = practice.talks(lambda _, q: {**TYPICAL, "home": home}.get(q.id, "niets"))
    assert len(client.asked) <= TYPICAL_QUESTIONS
    assert client.value("chance") == "likely"


@pytest.mark.parametrize(("born", "first"), [("3-3-1963", True), ("1-2-1980", False)])
def test_it_is_known_whether_ioaw_or_iow_goes_first(
    practice: Practice, born: str, first: bool
) -> None:
    answers = {**TYPICAL, "home": "Alleen", "birth-date": born, "first-ww-day": "1-12-2024",
               "full-ww": "ja"}  # fmt: skip
    client = practice.talks(lambda _, q: answers.get(q.id, "niets"))
    assert client.value("goes_first") is first


STOPS = [
    ("partner earns enough", {"home": "Met mijn partner", "partner-birth-date": "1-3-1981",
                              "partner-income": "€ 3.000 of meer"}, "partner-income"),
    ("own income is enough", {"home": "Alleen", "income": "€ 3.000 of meer"}, "income"),
    ("much money, no debts", {"home": "Alleen", "money": "Meer dan € 20.000", "things": "auto"},
     "things"),
    ("under 18", {"birth-date": "1-1-2010", "home": "Alleen"}, "income"),
    ("funded study", {"birth-date": "1-1-2003", "home": "Alleen", "things": "niets",
                      "education": "Ja, met studiefinanciering"}, "education"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "last"), [case[1:] for case in STOPS],
                         ids=[case[0] for case in STOPS])  # fmt: skip
def test_nothing_is_asked_after_the_outcome_is_certain(
    practice: Practice, answers: dict[str, str], last: str
) -> None:
    client = practice.talks(lambda _, q: {**TYPICAL, **answers}.get(q.id, "niets"))
    assert client.asked[-1] == last
    assert client.value("chance") == "unlikely"


def test_every_question_has_a_reason_and_a_button_for_not_knowing(practice: Practice) -> None:
    found = practice.questions()
    but_repeated = [ask for ask in found if ask.id != "changed"]
    assert [ask.id for ask in found if not ask.why or ask.required] == []
    assert [ask.id for ask in but_repeated if not (ask.unknown_button and ask.why_button)] == []


def test_who_knows_nothing_gets_no_outcome_against_them(practice: Practice) -> None:
    client = practice.talks(lambda _, __: "weet ik niet")
    assert client.value("chance") == "ask"
    missing = client.value("missing")
    assert isinstance(missing, tuple)
    assert "ww_end" in missing


def test_amounts_that_stand_for_a_range_are_not_shown_as_told(practice: Practice) -> None:
    client = practice.talks(lambda _, q: {**TYPICAL, "home": "Alleen", "things": "niets"}.get(
        q.id, "niets"))  # fmt: skip
    assert client.value("money") == Decimal(5000)
    said = practice.shown(client.file)
    assert "uw geld op de bank: Minder dan € 5.000" in said
    assert "€ 5.000,00" not in said


def test_what_an_earlier_check_set_does_not_end_the_next_one(practice: Practice) -> None:
    first = {**TYPICAL, "home": "Alleen", "things": "niets", "special-alone": "Ik zit vast"}
    second = {**first, "changed": "Ja, er is iets veranderd", "special-alone": "niets"}
    client = practice.talks(
        lambda _, q: first.get(q.id, "niets"),
        lambda _, q: "ja" if q.id == "ww-end" else second.get(q.id, "niets"),
    )
    assert client.value("chance") == "likely"


def test_a_check_that_was_left_does_not_speak_for_the_next_one(practice: Practice) -> None:
    left = {**TYPICAL, "home": "Alleen", "income": "Minder dan € 3.000", "income-exact": "900"}
    again = {"income": "weet ik niet", "ww-end": "ja", "birth-date": "ja"}
    client = practice.talks(
        lambda _, q: left.get(q.id, "niets"),
        lambda _, q: {**TYPICAL, **again, "home": "Alleen"}.get(q.id, "niets"),
        leaves_after="money",
    )
    assert "income-exact" not in client.asked
    assert client.value("income") is None
    assert client.value("chance") == "ask"


@pytest.mark.parametrize(
    ("end", "said", "advice"),
    [
        ("30-11-2026", "recht op bijstand vanaf 1 december 2026", "uiterlijk op 30 november 2026"),
        ("23-11-2026", "recht op bijstand vanaf 24 november 2026", "Doe dat vandaag nog."),
        ("1-10-2026", "recht op bijstand vanaf 23 november 2026", "Vraag het vandaag nog aan."),
        ("weet ik niet", "Als uw WW vandaag zou stoppen", "voor de laatste dag van uw WW"),
    ],
)
def test_support_begins_after_the_ww_and_not_before_the_report(
    practice: Practice, end: str, said: str, advice: str
) -> None:
    answers = {**TYPICAL, "home": "Alleen", "things": "niets", "ww-end": end}
    client = practice.talks(lambda _, q: answers.get(q.id, "niets"))
    assert said in practice.explained(client.file, "verdict")
    assert advice in practice.explained(client.file, "apply")


COMPLETE = {**TYPICAL, "home": "Alleen", "things": "niets"}


def test_a_household_that_is_not_known_any_more_decides_nothing(practice: Practice) -> None:
    again = {
        **COMPLETE, "changed": "Ja, er is iets veranderd", "ww-end": "ja", "home": "weet ik niet",
        "money": "€ 5.000 tot € 20.000", "money-exact": "12000",
    }  # fmt: skip
    client = practice.talks(
        lambda _, q: COMPLETE.get(q.id, "niets"), lambda _, q: again.get(q.id, "niets")
    )
    assert client.value("household") is None
    assert client.value("money") == Decimal(12000)
    assert client.value("chance") == "ask"


def test_weeks_abroad_by_heart_do_not_decide(practice: Practice) -> None:
    away = {**COMPLETE, "special-alone": "Ik ben meer dan 4 weken per jaar in het buitenland"}
    client = practice.talks(lambda _, q: away.get(q.id, "niets"))
    assert client.value("chance") == "ask"
    missing = client.value("missing")
    assert isinstance(missing, tuple)
    assert "weeks_abroad" in missing


def test_school_is_asked_again_in_a_new_check(practice: Practice) -> None:
    young = {**COMPLETE, "birth-date": "3-3-2003", "education": "Nee, en het kan ook niet"}
    again = {**young, "changed": "Ja, er is iets veranderd"}
    client = practice.talks(
        lambda _, q: young.get(q.id, "niets"),
        lambda _, q: "ja" if q.id == "ww-end" else again.get(q.id, "niets"),
    )
    assert "education" in client.asked
    assert client.value("chance") == "likely"


def test_who_knows_nothing_any_more_gets_no_outcome_against_them(practice: Practice) -> None:
    first = {**COMPLETE, "home": "Met mijn partner", "partner-birth-date": "1-3-1981"}
    again = {"changed": "Ja, er is iets veranderd", "ww-end": "ja"}
    client = practice.talks(
        lambda _, q: first.get(q.id, "niets"),
        lambda _, q: again.get(q.id, "weet ik niet"),
    )
    assert client.value("chance") == "ask"


def test_amounts_that_stand_for_a_range_lie_on_the_sure_side_of_every_norm() -> None:
    """The edges that the head of the script names; new norms that outgrow them fail here."""
    norms = shipped().norms.on(date(2026, 12, 31))
    margin = Decimal("1.05")
    most = max(norms.share(name) for name in CORE)
    top_up = (norms.amount("single-parent-top-up-year") or Decimal(0)) / 12
    assert (most + top_up) * margin < 3000 - ESTIMATED.income
    single, family = norms.share("assets-single"), norms.share("assets-family")
    assert 5000 + 2400 + ESTIMATED.assets < single * (2 - margin)
    assert family * margin < 20000 - ESTIMATED.assets
    assert norms.share("home-equity-exempt") * (2 - margin) > 50000
    assert norms.share("home-equity-exempt") * margin < 80000
