"""Signing up for an information session: choosing, needs, what to bring, giving a place back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from secrets import token_urlsafe
from typing import cast

from bot.contacts import OPEN
from bot.dialogue.conversation import Option
from bot.dialogue.events import Applied
from bot.dialogue.facts import Value
from bot.dialogue.wording import Wording
from bot.records import Milestone
from bot.sessions import (
    HOLDS_SEAT,
    INTERPRETER,
    InformationSession,
    Registration,
    Wishes,
    is_late,
    next_number,
)
from bot.texts.catalogues import SOURCE_LANGUAGE
from bot.usecases.planning import anchored, plan_client
from bot.usecases.talk import Talk

MOST_OFFERED = 4
"""Sessions to choose from at a time; more is a list to get lost in."""

TOKEN_BYTES = 18
"""Some 144 bits: nobody guesses the address of somebody's calendar file."""

TALK = "talk"
"""Asked for among the needs: a personal talk after the session."""


def offer_sessions(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Offer the coming sessions that are meant for the client, those that are full as such.

    `sessions_place` is the one place of all of them, or empty when they differ: it then stands on
    the buttons. `sessions_elsewhere` counts what could not be offered because the client's
    municipality is not known. What is full is left out for who has a place, which is only given
    up for another place, and when nobody will be offered a place there any more.
    """
    own = current(talk)
    has_place = bool(_places(talk))
    coming = talk.tx.sessions(talk.client.programme, after=talk.now)
    fitting = [
        each
        for each in coming
        if _fits(talk, each)
        and not (own and own.id == each.id)
        and not ((has_place or is_late(each, talk.now)) and _is_full(talk, each))
    ]
    offered = fitting[:MOST_OFFERED]
    places = {session.where for session in offered}
    one = places.pop() if len(places) == 1 else ""
    options = tuple(_option(talk, session, with_place=not one) for session in offered)
    unknown = talk.value("municipality") is None
    elsewhere = sum(unknown and bool(each.municipalities) for each in coming)
    known: dict[str, Value] = {
        "sessions_free": len(options),
        "sessions_place": one,
        "sessions_elsewhere": elsewhere,
    }
    return Applied(known, options=options)


def _option(talk: Talk, session: InformationSession, *, with_place: bool) -> Option:
    starts = talk.around.calendar.local(session.starts_at)
    label = session_label(talk, session, with_place=with_place)
    return Option(session.id, label, starts.isoformat())


def _fits(talk: Talk, session: InformationSession) -> bool:
    ww_end = talk.value("ww_end")
    day = talk.around.calendar.local(session.starts_at).date()
    municipality = str(talk.value("municipality") or "")
    return session.fits(municipality, ww_end if isinstance(ww_end, date) else None, day)


def session_label(talk: Talk, session: InformationSession, *, with_place: bool) -> str:
    """Return when a session is, where, and whether it is full, in the client's language."""
    starts = talk.around.calendar.local(session.starts_at)
    full = ".full" if _is_full(talk, session) else ""
    key = "session.label" + (".place" if with_place else "") + full
    figures = {"day": starts.date(), "time": starts.time(), "place": session.where}
    return talk.around.phrasebook.say(key, figures, talk.client.language)


def labels_of(talk: Talk, session: InformationSession, *, with_place: bool) -> set[str]:
    """Return each label of a session, in every language: the client may have changed theirs."""
    starts = talk.around.calendar.local(session.starts_at)
    key = "session.label" + (".place" if with_place else "")
    figures = {"day": starts.date(), "time": starts.time(), "place": session.where}
    book = talk.around.phrasebook
    return {
        book.say(each, figures, language)
        for language in book.languages
        for each in (key, f"{key}.full")
    }


def _is_full(talk: Talk, session: InformationSession) -> bool:
    rows = talk.tx.registrations(session=session.id)
    return any(row.state == "waiting" for row in rows) or len(rows) >= session.capacity


def look_up_session(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Say how the client stands on a list of a session to come; a past one does not count."""
    rows = talk.tx.registrations(client=talk.client.id)
    if not rows and "registration" in talk.facts:
        return Applied()  # whoever cancelled it has noted so
    session = current(talk)
    if session is None:
        return Applied({"registration": "none"})
    row = next(each for each in rows if each.session == session.id)
    return Applied(standing(talk, session, row))


def current(talk: Talk) -> InformationSession | None:
    """Return the session to come on whose list the client stands."""
    for row in talk.tx.registrations(client=talk.client.id):
        session = talk.tx.session(row.session)
        if session is not None and session.state == "planned" and session.starts_at > talk.now:
            return session
    return None


def stands_on_list(talk: Talk) -> bool:
    """Say whether the client stands on a list to come, also when it was called off untold."""
    rows = talk.tx.registrations(client=talk.client.id)
    sessions = (talk.tx.session(row.session) for row in rows)
    return any(session is not None and session.starts_at > talk.now for session in sessions)


def standing(talk: Talk, session: InformationSession, row: Registration) -> dict[str, Value]:
    """Return what scripts know of a place: how it stands, when and where, until when it is kept."""
    starts = talk.around.calendar.local(session.starts_at)
    known: dict[str, Value] = {
        "registration": row.state,
        "session_choice": session.id,
        "session_day": starts.date(),
        "session_time": hour(talk, session),
        "session_place": session.where,
        "session_languages": spoken(talk, session),
    }
    if row.answer_by is not None:
        until = talk.around.calendar.local(row.answer_by)
        known["offer_day"] = until.date()
        known["offer_time"] = talk.written(Wording("{at:time}", {"at": until.time()}))
    return known


def hour(talk: Talk, session: InformationSession) -> str:
    """Return at what time a session begins: "10.00 uur"."""
    starts = talk.around.calendar.local(session.starts_at)
    return talk.written(Wording("{at:time}", {"at": starts.time()}))


def spoken(talk: Talk, session: InformationSession) -> str:
    """Return in a sentence which languages are spoken; empty when that is Dutch alone."""
    if session.languages == (SOURCE_LANGUAGE,):
        return ""
    figures = {"languages": session.languages}
    return talk.around.phrasebook.say("session.languages", figures, talk.client.language)


def register_session(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Book the chosen session or join its waiting list; an earlier choice is given back.

    A place is given back for another place only: when the chosen session became full meanwhile,
    nothing changes and `session_full` says so. `session_gone`: it is not held as it was offered.
    """
    chosen = str(talk.value("session_choice") or "")
    session = talk.tx.session(chosen)
    if session is None or not _is_as_offered(talk, session):
        return Applied({**_as_it_stands(talk), "session_full": False, "session_gone": True})
    held = next((each for each in _places(talk) if each[0].id != chosen), None)
    registration = talk.tx.register(chosen, talk.client.id, talk.now, token_urlsafe(TOKEN_BYTES))
    if held and registration.state == "waiting":
        talk.tx.cancel_registration(chosen, talk.client.id)
        return Applied({**standing(talk, *held), "session_full": True, "session_gone": False})
    _keep_number(talk, chosen)
    give_back_places(talk, but=chosen)
    talk.tx.add_milestone(Milestone(talk.client.id, "registered", talk.now))
    attends(talk, session if registration.state == "booked" else None)
    known = standing(talk, session, registration)
    return Applied({**known, "session_full": False, "session_gone": False})


def _keep_number(talk: Talk, session: str) -> None:
    """Give the client a number on the list, which stays theirs whoever leaves it."""
    listed = talk.tx.wishes(session)
    own = listed.get(talk.client.id, Wishes())
    if not own.number:
        numbered = replace(own, number=next_number(listed.values()))
        talk.tx.save_wishes(session, talk.client.id, numbered)


def _is_as_offered(talk: Talk, session: InformationSession) -> bool:
    """Say whether a session can be signed up for as it was shown, perhaps days ago."""
    if session.programme != talk.client.programme or session.state != "planned":
        return False
    if session.starts_at <= talk.now:
        return False
    options = talk.conversation.place.options if talk.conversation else ()
    shown = next((option.label for option in options if option.id == session.id), "")
    if not shown:
        return True
    place = talk.value("sessions_place")
    if place:
        return place == session.where and shown in labels_of(talk, session, with_place=False)
    if place is not None:
        return shown in labels_of(talk, session, with_place=True)
    # Saved before it was kept whether the place stood on the buttons.
    return any(shown in labels_of(talk, session, with_place=each) for each in (False, True))


def _as_it_stands(talk: Talk) -> dict[str, Value]:
    """Return what scripts know of the client's own place, wherever that is."""
    session = current(talk)
    if session is None:
        return {"registration": "none"}
    (row,) = talk.tx.registrations(session=session.id, client=talk.client.id)
    return standing(talk, session, row)


def _places(talk: Talk) -> list[tuple[InformationSession, Registration]]:
    """Return the places that the client has, or is offered, at sessions to come."""
    rows = [row for row in talk.tx.registrations(client=talk.client.id) if row.state in HOLDS_SEAT]
    held = [(talk.tx.session(row.session), row) for row in rows]
    return [
        (session, row)
        for session, row in held
        if session is not None and session.state == "planned" and session.starts_at > talk.now
    ]


def offer_needs(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Offer what somebody may ask for at the session of the client: help, access, a talk."""
    session = current(talk)
    offered = (*session.needs, *((TALK,) if session.talk_slots else ())) if session else ()
    labels = talk.around.facts["session_needs"].choices
    options = tuple(Option(need, labels.get(need, need)) for need in offered)
    return Applied({"needs_possible": len(options)}, options=options)


def keep_needs(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Keep what the client needs with their place, for whoever prepares the session.

    Who waits gets their personal talk together with a place: the talks are for who comes.
    """
    session = current(talk)
    if session is None:
        return Applied()
    chosen = talk.value("session_needs")
    needs = chosen if isinstance(chosen, tuple) else ()
    language = str(talk.value("interpreter_language") or "") if INTERPRETER in needs else ""
    own = talk.tx.wishes(session.id).get(talk.client.id, Wishes())
    kept = replace(own, needs=tuple(need for need in needs if need != TALK), language=language)
    talk.tx.save_wishes(session.id, talk.client.id, kept)
    rows = talk.tx.registrations(session=session.id, client=talk.client.id)
    if any(row.state == "booked" for row in rows):
        _take_wished_talk(talk, session)
    return Applied()


def _take_wished_talk(talk: Talk, session: InformationSession) -> None:
    wished = talk.value("session_needs")
    if isinstance(wished, tuple) and TALK in wished:
        talk.tx.take_talk(session.id, talk.client.id, session.talk_slots)


def cancel_session(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Give the place back; whoever waits first is offered it."""
    give_back_places(talk)
    attends(talk, None)
    return Applied({"registration": "none"})


def answer_offer(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Book the place that was offered, or give it back; `none` too when it is not kept any more."""
    session = current(talk)
    rows = talk.tx.registrations(client=talk.client.id)
    row = next((each for each in rows if session and each.session == session.id), None)
    if session is None or row is None or row.state == "waiting":
        return Applied({"registration": row.state if row else "none"})
    if row.state == "booked":
        return Applied(standing(talk, session, row))
    if talk.value(parameters["fact"]) != "accept":
        return cancel_session(talk, {})
    talk.tx.accept_place(session.id, talk.client.id)
    _take_wished_talk(talk, session)
    attends(talk, session)
    return Applied(standing(talk, session, replace(row, state="booked", answer_by=None)))


def give_back_places(talk: Talk, but: str = "") -> None:
    """Cancel the client's places at sessions to come; where they were is not undone."""
    for registration in talk.tx.registrations(client=talk.client.id):
        session = talk.tx.session(registration.session)
        if session is not None and session.id != but and session.starts_at > talk.now:
            talk.tx.cancel_registration(session.id, talk.client.id)


def attends(talk: Talk, session: InformationSession | None) -> None:
    """Note on which day the client goes to a session, or that they do not, and plan for that.

    Where they have been counts on: what comes after it is not lost when they sign up again.
    """
    if session is not None:
        day = talk.around.calendar.local(session.starts_at).date()
        if _has_been(talk):
            _keep_what_follows(talk)
        dated = anchored(talk.tx, talk.client, "session", day)
    elif _has_been(talk):
        return
    else:
        anchors = {name: at for name, at in talk.client.anchors.items() if name != "session"}
        dated = replace(talk.client, anchors=anchors)
    if dated != talk.client:
        talk.client = dated
        plan_client(talk.tx, talk.around, talk.client, talk.facts, talk.now)


def _has_been(talk: Talk) -> bool:
    """Say whether the session that the client's contacts count from has begun."""
    anchor = talk.client.anchors.get("session")
    today = talk.around.calendar.local(talk.now).date()
    if anchor is None or anchor.day > today:
        return False
    if anchor.day < today:
        return True
    rows = talk.tx.registrations(client=talk.client.id)
    began = [talk.tx.session(row.session) for row in rows if row.state == "booked"]
    return any(
        each is not None
        and each.starts_at <= talk.now
        and talk.around.calendar.local(each.starts_at).date() == today
        for each in began
    )


def _keep_what_follows(talk: Talk) -> None:
    """Let what is still to come after the last session stand by itself, whatever the next day is.

    The talks look up the last session that was held, so they need no date to count from.
    """
    for row in talk.tx.contacts(talk.client.id):
        if row.anchor == "session" and row.state in OPEN:
            talk.tx.save_contact(replace(row, anchor=""))


def look_up_attendance(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Say whether staff noted that the client was at their last session, or nothing without one."""
    rows = talk.tx.registrations(client=talk.client.id)
    counts = [row for row in rows if row.state == "booked" or row.attendance != "unknown"]
    held = [(talk.tx.session(row.session), row) for row in counts]
    past = [(s, row) for s, row in held if s is not None and s.starts_at <= talk.now]
    if not past:
        return Applied()
    session, row = max(past, key=lambda pair: pair[0].starts_at)
    starts = talk.around.calendar.local(session.starts_at)
    known = {
        "attendance": row.attendance,
        "attendance_expected": session.expected,
        "session_day": starts.date(),
    }
    return Applied(cast("dict[str, Value]", known))
