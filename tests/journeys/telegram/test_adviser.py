"""An adviser in Telegram: told without any fact, takes with one button, answers, gives back."""

from dataclasses import replace
from datetime import timedelta

from bot.dialogue.facts import Fact
from bot.linking import JOINS, LinkOwner
from bot.usecases.handoffs import pass_on
from bot.usecases.link_codes import make_link_code
from tests.telegram.house import TelegramHouse
from tests.telegram.people import Person


async def links(house: TelegramHouse, staff: str, first_name: str) -> Person:
    """Let a member of staff link their own Telegram."""
    now = house.clock.now()
    token = house.ask(lambda tx: make_link_code(tx, LinkOwner(staff=staff), now))
    person = house.person(first_name)
    person.starts(JOINS + token)
    await house.quiet()
    return person


async def asks_for_a_person(house: TelegramHouse, name: str = "Fatma") -> Person:
    """Let a client, who gave a first name, ask for a person."""
    house.clock.at += timedelta(minutes=1)
    client = await house.enrols(name)
    for said in ("adviseur", "Iets anders", "Kunt u mij helpen?", "ja"):
        client.says(said)
        await house.quiet()
    return client


async def test_an_adviser_is_told_with_buttons_and_no_fact(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    await asks_for_a_person(house)
    told = karin.received[-1]
    assert told == "Een klant wacht op antwoord van een mens. Beloofd: uiterlijk morgen."
    assert karin.buttons[-3:] == ["Ik neem dit gesprek", "Later", "Naar Mo"]


async def test_taken_with_one_button_the_two_talk_through_the_bot(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    fatma = await asks_for_a_person(house)
    house.clock.at += timedelta(minutes=1)
    fatma.says("Het gaat over mijn huur")
    await house.quiet()
    before = list(karin.received)
    karin.presses("Ik neem dit gesprek")
    await house.quiet()
    karin.says("Vertel eens, wat is er?")
    await house.quiet()
    fatma.says("De huur is te hoog")
    await house.quiet()
    assert not any("huur" in text for text in before)
    assert karin.received[-4:-2] == [
        "Een klant:\nKunt u mij helpen?",
        "Een klant:\nHet gaat over mijn huur",
    ]
    assert fatma.received[-2] == "Karin:\nVertel eens, wat is er?"
    assert karin.received[-1] == "Een klant:\nDe huur is te hoog"


async def test_done_gives_the_talk_back_to_the_assistant(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    fatma = await asks_for_a_person(house)
    karin.presses("Ik neem dit gesprek")
    await house.quiet()
    karin.says("/klaar")
    await house.quiet()
    assert karin.received[-1] == "Een klant praat weer met Max-WW."
    assert any("U praat nu weer met mij" in text for text in fatma.received)
    assert house.ask(lambda tx: tx.handoffs(active=True)) == ()


async def test_passed_on_the_stand_in_is_told_and_the_client_too(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    mo = await links(house, "mo", "M.")
    fatma = await asks_for_a_person(house)
    karin.presses("Naar Mo")
    await house.quiet()
    assert mo.received[-1].startswith("Een collega geeft Een klant aan u door.")
    assert "Mo neemt het over" in fatma.received[-1]
    assert karin.received[-1].startswith("Mo neemt Een klant over.")


async def test_later_reminds_after_an_hour_of_work(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    await asks_for_a_person(house)
    karin.presses("Later")
    await house.quiet()
    told = len(karin.received)
    house.clock.at += timedelta(minutes=59)
    await house.quiet()
    assert len(karin.received) == told
    house.clock.at += timedelta(minutes=2)
    await house.quiet()
    assert karin.received[-1].startswith("Een klant wacht nog op antwoord.")


async def test_what_is_not_urgent_waits_for_working_hours(house: TelegramHouse) -> None:
    house.clock.at += timedelta(hours=10)  # eight in the evening
    karin = await links(house, "karin", "K.")
    await asks_for_a_person(house)
    assert len(karin.received) == 1
    house.clock.at += timedelta(hours=13)  # nine in the morning
    await house.quiet()
    assert karin.received[-1].startswith("Een klant wacht op antwoord")


async def test_what_is_urgent_comes_at_once_at_night(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    fatma = await house.enrols("Fatma")
    house.clock.at += timedelta(hours=13)
    fatma.says("ik wil dood")
    await house.quiet()
    assert karin.received[-1].startswith("SPOED. ")


async def test_with_two_talks_it_is_asked_for_whom_the_words_are(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    clients = [await asks_for_a_person(house, name) for name in ("Fatma", "Ahmed")]
    for told in [each for each in karin.chat if "wacht op antwoord" in each.get("text", "")]:
        karin.presses("Ik neem dit gesprek", on=told)
        await house.quiet()
    karin.says("Kunt u morgen bellen?")
    await house.quiet()
    asked = next(each for each in karin.chat if each.get("text") == "Voor wie is dit?")
    karin.presses(asked["reply_markup"]["inline_keyboard"][1][0]["callback_data"], on=asked)
    await house.quiet()
    said = [any("Kunt u morgen bellen?" in text for text in c.received) for c in clients]
    assert said == [False, True]


async def test_a_reply_goes_to_whom_it_answers(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    clients = [await asks_for_a_person(house, name) for name in ("Fatma", "Ahmed")]
    for told in [each for each in karin.chat if "wacht op antwoord" in each.get("text", "")]:
        karin.presses("Ik neem dit gesprek", on=told)
        await house.quiet()
    clients[0].says("bent u daar?")
    await house.quiet()
    karin.replies(karin.chat[-1], "Ja, ik ben er.")
    await house.quiet()
    assert clients[0].received[-2] == "Karin:\nJa, ik ben er."
    assert not any("ik ben er" in text for text in clients[1].received)


async def test_words_without_a_taken_talk_go_to_nobody(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    fatma = await asks_for_a_person(house)
    karin.says("Hallo, waarmee kan ik helpen?")
    await house.quiet()
    assert "naar niemand gestuurd" in karin.received[-1]
    assert not any("waarmee kan ik helpen" in text for text in fatma.received)


async def test_an_adviser_who_unlinks_is_told_nothing_more(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    karin.says("/ontkoppel")
    await house.quiet()
    await asks_for_a_person(house)
    assert karin.received[-1].startswith("U krijgt hier geen berichten meer.")


async def test_an_adviser_hears_that_a_client_cannot_be_reached(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    fatma = await house.enrols("Fatma")
    fatma.blocks()
    await house.quiet()
    assert karin.received[-1] == (
        "Een klant is niet meer te bereiken in de chat. Neem zelf contact op."
    )


async def test_a_link_works_once(house: TelegramHouse) -> None:
    now = house.clock.now()
    token = house.ask(lambda tx: make_link_code(tx, LinkOwner(staff="karin"), now))
    karin, other = house.person("K."), house.person("O.")
    karin.starts(JOINS + token)
    await house.quiet()
    other.starts(JOINS + token)
    await house.quiet()
    assert other.received == [
        "Deze koppeling werkt niet meer. Maak een nieuwe, en gebruik die binnen een kwartier."
    ]


async def test_a_reply_to_what_is_not_known_is_asked_about(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    fatma = await asks_for_a_person(house, "Fatma")
    karin.presses("Ik neem dit gesprek")
    await house.quiet()
    own = next(each for each in karin.chat if each.get("text", "").startswith("/start"))
    karin.replies(own, "Over uw huurschuld")
    await house.quiet()
    assert karin.received[-1] == "Voor wie is dit?"
    assert not any("huurschuld" in text for text in fatma.received)


async def test_after_a_talk_went_to_a_colleague_the_next_words_are_asked_about(
    house: TelegramHouse,
) -> None:
    karin = await links(house, "karin", "K.")
    fatma, ahmed = [await asks_for_a_person(house, name) for name in ("Fatma", "Ahmed")]
    first, second = [e for e in karin.chat if "wacht op antwoord" in e.get("text", "")]
    karin.presses("Ik neem dit gesprek", on=first)
    await house.quiet()
    karin.presses("Ik neem dit gesprek", on=second)
    await house.quiet()
    handoff = house.ask(lambda tx: tx.handoffs(active=True))[-1]
    around, now = house.assistant.around, house.clock.now()
    house.ask(lambda tx: pass_on(tx, around, handoff.id, now))
    karin.says("Uw schuld is te hoog")
    await house.quiet()
    assert karin.received[-1] == "Voor wie is dit?"
    assert not any("schuld" in text for c in (fatma, ahmed) for text in c.received)


async def test_words_that_were_asked_about_go_out_once(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    clients = [await asks_for_a_person(house, name) for name in ("Fatma", "Ahmed")]
    for told in [each for each in karin.chat if "wacht op antwoord" in each.get("text", "")]:
        karin.presses("Ik neem dit gesprek", on=told)
        await house.quiet()
    karin.says("Kunt u morgen bellen?")
    await house.quiet()
    asked = next(each for each in karin.chat if each.get("text") == "Voor wie is dit?")
    rows = asked["reply_markup"]["inline_keyboard"]
    for row in (rows[0], rows[0], rows[1]):
        karin.presses(row[0]["callback_data"], on=asked)
    await house.quiet()
    said = sum("Kunt u morgen bellen?" in text for c in clients for text in c.received)
    assert said == 1


async def test_urgent_and_unreachable_the_stand_in_is_told(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    mo = await links(house, "mo", "M.")
    fatma = await house.enrols("Fatma")
    karin.blocks()
    await house.quiet()
    fatma.says("ik wil dood")
    await house.quiet()
    assert mo.received[-1].startswith("SPOED. Een collega is niet te bereiken.")
    mo.presses("Ik neem dit gesprek")
    await house.quiet()
    assert house.ask(lambda tx: tx.handoffs(active=True))[0].adviser == "mo"


async def test_at_night_an_adviser_is_not_woken_by_what_can_wait(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    fatma = await asks_for_a_person(house)
    karin.presses("Ik neem dit gesprek")
    await house.quiet()
    house.clock.at += timedelta(hours=13)
    told = len(karin.received)
    fatma.says("bent u er nog?")
    await house.quiet()
    assert len(karin.received) == told
    house.clock.at += timedelta(hours=12)
    await house.quiet()
    assert karin.received[-1] == "Een klant:\nbent u er nog?"


async def test_the_stand_in_reads_what_was_not_answered_yet(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    mo = await links(house, "mo", "M.")
    fatma = await asks_for_a_person(house)
    karin.presses("Ik neem dit gesprek")
    await house.quiet()
    karin.says("Zeg het maar.")
    await house.quiet()
    house.clock.at += timedelta(minutes=5)
    fatma.says("De huur is te hoog")
    await house.quiet()
    handoff = house.ask(lambda tx: tx.handoffs(active=True))[0]
    around, now = house.assistant.around, house.clock.now()
    house.ask(lambda tx: pass_on(tx, around, handoff.id, now))
    await house.quiet()
    mo.presses("Ik neem dit gesprek")
    await house.quiet()
    assert "Een klant:\nDe huur is te hoog" in mo.received


async def test_a_first_name_is_told_with_consent_and_nothing_else_of_it(
    house: TelegramHouse,
) -> None:
    karin = await links(house, "karin", "K.")
    fatma = await house.enrols("Fatma")
    file = house.file(fatma)
    assert file is not None
    name = Fact("Fatma Yilmaz, bel 0612345678", house.clock.now(), "welcome")
    changed = replace(file, facts={**file.facts, "first_name": name})
    house.ask(lambda tx: tx.save_client(changed))
    for said in ("adviseur", "Iets anders", "Kunt u mij helpen?", "ja"):
        fatma.says(said)
        await house.quiet()
    assert karin.received[-1].startswith("Fatma wacht op antwoord van een mens.")


async def test_words_to_somebody_who_was_forgotten_go_to_nobody_else(house: TelegramHouse) -> None:
    karin = await links(house, "karin", "K.")
    fatma, ahmed = [await asks_for_a_person(house, name) for name in ("Fatma", "Ahmed")]
    first, second = [e for e in karin.chat if "wacht op antwoord" in e.get("text", "")]
    for told in (second, first):
        karin.presses("Ik neem dit gesprek", on=told)
        await house.quiet()
    fatma.says("vergeet mij")
    await house.quiet()
    fatma.presses("Ja, wis alles")
    await house.quiet()
    karin.says("Over uw huurschuld")
    await house.quiet()
    assert karin.received[-1] == "Voor wie is dit?"
    assert not any("huurschuld" in text for text in ahmed.received)
