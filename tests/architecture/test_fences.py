"""Where each library, the wall clock and chance may be used, and nowhere else."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.architecture.conftest import Module

FENCES = {
    "aiosmtplib": ("bot.channels.email.smtp",),
    "aiogram": ("bot.channels.telegram",),
    "alembic": ("bot.storage",),
    "apscheduler": ("scheduler.loop",),
    # The names and directions of languages on pages belong in bot.texts; until they move there:
    "babel": ("bot.texts", "bot.channels.web.rendering"),
    "cel": ("bot.scripts.conditions",),
    "cryptography": ("bot.privacy", "bot.storage"),
    "holidays": ("scheduler.dutch_holidays",),
    "icalendar": ("bot.calendar_files",),
    "jinja2": ("bot.channels.web", "desk"),
    "psycopg": ("bot.storage",),
    "pydantic": ("bot.channels.telegram",),
    "ruamel": ("bot.scripts.source", "bot.scripts.yaml_tree"),
    "segno": ("bot.qr_codes",),
    "snowballstemmer": ("bot.stems",),
    "sqlalchemy": ("bot.storage",),
    "sse_starlette": ("bot.channels.web", "desk"),
    "starlette": (  # operating puts the pages together; Telegram may bring updates by a page
        "bot.channels.web",
        "bot.channels.telegram",
        "bot.commands.operating",
        "desk",
    ),
    "stdnum": ("bot.privacy",),
    "typer": ("bot.commands", "bot.__main__"),
    "yaml": ("bot.scripts.yaml_tree",),
}
"""Each library, and the modules or packages that may import it (also `telegram_replies`)."""
CLOCK = ("datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time")


def _fenced_in(module: "Module", places: tuple[str, ...]) -> bool:
    return any(module.inside(place) or module.name.startswith(f"{place}_") for place in places)


@pytest.mark.parametrize("library", FENCES)
def test_a_library_stays_behind_its_fence(modules: "dict[str, Module]", library: str) -> None:
    wrong = [
        f"{module.where}:{found.line} imports {found.name}"
        for module in modules.values()
        if not _fenced_in(module, FENCES[library])
        for found in module.imports
        if found.name.split(".")[0] == library
    ]
    assert wrong == []


def test_only_the_clock_asks_what_time_it_is(modules: "dict[str, Module]") -> None:
    wrong = [
        f"{module.where}:{line} calls {name}"
        for module in modules.values()
        if module.name != "bot.clock"
        for name, line in module.calls()
        if name.removeprefix("datetime.").removeprefix("dt.") in CLOCK or name in CLOCK
    ]
    assert wrong == []


def test_nothing_is_evaluated_or_unpickled(modules: "dict[str, Module]") -> None:
    wrong = [
        f"{module.where}:{line} calls {name}"
        for module in modules.values()
        for name, line in module.calls()
        if name in ("eval", "exec", "compile", "pickle.loads", "pickle.load", "__import__")
    ]
    assert wrong == []


def test_telegram_is_loaded_only_when_it_is_on(modules: "dict[str, Module]") -> None:
    early = [
        f"{module.where}:{found.line} imports {found.name}"
        for module in modules.values()
        if not module.inside("bot.channels.telegram")
        for found in module.imports
        if found.at_load and found.name.startswith("bot.channels.telegram")
    ]
    assert early == []
