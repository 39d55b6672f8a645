"""Shows the address of a calendar file in a message as a link with words."""

import re

from markupsafe import Markup, escape

_FILE = re.compile(
    r'<a [^>]*?href="(?P<absolute>[^"\s]+/calendar/[\w-]+\.ics)"[^>]*>[^<]*</a>'
    r"|(?<![^\s])(?P<own>/calendar/[\w-]+\.ics)\b"
)
"""A file of this website, also one with a whole address, which is a link by now."""


def linked_calendars(text: str, words: str) -> Markup:
    """Return text as HTML in which calendar files are links with words; HTML stays as it is."""

    def link(found: re.Match[str]) -> str:
        address = found["absolute"] or found["own"]
        return f'<a class="utrecht-link" href="{address}">{escape(words)}</a>'

    return Markup(_FILE.sub(link, str(escape(text))))  # noqa: S704 - escaped one call before
