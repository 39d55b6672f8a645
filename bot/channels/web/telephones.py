"""Makes the telephone numbers in a message pressable, so that nobody has to copy one."""

import re

from markupsafe import Markup, escape

_NUMBER = re.compile(r"(?<![\w/.:\"'>-])(?:0[89]00-\d{3,7}|11[23])(?![\w/-]|[.,]\w)")
"""Numbers for help: 112, 113, 0800 and 0900; not the same figures in an amount or an address."""


def linked_telephones(text: str) -> Markup:
    """Return text as HTML in which numbers for help are links; HTML that is safe stays as it is."""
    return Markup(_NUMBER.sub(_link, str(escape(text))))  # noqa: S704 - escaped one call before


def _link(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - 2) : found.start()]
    if "€" in before:
        return found[0]
    return f'<a class="utrecht-link" href="tel:{found[0]}">{found[0]}</a>'
