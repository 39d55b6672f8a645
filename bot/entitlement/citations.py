"""Where the law says it: the article of a rule as a sentence part, and the address to read it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

LAWS: Mapping[str, str] = {
    "Participatiewet": "BWBR0015703",
    "IOAW": "BWBR0004044",
    "IOW": "BWBR0024394",
    "Toeslagenwet": "",
    "Bbz 2004": "",
    "Awb": "",
}
"""The laws that rules cite, with the number of each in the public collection of laws.

An empty number has no source yet: that law is then named without an address.
"""

_CITED = re.compile(r"(?P<law>.+?) art\. (?P<number>\d+[a-z]?(?::\d+)?)(?P<rest>.*)")


class Citation(NamedTuple):
    """One article: the text of the link, and its address, empty when it is not known."""

    text: str
    address: str


@lru_cache(maxsize=4096)
def citation(article: str) -> Citation:
    """Return the link for an article such as `Participatiewet art. 19 lid 1 a`.

    When several articles are named, the address is that of the first. Source of the form of the
    address: the Juriconnect standard for references to legislation (jci).
    """
    found = _CITED.fullmatch(article)
    if found is None:
        return Citation(article, "")
    law, number = found["law"], found["number"]
    text = f"{law}, artikel {number}{found['rest'].replace('art. ', 'artikel ')}"
    known = LAWS.get(law, "")
    if not known:
        return Citation(text, "")
    return Citation(text, f"https://wetten.overheid.nl/jci1.3:c:{known}&artikel={number}")
