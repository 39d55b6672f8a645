"""Signing up for an information session."""

from collections.abc import Mapping

from bot.dialogue.conversation import Option
from bot.dialogue.events import Applied
from bot.dialogue.wording import Wording
from bot.sessions import InformationSession
from bot.usecases.planning import plan_client
from bot.usecases.talk import Talk

MOST_OFFERED = 4
"""Sessions to choose from at a time; more is a list to get lost in."""


def offer_sessions(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Offer the coming sessions of the client's programme."""
    coming = talk.tx.sessions(talk.client.programme, after=talk.now)[:MOST_OFFERED]
    options = tuple(Option(session.id, session_label(talk, session)) for session in coming)
    return Applied({"sessions_free": len(options)}, options=options)


def session_label(talk: Talk, session: InformationSession) -> str:
    """Return when a session is, short enough for a button, in the client's language."""
    starts = talk.around.calendar.local(session.starts_at)
    figures = {"day": starts.date(), "time": starts.time()}
    return talk.around.phrasebook.say("session.label", figures, talk.client.language)


def register_session(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Book the chosen session or join its waiting list; an earlier choice is given back."""
    chosen = str(talk.value("session_choice") or "")
    session = talk.tx.session(chosen)
    if session is None or session.programme != talk.client.programme:
        return Applied({"registration": "none"})
    for earlier in talk.tx.registrations(client=talk.client.id):
        if earlier.session != chosen:
            talk.tx.cancel_registration(earlier.session, talk.client.id)
    registration = talk.tx.register(chosen, talk.client.id, talk.now)
    if registration.state == "booked":
        day = talk.around.calendar.local(session.starts_at).date()
        talk.client = talk.client.with_anchor("session", day)
        plan_client(talk.tx, talk.around, talk.client, talk.now)
    starts = talk.around.calendar.local(session.starts_at)
    hour = talk.written(Wording("{at:time}", {"at": starts.time()}))
    return Applied(
        {
            "registration": registration.state,
            "session_day": starts.date(),
            "session_time": hour,
            "session_place": session.place,
        }
    )


def cancel_session(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Give the place back; whoever waits first gets it."""
    for registration in talk.tx.registrations(client=talk.client.id):
        talk.tx.cancel_registration(registration.session, talk.client.id)
    anchors = {name: at for name, at in talk.client.anchors.items() if name != "session"}
    if anchors != talk.client.anchors:
        talk.change(anchors=anchors)
        plan_client(talk.tx, talk.around, talk.client, talk.now)
    return Applied({"registration": "none"})
