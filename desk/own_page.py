"""A member of staff's own page: working hours, absence, stand-in, e-mail."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.responses import Response

from bot.advisers import Adviser
from bot.mail import is_mail_address
from bot.ports import Transaction
from desk.adviser_form import LONGEST_NAME, Entered, entered_by, own_part
from desk.advisers import choices_of, entered_in, here_of, kept, shown_form
from desk.office import Visit, to


async def show(visit: Visit) -> Response:
    """Show what is known of whoever is signed in."""
    adviser = await visit.office.transact(lambda tx: here_of(tx).get(visit.staff.adviser))
    entered = entered_by(adviser) if adviser else Entered({"email": visit.staff.email})
    return await _page(visit, adviser, entered, {}, 200)


async def save(visit: Visit) -> Response:
    """Keep what was changed; what was typed stays when something is wrong."""
    office, entered = visit.office, entered_in(await visit.request.form())

    def work(tx: Transaction) -> tuple[Adviser | None, dict[str, str]]:
        adviser = here_of(tx).get(visit.staff.adviser)
        if adviser is None:
            return None, _save_account(tx, visit, entered)
        changed, errors = own_part(adviser, entered, choices_of(tx, office, adviser.id), office.say)
        if not errors:
            tx.save_adviser(changed)
        return changed if not errors else adviser, errors

    adviser, errors = await office.transact(work)
    if errors:
        return await _page(visit, adviser, entered, errors, 422)
    return to("/desk/me", kept(adviser) if adviser else "kept")


def _save_account(tx: Transaction, visit: Visit, entered: Entered) -> dict[str, str]:
    """Keep the address of somebody who is no adviser."""
    email = entered.text("email")
    if email and not is_mail_address(email):
        return {"email": visit.office.say("form.email", found=email[:LONGEST_NAME])}
    tx.save_staff(replace(visit.staff, email=email))
    return {}


async def _page(
    visit: Visit,
    adviser: Adviser | None,
    entered: Entered,
    errors: Mapping[str, str],
    status: int,
) -> Response:
    office = visit.office
    name = adviser.id if adviser else ""
    choices = await office.transact(lambda tx: choices_of(tx, office, name))
    shown = shown_form(office, choices, entered, errors)
    return await visit.page("me.html", status, section="me", adviser=adviser, **shown)
