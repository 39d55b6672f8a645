"""Links: one-time codes by which a channel comes to belong to a client or a member of staff."""

from dataclasses import dataclass
from datetime import timedelta

VALID_FOR = timedelta(minutes=15)
"""Long enough to pick up a phone and scan; short enough to be of no use when found later."""


@dataclass(frozen=True)
class LinkOwner:
    """Whose link it is: a client's or a member of staff's, never both."""

    client: str = ""
    staff: str = ""
