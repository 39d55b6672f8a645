"""The heartbeat: a tick every so often and some jobs a day, by APScheduler.

What the clock does badly: a daily job between 02:00 and 03:00 is left out on the night in March
on which that hour is missing, so such a job is refused. A process that slept or was busy catches
up with one tick, never with a series. Due contacts are rows in the store, not jobs in here.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.calendar import AMSTERDAM
from scheduler.log import log_failure

Job = Callable[[], Awaitable[None]]

# The local hour that is missing one night a year and comes twice another.
UNSTEADY_HOUR = 2
# A daily job that could not start on time still runs when the process is back within this.
LATEST_START_SECONDS = 6 * 60 * 60


@dataclass(frozen=True, slots=True)
class DailyJob:
    """Something to do once a day at a local time; not between 02:00 and 03:00."""

    name: str
    at: time
    run: Job

    def __post_init__(self) -> None:
        """Refuse the hour that is not there every day."""
        if self.at.hour == UNSTEADY_HOUR:
            raise ValueError(
                f"The daily job '{self.name}' is at {self.at:%H:%M}, an hour that is missing when "
                "the clocks go forward; choose a time before 02:00 or from 03:00."
            )


class SchedulerLoop:
    """Runs one tick at a time, and daily jobs beside it, until it is stopped."""

    def __init__(
        self,
        tick: Job,
        every_seconds: float = 5,
        daily: Sequence[DailyJob] = (),
        *,
        zone: ZoneInfo = AMSTERDAM,
    ) -> None:
        self._tick = tick
        self._every_seconds = every_seconds
        self._daily = tuple(daily)
        self._scheduler = AsyncIOScheduler(timezone=zone)
        self._running: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Start on the running event loop."""
        self._scheduler.add_job(
            self._guarded,
            "interval",
            seconds=self._every_seconds,
            args=("tick", self._tick),
            id="tick",
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        for job in self._daily:
            self._scheduler.add_job(
                self._guarded,
                "cron",
                hour=job.at.hour,
                minute=job.at.minute,
                args=(job.name, job.run),
                id=f"daily-{job.name}",
                max_instances=1,
                coalesce=True,
                misfire_grace_time=LATEST_START_SECONDS,
            )
        self._scheduler.start()

    async def stop(self) -> None:
        """Start nothing more and wait until what runs has ended."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(self._running)
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # APScheduler shuts down in the loop's next round

    @property
    def running(self) -> bool:
        """Say whether the loop has been started and not stopped."""
        return bool(self._scheduler.running)

    async def _guarded(self, name: str, run: Job) -> None:
        """Run a job; a failure is logged and the loop goes on."""
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            await run()
        except Exception as error:
            log_failure(f"The scheduler's job failed and will run again: {name}", error)
