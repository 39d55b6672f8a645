"""An adviser links their own Telegram by a one-time code, or takes that away again."""

from starlette.responses import Response

from bot.linking import JOINS, LinkOwner, bot_link, bot_name
from bot.ports import Transaction
from bot.qr_codes import qr_path
from bot.usecases.link_codes import make_link_code
from desk.office import Visit, to

CHANNEL = "telegram"


async def show(visit: Visit) -> Response:
    """Show whether Telegram is linked, and the button to do so."""
    return await _page(visit, "")


async def link(visit: Visit) -> Response:
    """Show a link that works once; made by a button only, never by looking at the page."""
    now = visit.office.assistant.clock.now()
    owner = LinkOwner(staff=visit.staff.id)

    def work(tx: Transaction) -> str:
        name = bot_name(tx)
        return bot_link(name, JOINS + make_link_code(tx, owner, now)) if name else ""

    return await _page(visit, await visit.office.transact(work))


async def unlink(visit: Visit) -> Response:
    """Send this member of staff nothing in Telegram any more."""
    await visit.office.transact(lambda tx: tx.drop_staff_address(visit.staff.id, CHANNEL))
    return to("/desk/telegram", "unlinked")


async def _page(visit: Visit, made: str) -> Response:
    def work(tx: Transaction) -> tuple[bool, bool]:
        return bool(bot_name(tx)), tx.staff_address(visit.staff.id, CHANNEL) is not None

    is_on, linked = await visit.office.transact(work)
    path, size = qr_path(made) if made else ("", 0)
    return await visit.page(
        "own_telegram.html",
        section="telegram",
        is_on=is_on,
        linked=linked,
        link=made,
        qr_path=path,
        qr_size=size,
    )
