"""The form of a session: its fields, what was typed, and what is wrong beside which field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.sessions import COMPANION, NEEDS, InformationSession
from bot.texts.catalogues import SOURCE_LANGUAGE
from bot.texts.formats import language_named, written
from bot.usecases.session_editing import SessionDraft
from desk.office import Office, Visit

EMPTY = {
    "title": "",
    "day": "",
    "time": "",
    "minutes": "90",
    "place": "",
    "link": "",
    "capacity": "20",
    "municipalities": "",
    "languages": "",
    **{need: "yes" if need == COMPANION else "" for need in NEEDS},
}
"""The fields of the form, as a new session has them."""
BESIDE: Mapping[str, str] = {
    "moment": "day",
    "place-or-link": "place",
    "taken": "capacity",
    "twice": "title",
}
"""The field beside which a fault is said, where it has another name."""
LONGEST_SHOWN = 60
"""Characters that are repeated of a name that was not understood."""


@dataclass(frozen=True)
class Filled:
    """A form as it was filled in; `errors` by field, for what can be seen on the form alone."""

    values: dict[str, str]
    draft: SessionDraft
    errors: dict[str, str] = field(default_factory=dict)


async def filled(visit: Visit) -> Filled:
    """Read the form; municipalities get their official names, languages their codes."""
    values = {name: (await visit.text(name)).strip() for name in (*EMPTY, "programme")}
    towns, no_town = _towns(visit.office, values["municipalities"])
    languages, no_language = _languages(visit.office, values["languages"])
    draft = SessionDraft(
        title=values["title"],
        starts_at=_moment(visit, values["day"], values["time"]),
        minutes=_number(values["minutes"]),
        place=values["place"],
        link=values["link"],
        capacity=_number(values["capacity"]),
        municipalities=towns,
        languages=languages or (SOURCE_LANGUAGE,),
        needs=tuple(need for need in NEEDS if values[need]),
    )
    errors = {"municipalities": no_town, "languages": no_language}
    return Filled(values, draft, {name: error for name, error in errors.items() if error})


def errors_of(office: Office, fault: str) -> dict[str, str]:
    """Return what is wrong as a sentence beside its field."""
    return {BESIDE.get(fault, fault): office.say(f"sessions.fault.{fault}")} if fault else {}


def values_of(office: Office, session: InformationSession) -> dict[str, str]:
    """Return the fields as a session has them."""
    starts = office.local(session.starts_at)
    return {
        "title": session.title,
        "day": starts.date().isoformat(),
        "time": f"{starts:%H:%M}",
        "minutes": str(session.minutes),
        "place": session.place,
        "link": session.link,
        "capacity": str(session.capacity),
        "municipalities": ", ".join(session.municipalities),
        "languages": ", ".join(
            written(each, "language", office.language) for each in session.languages
        ),
        **{need: "yes" if need in session.needs else "" for need in NEEDS},
    }


def needs_of(office: Office) -> list[tuple[str, str]]:
    """Return what somebody may need at a session, with its words on the form."""
    return [(need, office.say(f"sessions.possible.{need}")) for need in NEEDS]


def _languages(office: Office, typed: str) -> tuple[tuple[str, ...], str]:
    """Return the codes of the languages, and what to say about the first that is none."""
    found: list[str] = []
    for name in filter(None, map(str.strip, typed.split(","))):
        code, near = language_named(name, office.language)
        if not code:
            key = "language-near" if near else "language"
            return (), office.say(f"sessions.fault.{key}", found=name[:LONGEST_SHOWN], name=near)
        found.append(code)
    return tuple(dict.fromkeys(found)), ""


def _towns(office: Office, typed: str) -> tuple[tuple[str, ...], str]:
    """Return the official names, and what to say about the first that is none."""
    known, today = office.assistant.around.municipalities, office.now().date()
    found: list[str] = []
    for name in filter(None, map(str.strip, typed.split(","))):
        meant = known.meant(name, today)
        if not meant.sure:
            near = tuple(official.name for official in meant.names)
            key = "municipality-near" if near else "municipality"
            shown = name[:LONGEST_SHOWN]
            return (), office.say(f"sessions.fault.{key}", found=shown, names=near)
        found.append(meant.names[0].name)
    return tuple(dict.fromkeys(found)), ""


def _moment(visit: Visit, day: str, at: str) -> datetime | None:
    try:
        return visit.office.assistant.around.calendar.local_moment(
            date.fromisoformat(day), time.fromisoformat(at)
        )
    except ValueError:
        return None  # the form says so


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None
