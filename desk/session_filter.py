"""Which sessions a coordinator wants to see, and a page at a time of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from bot.ports import Transaction
from bot.sessions import HOLDS_SEAT, InformationSession

WHEN = ("soon", "coming", "held", "all")
"""What can be chosen of the time; the first one is shown when nothing was."""
SOON = timedelta(weeks=4)
"""Series are planned half a year ahead; what has to be prepared lies much nearer."""
A_PAGE = 40
"""Sessions on one page; with more, the form below them is hard to find."""


@dataclass(frozen=True)
class SessionFilter:
    """What a coordinator wants to see of the sessions; empty means all of them."""

    programme: str = ""
    municipality: str = ""
    when: str = WHEN[0]
    free: bool = False
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "SessionFilter":
        """Read a filter from the address; what is not known is left out."""
        when, page = given.get("when", ""), given.get("page", "")
        return cls(
            programme=given.get("programme", "")[:100],
            municipality=given.get("municipality", "")[:100],
            when=when if when in WHEN else WHEN[0],
            free=given.get("free", "") == "yes",
            page=int(page) if page.isdecimal() and 0 < len(page) < 5 else 1,
        )

    def as_query(self, page: int = 1) -> str:
        """Return the part of an address that says this, of one page."""
        parts = {
            "programme": self.programme,
            "municipality": self.municipality,
            "when": self.when if self.when != WHEN[0] else "",
            "free": "yes" if self.free else "",
            "page": str(page) if page > 1 else "",
        }
        return urlencode({name: value for name, value in parts.items() if value})

    def chosen(
        self, tx: Transaction, sessions: Iterable[InformationSession], now: datetime
    ) -> list[InformationSession]:
        """Return the sessions that fit: those to come soonest first, those held latest first."""
        found = [each for each in sessions if self._fits(each, now)]
        if self.free:
            found = [each for each in found if _has_room(tx, each, now)]
        return found[::-1] if self.when == "held" else found

    def _fits(self, session: InformationSession, now: datetime) -> bool:
        coming = session.starts_at > now
        soon = coming and session.starts_at <= now + SOON
        in_time = {"soon": soon, "coming": coming, "held": not coming}.get(self.when, True)
        there = not session.municipalities or self.municipality in session.municipalities
        own = not self.programme or session.programme == self.programme
        return in_time and own and (not self.municipality or there)

    def paged(self, found: Sequence[InformationSession]) -> "Page":
        """Return one page of what was found; a page that is not there becomes the last one."""
        pages = max(1, -(-len(found) // A_PAGE))
        number = min(max(self.page, 1), pages)
        shown = tuple(found[(number - 1) * A_PAGE : number * A_PAGE])
        return Page(shown, replace(self, page=number), pages, len(found))


@dataclass(frozen=True)
class Page:
    """One page of a list: what is on it, and how many pages and sessions there are."""

    sessions: tuple[InformationSession, ...]
    filter: SessionFilter
    pages: int
    total: int

    def link(self, address: str, page: int) -> str:
        """Return the address of another page, or an empty text when there is none."""
        if not 1 <= page <= self.pages:
            return ""
        query = self.filter.as_query(page)
        return f"{address}?{query}" if query else address


def _has_room(tx: Transaction, session: InformationSession, now: datetime) -> bool:
    """Say whether somebody can still get a place."""
    if session.state != "planned" or session.starts_at <= now:
        return False
    rows = tx.registrations(session=session.id)
    return sum(row.state in HOLDS_SEAT for row in rows) < session.capacity
