"""Plans contacts, records how it ended, and takes that back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.dialogue.events import Applied
from bot.dialogue.facts import Fact
from bot.dialogue.leaving import without
from bot.outcomes import SETTLED, TAKEN_BACK, last_told, standing
from bot.records import Outcome
from bot.usecases.actions.meeting import current
from bot.usecases.outcomes import PLACEMENT, keep_outcome
from bot.usecases.place_talks import leave_talks
from bot.usecases.planning import plan_client
from bot.usecases.talk import Talk

RECORDED = "adviser"
"""The source of a fact that an adviser recorded."""
TOLD_IN = "outcome"
"""The script that asks how it ended: the source of that fact when an earlier one counts again."""


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
    before = last_told(talk.tx.outcomes(talk.client.id))
    talk.client = keep_outcome(talk.tx, talk.around, file, kind, talk.now)
    if kind == "work" and before != "work":
        leave_session_to_client(talk)
    if kind in SETTLED:
        _leave_application(talk)
    return Applied()


def take_back_outcome(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Take back what was noted of how it ended, because the client says that it is not so."""
    take_back(talk)
    return Applied()


def take_back(talk: Talk, *, by: str = "") -> None:
    """Take the last outcome back; the contacts that it ended are planned again.

    `by`: the member of staff who does; empty for the client. What was told before, counts again.
    """
    talk.tx.add_outcome(Outcome(talk.client.id, TAKEN_BACK, talk.now, by))
    stands = standing(talk.tx.outcomes(talk.client.id))
    if stands:
        source = RECORDED if stands[-1].by else TOLD_IN
        talk.facts["outcome"] = Fact(stands[-1].kind, stands[-1].at, source)
    else:
        talk.facts.pop("outcome", None)
    if last_told(stands) != "work":
        anchors = talk.client.anchors.items()
        talk.change(anchors={name: anchor for name, anchor in anchors if name != PLACEMENT})
    plan_client(talk.tx, talk.around, talk.client, talk.facts, talk.now)


def _leave_application(talk: Talk) -> None:
    """Leave a talk about applying that was broken into: it is known now how it ended."""
    before = talk.conversation
    script = talk.around.vocabulary.scripts.get("apply", "")
    left = without(before, {script}) if before is not None else None
    if before is not None and left is not None and left.place == before.place:
        talk.conversation = left


def leave_session_to_client(talk: Talk) -> None:
    """Ask nothing more about a session of who found work; a place that they have stays theirs.

    Nobody reminds them of it any more, so they are told so now.
    """
    leave_talks(talk)
    session = current(talk)
    if session is None or talk.client.state == "stopped":
        return
    rows = talk.tx.registrations(session=session.id, client=talk.client.id)
    if any(row.state == "booked" for row in rows):
        talk.say("session.place-stays", day=talk.around.calendar.local(session.starts_at).date())
