"""How made-up clients behave: shares per programme, read from `dialogues/simulation.yaml`."""

from dataclasses import dataclass, fields
from pathlib import Path

from bot.errors import ContentError
from bot.scripts.problems import Problem
from bot.scripts.source import Fields, read_fields

USUAL = "usual"


@dataclass(frozen=True)
class Behaviour:
    """Shares from 0 to 1, most of all clients; `municipalities`: where they live.

    `likely`: of those who finish the check; `comes`: of those with a place at a session;
    `answers`: of weekly messages; `still_at_work`: of those who found work, at each question;
    `in_time`: of handoffs. The four ways to end leave the rest untold.
    """

    checked: float
    likely: float
    attended: float
    comes: float
    answers: float
    work: float
    bijstand: float
    other_income: float
    none: float
    still_at_work: float
    in_time: float
    under_27: float
    municipalities: tuple[str, ...] = ()

    @property
    def registers(self) -> float:
        """The share that signs up, so that after no-shows the share that attends is right."""
        return min(1.0, self.attended / self.comes) if self.comes else 0.0


SHARES = tuple(each.name for each in fields(Behaviour) if each.name != "municipalities")


def read_behaviour(path: Path, programme: str) -> Behaviour:
    """Read how the clients of a programme behave.

    Raises ContentError when the file cannot be read, or a share is none.
    """
    problems: list[Problem] = []
    root = read_fields(path, problems)
    if root is None:
        raise ContentError(f"{path.name} cannot be read: {problems[0].code}")
    usual = root.fields(USUAL)
    programmes = root.fields("programmes")
    own = programmes.fields(programme) if programmes and programmes.has(programme) else None
    towns = root.fields("municipalities")
    if usual is None or towns is None:
        raise ContentError(f"{path.name} has no '{USUAL}' shares or no municipalities")
    shares = {name: _share(own, usual, name) for name in SHARES}
    lives = towns.texts(programme if towns.has(programme) else USUAL)
    if problems:
        raise ContentError(f"{problems[0].place}: {problems[0].code}")
    wrong = [name for name, share in shares.items() if not 0 <= share <= 1]
    if wrong or sum(shares[each] for each in ("work", "bijstand", "other_income", "none")) > 1:
        raise ContentError(f"{path.name}: shares lie from 0 to 1, and the ways to end within 1")
    return Behaviour(**shares, municipalities=tuple(text for text, _ in lives))


def _share(own: Fields | None, usual: Fields, name: str) -> float:
    holds = own if own is not None and own.has(name) else usual
    return float(holds.decimal(name))
