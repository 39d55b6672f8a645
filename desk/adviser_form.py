"""What stands on the form about an adviser, and reading it back; what was typed is kept."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from itertools import zip_longest
from typing import cast

from bot.advisers import ROLES, SECTORS, WEEKDAYS, Absence, Adviser, AdviserRole
from bot.mail import is_mail_address
from bot.municipalities import Municipalities
from bot.scripts.people_file import HIGHEST_LIMIT, LANGUAGE, hours_from

SPARE_ABSENCES = 2
"""Empty lines for new absences under those that are known."""
LONGEST_NAME = 60

Say = Callable[..., str]


@dataclass(frozen=True)
class Entered:
    """The fields of the form as they were typed: one text each, or several."""

    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a field without spaces around it."""
        return self.texts.get(name, "").strip()

    def list(self, name: str) -> tuple[str, ...]:
        """Return a field of which there are several."""
        return self.lists.get(name, ())


@dataclass(frozen=True)
class Choices:
    """What a form lets somebody choose from."""

    colleagues: Mapping[str, str]
    programmes: Sequence[str]
    municipalities: Municipalities
    today: date


LISTS = ("from", "until", "programme", "sector")


def entered_by(adviser: Adviser) -> Entered:
    """Return the form as it stands before anything was typed."""
    texts = {f"hours_{day}": _span(adviser.hours.get(day)) for day in WEEKDAYS}
    texts |= {
        "first_name": adviser.first_name,
        "organisation": adviser.organisation,
        "role": adviser.role,
        "municipalities": ", ".join(adviser.municipalities),
        "languages": ", ".join(adviser.languages),
        "limit": str(adviser.limit),
        "stand_in": adviser.stand_in,
        "email": adviser.email,
    }
    absent = sorted(adviser.absent)
    return Entered(
        texts,
        {
            "from": tuple(each.first.isoformat() for each in absent),
            "until": tuple(each.last.isoformat() for each in absent),
            "programme": adviser.programmes,
            "sector": adviser.sectors,
        },
    )


def _span(hours: tuple[time, time] | None) -> str:
    return f"{hours[0]:%H:%M}-{hours[1]:%H:%M}" if hours else ""


def absence_lines(entered: Entered) -> list[tuple[str, str]]:
    """Return the lines of absences, with some empty ones."""
    lines = list(zip_longest(entered.list("from"), entered.list("until"), fillvalue=""))
    kept = [line for line in lines if any(line)]
    return [*kept, *[("", "")] * SPARE_ABSENCES]


def own_part(
    adviser: Adviser, entered: Entered, choices: Choices, say: Say
) -> tuple[Adviser, dict[str, str]]:
    """Return the adviser with the fields that everybody changes themselves, and what is wrong."""
    errors: dict[str, str] = {}
    hours: dict[str, tuple[time, time]] = {}
    for day in WEEKDAYS:
        typed = entered.text(f"hours_{day}")
        read = hours_from(typed)
        if read is not None:
            hours[day] = read
        elif typed:
            errors[f"hours_{day}"] = say("form.hours", found=typed[:LONGEST_NAME])
    absent = _absences(entered, errors, say)
    stand_in, email = entered.text("stand_in"), entered.text("email")
    if stand_in and stand_in not in choices.colleagues:
        errors["stand_in"] = say("form.stand-in")
    if email and not is_mail_address(email):
        errors["email"] = say("form.email", found=email[:LONGEST_NAME])
    changed = replace(adviser, hours=hours, absent=absent, stand_in=stand_in, email=email)
    return changed, errors


def _absences(entered: Entered, errors: dict[str, str], say: Say) -> tuple[Absence, ...]:
    found: list[Absence] = []
    for first, last in absence_lines(entered):
        if not first and not last:
            continue
        try:
            begins = date.fromisoformat(first)
            ends = date.fromisoformat(last or first)
        except ValueError:
            errors["absent"] = say("form.absent")
            continue
        if ends < begins:
            errors["absent"] = say("form.absent-order")
            continue
        found.append(Absence(begins, ends))
    return tuple(sorted(found))


def whole(
    adviser: Adviser, entered: Entered, choices: Choices, say: Say
) -> tuple[Adviser, dict[str, str]]:
    """Return the adviser with all that a coordinator changes, and what is wrong."""
    changed, errors = own_part(adviser, entered, choices, say)
    first_name, organisation = entered.text("first_name"), entered.text("organisation")
    if not first_name or len(first_name) > LONGEST_NAME:
        errors["first_name"] = say("form.first-name", limit=LONGEST_NAME)
    if len(organisation) > LONGEST_NAME:
        errors["organisation"] = say("form.organisation", limit=LONGEST_NAME)
    role = entered.text("role")
    if role not in ROLES:
        errors["role"] = say("form.role")
    limit = entered.text("limit")
    fits = limit.isdecimal() and len(limit) < 6 and 1 <= int(limit) <= HIGHEST_LIMIT
    if not fits:
        errors["limit"] = say("form.limit", high=HIGHEST_LIMIT)
    languages = tuple(filter(None, re.split(r"[,;\s]+", entered.text("languages").lower())))
    if not all(map(LANGUAGE.fullmatch, languages)):
        errors["languages"] = say("form.languages")
    if errors.keys() & {"role", "limit"}:
        return changed, errors | _unknown_town(entered, choices, say)
    towns = _towns(entered, choices)
    return (
        replace(
            changed,
            first_name=first_name,
            organisation=organisation,
            role=cast("AdviserRole", role),
            programmes=tuple(p for p in entered.list("programme") if p in choices.programmes),
            sectors=tuple(sector for sector in entered.list("sector") if sector in SECTORS),
            municipalities=tuple(town for town in towns.values() if town),
            languages=languages,
            caseload_limit=int(limit),
        ),
        errors | _unknown_town(entered, choices, say),
    )


def _towns(entered: Entered, choices: Choices) -> dict[str, str]:
    """Return each municipality as typed with its official name; empty when it is not certain."""
    typed = [each.strip() for each in entered.text("municipalities").split(",") if each.strip()]
    meant = {each: choices.municipalities.meant(each, choices.today) for each in typed}
    return {each: found.names[0].name if found.sure else "" for each, found in meant.items()}


def _unknown_town(entered: Entered, choices: Choices, say: Say) -> dict[str, str]:
    unknown = [typed for typed, name in _towns(entered, choices).items() if not name]
    if not unknown:
        return {}
    return {"municipalities": say("form.municipality", found=unknown[0][:LONGEST_NAME])}
