"""The coordinator's page about advisers: who has how many clients, who is away, who leaves."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from starlette.datastructures import FormData
from starlette.responses import Response

from bot.advisers import ROLES, SECTORS, WEEKDAYS, Adviser
from bot.assignment import Reason
from bot.messages import Message
from bot.ports import Transaction
from bot.usecases.leaving import hand_clients_on, leave, who_gets_the_clients
from bot.usecases.staffing import StaffError
from desk.adviser_form import (
    LISTS,
    Choices,
    Entered,
    absence_lines,
    entered_by,
    whole,
)
from desk.documents import few
from desk.office import Office, Visit, to
from desk.waiting import csv_text

COLUMNS = (
    *("first_name", "organisation", "role", "programmes", "sectors", "municipalities"),
    *("languages", "clients", "limit", "absent", "stand_in"),
)


async def show_list(visit: Visit) -> Response:
    """Show who the advisers are."""
    rows = await visit.office.transact(lambda tx: listing(tx, visit.office))
    return await visit.page(
        "advisers.html", section="advisers", advisers=rows, export_url="/studio/advisers.csv"
    )


async def export_list(visit: Visit) -> Response:
    """Give the list as a file for a spreadsheet."""
    office = visit.office
    rows = await office.transact(lambda tx: listing(tx, office))
    heading = [office.say(f"adviser.{column}") for column in COLUMNS]
    text = csv_text(heading, [[str(row[column]) for column in COLUMNS] for row in rows])
    headers = {"Content-Disposition": 'attachment; filename="advisers.csv"'}
    return Response(text, media_type="text/csv", headers=headers)


def listing(tx: Transaction, office: Office) -> list[dict[str, object]]:
    """Return the advisers who work here as the list shows them."""
    loads, today = tx.caseloads(), office.now().date()
    here = here_of(tx)
    return [_row(office, each, loads.get(each.id, 0), here, today=today) for each in here.values()]


def here_of(tx: Transaction) -> dict[str, Adviser]:
    """Return the advisers who work here, by id."""
    return {each.id: each for each in tx.advisers() if not each.left}


def _row(
    office: Office, adviser: Adviser, clients: int, here: Mapping[str, Adviser], *, today: date
) -> dict[str, object]:
    now = [each for each in adviser.absent if each.holds_on(today)]
    stand_in = here.get(adviser.stand_in)
    return {
        "url": f"/studio/advisers/{adviser.id}",
        "first_name": adviser.first_name,
        "organisation": adviser.organisation,
        "role": office.say(f"role.{adviser.role}"),
        "programmes": ", ".join(adviser.programmes),
        "sectors": ", ".join(office.say(f"sector.{each}") for each in adviser.sectors),
        "municipalities": ", ".join(adviser.municipalities),
        "languages": ", ".join(adviser.languages),
        "clients": clients,
        "limit": adviser.limit,
        "full": clients >= adviser.limit,
        "absent": office.say("absent-until", day=max(a.last for a in now)) if now else "",
        "stand_in": stand_in.first_name if stand_in else "",
        "without": [office.say(f"without.{gap}") for gap in adviser.gaps],
    }


async def show_one(visit: Visit) -> Response:
    """Show one adviser, to be changed."""
    adviser = await visit.office.transact(lambda tx: here_of(tx).get(_id(visit)))
    if adviser is None:
        return visit.office.problem_page("no-adviser", 404, "/studio/advisers")
    return await _form(visit, adviser, entered_by(adviser), {}, 200)


async def save_one(visit: Visit) -> Response:
    """Keep what a coordinator changed; what was typed stays when something is wrong."""
    office, entered = visit.office, entered_in(await visit.request.form())

    def work(tx: Transaction) -> tuple[Adviser | None, dict[str, str]]:
        adviser = here_of(tx).get(_id(visit))
        if adviser is None:
            return None, {}
        changed, errors = whole(adviser, entered, choices_of(tx, office, adviser.id), office.say)
        if not errors:
            tx.save_adviser(changed)
        return changed if not errors else adviser, errors

    adviser, errors = await office.transact(work)
    if adviser is None:
        return office.problem_page("no-adviser", 404, "/studio/advisers")
    if errors:
        return await _form(visit, adviser, entered, errors, 422)
    return to("/studio/advisers", kept(adviser))


def kept(adviser: Adviser) -> str:
    """Return what is said after an adviser was kept: also what is still missing."""
    return f"kept-without-{'-'.join(adviser.gaps)}" if adviser.gaps else "kept"


def entered_in(form: FormData) -> Entered:
    """Return what was typed in a posted form; files are no text."""
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    lists = {name: tuple(v for n, v in pairs if n == name) for name in LISTS}
    return Entered({name: value for name, value in pairs if name not in LISTS}, lists)


def choices_of(tx: Transaction, office: Office, adviser: str) -> Choices:
    """Return what the form of an adviser lets one choose from."""
    here = here_of(tx)
    return Choices(
        colleagues={each.id: each.first_name for each in here.values() if each.id != adviser},
        programmes=tuple(tx.latest_revisions("programme")),
        municipalities=office.assistant.around.municipalities,
        today=office.now().date(),
    )


def shown_form(
    office: Office, choices: Choices, entered: Entered, errors: Mapping[str, str]
) -> dict[str, object]:
    """Return what the templates need to show the form."""
    return {
        "entered": entered.texts,
        "errors": errors,
        "days": [(day, office.say(f"weekday.{day}")) for day in WEEKDAYS],
        "absences": absence_lines(entered),
        "colleagues": sorted(choices.colleagues.items(), key=lambda each: each[1]),
        "roles": [(role, office.say(f"role.{role}")) for role in ROLES],
        "sectors": [
            (sector, office.say(f"sector.{sector}"), sector in entered.list("sector"))
            for sector in SECTORS
        ],
        "programmes": [(name, name in entered.list("programme")) for name in choices.programmes],
    }


async def _form(
    visit: Visit, adviser: Adviser, entered: Entered, errors: Mapping[str, str], status: int
) -> Response:
    office = visit.office

    def work(tx: Transaction) -> tuple[Choices, list[str]]:
        return choices_of(tx, office, adviser.id), _reasons(tx, office, adviser.id)

    choices, reasons = await office.transact(work)
    shown = shown_form(office, choices, entered, errors)
    return await visit.page(
        "adviser.html", status, section="advisers", adviser=adviser, reasons=reasons, **shown
    )


def _reasons(tx: Transaction, office: Office, adviser: str) -> list[str]:
    """Return why this adviser's clients came, counted; few of them are no number."""
    files = [tx.client(client) for client in tx.clients_of(adviser)]
    because = [file.client.assigned_because for file in files if file is not None]
    counted = Counter(reason.key for reasons in because for reason in reasons)
    return [
        office.say(
            "reason-count", reason=because_of(office, Reason(key)), count=few(office, number)
        )
        for key, number in counted.most_common()
    ]


