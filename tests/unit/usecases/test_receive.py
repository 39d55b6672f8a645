"""A client writes: nothing twice, nothing secret kept, reserved words in every state."""

import pytest

from bot.clients import Address
from bot.privacy.redaction import REMOVED
from tests.house import CHANNEL, House

BSN = "123456782"
CRISIS_SAYS = "112"


@pytest.fixture
def house() -> House:
    return House()


async def test_an_unknown_address_is_greeted(house: House) -> None:
    assert await house.says("hallo") == ["Welkom bij Max-WW.", "Wat is de laatste dag van uw WW?"]
    assert house.file().client.programme == "small"


async def test_two_addresses_are_two_clients(house: House) -> None:
    await house.says("hallo", "anna")
    await house.says("hallo", "ben")
    assert house.file("anna").client.id != house.file("ben").client.id


async def test_an_update_that_comes_twice_is_answered_once(house: House) -> None:
    await house.says("hallo", update="7")
    received = await house.receives("hallo", update="7")
    assert received.outcome == "duplicate"
    assert len(house.messages()) == 3


async def test_an_answer_that_comes_twice_counts_once(house: House) -> None:
    await house.says("hallo")
    await house.says("30-6-2027", update="8")
    await house.says("30-6-2027", update="8")
    assert [m.text for m in house.messages()][-1] == "Mag ik u schrijven?"


@pytest.mark.parametrize("text", [f"mijn nummer is {BSN}", "1234.56.782", "bsn 123 456 782 ok"])
async def test_a_bsn_is_neither_kept_nor_shown(house: House, text: str) -> None:
    await house.says("hallo")
    said = await house.says(text)
    kept = next(m for m in reversed(house.messages()) if m.author == "client")
    assert said[0].startswith("U typte misschien uw burgerservicenummer.")
    assert REMOVED in kept.text
    assert BSN not in "".join(c for c in kept.text if c.isdigit())


NOTE = """
    script: weekly
    title: Wekelijks
    about: uw week
    steps:
      - ask: Wat wilt u kwijt?
        fact: question_text
      - say: Dank u.
    """


async def test_a_bsn_is_kept_in_no_fact() -> None:
    house = House(welcome=NOTE.replace("weekly", "welcome"))
    await house.says("hallo")
    await house.says(f"ik ben {BSN}, help mij toch")
    assert house.file().facts["question_text"].value == f"ik ben {REMOVED}, help mij toch"


async def test_a_long_message_is_cut_and_that_is_said(house: House) -> None:
    await house.says("hallo")
    said = await house.says("a" * 10_000)
    kept = next(m for m in reversed(house.messages()) if m.author == "client")
    assert said[0].startswith("Uw bericht was erg lang.")
    assert len(kept.text) == 4000


async def test_what_was_pressed_is_shown_in_words(house: House) -> None:
    await house.says("hallo")
    await house.says("30-6-2027")
    await house.presses("yes")
    assert [m.text for m in house.messages() if m.author == "client"][-1] == "Ja"


def own_words(house: House) -> list[str]:
    return [message.text for message in house.messages() if message.author == "client"]


async def test_an_old_button_is_shown_in_its_words(house: House) -> None:
    await house.says("hallo")
    await house.says("30-6-2027")
    old = next(c.id for m in house.messages() for c in m.choices if c.label == "Nee")
    await house.presses("yes")
    said = house.texts(await house.receives(choice=old))
    assert said == ["Die knop hoort bij een eerdere vraag. Er is niets veranderd."]
    assert own_words(house)[-2:] == ["Ja", "Nee"]


@pytest.mark.parametrize("choice", ["999:yes", "2:purple", "x"])
async def test_a_button_that_was_never_shown_is_no_message(house: House, choice: str) -> None:
    await house.says("hallo")
    await house.says("30-6-2027")
    before = own_words(house)
    said = house.texts(await house.receives(choice=choice))
    assert said[-1].endswith("Mag ik u schrijven?")
    assert own_words(house) == before


