"""Writes failures down without what clients said: an exception's message may quote them."""

import logging
from traceback import format_tb

LOG = logging.getLogger("maxww.scheduler")


def log_failure(what: str, error: Exception) -> None:
    """Log a sentence, the kind of error and the lines of code it came through."""
    lines = "".join(format_tb(error.__traceback__))
    LOG.error("%s (%s)\n%s", what, type(error).__name__, lines)
