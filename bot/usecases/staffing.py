"""Who works here: advisers and members of staff come and are changed, all at once or one by one."""

from collections.abc import Sequence
from datetime import time

from bot.advisers import WEEKDAYS, Adviser
from bot.errors import MaxWWError
from bot.ports import Transaction
from bot.records import Staff
from bot.scripts.people_file import PERSON_ID, People
from bot.scripts.problems import nearest_name
from bot.usecases.enrol import DEFAULT_PROGRAMME

OFFICE_HOURS = (time(9), time(17))
"""Until an adviser says otherwise."""


class StaffError(MaxWWError):
    """Somebody cannot be added, found or changed; the message says why and what to do."""


def keep_people(tx: Transaction, people: People, *, only_new: bool = False) -> None:
    """Keep the people of a file; who is known already is replaced, unless only new ones count."""
    advisers = {each.id for each in tx.advisers()} if only_new else set()
    for adviser in people.advisers:
        if adviser.id not in advisers:
            tx.save_adviser(adviser)
    for staff in people.staff:
        if not only_new or tx.staff(staff.id) is None:
            tx.save_staff(staff)


def found_staff(tx: Transaction, name: str) -> Staff:
    """Return a member of staff by id.

    Raises StaffError with the nearest name when there is none.
    """
    found = tx.staff(name)
    if found is None:
        near = nearest_name(name, [each.id for each in tx.all_staff()])
        meant = f" Did you mean '{near}'?" if near else " See maxww staff list."
        raise StaffError(f"There is no member of staff '{name}'.{meant}")
    return found


def found_adviser(tx: Transaction, name: str) -> Adviser:
    """Return an adviser who works here, by id.

    Raises StaffError with the nearest name when there is none.
    """
    here = {each.id: each for each in tx.advisers() if not each.left}
    if name not in here:
        near = nearest_name(name, here)
        meant = f" Did you mean '{near}'?" if near else " See maxww staff list."
        raise StaffError(f"There is no adviser '{name}'.{meant}")
    return here[name]


def add_staff(
    tx: Transaction, staff: Staff, *, organisation: str = "", programmes: Sequence[str] = ()
) -> tuple[Staff, Adviser | None]:
    """Keep a new member of staff; return them, and the adviser who was made for them.

    An adviser's account without an adviser gets one of the same id, at work from Monday to Friday
    for these programmes, or for the programme of everybody who comes without an invitation.

    Raises StaffError.
    """
    if not PERSON_ID.fullmatch(staff.id):
        raise StaffError(
            f"'{staff.id}' cannot be an id; use small letters, digits and hyphens, such as karin-2."
        )
    if tx.staff(staff.id) is not None:
        raise StaffError(
            f"There is a member of staff '{staff.id}' already; choose another id, or change what "
            "is known of them with maxww staff import."
        )
    there = tx.latest_revisions("programme")
    for each in programmes:
        if each not in there:
            near = nearest_name(each, there)
            meant = f" Did you mean '{near}'?" if near else ""
            raise StaffError(f"There is no programme '{each}'.{meant}")
    if staff.adviser:
        found_adviser(tx, staff.adviser)
    made = None
    if staff.role == "adviser" and not staff.adviser:
        staff, made = _with_adviser(tx, staff, organisation, tuple(programmes))
    tx.save_staff(staff)
    return staff, made


def _with_adviser(
    tx: Transaction, staff: Staff, organisation: str, programmes: tuple[str, ...]
) -> tuple[Staff, Adviser]:
    if any(each.id == staff.id for each in tx.advisers()):
        raise StaffError(
            f"There is an adviser '{staff.id}' already; add --adviser {staff.id} if it is the "
            "same person, or choose another id."
        )
    usual = tx.setting(DEFAULT_PROGRAMME)
    adviser = Adviser(
        id=staff.id,
        first_name=staff.name.split()[0],
        organisation=organisation,
        programmes=programmes or ((usual,) if usual else ()),
        hours=dict.fromkeys(WEEKDAYS[:5], OFFICE_HOURS),
        email=staff.email,
    )
    tx.save_adviser(adviser)
    return Staff(staff.id, staff.name, staff.role, adviser.id), adviser
