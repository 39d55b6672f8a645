"""Telegram's limits on how fast a bot may send."""

from collections import deque
from dataclasses import dataclass, field
from math import ceil

LIMITED = frozenset({"sendMessage", "sendDocument"})
"""What counts; of edits Telegram names no number."""
_SLACK = 1e-9
"""Clocks that add up tenths of seconds end a little before the whole second."""


@dataclass(frozen=True)
class Limits:
    """How fast a bot may send: the numbers that Telegram names, without its room for bursts."""

    per_chat_seconds: float = 1.0
    overall_per_second: int = 30


@dataclass
class Meter:
    """Measures what is sent against the limits."""

    limits: Limits
    _chats: dict[int, float] = field(default_factory=dict)
    _recent: deque[float] = field(default_factory=deque)

    def wait(self, chat: int, now: float) -> int:
        """Count a message if it may go now; else return after how many whole seconds it may."""
        while self._recent and self._recent[0] + 1.0 <= now + _SLACK:
            self._recent.popleft()
        free = self._chats.get(chat, now - self.limits.per_chat_seconds)
        left = free + self.limits.per_chat_seconds - now
        if len(self._recent) >= self.limits.overall_per_second:
            left = max(left, self._recent[0] + 1.0 - now)
        if left > _SLACK:
            return max(1, ceil(left - _SLACK))
        self._chats[chat] = now
        self._recent.append(now)
        return 0