async def test_an_empty_message_is_answered(house: House) -> None:
    await house.says("hallo")
    assert (await house.says(""))[-1].endswith("Wat is de laatste dag van uw WW?")


# words of crisis


async def test_words_of_crisis_count_in_the_first_message(house: House) -> None:
    said = await house.says("ik wil niet meer leven")
    assert CRISIS_SAYS in said[0]
    assert not any("Welkom" in text for text in said)


@pytest.mark.parametrize("before", [(), ("30-6-2027",), ("30-6-2027", "ja"), ("x", "x", "x")])
async def test_words_of_crisis_count_in_every_state(house: House, before: tuple[str, ...]) -> None:
    await house.says("hallo")
    for text in before:
        await house.says(text)
    assert CRISIS_SAYS in (await house.says("Ik wil dood!!"))[0]


async def test_words_of_crisis_ask_for_a_person_at_once(house: House) -> None:
    await house.enrols()
    await house.says("ik word geslagen")
    (handoff,) = house.store.transact_now(lambda tx: tx.handoffs(active=True))
    assert (handoff.topic, handoff.urgency) == ("crisis", "urgent")


async def test_words_of_crisis_count_while_a_person_has_the_conversation(house: House) -> None:
    await house.enrols()
    await house.says("ik word geslagen")
    assert CRISIS_SAYS in (await house.says("ik wil dood"))[0]


# reserved words


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("stop", "Wilt u nu even stoppen"),
        ("geen berichten meer", "u krijgt geen berichten meer"),
        ("pauze", "Hoe lang zal ik u niet schrijven?"),
        ("adviseur", "Waar gaat uw vraag over?"),
        ("taal", "Which language would you like?"),
        ("mijn gegevens", "laatste dag van uw WW"),
        ("vergeet mij", "Weet u het zeker?"),
        ("help", "U kunt altijd typen"),
    ],
)
async def test_reserved_words_come_before_the_answer(house: House, word: str, answer: str) -> None:
    await house.says("hallo")
    await house.says("30-6-2027")
    assert any(answer in text for text in await house.says(word.upper()))


async def test_a_word_on_a_button_is_an_answer_and_no_command(house: House) -> None:
    await house.enrols()
    await house.says("taal")
    await house.says("English")
    assert house.file().client.language == "en"


async def test_to_the_question_for_the_adviser_any_words_are_the_answer(house: House) -> None:
    await house.enrols()
    await house.says("adviseur")
    await house.says("werk zoeken")
    await house.says("bel mij")
    assert house.file().facts["question_text"].value == "bel mij"


async def test_the_place_is_kept_in_another_language(house: House) -> None:
    await house.says("hallo")
    await house.says("30-6-2027")
    said = [*await house.says("taal"), *await house.says("English")]
    assert "schrijven?" in said[-1] or "write" in said[-1]
    await house.says("yes")
    assert house.file().facts["consent_contact"].value is True


# old buttons and forgotten people


async def test_an_old_button_changes_nothing(house: House) -> None:
    await house.says("hallo")
    await house.says("30-6-2027")
    old = house.messages()[-1].choices[0].id
    await house.says("nee")
    received = await house.receives(choice=old)
    assert "Die knop hoort bij een eerdere vraag." in house.texts(received)[0]
    assert house.file().facts["consent_contact"].value is False


@pytest.mark.parametrize("choice", ["", "x", ":", "1:", "999999999999:yes", "-1:yes", "٣:yes"])
async def test_a_button_that_never_was_changes_nothing(house: House, choice: str) -> None:
    await house.says("hallo")
    before = house.file().facts
    await house.receives(choice=choice or "0:yes")
    assert house.file().facts == before


async def test_a_button_enrols_nobody(house: House) -> None:
    await house.receives(choice="1:yes", who="ghost")
    found = house.store.transact_now(lambda tx: tx.client_at(Address(CHANNEL, "ghost")))
    assert found is None


