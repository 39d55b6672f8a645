"""Reads a file with people: advisers, and who of the staff can sign in."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import cast, get_args

from bot.advisers import ROLES, SECTORS, WEEKDAYS, Absence, Adviser, AdviserRole
from bot.mail import is_mail_address
from bot.records import Staff, StaffRole
from bot.scripts.problems import Place, Problem, nearest_name, quoted
from bot.scripts.source import Fields, read_fields

PERSON_ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
"""What an adviser or a member of staff is called in the system: it stands in links and commands."""
LANGUAGE = re.compile(r"[a-z]{2,3}")
HIGHEST_LIMIT = 1000
LONGEST_PROMISE = 10
"""Working days; who needs longer to answer has no time for it."""


@dataclass(frozen=True)
class Known:
    """Names that people in a file may use; None where any name will do."""

    programmes: Collection[str] | None = None
    municipalities: Collection[str] | None = None
    advisers: Collection[str] = ()


@dataclass(frozen=True)
class People:
    """What such a file holds; `programme` is that of a demo's clients."""

    advisers: tuple[Adviser, ...] = ()
    staff: tuple[Staff, ...] = ()
    programme: str = ""


def read_people(path: Path, problems: list[Problem], known: Known, name: str = "") -> People:
    """Read people; what is wrong goes to `problems`."""
    root = read_fields(path, problems, name or None)
    if root is None:
        if problems and problems[-1].code == "empty-file":
            problems[-1] = Problem(problems[-1].place, "no-people")
        return People()
    read = _Reader(known)
    programme = root.text("programme", "")
    if programme:
        read.programme(root, programme, root.value_place("programme"))
    advisers = tuple(read.advisers(root))
    staff = tuple(read.staff(root))
    root.finish()
    read.stand_ins_exist()
    if not advisers and not staff and not problems:
        problems.append(Problem(Place(name or str(path), 1, 1), "no-people"))
    return People(advisers, staff, programme)


