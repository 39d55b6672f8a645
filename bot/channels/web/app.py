"""Puts the web together: the client's pages, the pages beside them, and the guard before all."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.channels.web.calendar_page import CalendarPage
from bot.channels.web.chat import Chat
from bot.channels.web.demo_clock import DailyWork, DemoDesk
from bot.channels.web.dossier_page import DossierPage
from bot.channels.web.events import Events
from bot.channels.web.failures import Failures
from bot.channels.web.guard import Guard
from bot.channels.web.health import Running, health_routes
from bot.channels.web.house import House
from bot.channels.web.joining import Joining
from bot.channels.web.landing import Landing
from bot.channels.web.rendering import STATIC, Rendering
from bot.channels.web.result_page import ResultPage
from bot.clock import DemoClock
from bot.wiring import Assistant


def make_web(
    assistant: Assistant,
    pages: Sequence[BaseRoute] = (),
    *,
    scheduler_running: Running | None = None,
    daily: Sequence[DailyWork] = (),
) -> Starlette:
    """Make the web application over an assistant, with other pages beside the chat.

    `daily` is the work that the demo's clock does for each day that it passes.
    """
    rendering = Rendering(assistant.around.phrasebook)
    failures = Failures(rendering, assistant.settings.language)
    house = House(assistant, rendering, failures)
    demo = None
    if assistant.settings.demo and isinstance(assistant.clock, DemoClock):
        demo = DemoDesk(assistant, rendering, assistant.clock, daily)
    # Only files that are the same for everybody are compressed: no secret stands beside words
    # that a visitor chose.
    static = GZipMiddleware(StaticFiles(directory=STATIC), minimum_size=1000)
    return Starlette(
        routes=[
            *Landing(house).routes(),
            *Chat(house, demo).routes(),
            *Events(house).routes(),
            *ResultPage(house).routes(),
            *DossierPage(house).routes(),
            *CalendarPage(house).routes(),
            *Joining(house).routes(),
            *(demo.routes() if demo else ()),
            *health_routes(assistant, scheduler_running),
            Mount("/static", static),
            *pages,
        ],
        middleware=[Middleware(Guard, error_page=failures.page)],
        exception_handlers={HTTPException: failures.for_exception},
    )
