"""Reading the information sessions of a programme: one or more series."""

from collections.abc import Collection
from typing import cast

from bot.scripts.problems import nearest_name, quoted
from bot.scripts.source import Fields
from bot.scripts.timings import EARLY, read_forward_window, read_timing
from scheduler.rules import Offset
from scheduler.sessions import (
    ATTENDANCES,
    FACILITIES,
    ONE_DAY_TO_ANSWER,
    Attendance,
    Facility,
    SessionSeries,
    Talks,
)
from scheduler.wording import read_length

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
DEFAULT_SUBJECTS = (
    "Werk zoeken: wat helpt",
    "Geld na de WW",
)
"""Work comes first: that is the order that participants asked for."""
ONE_MONTH = Offset(1, "months")


def read_series(
    programme: Fields, municipalities: Collection[str] | None = None
) -> tuple[SessionSeries, ...]:
    """Read the series under `sessions`; what is wrong is noted in the fields.

    With the official names of municipalities, those of a series are looked up as well: a series
    for a misspelt one would be offered to nobody.
    """
    found: list[SessionSeries] = []
    for fields in programme.list_of_fields("sessions"):
        series = _series(fields, municipalities)
        if series.id and any(series.id == other.id for other in found):
            fields.problem("duplicate-series", at=fields.value_place("id"), found=series.id)
        found.append(series)
    return tuple(found)


def _series(fields: Fields, known: Collection[str] | None) -> SessionSeries:
    place, link = _where(fields)
    attendance = fields.one_of("attendance", ATTENDANCES, "voluntary")
    series = SessionSeries(
        id=fields.text("id"),
        title=fields.text("title"),
        capacity=_at_least_one(fields, "capacity", "bad-capacity"),
        weekday=WEEKDAYS.index(fields.one_of("weekday", WEEKDAYS, "tuesday")),
        every=_length(fields, "every", ONE_MONTH),
        at=read_timing(fields, "between", read_forward_window, EARLY),
        place=place,
        link=link,
        municipalities=_municipalities(fields, known),
        subjects=_texts(fields, "subjects") or DEFAULT_SUBJECTS,
        attendance=cast("Attendance", attendance),
        languages=_texts(fields, "languages") or ("nl",),
        accessible=_facilities(fields),
        companion=fields.truth("companion", True),
        interpreter=fields.truth("interpreter", False),
        bring=_texts(fields, "bring"),
        talks=_talks(fields.fields("talks")),
        confirm_within=_length(fields, "confirm within", ONE_DAY_TO_ANSWER),
        after_ww_end=not fields.truth("not after ww_end", True),
    )
    fields.finish()
    return series


def _texts(fields: Fields, key: str) -> tuple[str, ...]:
    return tuple(text for text, _ in fields.texts(key))


def _municipalities(fields: Fields, known: Collection[str] | None) -> tuple[str, ...]:
    named = fields.texts("municipalities")
    for name, place in named:
        if known is not None and name not in known:
            near = nearest_name(name, known)
            fields.problem("unknown-municipality", at=place, nearest=near, found=name)
    return tuple(name for name, _ in named)


def _where(fields: Fields) -> tuple[str, str]:
    """Read where a session is: at a place or behind a link, never both and never neither."""
    place, link = fields.text("place", ""), fields.text("link", "")
    if bool(place) == bool(link):
        fields.problem("place-or-link", "link" if link else None)
    if link and not link.startswith("https://"):
        fields.problem("bad-session-link", at=fields.value_place("link"), found=quoted(link))
    return place, link


def _at_least_one(fields: Fields, key: str, code: str) -> int:
    number = fields.number(key)
    if fields.has(key) and number < 1:
        fields.problem(code, at=fields.value_place(key), key=key, found=number)
    return number


def _length(fields: Fields, key: str, default: Offset) -> Offset:
    length = read_timing(fields, key, read_length, default)
    if length.amount < 1:
        at = fields.value_place(key)
        fields.problem("bad-length", at=at, key=key, found=quoted(fields.raw(key)))
    return length


def _facilities(fields: Fields) -> tuple[Facility, ...]:
    found: list[Facility] = []
    for text, place in fields.texts("accessible"):
        if text in FACILITIES:
            found.append(text)
            continue
        near, options = nearest_name(text, FACILITIES), ", ".join(FACILITIES)
        fields.problem(
            "unknown-option",
            at=place,
            nearest=near,
            key="accessible",
            found=quoted(text),
            options=options,
        )
    return tuple(found)


def _talks(fields: Fields | None) -> Talks | None:
    if fields is None:
        return None
    talks = Talks(
        minutes=_at_least_one(fields, "minutes", "bad-talks"),
        at_once=_at_least_one(fields, "at once", "bad-talks"),
    )
    fields.finish()
    return talks
