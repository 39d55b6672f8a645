"""A client takes a consent back: from that moment no adviser sees what it was for."""

from datetime import timedelta

from bot.records import Consent
from bot.usecases.sharing import (
    CONTACT_CONSENT,
    hides_name,
    shared_names,
    standing,
    withdrawals,
)
from desk.sharing import readable

from .meanwhile import Meanwhile

TAKE_BACK = ("mijn gegevens", "Deel mijn vraag niet meer")


async def test_my_data_offers_each_consent_that_stands(meanwhile: Meanwhile) -> None:
    await meanwhile.says("mijn gegevens")
    labels = [choice.label for choice in meanwhile.house.messages()[-1].choices]
    assert labels[:2] == ["Schrijf mij niet meer uit uzelf", "Deel mijn vraag niet meer"]
    assert "Deel mijn antwoorden niet meer" not in labels


async def test_the_question_goes_back_to_the_assistant(meanwhile: Meanwhile) -> None:
    await meanwhile.says(*TAKE_BACK)
    assert (meanwhile.handoff.state, meanwhile.handoff.shared_facts) == ("given-back", ())
    assert (await meanwhile.house.receives("hallo")).outcome == "answered"


async def test_the_adviser_reads_that_it_was_taken_back_and_no_words(meanwhile: Meanwhile) -> None:
    await meanwhile.says("Ik slaap slecht, Karin")
    assert "Ik slaap slecht, Karin" in meanwhile.read_at_the_desk()
    await meanwhile.says(*TAKE_BACK)
    shown = meanwhile.read_at_the_desk()
    assert "Ik slaap slecht, Karin" not in shown
    assert shown[-1] == "De klant heeft een toestemming ingetrokken."


async def test_no_fact_and_no_name_is_shown_any_more(meanwhile: Meanwhile) -> None:
    await meanwhile.says(*TAKE_BACK)
    handoff, store = meanwhile.handoff, meanwhile.house.store
    assert store.transact_now(lambda tx: shared_names(tx, handoff)) == ()
    assert store.transact_now(lambda tx: hides_name(tx, handoff))


async def test_a_later_yes_opens_no_earlier_question(meanwhile: Meanwhile) -> None:
    first = meanwhile.handoff
    await meanwhile.says(*TAKE_BACK)
    await meanwhile.says("adviseur", "werk zoeken", "Toch nog iets", "ja")
    store = meanwhile.house.store
    earlier = store.transact_now(lambda tx: tx.handoff(first.id))
    assert earlier is not None
    assert store.transact_now(lambda tx: shared_names(tx, earlier)) == ()


async def test_who_took_the_talk_is_told_without_a_name(meanwhile: Meanwhile) -> None:
    meanwhile.takes()
    await meanwhile.says("Ik slaap slecht, Karin", *TAKE_BACK)
    told = meanwhile.told()
    assert any(text.startswith("Een klant heeft de toestemming ingetrokken.") for text in told)
    assert not any("Ik slaap slecht" in text for text in told)


async def test_words_of_crisis_stay_to_be_seen(meanwhile: Meanwhile) -> None:
    await meanwhile.says("ik wil niet meer leven", *TAKE_BACK)
    urgent = next(
        each
        for each in meanwhile.house.store.transact_now(lambda tx: tx.handoffs(active=True))
        if each.urgency == "urgent"
    )
    back = meanwhile.house.store.transact_now(lambda tx: withdrawals(tx, urgent))
    shown = readable(meanwhile.office, urgent, meanwhile.house.messages(), back)
    assert "ik wil niet meer leven" in [message.text for message in shown]


async def test_a_no_to_a_new_question_hides_nothing_of_an_earlier_talk(
    meanwhile: Meanwhile,
) -> None:
    await meanwhile.says("Ik slaap slecht, Karin")
    client, now = meanwhile.handoff.client, meanwhile.house.clock.now() + timedelta(minutes=1)
    refused = Consent(client, "share", False, "", now)
    meanwhile.house.store.transact_now(lambda tx: tx.add_consent(refused))
    assert "Ik slaap slecht, Karin" in meanwhile.read_at_the_desk()


async def test_not_being_written_to_leaves_the_question_with_the_adviser(
    meanwhile: Meanwhile,
) -> None:
    await meanwhile.says("mijn gegevens", "Schrijf mij niet meer uit uzelf")
    client = meanwhile.handoff.client
    given = meanwhile.house.store.transact_now(lambda tx: standing(tx.consents(client)))
    assert CONTACT_CONSENT not in given
    assert meanwhile.handoff.active
