"""Finds the pages that other packages put beside the chat; none of them is known by name."""

import logging
from importlib.metadata import entry_points

from starlette.routing import BaseRoute

from bot.wiring import Assistant

GROUP = "maxww.pages"

log = logging.getLogger("maxww.web")


def find_pages(assistant: Assistant) -> list[BaseRoute]:
    """Return the routes of all installed pages; what cannot be imported is logged and left out."""
    routes: list[BaseRoute] = []
    for entry in entry_points(group=GROUP):
        try:
            pages = entry.load()
        except (ImportError, AttributeError) as error:
            log.warning("The pages '%s' are left out: %s", entry.name, error)
            continue
        routes.extend(pages(assistant))
    return routes
