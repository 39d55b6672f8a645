"""Why the Bot API does not do what is asked."""

from tests.telegram.schema import Json

BLOCKED = "Forbidden: bot was blocked by the user"


class Refusal(Exception):  # noqa: N818 - it is what Telegram gives back, not a fault of ours
    """The Bot API refuses a call."""

    def __init__(self, status: int, description: str, retry_after: int = 0) -> None:
        super().__init__(f"{status} {description}")
        self.status = status
        self.description = description
        self.retry_after = retry_after

    def envelope(self) -> Json:
        """Return the answer as it goes over the line."""
        answer: Json = {"ok": False, "error_code": self.status, "description": self.description}
        if self.retry_after:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


def bad_request(reason: str) -> Refusal:
    """Return the refusal of a call that cannot be done."""
    return Refusal(400, f"Bad Request: {reason}")


def too_many_requests(retry_after: int) -> Refusal:
    """Return the refusal of a call that comes too soon."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after)
