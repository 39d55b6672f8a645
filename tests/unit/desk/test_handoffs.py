"""One handoff: what an adviser sees, what they do, and that nothing happens twice."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import anyio
from starlette.requests import Request

from bot.dialogue.facts import Fact
from bot.handoff import Handoff
from bot.messages import Message
from bot.outcomes import end_state
from bot.ports import Transaction
from bot.records import Consent, Staff
from bot.texts import Phrasebook
from bot.texts.catalogues import Catalogue
from desk.handoff_page import follow_handoff, new_words
from desk.office import Office, Visit
from desk.sharing import NOTICES, readable

from .conftest import Place


def sent(place: Place, handoff: Handoff) -> list[Message]:
    """Return what persons said to the client."""
    messages = place.do(lambda tx: tx.messages(handoff.client))
    return [message for message in messages if message.author == "adviser"]


def at(handoff: Handoff) -> str:
    """Return the address of a handoff."""
    return f"/desk/handoffs/{handoff.id}"


async def test_facts_that_the_client_shares_are_shown(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("karin")
    await browser.get(at(handoff))
    assert "1.234,00" in browser.page
    assert "uit het gesprek “Welkom”" in browser.page


async def test_no_facts_are_shown_without_consent(place: Place) -> None:
    handoff = await place.asks(shares=False)
    place.do(lambda tx: tx.save_handoff(replace(handoff, shared_facts=("money", "first_name"))))
    browser = await place.signed_in("karin")
    await browser.get(at(handoff))
    assert "1.234" not in browser.page
    assert "1234" not in browser.page
    assert "De klant deelt geen antwoorden met u." in browser.page


async def test_earlier_answers_need_a_consent_of_their_own(place: Place) -> None:
    handoff = await place.asks()
    await _says_no_to(place, handoff, "share-answers")
    browser = await place.signed_in("karin")
    await browser.get(at(handoff))
    assert "1.234" not in browser.page
    assert "Wie helpt mij met solliciteren?" in browser.page


async def test_a_consent_that_is_taken_back_closes_the_facts(place: Place) -> None:
    handoff = await place.asks()
    await _says_no_to(place, handoff, "share")
    browser = await place.signed_in("karin")
    await browser.get(at(handoff))
    assert "De klant deelt geen antwoorden met u." in browser.page


async def _says_no_to(place: Place, handoff: Handoff, purpose: str) -> None:
    def work(tx: Transaction) -> None:
        tx.add_consent(Consent(handoff.client, purpose, False, "", place.clock.now()))

    place.do(work)


async def test_the_talk_before_stays_with_the_client(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("karin")
    await browser.get(at(handoff))
    assert "Uw vraag is doorgestuurd." in browser.page
    assert "Hoeveel geld heeft u?" not in browser.page
    assert ">1234<" not in browser.page


async def test_what_the_assistant_says_meanwhile_is_not_shown(place: Place) -> None:
    handoff = await place.asks()
    await place.says("fatma", "help", "Dit is voor u, Karin")
    browser = await place.signed_in("karin")
    await browser.get(at(handoff))
    assert "U kunt altijd typen" not in browser.page
    assert "Dit is voor u, Karin" in browser.page


async def test_a_message_with_a_bsn_still_reaches_the_adviser(place: Place) -> None:
    handoff = await place.asks()
    await place.says("fatma", "Mijn nummer is 111222333, helpt dat?")
    browser = await place.signed_in("karin")
    await browser.get(at(handoff))
    assert "helpt dat?" in browser.page
    assert "111222333" not in browser.page


async def test_a_notice_is_known_in_every_language(place: Place) -> None:
    book = place.assistant.around.phrasebook
    texts = {book.template(key): f"English {key}" for key in NOTICES}
    catalogues = {"nl": Catalogue("nl", {}, {}), "en": Catalogue("en", texts, {})}
    phrases = {key: book.template(key) for key in book.keys}
    handoff = await place.asks()
    await place.says("fatma", "Mijn nummer is 111222333, helpt dat?")
    said = place.do(lambda tx: tx.messages(handoff.client))
    around = replace(place.assistant.around, phrasebook=Phrasebook(phrases, catalogues))
    office = Office(replace(place.assistant, around=around))
    translated = [replace(m, text=texts.get(m.text, m.text)) for m in said]
    for messages in (said, translated):
        shown = [m.text for m in readable(office, handoff, messages)]
        assert any("helpt dat?" in text for text in shown)


async def test_words_of_crisis_are_always_seen(place: Place) -> None:
    handoff = await place.asks()
    await place.says("fatma", "ik wil dood")
    browser = await place.signed_in("karin")
    await browser.get(at(handoff))
    assert "ik wil dood" in browser.page


async def test_what_is_said_afterwards_is_not_the_advisers_business(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"{at(handoff)}/give-back")
    await place.says("fatma", "dit is voor Max-WW")
    await browser.get(at(handoff))
    assert "dit is voor Max-WW" not in browser.page


async def test_facts_told_afterwards_are_not_shown(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"{at(handoff)}/give-back")
    await browser.get(at(handoff))
    assert "1.234,00" in browser.page
    place.clock.forward(timedelta(hours=1))
    place.do(lambda tx: _has_now(tx, handoff, Decimal(99), place.clock.now()))
    await browser.get(at(handoff))
    assert "99,00" not in browser.page
    assert "Wie helpt mij met solliciteren?" in browser.page


def _has_now(tx: Transaction, handoff: Handoff, euros: Decimal, now: datetime) -> None:
    file = tx.client(handoff.client)
    assert file is not None
    facts = {**file.facts, "money": Fact(euros, now, "welcome")}
    tx.save_client(replace(file, facts=facts))


async def test_following_a_handoff_is_a_look(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("mo")
    cookies = "; ".join(f"{name}={value}" for name, value in browser.http.cookies.items())
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"{at(handoff)}/events",
        "path_params": {"id": handoff.id},
        "query_string": b"",
        "headers": [(b"cookie", cookies.encode())],
    }
    visit = Visit(Office(place.assistant), Request(scope), Staff("mo", "Mo", "adviser", "mo"))
    assert (await follow_handoff(visit)).status_code == 200
    assert [each.staff for each in place.do(lambda tx: tx.looks(handoff.client))] == ["mo"]
    closing = anyio.Event()
    words = new_words(visit, closing)
    assert (await anext(words)).event == "message"
    closing.set()
    assert len(place.do(lambda tx: tx.looks(handoff.client))) == 1


async def test_each_look_is_logged(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("mo")
    await browser.get(at(handoff))
    looks = place.do(lambda tx: tx.looks(handoff.client))
    assert [look.staff for look in looks] == ["mo"]


async def test_an_answer_reaches_the_client(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"{at(handoff)}/reply", text="Ik bel u morgen.", seen="0")
    assert "Uw antwoord is verstuurd." in browser.page
    assert [message.text for message in sent(place, handoff)] == ["Ik bel u morgen."]


async def test_a_form_that_is_sent_twice_answers_once(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.get(at(handoff))
    seen = browser.hidden("seen", f"{at(handoff)}/reply")
    for _ in range(2):
        await browser.post(f"{at(handoff)}/reply", text="Ik bel u morgen.", seen=seen)
    assert len(sent(place, handoff)) == 1


async def test_the_same_words_may_be_said_again_later(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    for _ in range(2):
        await browser.get(at(handoff))
        seen = browser.hidden("seen", f"{at(handoff)}/reply")
        await browser.post(f"{at(handoff)}/reply", text="Graag gedaan.", seen=seen)
    assert len(sent(place, handoff)) == 2


async def test_a_colleagues_handoff_is_not_answered_by_accident(place: Place) -> None:
    handoff = await place.asks()
    other = "mo" if handoff.adviser == "karin" else "karin"
    browser = await place.signed_in(handoff.adviser)
    await (await place.signed_in(other)).post(f"{at(handoff)}/take")
    response = await browser.post(f"{at(handoff)}/reply", text="Mijn lange antwoord", seen="0")
    assert response.status_code == 409
    assert "intussen opgepakt" in browser.page
    assert "Mijn lange antwoord" in browser.page
    assert sent(place, handoff) == []


async def test_words_that_cannot_be_sent_stay(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    long = "Beste Fatma. " * 400
    await browser.post(f"{at(handoff)}/reply", text=long, seen="0")
    assert "Deze tekst is te lang" in browser.page
    assert long.strip() in browser.page


async def test_an_empty_answer_is_refused_in_a_sentence(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"{at(handoff)}/reply", text="  ", seen="0")
    assert "Uw antwoord is nog leeg." in browser.page


async def test_an_answer_after_the_end_is_kept_on_the_page(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"{at(handoff)}/give-back")
    await browser.post(f"{at(handoff)}/reply", text="Nog iets", seen="0")
    assert "Dit gesprek is al afgelopen." in browser.page
    assert "Nog iets" in browser.page


async def test_closing_needs_an_answer_first(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"{at(handoff)}/close")
    assert "Afsluiten kan pas als de klant antwoord heeft" in browser.page
    await browser.post(f"{at(handoff)}/reply", text="Gedaan.", seen="0")
    await browser.post(f"{at(handoff)}/close")
    assert "Het gesprek is afgesloten." in browser.page


async def test_a_note_that_is_sent_twice_is_kept_once(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("mo")
    for _ in range(2):
        await browser.post(f"{at(handoff)}/note", text="Niet bereikt.", seen="0")
    assert [n.text for n in place.do(lambda tx: tx.notes(handoff.id))] == ["Niet bereikt."]


async def test_a_bsn_in_an_answer_is_taken_out(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"{at(handoff)}/reply", text="Uw BSN is 111222333", seen="0")
    assert "111222333" not in sent(place, handoff)[0].text


async def test_an_erased_client_leaves_a_kind_page(place: Place) -> None:
    handoff = await place.asks()
    place.do(lambda tx: tx.erase_client(handoff.client))
    browser = await place.signed_in("karin")
    assert (await browser.get(at(handoff))).status_code == 404
    assert (await browser.post(f"{at(handoff)}/reply", text="Hoi")).status_code == 404
    assert "Dit gesprek is er niet" in browser.page


async def test_what_a_client_types_is_only_text(place: Place) -> None:
    handoff = await place.asks("<b>x")
    browser = await place.signed_in("karin")
    response = await browser.get(at(handoff))
    assert "<b>x" not in response.text.casefold()


async def test_an_adviser_keeps_how_it_ended_without_asking_the_client(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("karin")
    await browser.post(f"{at(handoff)}/take")
    for _ in range(2):
        await browser.post(f"{at(handoff)}/outcome", outcome="bijstand")
    assert "Bewaard hoe het is afgelopen." in browser.page
    (kept,) = place.do(lambda tx: tx.outcomes(handoff.client))
    assert (kept.kind, kept.by) == ("bijstand", "karin")


async def test_what_was_recorded_is_shown_with_who_and_when_and_can_be_undone(
    place: Place,
) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("karin")
    await browser.post(f"{at(handoff)}/take")
    await browser.post(f"{at(handoff)}/outcome", outcome="work")
    assert "Opgeschreven: Werk. Door Karin, vandaag, 14.3" in browser.page
    await browser.post(f"{at(handoff)}/outcome/take-back")
    assert "Karin haalde dit weg, vandaag" in browser.page
    assert "Klopt niet, haal weg" not in browser.page


async def test_a_mistake_can_be_undone_after_the_talk_was_closed(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("karin")
    await browser.post(f"{at(handoff)}/take")
    await browser.post(f"{at(handoff)}/reply", text="Dat is geregeld.")
    await browser.post(f"{at(handoff)}/close", outcome="work")
    assert "Klopt niet, haal weg" in browser.page
    await browser.post(f"{at(handoff)}/outcome/take-back")
    assert end_state(place.do(lambda tx: tx.outcomes(handoff.client))) == "unknown"


async def test_an_adviser_changes_the_last_day_of_the_ww_and_the_client_reads_it(
    place: Place,
) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("karin")
    await browser.post(f"{at(handoff)}/take")
    await browser.post(f"{at(handoff)}/ww-end", day="2027-05-31")
    assert "De laatste dag van de WW is veranderd." in browser.page
    said = place.do(lambda tx: tx.messages(handoff.client))[-1].text
    assert "Die is nu 31 mei 2027." in said


async def test_a_day_that_is_none_or_far_away_is_refused(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("karin")
    await browser.post(f"{at(handoff)}/take")
    for day in ("31 mei", "2057-05-31"):
        response = await browser.post(f"{at(handoff)}/ww-end", day=day)
        assert response.status_code == 409


async def test_closing_keeps_how_it_ended_when_the_adviser_says_so(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("karin")
    await browser.post(f"{at(handoff)}/take")
    await browser.post(f"{at(handoff)}/reply", text="Dat is geregeld.")
    await browser.post(f"{at(handoff)}/close", outcome="work")
    assert [each.kind for each in place.do(lambda tx: tx.outcomes(handoff.client))] == ["work"]


async def test_an_outcome_that_is_none_is_refused(place: Place) -> None:
    handoff = await place.asks()
    browser = await place.signed_in("karin")
    await browser.post(f"{at(handoff)}/take")
    response = await browser.post(f"{at(handoff)}/outcome", outcome="rich")
    assert response.status_code == 409
    assert place.do(lambda tx: tx.outcomes(handoff.client)) == ()


async def test_a_colleague_cannot_keep_how_it_ended(place: Place) -> None:
    handoff = await place.asks()
    karin, mo = await place.signed_in("karin"), await place.signed_in("mo")
    await karin.post(f"{at(handoff)}/take")
    await mo.post(f"{at(handoff)}/outcome", outcome="work")
    assert place.do(lambda tx: tx.outcomes(handoff.client)) == ()


async def test_a_crisis_is_not_given_back_before_an_answer(place: Place) -> None:
    handoff = await place.asks()
    place.do(lambda tx: tx.save_handoff(replace(handoff, urgency="urgent")))
    browser = await place.signed_in(handoff.adviser)
    await browser.post(f"{at(handoff)}/give-back")
    assert "nog niemand heeft geantwoord" in browser.page
    assert "Geef terug aan Max-WW" not in browser.page
