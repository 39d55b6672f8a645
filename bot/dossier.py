"""The dossier: answers that a client hands on to the municipality's adviser, each by consent."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.advisers import Adviser
from bot.assignment import Wish, assign
from bot.records import Consent

TRANSFER = "transfer"
"""The topic of the handoff in which the answers stand."""
OFFICER = "income-officer"
"""The role that decides about an application, so who needs the answers most."""

_PURPOSE = "dossier:"
_RECEIVER = "dossier-to:"
_UWV = "uwv"


def purpose_of(fact: str) -> str:
    """Return the purpose of the consent to hand on one fact."""
    return f"{_PURPOSE}{fact}"


def fact_of(purpose: str) -> str:
    """Return the fact that a consent is about; empty when it is about something else."""
    return purpose.removeprefix(_PURPOSE) if purpose.startswith(_PURPOSE) else ""


def purpose_for(adviser: str) -> str:
    """Return the purpose of the consent to hand answers on to one adviser."""
    return f"{_RECEIVER}{adviser}"


def receivers(consents: Sequence[Consent]) -> dict[datetime, str]:
    """Return the adviser to whom answers were handed on, by the moment of the client's yes."""
    named = [each for each in consents if each.purpose.startswith(_RECEIVER)]
    return {each.at: each.purpose.removeprefix(_RECEIVER) for each in named if each.given}


def agreed_facts(consents: Sequence[Consent]) -> tuple[str, ...]:
    """Return the facts of which the client's last word is that they may be handed on."""
    last = {fact: each.given for each in consents if (fact := fact_of(each.purpose))}
    return tuple(fact for fact, given in last.items() if given)


def receiver(
    wish: Wish, advisers: Sequence[Adviser], caseloads: Mapping[str, int], day: date
) -> Adviser | None:
    """Return the municipality's adviser who fits a client; None when there is none.

    An income officer goes before others, and who is at work that day before who is away.
    """
    team = [each for each in advisers if _is_municipal(each) and _serves(each, wish)]
    present = [each for each in team if not each.away_on(day)] or team
    officers = [each for each in present if each.role == OFFICER]
    assignment = assign(wish, officers or present, caseloads)
    return assignment.adviser if assignment else None


def _is_municipal(adviser: Adviser) -> bool:
    words = adviser.organisation.casefold().split()
    return bool(words) and _UWV not in words


def _serves(adviser: Adviser, wish: Wish) -> bool:
    """Say whether somebody works for the client's programme and municipality, and still does."""
    towns = adviser.municipalities
    here = not towns or wish.municipality in towns
    return here and wish.programme in adviser.programmes and not adviser.left