async def test_forgetting_leaves_nothing(house: House) -> None:
    client = await house.enrols()
    await house.says("vergeet mij")
    received = await house.receives("ja, wis alles")
    assert received.outcome == "erased"
    assert "Alles is gewist." in house.texts(received)[0]

    def kept(tx: object) -> list[object]:
        parts = ("messages", "contacts", "consents", "outcomes", "looks", "addresses")
        return [getattr(tx, name)(client) for name in parts]

    assert house.store.transact_now(kept) == [()] * 6
    assert house.store.transact_now(lambda tx: tx.client(client)) is None


async def test_the_last_update_of_who_was_forgotten_enrols_nobody(house: House) -> None:
    await house.enrols()
    await house.says("vergeet mij")
    await house.receives("ja, wis alles", update="last")
    again = await house.receives("ja, wis alles", update="last")
    assert again.outcome == "duplicate"


async def test_nothing_is_sent_to_who_was_forgotten(house: House) -> None:
    await house.enrols()
    await house.says("vergeet mij")
    await house.says("ja, wis alles")
    assert await house.ticks(weeks=20) == []


# coming back


async def test_coming_back_after_days_tells_where_we_were(house: House) -> None:
    await house.says("hallo")
    await house.says("30-6-2027")
    await house.ticks(days=2)
    said = await house.returns()
    assert said[0].startswith("We waren bezig met de kennismaking.")
    assert said[-1].endswith("Mag ik u schrijven?")


BROKEN = """
    script: crisis
    title: Kapot
    steps:
      - say: Nooit gezegd.
      - call: nowhere
    """


async def test_a_failed_turn_leaves_nothing_behind(house: House) -> None:
    await house.says("hallo")
    before = house.file(), house.messages()
    house.publishes("crisis", BROKEN)
    with pytest.raises(KeyError):
        await house.says("ik wil dood")
    assert (house.file(), house.messages()) == before


ROUND = """
    script: small-talk
    title: Rond
    steps:
      - id: again
        do: check-entitlement
      - id: back
        go: again
    """


async def test_a_script_that_goes_round_by_its_actions_is_stopped(house: House) -> None:
    await house.enrols()
    house.publishes("small-talk", ROUND)
    assert (await house.says("hallo"))[-1].startswith("Er ging bij mij iets mis.")
    assert house.file().conversation is None


async def handed_over() -> House:
    """A client whose question a person has."""
    house = House()
    await house.enrols()
    for text in ("adviseur", "Iets anders", "Kunt u helpen?", "ja"):
        await house.says(text)
    return house


async def test_during_a_handoff_an_answer_to_the_assistant_is_taken_as_that() -> None:
    house = await handed_over()
    await house.says("vergeet mij")
    assert (await house.receives("Ja, wis alles")).outcome == "erased"


async def test_during_a_handoff_words_that_are_no_answer_wait_for_the_clients_choice() -> None:
    house = await handed_over()
    await house.says("vergeet mij")
    received = await house.receives("ik wil eerst weten of u belt")
    assert received.outcome == "answered"
    assert house.texts(received)[0].startswith("Dit las alleen ik, Max-WW. Is het voor Karin?")


async def test_during_a_handoff_the_client_can_let_such_words_through() -> None:
    house = await handed_over()
    await house.says("vergeet mij")
    await house.says("ik wil eerst weten of u belt")
    received = await house.receives("adviseur")
    assert received.outcome == "to-adviser"
    assert "Uw vorige bericht gaat nu naar Karin." in house.texts(received)[0]


async def test_after_asking_for_the_person_words_go_to_the_person_again() -> None:
    house = await handed_over()
    await house.says("vergeet mij")
    assert await house.says("adviseur") == ["Dat is goed. Wat u nu typt, leest Karin."]
    assert (await house.receives("ik wil eerst weten of u belt")).outcome == "to-adviser"


async def test_during_a_crisis_what_is_typed_goes_to_the_person() -> None:
    house = await handed_over()
    await house.says("ik heb geen eten")
    assert (await house.receives("al 3 dagen niet")).outcome == "to-adviser"
