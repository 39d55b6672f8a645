"""Says whether this process lives, and whether it can serve clients."""

import logging
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.ports import Transaction
from bot.usecases.enrol import WELCOME
from bot.wiring import Assistant

log = logging.getLogger("maxww.web")

Running = Callable[[], bool]


def health_routes(assistant: Assistant, scheduler_running: Running | None) -> list[Route]:
    """Return the routes for whoever watches this installation.

    Without `scheduler_running` the scheduler runs in another process and is not asked here.
    """

    async def live(request: Request) -> JSONResponse:  # noqa: ARG001 - a route's shape
        return JSONResponse({"status": "ok"})

    async def ready(request: Request) -> JSONResponse:  # noqa: ARG001 - a route's shape
        checks = await _store_checks(assistant)
        if scheduler_running is not None:
            checks["scheduler"] = scheduler_running()
        well = all(checks.values())
        body = {"status": "ok" if well else "not ready", "checks": checks}
        return JSONResponse(body, 200 if well else 503)

    return [Route("/health/live", live), Route("/health/ready", ready)]


async def _store_checks(assistant: Assistant) -> dict[str, bool]:
    try:
        published = await assistant.store.transact(_published)
    except Exception as error:
        log.warning("The store does not answer (%s)", type(error).__name__)
        return {"store": False, "scripts": False}
    return {"store": True, "scripts": WELCOME in published}


def _published(tx: Transaction) -> dict[str, int]:
    return tx.latest_revisions("script")
