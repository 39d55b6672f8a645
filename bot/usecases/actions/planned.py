"""Plans contacts and records how it ended."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.dialogue.events import Applied
from bot.usecases.outcomes import keep_outcome
from bot.usecases.planning import plan_client
from bot.usecases.talk import Talk


def plan_contacts(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Plan the client's contacts from the dates that are known."""
    day = talk.value("ww_end")
    if isinstance(day, date):
        talk.client = talk.client.with_anchor("ww_end", day)
    upcoming = plan_client(talk.tx, talk.around, talk.client, talk.facts, talk.now)
    return Applied({"next_contact": upcoming} if upcoming else {})


def record_outcome(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Keep how it ended."""
    outcome = talk.value(parameters["fact"])
    kind = str(outcome) if outcome is not None else "unknown"
    file = replace(talk.file, client=talk.client, facts=talk.facts)
    talk.client = keep_outcome(talk.tx, talk.around, file, kind, talk.now)
    return Applied()