def because_of(office: Office, reason: Reason) -> str:
    """Write a reason of an assignment; without its figures when it has none."""
    book = office.assistant.around.phrasebook
    brief = f"assignment.{reason.key}.brief"
    key = brief if not reason.figures and brief in book.keys else f"assignment.{reason.key}"
    return book.say(key, reason.figures, office.language)


async def show_leave(visit: Visit) -> Response:
    """Show who would get the clients, before anything is done."""
    office, now = visit.office, visit.office.assistant.clock.now()

    def work(tx: Transaction) -> tuple[Adviser | None, list[tuple[str, int]]]:
        here = here_of(tx)
        if _id(visit) not in here:
            return None, []
        spread = who_gets_the_clients(tx, office.assistant.around, _id(visit), now)
        names = {each.id: each.first_name for each in here.values()}
        nobody = office.say("nobody")
        return here[_id(visit)], sorted((names.get(i, nobody), n) for i, n in spread.items())

    adviser, spread = await office.transact(work)
    if adviser is None:
        return office.problem_page("no-adviser", 404, "/studio/advisers")
    return await visit.page(
        "adviser_leave.html", section="advisers", adviser=adviser, spread=spread
    )


async def hand_on(visit: Visit) -> Response:
    """Give the clients to others; with `for_good` the adviser leaves."""
    office, now = visit.office, visit.office.assistant.clock.now()
    for_good = await visit.text("for_good") == "yes"
    act = leave if for_good else hand_clients_on

    def work(tx: Transaction) -> tuple[Message, ...]:
        return act(tx, office.assistant.around, _id(visit), now)

    try:
        messages = await office.transact(work)
    except StaffError:
        return office.problem_page("no-adviser", 404, "/studio/advisers")
    office.assistant.send_out(messages)
    office.assistant.hub.tell("desk")
    return to("/studio/advisers", "left" if for_good else "handed-on")


def _id(visit: Visit) -> str:
    return str(visit.request.path_params["id"])
