"""What all staff pages share: the assistant, the templates, the words, and who is looking."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from bot.channels.web.rendering import Rendering
from bot.clock import WallClock
from bot.ports import Clock, Transaction
from bot.records import Staff
from bot.texts.formats import written
from bot.usecases.access import unanswered
from bot.usecases.figures import Report
from bot.walk_trials import LatestTrial
from bot.wiring import Assistant
from desk.rehearsal import Rehearsals

T = TypeVar("T")

TEMPLATES = Path(__file__).parent / "templates"

DONE = frozenset(
    {
        "attendance-saved",
        "called",
        "closed",
        "created",
        "date-changed",
        "given-back",
        "handed-on",
        "kept",
        "kept-without-hours",
        "kept-without-hours-programme",
        "kept-without-programme",
        "left",
        "looked",
        "not-published",
        "noted",
        "nothing-new",
        "outcome-kept",
        "outcome-taken-back",
        "published",
        "replied",
        "rolled-back",
        "saved",
        "session-added",
        "session-cancelled",
        "session-saved",
        "reused",
        "taken",
        "thrown-away",
        "unlinked",
    }
)
"""What an action can have done, as `?done=` in the address after it; each has a phrase."""

UNDONE = frozenset(
    {
        "kept-without-hours",
        "kept-without-hours-programme",
        "kept-without-programme",
        "not-published",
        "nothing-new",
    }
)
"""Of these, the ones that deserve a warning."""


@dataclass
class Office:
    """The staff pages of one assistant. `wall` is the real clock, also when a demo moves time."""

    assistant: Assistant
    wall: Clock = field(default_factory=WallClock)

    def __post_init__(self) -> None:
        """Make what is shared by all pages."""
        self.language = self.assistant.settings.language
        self.rehearsals = Rehearsals(self.wall)
        self.trial = LatestTrial(self.assistant.settings, self.assistant.content)
        self.figures: Report | None = None
        self.rendering = Rendering(self.assistant.around.phrasebook, TEMPLATES)

    async def transact(self, work: Callable[[Transaction], T]) -> T:
        """Run work in one transaction of the real store."""
        return await self.assistant.store.transact(work)

    def now(self) -> datetime:
        """Return the assistant's present moment, in local time."""
        return self.local(self.assistant.clock.now())

    def local(self, moment: datetime) -> datetime:
        """Return a moment in local time."""
        return self.assistant.around.calendar.local(moment)

    def say(self, key: str, **figures: object) -> str:
        """Return a phrase of the staff pages: `desk.<key>`."""
        return self.assistant.around.phrasebook.say(f"desk.{key}", figures, self.language)

    def has_phrase(self, key: str) -> bool:
        """Say whether there is a phrase `desk.<key>`."""
        return f"desk.{key}" in self.assistant.around.phrasebook.keys

    def day(self, day: date) -> str:
        """Write a day: "vandaag", "woensdag 10 maart", with the year when it is another one."""
        book = self.assistant.around.phrasebook
        return book.near_day(day, self.now().date(), self.language)

    def full_day(self, day: date) -> str:
        """Write a day without looking at today: "maandag 8 maart 2027"."""
        return written(day, "day", self.language)

    def moment(self, moment: datetime) -> str:
        """Write a moment: "maandag 8 maart, 14.30 uur"."""
        local = self.local(moment)
        return f"{self.day(local.date())}, {self.time(local)}"

    def time(self, moment: datetime) -> str:
        """Write the time of a moment: "14.30 uur"."""
        return written(self.local(moment).time(), "time", self.language)

    def fragment(self, template: str, **values: object) -> str:
        """Return a part of a page."""
        return self.rendering.part(template, self.language, **values)

    def page(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """Return a page; staff pages hold what is private, so nothing keeps a copy."""
        headers = {"Cache-Control": "no-store"}
        return HTMLResponse(self.fragment(template, **values), status, headers)

    def problem_page(self, key: str, status: int, back: str) -> HTMLResponse:
        """Return a page that says in one sentence why something cannot be shown."""
        retry = {"url": back, "label": self.say("back")}
        title, text = self.say(f"{key}.title"), self.say(f"{key}.text")
        return self.page("error.html", status, title=title, text=text, retry=retry)


@dataclass(frozen=True)
class Visit:
    """One request of a signed-in member of staff."""

    office: Office
    request: Request
    staff: Staff

    @property
    def person(self) -> str:
        """The name under which this member of staff takes handoffs."""
        return self.staff.adviser or self.staff.id

    @property
    def coordinates(self) -> bool:
        """Whether this member of staff may see the studio."""
        return self.staff.role == "coordinator"

    async def text(self, name: str) -> str:
        """Return a field of the posted form, with plain line ends."""
        form = await self.request.form()
        value = form.get(name, "")
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else ""

    async def page(self, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """Return a page with the navigation, how many handoffs wait, and what was just done."""
        waiting = await self.office.transact(lambda tx: unanswered(tx, self.staff))
        values.setdefault("notice", self._notice())
        return self.office.page(template, status, staff=self.staff, waiting=waiting, **values)

    def _notice(self) -> dict[str, str] | None:
        done = self.request.query_params.get("done", "")
        if done not in DONE:
            return None
        kind = "warning" if done in UNDONE else "ok"
        return {"text": self.office.say(f"done.{done}"), "kind": kind}


def to(address: str, done: str = "", **query: str) -> RedirectResponse:
    """Return a redirect after an action, so that loading the page again does nothing twice."""
    asked = urlencode({**query, **({"done": done} if done else {})})
    return RedirectResponse(f"{address}?{asked}" if asked else address, 303)


SESSION_LASTS = timedelta(hours=12)
"""One working day; afterwards a new link is needed."""
