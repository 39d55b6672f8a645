"""A client's own data: shown, forgotten, and the language they read."""

from collections.abc import Mapping

from bot.dialogue.events import Applied
from bot.dialogue.facts import UNKNOWN, Fact, FactDeclaration, figure_of
from bot.dialogue.wording import Wording, phrase
from bot.usecases.actions.meeting import give_back_places
from bot.usecases.actions.taking_back import standing_consents
from bot.usecases.explanation import was_told
from bot.usecases.notifying import tell_ended
from bot.usecases.talk import Talk

LONGEST_LIST = 300
"""Characters of one message with answers; the next ones go into another message."""


def show_my_data(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Say every answer that is kept, with its label, and to what the client said yes."""
    lines: list[str] = []
    for name, fact in talk.facts.items():
        declared = talk.around.facts.get(name)
        if declared is None or not was_told(fact):
            continue  # what a script worked out; what was chosen is shown by its own name
        if not declared.internal and _has_words(declared, fact):
            value = talk.written(Wording("{value}", {"value": figure_of(declared, fact.value)}))
            lines.append(f"{talk.written(Wording(declared.label))}: {value}")
    say, language = talk.around.phrasebook.say, talk.client.language
    agreed = tuple(say(f"data.consent.{each}", {}, language) for each in standing_consents(talk))
    if agreed:
        lines.append(say("data.consents", {"labels": agreed}, language))
    if not lines:
        return Applied(says=(phrase("data.nothing"),))
    return Applied(says=tuple(Wording("{part}", {"part": part}) for part in messages_of(lines)))


def _has_words(declared: FactDeclaration, fact: Fact) -> bool:
    """Say whether an answer can be shown: what was chosen from an offer is only known by its id."""
    if declared.kind not in ("choice", "choices") or fact.value == UNKNOWN:
        return True
    chosen = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    return all(each in declared.choices for each in chosen)


def messages_of(lines: list[str], separator: str = "\n") -> list[str]:
    """Return lines joined into messages that are short enough to read."""
    parts: list[str] = []
    for line in lines:
        if parts and len(parts[-1]) + len(separator) + len(line) <= LONGEST_LIST:
            parts[-1] += separator + line
        else:
            parts.append(line)
    return parts


def forget(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Erase everything; what is said afterwards is not kept either."""
    give_back_places(talk)
    if talk.update is not None:
        talk.tx.add_messages([talk.update])
    tell_ended(talk.tx, talk.client.id, talk.now)
    talk.tx.erase_client(talk.client.id)
    talk.erased = True
    return Applied()


def set_language(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Speak the chosen language from here on."""
    chosen = str(talk.value(parameters["fact"]) or talk.client.language)
    if chosen in talk.around.phrasebook.languages:
        talk.change(language=chosen)
    return Applied()
