"""Words of danger and despair are heard when misspelt, and never in what people say every day."""

import time

import pytest

from tests.fixtures import shipped

WORDS = shipped().vocabulary

IN_CRISIS = [
    "ik zie het neit meer ziten",
    "ik wil niet meer leve",
    "Ik wil nie meer leven",
    "ik heb pillen klaarliggen",
    "iedereen is beter af zonder mij",
    "laat mij maar doodgaan",
    "ik maak me van kant",
    "ik denk aan zelfmoort",
    "mijn ex bedreigt me",
    "mijn man slat mij en de kinderen, hij slaat me",
    "ik word morgen uitgezet",
    "wij worden morgen uit ons huis gezet",
    "ik slaap in mijn auto",
    "we hebben al dagen niets gegeten",
    "I want to dei, I want to die",
    "they are better off without me",
    "he threatens me",
    "I am sleeping in my car",
]


@pytest.mark.parametrize("text", IN_CRISIS)
def test_words_of_danger_are_heard(text: str) -> None:
    assert WORDS.in_crisis(text)


@pytest.mark.parametrize(
    "text",
    [
        "het gaat niet meer",
        "Ik kan niet meer.",
        "ik kan neit meer",
        "ik wil niet meer",
        "ik trek het niet meer",
        "ik hou het niet meer vol zo",
        "ik ben ten einde raad",
        "I can't go on",
    ],
)
def test_what_may_be_despair_is_asked_about(text: str) -> None:
    assert not WORDS.in_crisis(text)
    assert WORDS.need(text) == "despair"


def test_children_who_do_not_eat_are_a_crisis() -> None:
    assert WORDS.need("mijn kinderen eten niet") == WORDS.crisis_script


@pytest.mark.parametrize(
    "text",
    [
        "ik wil niet meer werken",
        "ik wil niet meer verhuizen",
        "ik wil niet meer dan 20 uur werken",
        "ik kan niet meer dan 20 uur",
        "ik kan niet meer tillen",
        "ik kan niet meer op maandag",
        "het gaat niet meer door",
        "het gaat niet meer om geld",
        "de bijeenkomst gaat niet meer door",
        "niet meer",
        "ik weet het niet meer",
        "ik zie het niet meer",
        "ik leef alleen",
        "ik leef van mijn spaargeld",
        "ik wil een rode auto",
        "ik wil door met de opleiding",
        "ik wil doorgaan",
        "mijn ouders zijn doof",
        "mijn vader is dood",
        "mijn vrouw is vorig jaar overleden",
        "ik heb het geld niet meer liggen",
        "ik wil niet meer lenen",
        "ik wil wel meer leren",
        "ik wil niet meer lezen",
        "mijn kinderen eten niet mee",
        "mijn kinderen eten op school",
        "ik heb geen even uur gewerkt",
        "ik heb nog geen baan",
        "ik heb mijn telefoon uitgezet",
        "de verwarming is morgen uitgezet",
        "mijn auto staat op straat",
        "ik slaap slecht",
        "ik slaap in de kamer van mijn zoon",
        "ik heb pijn aan mijn polsen",
        "ik slik pillen voor mijn bloeddruk",
        "mijn ex bedriegt me",
        "mijn ex betaalt me niet",
        "ik werk niet meer bij de slager",
        "ik zit in de trein",
        "ik kan het leven niet meer betalen",
        "ik ga morgen verder",
        "beter laat dan nooit",
        "ik ben klaar met de vragen",
        "ik woon in een huis met een auto",
        "i want to live in another town",
        "i cannot go on monday",
    ],
)
def test_everyday_words_are_no_danger(text: str) -> None:
    assert not WORDS.in_crisis(text)
    assert WORDS.need(text) == ""


def test_a_long_message_is_read_at_once() -> None:
    text = "ik weet niet goed wat ik moet doen want mijn ww stopt bijna en ik zoek werk " * 50
    before = time.process_time()
    WORDS.in_crisis(text)
    WORDS.need(text)
    assert time.process_time() - before < 0.5


PERSONS = [
    "ik wil een mens",
    "mens aub",
    "ik wil mijn adviseur spreken",
    "ik wil contact met mijn adviseur",
    "kan iemand mij bellen",
    "Ik wil graag met iemand praten",
    "bel mij",
    "bel mij even aub",
    "iemand spreken",
    "i want to talk to a human",
]


@pytest.mark.parametrize("text", PERSONS)
def test_a_person_is_asked_for_in_many_words(text: str) -> None:
    assert WORDS.command(text) == "adviser"


@pytest.mark.parametrize(
    "text",
    [
        "ik wil dat jullie mijn gegevens weggooien",
        "verwijder alles",
        "wis mijn gegevens",
        "alles verwijderen",
        "alles verwijdren graag",
    ],
)
def test_being_forgotten_is_asked_for_in_many_words(text: str) -> None:
    assert WORDS.command(text) == "forget"


@pytest.mark.parametrize(
    "text",
    ["ik heb geen digid", "mijn adviseur is ziek", "ik wil niet stoppen", "ik heb een vraag thuis"],
)
def test_a_sentence_with_another_word_in_it_is_no_command(text: str) -> None:
    assert WORDS.command(text) == ""


@pytest.mark.parametrize(
    ("text", "command"),
    [("ik hb geen idee", "unknown"), ("zelf chek", "check"), ("mijngegevens", "data")],
)
def test_a_misspelt_command_is_still_one(text: str, command: str) -> None:
    assert WORDS.command(text) == command
