"""Signing up for an information session."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.clients import Client
from bot.dialogue.conversation import Option
from bot.dialogue.events import Applied
from bot.dialogue.facts import Fact
from bot.dialogue.wording import Wording
from bot.messages import Message
from bot.records import Milestone
from bot.sessions import InformationSession
from bot.usecases.planning import anchored, plan_client
from bot.usecases.reaching import channel_for
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
    if session.starts_at <= talk.now:  # it was offered days ago
        return Applied({"registration": "none"})
    give_back_places(talk, but=chosen)
    registration = talk.tx.register(chosen, talk.client.id, talk.now)
    talk.tx.add_milestone(Milestone(talk.client.id, "registered", talk.now))
    starts = talk.around.calendar.local(session.starts_at)
    _attends(talk, starts.date() if registration.state == "booked" else None)
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
    give_back_places(talk)
    _attends(talk, None)
    return Applied({"registration": "none"})


def give_back_places(talk: Talk, but: str = "") -> None:
    """Cancel the client's registrations; who moves up from a waiting list is planned for."""
    for registration in talk.tx.registrations(client=talk.client.id):
        session = talk.tx.session(registration.session)
        if session is None or session.id == but:
            continue
        rows = talk.tx.registrations(session=session.id)
        waited = {row.client for row in rows if row.state == "waiting"}
        talk.tx.cancel_registration(session.id, talk.client.id)
        for row in talk.tx.registrations(session=session.id):
            if row.state == "booked" and row.client in waited and session.starts_at > talk.now:
                _move_up(talk, row.client, session)


def _move_up(talk: Talk, client: str, session: InformationSession) -> None:
    """Let somebody who waited have the place, with what is planned around that day."""
    file = talk.tx.client(client, lock=True)
    if file is None:
        return
    day = talk.around.calendar.local(session.starts_at).date()
    dated = anchored(talk.tx, file.client, "session", day)
    booked = Fact("booked", talk.now, "session")
    facts = {**file.facts, "registration": booked}
    talk.tx.save_client(replace(file, client=dated, facts=facts))
    plan_client(talk.tx, talk.around, dated, facts, talk.now)
    _tell(talk, dated, session)


def _tell(talk: Talk, client: Client, session: InformationSession) -> None:
    """Say at once that a place came free: the reminder may come too late to make plans."""
    starts = talk.around.calendar.local(session.starts_at)
    figures = {"day": starts.date(), "time": starts.time(), "place": session.place}
    text = talk.around.phrasebook.say("session.place-free", figures, client.language)
    channel = channel_for(talk.tx, client) or talk.channel
    talk.tx.add_messages([Message(client.id, "bot", text, talk.now, channel, "pending")])


def _attends(talk: Talk, day: date | None) -> None:
    """Note on which day the client goes to a session, or that they do not, and plan for that."""
    if day is not None:
        dated = anchored(talk.tx, talk.client, "session", day)
    else:
        anchors = {name: at for name, at in talk.client.anchors.items() if name != "session"}
        dated = replace(talk.client, anchors=anchors)
    if dated != talk.client:
        talk.client = dated
        plan_client(talk.tx, talk.around, talk.client, talk.facts, talk.now)
