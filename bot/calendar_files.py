"""An information session as a calendar file. It names no client, so it may lie open on a link."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event, vText, vUri

from bot.sessions import InformationSession, Registration

PRODUCT = "-//Max-WW//bijeenkomst//NL"
COUNTED_FROM = datetime(2026, 1, 1, tzinfo=UTC)
BEFORE = timedelta(days=1)
"""How long before a session the calendar reminds of it."""


def calendar_file(
    session: InformationSession, registration: Registration, title: str, now: datetime
) -> bytes:
    """Return the file of one place at a session; `title` is neutral, for others may see it.

    The same event whenever it is fetched again: with a higher number after a change, and as
    cancelled after the place was given back or the session was called off.
    """
    gone = "cancelled" in (session.state, registration.state)
    event = Event()
    event.add("uid", f"{sha256(registration.token.encode()).hexdigest()[:32]}@max-ww")
    event.add("dtstamp", now)
    event.add("dtstart", session.starts_at)
    event.add("dtend", session.ends_at)
    event.add("summary", title)
    event.add("sequence", _sequence(session, registration))
    event.add("status", _status(registration, gone=gone))
    if session.place:
        event["location"] = vText(session.place)
    if session.link:
        event["location"] = vText(session.link)
        event["url"] = vUri(session.link)
    if not gone:
        event.add_component(_alarm(title))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _sequence(session: InformationSession, registration: Registration) -> int:
    """Return a number that is higher after each change, also after signing up again.

    A place that is taken again has the same event and a later moment of asking: two for each
    second leave room for giving it back in between. It fits a calendar's 31 bits until 2060.
    """
    asked = int((registration.at - COUNTED_FROM).total_seconds())
    return 2 * max(asked, 0) + session.sequence + (registration.state == "cancelled")


def _status(registration: Registration, *, gone: bool) -> str:
    if gone:
        return "CANCELLED"
    return "CONFIRMED" if registration.state == "booked" else "TENTATIVE"


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -BEFORE)
    return alarm
