"""A client asks something freely: with nothing under way, or in the middle of a question."""

from dataclasses import replace

from bot.dialogue.accepting import accepts, asks_for_few_words, question_at
from bot.dialogue.events import Command, Event, Interrupt, Start, Text
from bot.dialogue.facts import Fact
from bot.dialogue.leaving import without
from bot.dialogue.vocabulary import normal
from bot.knowledge_search import Found
from bot.usecases.actions.answering import asker, say_answer
from bot.usecases.actions.meeting import stands_on_list
from bot.usecases.answering import count, search
from bot.usecases.talk import ASKED, Talk

QUESTION = "question"
"""The command whose script looks a question up."""
ABOUT_SESSION, SESSION_DETAILS = "about-session", "session-details"
"""What is answered about sessions in general, and the command that tells of the client's own."""
WELCOMED = "consent_contact"
"""The fact by which somebody is known to have been greeted; before that they are greeted."""


def as_question(talk: Talk, event: Event) -> Event | None:
    """Return what happens with free words: a search when they ask something, else what they were.

    None when nothing more happens: thanks are answered in kind. Never while a person has the
    conversation: free words are for that person.
    """
    script = talk.around.vocabulary.scripts.get(QUESTION, "")
    if event == Interrupt(script):
        talk.facts.pop(ASKED, None)  # an earlier question is not asked again
        return event
    if not script or not isinstance(event, Text) or talk.quiet:
        return event
    if _nothing_asked(talk, event.text):
        if WELCOMED in talk.facts and (courtesy := talk.around.vocabulary.courtesy(event.text)):
            return _in_kind(talk, courtesy)
        return _look_up(talk, event, script)
    return _out_of_choices(talk, event, script) or _answer_between(talk, event)


def _in_kind(talk: Talk, courtesy: str) -> Event | None:
    """Answer a courtesy; after a greeting the client reads what we can do."""
    talk.say(f"courtesy.{courtesy}")
    greets = courtesy == "greeting" and talk.client.state == "active"
    return Interrupt(talk.around.vocabulary.fallback_script) if greets else None


def _out_of_choices(talk: Talk, event: Text, script: str) -> Event | None:
    """Return what happens with words that are none of the answers offered while a question is
    looked up: they answer what was open below, or ask something else.

    None where they do neither.
    """
    conversation = talk.conversation
    if conversation is None or conversation.place.script != script:
        return None
    ask = question_at(talk.world.library, conversation)
    if ask is None or talk.around.facts[ask.fact].kind == "text":
        return None
    if accepts(talk.world, conversation, talk.facts, event.text, talk.now):
        return None
    if talk.around.vocabulary.asks(event.text):
        talk.facts[ASKED] = Fact(event.text, talk.now, script)
        return Interrupt(script)
    below = without(conversation, (script,))
    if below is None:
        return None
    frames = (*below.frames[:-1], replace(below.place, interrupted=False))
    waiting = replace(below, frames=frames, awaiting="answer")
    if not accepts(talk.world, waiting, talk.facts, event.text, talk.now):
        return None
    talk.conversation = waiting
    return event


def _nothing_asked(talk: Talk, text: str) -> bool:
    """Say whether no question is open, or only the one of what we can do."""
    conversation = talk.conversation
    if conversation is None or conversation.awaiting == "wake":
        return True
    if conversation.place.script != talk.around.vocabulary.fallback_script:
        return False
    return not accepts(talk.world, conversation, talk.facts, text, talk.now)


def _look_up(talk: Talk, event: Text, script: str) -> Event:
    """Return the script that looks a text up, when there is something in it to look up."""
    found = search(talk.tx, talk.around, event.text, asker(talk))
    if WELCOMED not in talk.facts:
        return event
    if found.sureness == "none" and not talk.around.vocabulary.asks(event.text):
        return event
    if _is_about_own_session(talk, found):
        return Interrupt(talk.around.vocabulary.scripts[SESSION_DETAILS])
    talk.facts[ASKED] = Fact(event.text, talk.now, script)
    under_way = talk.conversation is not None and talk.conversation.awaiting == "wake"
    return Interrupt(script) if under_way else Start(script)


def _answer_between(talk: Talk, event: Text) -> Event:
    """Answer a question that was typed in place of an answer, and put the open one again."""
    conversation = talk.conversation
    if conversation is None or not talk.around.vocabulary.asks(event.text):
        return event
    if accepts(talk.world, conversation, talk.facts, event.text, talk.now):
        return event
    found = search(talk.tx, talk.around, event.text, asker(talk))
    if found.sureness != "one":
        return _else_asked(talk, event, found)
    if _is_about_own_session(talk, found):
        return Interrupt(talk.around.vocabulary.scripts[SESSION_DETAILS])
    count(talk.tx, found, asker(talk))
    for text in say_answer(talk, found.entries[0]):
        talk.add("bot", text)
    return Command("repeat")


def _is_about_own_session(talk: Talk, found: Found) -> bool:
    """Say whether a question about sessions is asked by who stands on the list of one."""
    about = found.sureness == "one" and found.entries[0] == ABOUT_SESSION
    return about and stands_on_list(talk)


def _else_asked(talk: Talk, event: Text, found: Found) -> Event:
    """Return what happens with a question that has no one answer.

    Where a name or another short text is asked for, it is not left to be taken for that: `waarom`
    is told why, and questions like it are offered. Elsewhere it is read as an answer.
    """
    words = talk.around.vocabulary
    if talk.conversation is None or not asks_for_few_words(talk.world, talk.conversation):
        return event
    script = words.scripts[QUESTION]
    if found.sureness == "several":
        talk.facts[ASKED] = Fact(event.text, talk.now, script)
        return Interrupt(script)
    begins = normal(event.text).split()[:1]
    return Command("why") if any(words.commands.get(w) == "why" for w in begins) else event
