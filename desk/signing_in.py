"""Signing in by a one-time link, and staying signed in by a signed cookie."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from secrets import token_urlsafe

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from bot.ports import Transaction
from bot.records import Staff
from bot.staff_links import hash_of
from desk.office import SESSION_LASTS, Office, Visit, to

COOKIE = "maxww_staff"
SECRET_SETTING = "staff_session_secret"  # noqa: S105 - the name of a setting
SALT = "staff session"

Page = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def for_staff(office: Office, page: Page) -> Endpoint:
    """Return an endpoint that only members of staff reach."""

    async def endpoint(request: Request) -> Response:
        staff = await who(office, request)
        if staff is None:
            return await signed_out(office, request)
        return await page(Visit(office, request, staff))

    return endpoint


def for_coordinators(office: Office, page: Page) -> Endpoint:
    """Return an endpoint that only coordinators reach."""

    async def checked(visit: Visit) -> Response:
        if not visit.coordinates:
            return office.problem_page("not-yours", 403, "/desk")
        return await page(visit)

    return for_staff(office, checked)


async def who(office: Office, request: Request) -> Staff | None:
    """Return who is signed in; someone who left is signed out at once."""
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    now = office.wall.now()
    return await office.transact(lambda tx: _staff_of(tx, cookie, now))


async def signed_out(office: Office, request: Request) -> Response:
    """Return the page for someone who must sign in; what they typed stands on it."""
    if request.url.path.endswith("/events"):
        return Response(status_code=204)  # tells a browser not to ask again
    typed = ""
    if request.method == "POST":
        given = (await request.form()).get("text", "")
        typed = given if isinstance(given, str) else ""
    return office.page("sign_in.html", 401, error=office.say("signed-out"), typed=typed)


def sign_in_pages(office: Office) -> tuple[Endpoint, Endpoint, Endpoint, Endpoint]:
    """Return the pages: how to sign in, the page of a link, spending it, signing out.

    A link is spent by a button, because mail programs open links before their reader does.
    """

    async def how(_: Request) -> Response:
        return office.page("sign_in.html")

    async def link(request: Request) -> Response:
        return office.page("sign_in.html", token=request.path_params["token"])

    async def spend(request: Request) -> Response:
        token = str(request.path_params["token"])
        now = office.wall.now()
        signed = await office.transact(lambda tx: _sign_in(tx, token, now))
        if signed is None:
            return office.page("sign_in.html", 410, error=office.say("link-spent"))
        staff, cookie = signed
        response = to("/studio" if staff.role == "coordinator" else "/desk")
        response.set_cookie(
            COOKIE,
            cookie,
            max_age=int(SESSION_LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response

    async def leave(_: Request) -> Response:
        response = to("/sign-in")
        response.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return response

    return how, link, spend, leave


def _sign_in(tx: Transaction, token: str, now: datetime) -> tuple[Staff, str] | None:
    staff = tx.staff(tx.use_sign_in(hash_of(token), now) or "")
    if staff is None:
        return None
    until = now + SESSION_LASTS
    return staff, _signer(tx).dumps([staff.id, until.isoformat()])


def _staff_of(tx: Transaction, cookie: str, now: datetime) -> Staff | None:
    try:
        staff, until = _signer(tx).loads(cookie)
    except (BadSignature, ValueError):
        return None
    return tx.staff(staff) if datetime.fromisoformat(until) > now else None


def _signer(tx: Transaction) -> URLSafeSerializer:
    """Return what signs cookies; its secret is made once for an installation."""
    secret = tx.setting(SECRET_SETTING)
    if secret is None:
        secret = token_urlsafe(32)
        tx.save_setting(SECRET_SETTING, secret)
    return URLSafeSerializer(secret, salt=SALT)
