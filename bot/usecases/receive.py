"""A client writes: one transaction from the update to the messages that answer it."""

from typing import Literal

from bot.clients import Address
from bot.dialogue.accepting import (
    asks_in_own_words,
    chooses,
    is_shown_answer,
    waits_for_words_or,
)
from bot.dialogue.events import Command, Event, Interrupt, Press, Return, Text
from bot.dialogue.wording import Wording
from bot.handoff import Handoff
from bot.messages import Incoming, Meant, Message
from bot.ports import Transaction
from bot.privacy.redaction import redact
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.actions.meeting import stands_on_list
from bot.usecases.asking import QUESTION, SESSION_DETAILS, as_question
from bot.usecases.assigning import improve_assignment
from bot.usecases.enrol import enrol, welcome
from bot.usecases.meanwhile import (
    acknowledge,
    as_call,
    breaks_in,
    last_words,
    meant_by,
    tell_who_read,
)
from bot.usecases.notifying import relay, tell_meanwhile
from bot.usecases.place_talks import ABOUT_A_PLACE, SHOWS_DAYS, make_room_for
from bot.usecases.reaching import find_again
from bot.usecases.replanning import keep_plan
from bot.usecases.session_changes import GoesOn, go_on_after, tell_changes
from bot.usecases.shown_days import renew_days
from bot.usecases.talk import Talk
from scheduler.records import record

Outcome = Literal["answered", "duplicate", "to-adviser", "erased"]

LONGEST_TEXT = 4000
"""Characters that are kept of one message; the client is told when the rest is left out."""

OLDEST_BUTTON = 200
"""Messages in which the words on an old button are looked for."""

ABOUT_OWN_SESSION = frozenset({"cannot-come", "other-day", SESSION_DETAILS})
"""Commands only for who stands on the list of a session: others say "ik kan niet" as an answer."""

SILENCE_TOLD = "silence_told"
"""The fact that the adviser was asked to look, because nothing was heard."""

AGAIN_SCRIPT = "back-again"
"""Begins when a client who had stopped writes `start`."""


@record(frozen=True)
class Received:
    """What became of an update: the client, the answers, and whether anything was done."""

    client: str
    outcome: Outcome
    messages: tuple[Message, ...] = ()


def receive(tx: Transaction, around: Surroundings, incoming: Incoming) -> Received:
    """Take in one update of a client: nothing twice, no BSN kept, reserved words first."""
    clean = redact(incoming.text)
    address = Address(incoming.channel, incoming.address)
    known = tx.client_at(address, lock=True)
    if tx.knows_update(incoming.channel, incoming.update_id):
        # Asked while the client is held: of two at once, the second sees the first.
        return Received("", "duplicate")
    if known is None and incoming.choice:
        # Only somebody who was forgotten presses a button before the first word.
        return Received("", "duplicate")
    urgent = not incoming.choice and _is_urgent(around, clean)
    file = known or enrol(tx, around, address, incoming.at, greeted=not urgent)
    talk = Talk(tx, around, file, incoming.at, incoming.channel, ACTIONS)
    talk.weight = "urgent" if urgent else "reply"
    _heard_from(talk, address)
    if clean != incoming.text:
        talk.say("privacy.bsn-removed")
    if len(clean) > LONGEST_TEXT:
        clean = clean[:LONGEST_TEXT]
        talk.say("privacy.text-cut", limit=LONGEST_TEXT)
    talk.update = _said(talk, incoming, "")
    handoff = tx.active_handoff(talk.client.id)
    talk.quiet = handoff is not None
    if incoming.unreadable and known is not None:
        return _unreadable(talk, incoming)
    event = as_call(talk, understood(around, talk, clean, incoming.choice))
    meant: Meant = meant_by(talk, event) if handoff is not None else ""
    for_adviser = meant in ("adviser", "forward") and not breaks_in(talk, event)
    left = _told_of_changes(talk, event, for_adviser=for_adviser) if known is not None else False
    if handoff is not None and for_adviser:
        said = _own_message(talk, incoming, clean, meant) or _said(talk, incoming, clean, meant)
        return _to_adviser(talk, handoff, said)
    if handoff is not None and meant == "unclear":
        tell_who_read(talk, handoff)
    if known is None and not urgent:
        welcome(talk)
    elif left:
        go_on_after(talk)
    else:
        _take(talk, event)
    keep_plan(talk)
    improve_assignment(talk)
    if handoff is None and talk.quiet and not urgent:
        meant = "answer"  # it answered the assistant's last question before a person was asked
    messages = talk.save(_own_message(talk, incoming, clean, meant))
    if handoff is not None and messages and not talk.erased:
        tell_meanwhile(tx, around.calendar, handoff, messages[0], talk.now)
    return Received(talk.client.id, "erased" if talk.erased else "answered", messages)


