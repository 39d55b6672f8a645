"""A person takes over: take, reply, note, give back, close; done when a person has answered."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.handoff import Handoff, HandoffError
from bot.messages import Message
from bot.privacy.redaction import REMOVED
from bot.records import Staff
from bot.usecases.handoffs import UnknownHandoffError, close, give_back, look, note, reply, take
from bot.usecases.meanwhile import LOOKED_BACK
from scheduler.calendar import AMSTERDAM
from tests.fixtures import NOW
from tests.house import ADVISERS, House

KARIN = Staff("karin", "Karin de Boer", "adviser", "karin")
MO = Staff("mo", "Mo Aziz", "adviser", "mo")


class Desk:
    """A house with one client whose question waits for a person."""

    def __init__(self, now: datetime = NOW) -> None:
        self.house = House(now)
        self.id = ""

    async def opens(self) -> Handoff:
        await self.house.enrols()
        await self.house.says("adviseur")
        await self.house.says("geld of bijstand")
        await self.house.says("Ik kom niet rond")
        await self.house.says("ja")
        return self.handoff

    @property
    def handoff(self) -> Handoff:
        return self.house.store.transact_now(lambda tx: tx.handoffs())[-1]

    @property
    def now(self) -> datetime:
        return self.house.clock.now()

    def takes(self, staff: Staff = KARIN) -> Handoff:
        return self.house.store.transact_now(lambda tx: take(tx, staff, self.id, self.now))

    async def replies(self, text: str = "Ik bel u morgen.", staff: Staff = KARIN) -> list[str]:
        around = self.house.assistant.around
        return self._texts(
            await self.house.assistant.do(
                lambda tx: reply(tx, around, staff, self.id, text, self.now)
            )
        )

    async def gives_back(self) -> list[str]:
        around = self.house.assistant.around
        return self._texts(
            await self.house.assistant.do(lambda tx: give_back(tx, around, self.id, self.now))
        )

    async def closes(self) -> list[str]:
        around = self.house.assistant.around
        return self._texts(
            await self.house.assistant.do(lambda tx: close(tx, around, self.id, self.now))
        )

    def _texts(self, messages: tuple[Message, ...]) -> list[str]:
        return [message.text for message in messages]


@pytest.fixture
async def desk() -> Desk:
    opened = Desk()
    opened.id = (await opened.opens()).id
    return opened


def test_is_opened_with_the_day_that_was_promised(desk: Desk) -> None:
    handoff = desk.handoff
    assert (handoff.topic, handoff.state) == ("money", "open")
    assert handoff.promised_by == date(2027, 3, 9)
    said = " ".join(message.text for message in desk.house.messages())
    assert "uiterlijk morgen" in said


def test_shares_only_what_was_agreed_to(desk: Desk) -> None:
    assert set(desk.handoff.shared_facts) == {"first_name", "question_text"}


async def test_the_assistant_is_silent_and_the_adviser_reads(desk: Desk) -> None:
    received = await desk.house.receives("hallo, is daar iemand?")
    assert received.outcome == "to-adviser"
    (acknowledged,) = desk.house.texts(received)
    assert acknowledged == "Karin heeft uw bericht. U hoort uiterlijk morgen van Karin."


async def test_the_same_acknowledgement_is_not_repeated(desk: Desk) -> None:
    await desk.house.receives("hallo, is daar iemand?")
    assert desk.house.texts(await desk.house.receives("hallo?")) == []


async def test_asking_for_a_person_again_goes_to_the_same_person(desk: Desk) -> None:
    received = await desk.house.receives("adviseur")
    assert received.outcome == "to-adviser"
    assert len(desk.house.store.transact_now(lambda tx: tx.handoffs())) == 1


async def test_a_broken_promise_is_admitted(desk: Desk) -> None:
    desk.house.clock.forward(timedelta(days=4))
    said = desk.house.texts(await desk.house.receives("hallo?"))
    assert said[0].startswith("U had al een antwoord moeten hebben.")


async def test_a_bsn_does_not_reach_the_adviser(desk: Desk) -> None:
    received = await desk.house.receives("mijn bsn is 123456782")
    assert received.outcome == "to-adviser"
    assert [m.text for m in desk.house.messages() if m.author == "client"][-1] == (
        f"mijn bsn is {REMOVED}"
    )


@pytest.mark.parametrize("word", ["stop", "mijn gegevens", "vergeet mij", "pauze"])
async def test_reserved_words_still_work(desk: Desk, word: str) -> None:
    received = await desk.house.receives(word)
    assert received.outcome == "answered"
    assert desk.house.texts(received) != []


async def test_a_reply_reaches_the_client_under_a_first_name(desk: Desk) -> None:
    assert (await desk.replies())[0] == "Ik bel u morgen."
    await desk.house.assistant.outbox.flush()
    address, message = desk.house.channel.sent[-2]
    assert (address, message.author, message.author_name) == ("anna", "adviser", "Karin")


async def test_a_reply_is_an_answer_and_the_first_one_counts(desk: Desk) -> None:
    await desk.replies()
    first = desk.handoff.answered_at
    desk.house.clock.forward(timedelta(hours=1))
    await desk.replies("Nog iets.")
    assert (desk.handoff.state, desk.handoff.answered_at) == ("answered", first)


async def test_a_bsn_in_a_reply_is_taken_out(desk: Desk) -> None:
    assert (await desk.replies("Klopt 123456782?"))[0] == f"Klopt {REMOVED}?"


async def test_after_the_first_answer_the_client_reads_how_soon_the_next_one_comes(
    desk: Desk,
) -> None:
    said = await desk.replies()
    assert said[1:] == ["Karin leest wat u hier typt, en antwoordt meestal binnen een werkdag."]
    assert await desk.replies("Nog iets.") == ["Nog iets."]


async def test_who_promises_more_days_is_not_said_to_answer_within_one(desk: Desk) -> None:
    karin = replace(ADVISERS[0], promise_working_days=3)
    desk.house.store.transact_now(lambda tx: tx.save_adviser(karin))
    assert (await desk.replies())[1].endswith("meestal binnen 3 werkdagen.")


async def test_who_writes_again_later_reads_who_answers_and_when(desk: Desk) -> None:
    await desk.replies()
    for _ in range(LOOKED_BACK):  # a talk of minutes is not interrupted
        assert desk.house.texts(await desk.house.receives("Dank u")) == []
    desk.house.clock.forward(timedelta(days=2))
    (said,) = desk.house.texts(await desk.house.receives("Nog een vraag"))
    assert said == "Karin leest wat u hier typt, en antwoordt meestal binnen een werkdag."


@pytest.mark.parametrize("text", ["", "  ", "a" * 4001])
async def test_a_reply_has_words_but_not_too_many(desk: Desk, text: str) -> None:
    with pytest.raises(HandoffError):
        await desk.replies(text)
    assert desk.handoff.state == "open"


def test_taking_twice_changes_nothing(desk: Desk) -> None:
    first = desk.takes()
    desk.house.clock.forward(timedelta(hours=1))
    assert desk.takes() == first


def test_somebody_else_can_take_over(desk: Desk) -> None:
    desk.takes()
    taken = desk.takes(MO)
    assert (taken.adviser, taken.state) == ("mo", "taken")


async def test_giving_back_lets_the_assistant_speak_again(desk: Desk) -> None:
    await desk.replies()
    said = await desk.gives_back()
    assert said[0].startswith("Uw adviseur is klaar met uw vraag.")
    assert (await desk.house.receives("hallo")).outcome == "answered"


async def test_closing_needs_an_answer(desk: Desk) -> None:
    with pytest.raises(HandoffError, match="nobody has answered"):
        await desk.closes()
    await desk.replies()
    assert (await desk.closes())[0].startswith("Uw vraag is afgerond.")
    assert desk.handoff.state == "closed"


async def test_at_the_end_the_client_reads_what_can_be_done_next_as_buttons(desk: Desk) -> None:
    await desk.replies()
    await desk.closes()
    assert desk.house.messages()[-1].choices != ()


async def test_who_stopped_is_not_asked_anything_at_the_end(desk: Desk) -> None:
    await desk.house.says("stop")
    await desk.house.presses("all")
    await desk.replies()
    assert len(await desk.closes()) == 1


async def test_nothing_more_after_the_end(desk: Desk) -> None:
    await desk.gives_back()
    with pytest.raises(HandoffError):
        await desk.replies()
    with pytest.raises(HandoffError):
        await desk.gives_back()
    with pytest.raises(HandoffError):
        desk.takes()


async def test_the_talk_goes_on_where_it_was_after_giving_back() -> None:
    desk = Desk()
    await desk.house.enrols()
    for text in ("zelfcheck", "adviseur", "werk zoeken", "Een vraag", "ja"):
        await desk.house.says(text)
    desk.id = desk.handoff.id
    said = await desk.gives_back()
    assert "We gaan verder met de zelfcheck." in said[-1]


async def test_while_another_person_has_the_talk_nothing_is_said(desk: Desk) -> None:
    await desk.house.says("ik heb geen eten")
    assert await desk.gives_back() == []
    assert (await desk.house.receives("hallo")).outcome == "to-adviser"


def test_a_note_is_kept_and_not_told(desk: Desk) -> None:
    told = len(desk.house.messages())
    desk.house.store.transact_now(
        lambda tx: note(tx, KARIN, desk.id, "bsn 123456782, belt morgen", desk.now)
    )
    (kept,) = desk.house.store.transact_now(lambda tx: tx.notes(desk.id))
    assert kept.text == f"bsn {REMOVED}, belt morgen"
    assert len(desk.house.messages()) == told


def test_every_look_is_logged(desk: Desk) -> None:
    handoff = desk.handoff
    desk.house.store.transact_now(lambda tx: look(tx, KARIN, handoff, desk.now))
    (seen,) = desk.house.store.transact_now(lambda tx: tx.looks(handoff.client))
    assert (seen.staff, seen.client, seen.what) == ("karin", handoff.client, "handoff money")


async def test_there_is_no_handoff_of_nobody(desk: Desk) -> None:
    desk.id = "gone"
    with pytest.raises(UnknownHandoffError):
        await desk.replies()
    with pytest.raises(UnknownHandoffError):
        await desk.gives_back()


async def test_asking_again_opens_no_second_handoff(desk: Desk) -> None:
    for answer in ("adviseur", "geld of bijstand"):
        await desk.house.says(answer)
    assert len(desk.house.store.transact_now(lambda tx: tx.handoffs(active=True))) == 1


async def test_the_handoff_goes_with_the_client_who_is_forgotten(desk: Desk) -> None:
    await desk.house.says("vergeet mij")
    await desk.house.presses("forget")
    assert desk.house.store.transact_now(lambda tx: tx.handoffs()) == ()
    with pytest.raises(UnknownHandoffError):
        await desk.replies()


# the promised day


@pytest.mark.parametrize(
    ("opened", "promised"),
    [
        (datetime(2027, 3, 8, 10, tzinfo=AMSTERDAM), date(2027, 3, 9)),
        (datetime(2027, 3, 8, 17, tzinfo=AMSTERDAM), date(2027, 3, 10)),
        (datetime(2027, 3, 11, 10, tzinfo=AMSTERDAM), date(2027, 3, 15)),
        (datetime(2027, 3, 13, 10, tzinfo=AMSTERDAM), date(2027, 3, 16)),
        (datetime(2027, 3, 25, 10, tzinfo=AMSTERDAM), date(2027, 3, 30)),
    ],
    ids=["at work", "after work", "no Friday", "weekend", "Good Friday and Easter"],
)
async def test_the_promise_counts_the_advisers_own_working_days(
    opened: datetime, promised: date
) -> None:
    handoff = await Desk(opened).opens()
    assert (handoff.adviser, handoff.promised_by) == ("karin", promised)


@pytest.mark.parametrize(
    ("opened", "adviser", "promised"),
    [
        (datetime(2027, 3, 9, 10, tzinfo=AMSTERDAM), "karin", date(2027, 3, 9)),
        (datetime(2027, 3, 12, 10, tzinfo=AMSTERDAM), "mo", date(2027, 3, 12)),
        (datetime(2027, 3, 13, 10, tzinfo=AMSTERDAM), "karin", date(2027, 3, 15)),
    ],
    ids=["at work", "only the stand-in works", "weekend"],
)
async def test_what_is_urgent_goes_to_who_is_at_work_first(
    opened: datetime, adviser: str, promised: date
) -> None:
    desk = Desk(opened)
    await desk.house.says("ik heb geen eten")
    assert (desk.handoff.adviser, desk.handoff.promised_by) == (adviser, promised)
