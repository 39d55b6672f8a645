"""Problems in what a coordinator wrote: where, what, and what was probably meant."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import PurePath as Path
from typing import Literal

Level = Literal["error", "warning"]
Say = Callable[[str, Mapping[str, object]], str]

LONGEST_QUOTE = 60
"""A found value is quoted up to this many characters; more would hide the message."""


@dataclass(frozen=True, order=True)
class Place:
    """A position in a file; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One thing that a coordinator should mend; its sentence is the phrase `problem.<code>`."""

    place: Place
    code: str
    figures: Mapping[str, object] = field(default_factory=dict)
    nearest: str = ""
    level: Level = "error"

    def message(self, say: Say) -> str:
        """Return the sentence, with the nearest valid name when there is one."""
        text = say(f"problem.{self.code}", self.figures)
        if self.nearest:
            text += " " + say("problem.did-you-mean", {"nearest": self.nearest})
        return text

    def line(self, say: Say) -> str:
        """Return `FILE:LINE:COLUMN: level: message [code]`."""
        return f"{self.place}: {self.level}: {self.message(say)} [{self.code}]"


def nearest_name(found: str, valid: Iterable[str]) -> str:
    """Return the valid name that looks most like the found one, or an empty string."""
    close = get_close_matches(found, list(valid), n=1, cutoff=0.6)
    return close[0] if close else ""


def quoted(value: object) -> str:
    """Return a found value as text, cut to a readable length."""
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by file and place, errors before warnings on one place."""
    return sorted(problems, key=lambda p: (p.place, p.level, p.code, str(p.figures)))


def relative_to(folder: Path, problems: Iterable[Problem]) -> list[Problem]:
    """Return problems whose files are shown from a folder; files elsewhere stay as they are."""
    return [
        replace(problem, place=replace(problem.place, file=_shown(problem.place.file, folder)))
        for problem in problems
    ]


def _shown(file: str, folder: Path) -> str:
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return file
