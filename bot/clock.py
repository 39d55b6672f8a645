"""Clocks: the wall clock, a demo clock that can be moved forward, and one that stands still."""

from datetime import UTC, datetime, timedelta


class WallClock:
    """The real present; the only place that asks the machine for it."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class DemoClock:
    """The wall clock, shifted forward by what a demo asked for."""

    def __init__(self, shift: timedelta = timedelta(0)) -> None:
        self.shift = shift

    def now(self) -> datetime:
        """Return the shifted present in UTC."""
        return datetime.now(UTC) + self.shift

    def forward(self, by: timedelta) -> None:
        """Move forward; a demo never goes back, because what was sent stays sent."""
        if by < timedelta(0):
            raise ValueError("the demo clock only moves forward")
        self.shift += by


class StillClock:
    """A clock that only moves when told; for rehearsals, walks, simulations and tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Return the moment it stands at."""
        return self.at

    def forward(self, by: timedelta) -> None:
        """Move forward."""
        self.at += by
