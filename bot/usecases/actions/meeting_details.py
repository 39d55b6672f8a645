"""Tells what somebody must know of the session they go to: languages, talk, what to bring."""

from collections.abc import Mapping

from bot.dialogue.events import Applied
from bot.dialogue.wording import Wording, phrase
from bot.sessions import InformationSession, Registration, Wishes
from bot.usecases.actions.consent import has_consent
from bot.usecases.actions.meeting import current, spoken
from bot.usecases.sharing import FIRST_NAME, SESSION_NAME
from bot.usecases.talk import Talk

WEB = "web"


def tell_session(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Say which languages are spoken, when the personal talk is, what to bring, and the calendar.

    All of it in one message.
    """
    session = current(talk)
    if session is None:
        return Applied()
    rows = talk.tx.registrations(session=session.id, client=talk.client.id)
    parts = [part for row in rows for part in _details(talk, session, row)]
    return Applied(says=(Wording("{part}", {"part": "\n".join(parts)}),) if parts else ())


def _details(talk: Talk, session: InformationSession, row: Registration) -> list[str]:
    def say(key: str, **figures: object) -> str:
        return talk.around.phrasebook.say(key, figures, talk.client.language)

    parts = [text] if (text := spoken(talk, session)) else []
    own = talk.tx.wishes(session.id).get(talk.client.id, Wishes())
    if own.number and _is_listed_by_number(talk):
        parts.append(say("session.number", number=own.number))
    if row.talk is not None:
        begins = talk.around.calendar.local(session.talk_at(row.talk))
        parts.append(say("session.talk", time=begins.time(), minutes=session.talk_minutes))
    if session.bring:
        things = tuple(Wording(each) for each in session.bring)
        parts.append(talk.written(phrase("session.bring", things=things)))
    link = calendar_link(talk, row)
    if link:
        parts.append(say("session.calendar", link=link))
    return parts


def _is_listed_by_number(talk: Talk) -> bool:
    """Say whether the list has no name; not while it is still to be asked if it may."""
    asked = any(each.purpose == SESSION_NAME for each in talk.tx.consents(talk.client.id))
    return not has_consent(talk, SESSION_NAME) and (asked or FIRST_NAME not in talk.facts)


def calendar_link(talk: Talk, row: Registration) -> str:
    """Return where the calendar file is; empty where a link without the address is of no use."""
    if not row.token or not (talk.around.url or talk.channel == WEB):
        return ""
    return f"{talk.around.url}/calendar/{row.token}.ics"
