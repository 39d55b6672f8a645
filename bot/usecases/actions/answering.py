"""Looks a question up within a talk: an answer, some questions to choose from, or nothing."""

from collections.abc import Mapping

from bot.dialogue.conversation import Option
from bot.dialogue.events import Applied
from bot.dialogue.wording import Wording
from bot.knowledge import Asker
from bot.knowledge_search import Found
from bot.usecases.actions.own_data import messages_of
from bot.usecases.answering import asker_of, count, search, told
from bot.usecases.talk import ASKED, Talk

NONE_OF_THESE = "none"
"""The choice for who means none of the questions that are offered."""
NOTHING_NEXT = "nothing"
"""What is offered after an answer that leads nowhere else."""


def find_answer(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Answer a typed or chosen question, offer questions like it, or keep it for the adviser."""
    value = str(talk.value(parameters["fact"]) or "")
    entry = talk.around.knowledge.knowledge.entries.get(value)
    if entry is not None:
        return _settled(talk, Found("one", (entry.id,)))
    found = search(talk.tx, talk.around, str(talk.value(ASKED) or ""), asker(talk))
    if value == NONE_OF_THESE:
        found = Found("none", asked=found.asked)
    return _settled(talk, found)


def _settled(talk: Talk, found: Found) -> Applied:
    count(talk.tx, found, asker(talk))
    entries = talk.around.knowledge.knowledge.entries
    if found.sureness == "one":
        says = tuple(Wording("{part}", {"part": t}) for t in say_answer(talk, found.entries[0]))
        following = entries[found.entries[0]].offers or NOTHING_NEXT
        return Applied({"answer_found": "one", "answer_next": following}, says=says)
    if found.sureness == "several":
        another = talk.around.phrasebook.say("knowledge.none", {}, talk.client.language)
        offered = tuple(Option(entry, entries[entry].question) for entry in found.entries)
        options = (*offered, Option(NONE_OF_THESE, another))
        return Applied({"answer_found": "several"}, options=options)
    asked = str(talk.value(ASKED) or "")
    return Applied({"answer_found": "none", "question_text": asked, "question_ready": True})


def say_answer(talk: Talk, entry: str) -> list[str]:
    """Return the messages of an answer in the client's language."""
    found = talk.around.knowledge.knowledge.entries[entry]
    wordings = told(found, talk.around.norms, talk.now.date())
    return messages_of([talk.written(wording) for wording in wordings])


def asker(talk: Talk) -> Asker:
    """Return what decides which entries are for this client."""
    municipality = str(talk.value("municipality") or "")
    return asker_of(talk.around, talk.client.programme, municipality, talk.now.date())