class _Reader:
    """Reads the people of one file, and remembers who was named in it."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._ids: set[str] = set(known.advisers)
        self._stand_ins: list[tuple[Fields, str]] = []

    def advisers(self, root: Fields) -> Iterator[Adviser]:
        seen: set[str] = set()
        for each in root.list_of_fields("advisers"):
            who = _id(each, seen)
            self._ids.add(who)
            stand_in = each.text("stand-in", "")
            if stand_in == who and who:
                each.problem("own-stand-in", "stand-in", found=quoted(stand_in))
            elif stand_in:
                self._stand_ins.append((each, stand_in))
            yield replace(self._adviser(each, who), stand_in=stand_in)
            each.finish()

    def _adviser(self, each: Fields, who: str) -> Adviser:
        programmes = each.texts("programmes")
        for text, place in programmes:
            self.programme(each, text, place)
        role = cast("AdviserRole", each.one_of("role", ROLES, "adviser"))
        return Adviser(
            id=who,
            first_name=each.text("first name"),
            organisation=each.text("organisation"),
            programmes=tuple(text for text, _ in programmes),
            sectors=tuple(self._sectors(each)),
            hours=dict(_hours(each)),
            absent=tuple(_absences(each)),
            caseload_limit=_between(each, "caseload limit", 0, HIGHEST_LIMIT),
            promise_working_days=_between(each, "promise", 1, LONGEST_PROMISE),
            role=role,
            municipalities=tuple(self._municipalities(each)),
            languages=tuple(_languages(each)),
            email=_email(each),
        )

    def staff(self, root: Fields) -> Iterator[Staff]:
        seen: set[str] = set()
        for each in root.list_of_fields("staff"):
            adviser = each.text("adviser", "")
            if adviser and adviser not in self._ids:
                self._unknown_adviser(each, "adviser", adviser)
            yield Staff(
                id=_id(each, seen),
                name=each.text("name"),
                role=cast("StaffRole", each.one_of("role", get_args(StaffRole))),
                adviser=adviser,
                email=_email(each),
            )
            each.finish()

    def programme(self, each: Fields, text: str, place: Place) -> None:
        """Note a programme that is not there."""
        there = self._known.programmes
        if there is not None and text not in there:
            near = nearest_name(text, there)
            each.problem("walk-unknown-programme", at=place, nearest=near, found=quoted(text))

    def stand_ins_exist(self) -> None:
        """Note stand-ins that nobody is; they may stand further on in the file."""
        for each, stand_in in self._stand_ins:
            if stand_in not in self._ids:
                self._unknown_adviser(each, "stand-in", stand_in)

    def _unknown_adviser(self, each: Fields, key: str, found: str) -> None:
        near = nearest_name(found, self._ids)
        place = each.value_place(key)
        each.problem("unknown-adviser", at=place, nearest=near, found=quoted(found))

    def _sectors(self, each: Fields) -> Iterator[str]:
        for text, place in each.texts("sectors"):
            if text in SECTORS:
                yield text
                continue
            near, options = nearest_name(text, SECTORS), ", ".join(SECTORS)
            figures = {"key": "sectors", "found": quoted(text), "options": options}
            each.note(Problem(place, "unknown-option", figures, near))

    def _municipalities(self, each: Fields) -> Iterator[str]:
        there = self._known.municipalities
        for text, place in each.texts("municipalities"):
            if there is not None and text not in there:
                near = nearest_name(text, there)
                each.problem("unknown-municipality", at=place, nearest=near, found=quoted(text))
            yield text


def _id(each: Fields, seen: set[str]) -> str:
    found = each.text("id")
    if found and not PERSON_ID.fullmatch(found):
        each.problem("bad-person-id", at=each.value_place("id"), found=quoted(found))
    if found in seen:
        each.problem("person-twice", at=each.value_place("id"), found=quoted(found))
    seen.add(found)
    return found


def _hours(fields: Fields) -> Iterator[tuple[str, tuple[time, time]]]:
    for day, hours, place in fields.pairs("hours"):
        read = hours_from(hours)
        if day not in WEEKDAYS:
            near = nearest_name(day, WEEKDAYS)
            fields.problem("bad-hours", at=place, nearest=near, found=quoted(day))
        elif read is None:
            fields.problem("bad-hours", at=place, found=quoted(hours))
        else:
            yield day, read


def hours_from(text: str) -> tuple[time, time] | None:
    """Return a beginning and an end from `09:00-17:00`; None when it is something else."""
    found = re.fullmatch(r"\s*(\d{1,2})[:.](\d\d)\s*-\s*(\d{1,2})[:.](\d\d)\s*", text)
    if found is None:
        return None
    try:
        start = time(int(found[1]), int(found[2]))
        end = time(int(found[3]), int(found[4]))
    except ValueError:
        return None
    return (start, end) if start < end else None


def _absences(fields: Fields) -> Iterator[Absence]:
    """Read absences: a day, or `from` one day `until` another, both included."""
    for each in fields.items("absent"):
        if isinstance(each, Fields):
            first = each.day("from")
            last = each.day("until", first)
            if last < first:
                each.problem("bad-absence", "until", found=last.isoformat())
            else:
                yield Absence(first, last)
            each.finish()
            continue
        text, place = each
        try:
            day = date.fromisoformat(text)
        except ValueError:
            fields.problem("bad-absence", at=place, found=quoted(text))
            continue
        yield Absence(day, day)


def _between(fields: Fields, key: str, low: int, high: int) -> int:
    found = fields.number(key, low)
    if low <= found <= high:
        return found
    figures = {"key": key, "found": found, "low": low, "high": high}
    fields.note(Problem(fields.value_place(key), "number-out-of-range", figures))
    return low


def _languages(fields: Fields) -> Iterator[str]:
    for text, place in fields.texts("languages"):
        if not LANGUAGE.fullmatch(text):
            fields.problem("bad-language", at=place, found=quoted(text))
        yield text


def _email(fields: Fields) -> str:
    found = fields.text("e-mail", "")
    if found and not is_mail_address(found):
        fields.problem("bad-email", at=fields.value_place("e-mail"), found=quoted(found))
    return found
