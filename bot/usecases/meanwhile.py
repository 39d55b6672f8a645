"""A client writes while a person has the conversation: for whom it is, and what is said about that.

Free words are for the person. What answers a question of the assistant is between the client and
the assistant: nobody of the staff reads it. Where that is not certain the client decides.
"""

from bot.advisers import Adviser
from bot.dialogue.accepting import (
    WITH_FIGURES,
    accepts,
    asks_for_person,
    is_shown_answer,
    question_at,
)
from bot.dialogue.conversation import OPEN_QUESTION
from bot.dialogue.events import Command, Event, Interrupt, Press, Text
from bot.dialogue.vocabulary import normal
from bot.handoff import Handoff
from bot.messages import Meant, Message
from bot.usecases.asking import QUESTION
from bot.usecases.notifying import adviser_of, wrote_lately
from bot.usecases.talk import WORDS_FOR_PERSON, Talk

LOOKED_BACK = 6
"""Messages in which the same words are not said again."""


def as_call(talk: Talk, event: Event) -> Event:
    """Return what a client does; the button for a person is the same as the word for one.

    The person who has the conversation already is meant: nothing is begun to find one.
    """
    script = talk.around.vocabulary.scripts.get("adviser")
    if not talk.quiet or script is None or not isinstance(event, Press | Text):
        return event
    called = asks_for_person(talk.world, talk.conversation, talk.facts, event, talk.now)
    return Interrupt(script) if called else event


def meant_by(talk: Talk, event: Event) -> Meant:
    """Return for whom a client's message is, and what it was when it is for the assistant."""
    scripts = talk.around.vocabulary.scripts
    if isinstance(event, Text):
        return _meant_words(talk, event.text)
    if isinstance(event, Command):
        return "help" if event.word == "help" else "answer"
    if not isinstance(event, Interrupt):
        return "answer"
    if event.script in (scripts.get("adviser"), scripts.get(QUESTION)):
        return "forward" if _kept_back(talk) else "adviser"
    if breaks_in(talk, event):
        return "adviser"
    named: dict[str | None, Meant] = {
        scripts.get("no-messages"): "stop",
        scripts.get("check"): "check",
    }
    if talk.conversation is None:  # in a talk it may mean that talk only
        named[scripts.get("stop")] = "stop"
    return named.get(event.script, "answer")


def breaks_in(talk: Talk, event: Event) -> bool:
    """Say whether these are words of crisis: the assistant answers them first, always."""
    return isinstance(event, Interrupt) and event.script == talk.around.vocabulary.crisis_script


def _meant_words(talk: Talk, text: str) -> Meant:
    """Return for whom free words are.

    A client may begin something with the assistant while a person has their question. When nobody
    spoke after its question, words are the answer to that; words that it does not take may be for
    the person, so the client is asked.
    """
    conversation = talk.conversation
    asked = _asked_last(talk)
    if conversation is not None and asked is None and _answers_what_is_open(talk, text):
        return "answer"
    if conversation is None or asked is None:
        return "adviser"
    if is_shown_answer(talk.world, conversation, talk.facts, text, talk.now):
        return "answer"
    if asked_fact(talk) == WORDS_FOR_PERSON:
        return "adviser"
    if asked.expects in WITH_FIGURES and any(sign.isdecimal() for sign in text):
        return "answer"
    taken = accepts(talk.world, conversation, talk.facts, text, talk.now)
    return "answer" if taken else "unclear"


def _answers_what_is_open(talk: Talk, text: str) -> bool:
    """Say whether words answer, to the letter, a question that was open when the person wrote.

    Its buttons and ticks are still on the client's page. A bare yes or no is for who spoke last.
    """
    conversation = talk.conversation
    if conversation is None or conversation.awaiting not in OPEN_QUESTION:
        return False
    words = talk.around.vocabulary
    if normal(text) in words.yes | words.no or asked_fact(talk) == WORDS_FOR_PERSON:
        return False
    return is_shown_answer(talk.world, conversation, talk.facts, text, talk.now)


def _asked_last(talk: Talk) -> Message | None:
    """Return the assistant's question when it is the last thing that the client heard."""
    if talk.conversation is None or talk.conversation.awaiting == "nothing":
        return None
    heard = [message for message in _latest(talk) if message.author != "client"]
    asks = bool(heard) and heard[-1].author == "bot" and bool(heard[-1].expects)
    return heard[-1] if asks else None


def asked_fact(talk: Talk) -> str:
    """Return the fact that the open question asks for."""
    conversation = talk.conversation
    if conversation is None:
        return ""
    ask = question_at(talk.world.library, conversation)
    return ask.fact if ask is not None else ""


def _kept_back(talk: Talk) -> bool:
    """Say whether the client's last message was kept from the person until now."""
    said = last_words(talk)
    return said is not None and said.meant == "unclear"


def last_words(talk: Talk) -> Message | None:
    """Return the client's last message, before the one of this turn."""
    said = [message for message in _latest(talk) if message.author == "client"]
    return said[-1] if said else None


def _latest(talk: Talk) -> tuple[Message, ...]:
    return talk.tx.newest_messages(talk.client.id, limit=LOOKED_BACK)


def tell_who_read(talk: Talk, handoff: Handoff) -> None:
    """Say that words were kept from the person, and how they can go there."""
    talk.say("handoff.kept-back", adviser=_name(talk, handoff, "handoff.your-adviser"))


def acknowledge(talk: Talk, handoff: Handoff, meant: Meant) -> None:
    """Say that a message arrived, and by when an answer comes; the same words only once.

    Nothing while the person is writing: then they answer at once.
    """
    if meant == "forward" or (handoff.urgency != "urgent" and _asked_last(talk) is not None):
        key = "handoff.forwarded" if meant == "forward" else "handoff.listens"
        talk.say(key, adviser=_name(talk, handoff, "handoff.your-adviser"))
    elif handoff.answered_at is None:
        _say_promise(talk, handoff)
    elif not wrote_lately(talk.tx, talk.client.id, talk.now):
        tell_when_answered(talk, handoff)


def _say_promise(talk: Talk, handoff: Handoff) -> None:
    late = handoff.promised_by < talk.now.date()
    key = "crisis" if handoff.urgency == "urgent" else "late" if late else "waiting"
    figures = {
        "adviser": _name(talk, handoff, "handoff.somebody"),
        "day": handoff.promised_by,
        "today": talk.now.date(),
    }
    _say_once(talk, f"handoff.{key}", figures, always=key == "crisis")


def tell_when_answered(talk: Talk, handoff: Handoff) -> None:
    """Say who reads what the client types, and how soon that person usually answers."""
    adviser: Adviser | None = adviser_of(talk.tx, handoff.adviser)
    days = adviser.promise_working_days if adviser else 1
    figures = {"adviser": _name(talk, handoff, "handoff.somebody"), "days": days}
    _say_once(talk, "handoff.answers-in-days" if days > 1 else "handoff.answers-in-a-day", figures)


def _say_once(talk: Talk, key: str, figures: dict[str, object], *, always: bool = False) -> None:
    text = talk.around.phrasebook.say(key, figures, talk.client.language)
    said = [message.text for message in _latest(talk) if message.author == "bot"]
    if always or text not in said:
        talk.add("bot", text)


def _name(talk: Talk, handoff: Handoff, otherwise: str) -> str:
    """Return the first name of whose handoff it is, or a phrase for somebody without a name."""
    adviser = adviser_of(talk.tx, handoff.adviser)
    if adviser is not None:
        return adviser.first_name
    return talk.around.phrasebook.say(otherwise, {}, talk.client.language)