def _take(talk: Talk, event: Event) -> None:
    """Let the client's event happen; one about their own place leaves what was half said of it."""
    meant = as_question(talk, event)
    if meant is None:
        return
    event = meant
    if not isinstance(event, Press):  # a pressed button is heard as it was shown
        renew_days(talk)
    if isinstance(event, Interrupt):
        make_room_for(talk, event.script)
    talk.take(event)


def _told_of_changes(talk: Talk, event: Event, *, for_adviser: bool) -> bool:
    """Tell of changes to the client's session; say whether the event answers what is gone by it.

    Then it must not answer whatever is asked next. What begins something itself is still taken,
    and what is for the adviser still goes there. Words of crisis come before any news.
    """
    asked = talk.conversation
    if breaks_in(talk, event):
        return False
    goes_on: GoesOn = "never" if for_adviser else "when-left"
    if isinstance(event, Interrupt) and not for_adviser:
        goes_on = "always" if event.script in SHOWS_DAYS else "never"
    if not tell_changes(talk, goes_on) or isinstance(event, Interrupt):
        return False
    now = talk.conversation
    return asked is not None and (now is None or now.place != asked.place)


def _to_adviser(talk: Talk, handoff: Handoff, said: Message) -> Received:
    """Leave a message to the person; the assistant only says who reads it, and by when."""
    kept_back = last_words(talk) if said.meant == "forward" else None
    acknowledge(talk, handoff, said.meant)
    keep_plan(talk)
    messages = talk.save(said)
    for words in (kept_back, messages[0]):
        if words is not None:
            relay(talk.tx, talk.around.calendar, handoff, words, talk.now)
    return Received(talk.client.id, "to-adviser", messages)


def _is_urgent(around: Surroundings, text: str) -> bool:
    return around.vocabulary.in_crisis(text) or bool(around.vocabulary.need(text))


def understood(around: Surroundings, talk: Talk, text: str, choice: str) -> Event:
    """Return what a message means: crisis first, then reserved words, then an answer.

    Words of need can be the answer to the open question. While a person has the conversation
    nobody reads that answer, so they count as a crisis.
    """
    if choice:
        question, _, pressed = choice.partition(":")
        number = int(question) if question.isdecimal() and len(question) < 10 else 0
        return Press(number, pressed)
    words = around.vocabulary
    need = words.need(text)
    if words.in_crisis(text) or (need and talk.quiet):
        return Interrupt(words.crisis_script)
    command = words.command(text)
    if is_shown_answer(talk.world, talk.conversation, talk.facts, text, talk.now):
        return Text(text)
    if need:
        return Interrupt(need)
    if news := _told(talk, text):
        return Interrupt(news)
    if not command or (command in ABOUT_OWN_SESSION and not _about_own_session(talk, command)):
        return Text(text)
    if asks_in_own_words(talk.world, talk.conversation, words.scripts.get(command, "")):
        return Text(text)
    if command == QUESTION and asks_in_own_words(
        talk.world, talk.conversation, words.scripts.get("adviser", "")
    ):
        return Text(text)  # "een vraag" may be all that somebody types to their adviser
    if command == "start":
        return _start(talk)
    if command in words.scripts:
        return Interrupt(words.scripts[command])
    return Command(command)


