"""Which adviser a client gets: one that stays, fits, and has room; with the reasons to read.

What counts, in this order: who may help somebody of this age, the language, the municipality and
the sector; then whoever has the fewest clients for the number that they can have.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from fractions import Fraction
from typing import Literal

from bot.advisers import Adviser, AdviserRole
from scheduler.records import record

YOUNG_UNTIL = 27
"""Under this age the Participatiewet has rules of its own, and youth coaches know them."""
EVERYBODY_SPEAKS = "nl"

Criterion = Literal["role", "language", "municipality", "sector"]


@record(frozen=True)
class Wish:
    """What is known of a client that matters to who helps them; empty or None when it is not."""

    programme: str
    municipality: str = ""
    sector: str = ""
    language: str = ""
    age: int | None = None

    @property
    def young(self) -> bool:
        """Whether a youth coach is the one to help."""
        return self.age is not None and self.age < YOUNG_UNTIL


@record(frozen=True)
class Reason:
    """Why an adviser was chosen: a phrase `assignment.<key>` and the figures in it.

    The figures are about the adviser: nothing that a client told stands in a reason.
    """

    key: str
    figures: Mapping[str, int] = field(default_factory=dict)


@record(frozen=True)
class Assignment:
    """The adviser that a client gets, and why."""

    adviser: Adviser
    reasons: tuple[Reason, ...] = ()


def assign(
    wish: Wish, advisers: Sequence[Adviser], caseloads: Mapping[str, int], current: str = ""
) -> Assignment | None:
    """Return the adviser for a client, or None when nobody works for the programme.

    The `current` one stays as long as they work for it, however many clients they have. Somebody
    who is full gets nobody new while another has room; when all are full the least loaded does.
    """
    team = _team(wish, advisers)
    stays = next((each for each in team if each.id == current), None)
    if stays is not None:
        return Assignment(stays, (Reason("stays"),))
    if not team:
        return None
    free = _with_room(team, caseloads)
    fitting, reasons = _narrowed(wish, free or team, team)
    chosen = min(fitting, key=lambda each: (_load(each, caseloads), each.id))
    last = "only-one" if len(team) == 1 else "most-room" if free else "all-full"
    figures = {"clients": caseloads.get(chosen.id, 0), "limit": chosen.limit}
    return Assignment(chosen, (*reasons, Reason(last, figures)))


def improve(
    wish: Wish, advisers: Sequence[Adviser], caseloads: Mapping[str, int], current: str
) -> Assignment | None:
    """Return a better adviser than the current one now that more is known, or None.

    Better is who fits more; an evener caseload is no reason to change. Somebody without room is
    not better.
    """
    team = _team(wish, advisers)
    stays = next((each for each in team if each.id == current), None)
    free = _with_room(team, caseloads)
    if stays is None or not free:
        return None
    fitting, _ = _narrowed(wish, list({each.id: each for each in (*free, stays)}.values()), team)
    if stays in fitting:
        return None
    better = assign(wish, advisers, caseloads)
    return None if better is None else replace(better, reasons=(Reason("better"), *better.reasons))


def _team(wish: Wish, advisers: Sequence[Adviser]) -> list[Adviser]:
    return [each for each in advisers if wish.programme in each.programmes and not each.left]


def _with_room(team: Sequence[Adviser], caseloads: Mapping[str, int]) -> list[Adviser]:
    return [each for each in team if caseloads.get(each.id, 0) < each.limit]


def _load(adviser: Adviser, caseloads: Mapping[str, int]) -> tuple[Fraction, int]:
    """Return how full somebody is; of two who are as full, the one with fewer clients is first."""
    clients = caseloads.get(adviser.id, 0)
    return Fraction(clients, adviser.limit), clients


def _narrowed(
    wish: Wish, pool: Sequence[Adviser], team: Sequence[Adviser]
) -> tuple[list[Adviser], list[Reason]]:
    """Keep who fits, one criterion after another; what nobody fits is left out, with a reason."""
    kept, reasons = list(pool), []
    for criterion, fits in _criteria(wish):
        fitting = [each for each in kept if fits(each)]
        if fitting:
            kept = fitting
            reasons += _told(criterion, "fits", wish) if _tells_apart(team, fits) else []
        elif any(map(fits, team)):
            reasons += _told(criterion, "no-room", wish)
        else:
            reasons += _told(criterion, "nobody", wish)
    return kept, reasons


def _criteria(wish: Wish) -> list[tuple[Criterion, Callable[[Adviser], bool]]]:
    role: AdviserRole = "youth-coach" if wish.young else "adviser"
    criteria: list[tuple[Criterion, Callable[[Adviser], bool]]] = [
        ("role", lambda each: each.role == role)
    ]
    if wish.language and wish.language != EVERYBODY_SPEAKS:
        criteria.append(("language", lambda each: wish.language in each.languages))
    if wish.municipality:
        criteria.append(
            ("municipality", lambda each: _serves(each.municipalities, wish.municipality))
        )
    if wish.sector:
        criteria.append(("sector", lambda each: _serves(each.sectors, wish.sector)))
    return criteria


def _serves(named: tuple[str, ...], wished: str) -> bool:
    return not named or wished in named


def _tells_apart(team: Sequence[Adviser], fits: Callable[[Adviser], bool]) -> bool:
    """Say whether a criterion chose between people; what all fit is no reason."""
    return not all(map(fits, team))


def _told(criterion: Criterion, how: str, wish: Wish) -> list[Reason]:
    """Return the reason; that somebody is no youth coach goes without saying."""
    if criterion == "role":
        return [Reason(f"{how}-young")] if wish.young else []
    return [Reason(f"{how}-{criterion}")]
