"""What one rule finds, and the shape every rule has."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.entitlement.case import Case
from bot.entitlement.verdict import NO_FIGURES, Figures, Reason, Result


class Finding(NamedTuple):
    """One outcome: the result, the variant of the sentence, its figures, the answers it lacks."""

    result: Result
    variant: str = ""
    figures: Figures = NO_FIGURES
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule of the law; one that is not decisive only informs.

    `says` names every sentence the rule can produce: a result, or a result with a variant.
    """

    name: str
    article: str
    test: Callable[[Case], Finding | None]
    says: tuple[str, ...]
    decisive: bool = True

    @property
    def phrases(self) -> tuple[str, ...]:
        """The keys of every sentence the rule can produce."""
        return tuple(f"entitlement.{self.name}.{say}" for say in self.says)

    @property
    def change(self) -> str:
        """The key of the sentence that says what could change a no; empty without a no."""
        return f"entitlement.{self.name}.change" if self.decisive and "no" in self.says else ""


YES = Finding("yes")
NO = Finding("no")


def unknown(*lacks: str, variant: str = "", figures: Figures | None = None) -> Finding:
    """Return the finding of a rule that cannot be settled, with the answers it lacks."""
    return Finding("unknown", variant, figures or NO_FIGURES, lacks)


def reason(rule: Rule, finding: Finding) -> Reason:
    """Turn a finding into the reason that is shown."""
    if not finding.figures:
        return _plain_reason(rule.name, rule.article, finding.result, finding.variant)
    phrase = _phrase(rule.name, finding.result, finding.variant)
    return Reason(rule.name, finding.result, rule.article, phrase, finding.figures)


@lru_cache(maxsize=4096)
def _plain_reason(rule: str, article: str, result: Result, variant: str) -> Reason:
    """Return a reason without figures; there are few of them, and each is made once."""
    return Reason(rule, result, article, _phrase(rule, result, variant))


def _phrase(rule: str, result: str, variant: str) -> str:
    return f"entitlement.{rule}.{result}-{variant}" if variant else f"entitlement.{rule}.{result}"
