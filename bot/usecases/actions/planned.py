"""Plans contacts and records how it ended."""

from collections.abc import Mapping
from datetime import date

from bot.dialogue.events import Applied
from bot.records import Outcome
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
    """Keep how it ended; finding work starts the count to 3 and 6 months after."""
    outcome = talk.value(parameters["fact"])
    kind = str(outcome) if outcome is not None else "unknown"
    earlier = talk.tx.outcomes(talk.client.id)
    talk.tx.add_outcome(Outcome(talk.client.id, kind, talk.now))
    # Told again of the same job changes nothing; a job after something else is a new story.
    if kind == "work" and not (earlier and earlier[-1].kind == "work"):
        talk.client = talk.client.with_anchor("placement", talk.now.date())
        plan_client(talk.tx, talk.around, talk.client, talk.facts, talk.now)
    return Applied()