def _about_own_session(talk: Talk, command: str) -> bool:
    """Say whether words like "waar is het" are about a session, and not about what is asked.

    Where it is can be asked before a day is chosen too. Who is busy with their application means
    the papers for that.
    """
    if command != SESSION_DETAILS:
        return stands_on_list(talk)
    script = talk.conversation.place.script if talk.conversation else ""
    if script in ABOUT_A_PLACE:
        return True
    return stands_on_list(talk) and script != talk.around.vocabulary.scripts.get("apply")


def _told(talk: Talk, text: str) -> str:
    """Return the script that takes up what a client tells, or an empty string.

    Not while a person has the talk, nor where the words answer what is asked: the same thing,
    one of its choices, or anything in free words.
    """
    told = talk.around.vocabulary.told(text)
    if not told or talk.quiet or waits_for_words_or(talk.world, talk.conversation, "ww_end"):
        return ""
    here = talk.conversation
    if here is not None and here.place.script == told:
        return ""
    return "" if chooses(talk.world, here, talk.facts, text, talk.now) else told


def _start(talk: Talk) -> Event:
    """Return what `start` means: again after a stop, the open question, or what we can do."""
    if talk.client.state == "stopped":
        return Interrupt(AGAIN_SCRIPT)
    if talk.conversation is not None:
        held = talk.conversation.awaiting == "held"
        return Return() if held else Command("repeat")
    return Interrupt(talk.around.vocabulary.fallback_script)


def come_back(tx: Transaction, around: Surroundings, incoming: Incoming) -> tuple[Message, ...]:
    """A client opens the page again; after days they read in one line where the talk was."""
    file = tx.client_at(Address(incoming.channel, incoming.address), lock=True)
    if file is None or tx.active_handoff(file.client.id) is not None:
        return ()
    talk = Talk(tx, around, file, incoming.at, incoming.channel, ACTIONS)
    if tell_changes(talk, "always"):
        go_on_after(talk)
    else:
        renew_days(talk)
        talk.take(Return())
    return talk.save() if talk.messages else ()


def _heard_from(talk: Talk, address: Address) -> None:
    """Note that the client was heard; who was silent is not any more."""
    talk.facts.pop(SILENCE_TOLD, None)
    talk.change(last_heard_at=talk.moment, unanswered=0, channel=address.channel)
    find_again(talk.tx, address)


def _unreadable(talk: Talk, incoming: Incoming) -> Received:
    """Say kindly that only words are read and that nothing was kept; the question stays."""
    talk.say(f"unreadable.{incoming.unreadable}")
    if talk.conversation is not None and not talk.quiet:
        talk.take(Command("repeat"))
    language = talk.client.language
    shown = talk.around.phrasebook.say(f"unreadable.shown.{incoming.unreadable}", {}, language)
    return Received(talk.client.id, "answered", talk.save(_said(talk, incoming, shown)))


def _own_message(talk: Talk, incoming: Incoming, clean: str, meant: Meant) -> Message | None:
    """Return what the client sees as their own: their words, or those on the pressed button.

    A button that was never shown has no words, and is no message.
    """
    if not incoming.choice:
        return _said(talk, incoming, clean, meant)
    shown = talk.heard or clean or _label_of(talk, incoming.choice)
    return _said(talk, incoming, shown, meant) if shown else None


def _label_of(talk: Talk, choice: str) -> str:
    """Return the words on a button of an earlier question, as the client saw them."""
    question, _, pressed = choice.partition(":")
    ids = {f"{question}:{part}" for part in pressed.split(",")}
    latest = talk.tx.newest_messages(talk.client.id, limit=OLDEST_BUTTON)
    labels = tuple(each.label for message in latest for each in message.choices if each.id in ids)
    return talk.written(Wording("{labels}", {"labels": labels})) if labels else ""


def _said(talk: Talk, incoming: Incoming, shown: str, meant: Meant = "") -> Message:
    """Return the client's own message as it is kept and shown."""
    return Message(
        client=talk.client.id,
        author="client",
        text=shown or "…",
        at=talk.moment,
        channel=incoming.channel,
        state="received",
        update_id=incoming.update_id,
        meant=meant,
    )
