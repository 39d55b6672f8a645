"""One case: the answers beside the norms of the day, with what follows from both."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from bot.entitlement.ages import Band, bands, reached
from bot.entitlement.answers import Answers
from bot.entitlement.living import (
    Living,
    Norm,
    Range,
    living,
    partner_bands,
    possible_norms,
)
from bot.entitlement.money import Incomes, Precision, amounts, cents, possible_income, widened
from bot.entitlement.norms import Norms, NormTable

NEARNESS = Decimal("0.05")
"""Our choice: with norms of an earlier date, anything this close to a limit stays open."""


@dataclass(frozen=True)
class Case:
    """What the rules look at; every unknown answer is still open here."""

    answers: Answers
    day: date
    norms: Norms
    own: tuple[Band, ...]
    partner: tuple[Band, ...]
    living: Living
    open_norms: tuple[Norm, ...]
    incomes: Incomes
    precision: Precision

    @property
    def margin(self) -> Decimal:
        """How far a limit may still move: nothing when the norms of the day are known."""
        return Decimal(0) if self.norms.usable else NEARNESS

    @cached_property
    def norm(self) -> Decimal | None:
        """The norm to the cent when the answers leave only one."""
        heights = {cents(height) for norm in self.open_norms for height in norm[:2]}
        return heights.pop() if len(heights) == 1 else None

    @property
    def norm_settled(self) -> bool:
        """Whether the answers leave one norm, also for how a partner's income counts."""
        if self.norm is None or len(self.open_norms) > 1:
            return False
        joint = self.open_norms[0].joint
        return joint is None or joint.low == joint.high

    @cached_property
    def support(self) -> Range:
        """The bounds of the support by the known norms, in cents."""
        return amounts(self.open_norms, self.incomes)

    @property
    def cautious_support(self) -> Range:
        """The bounds of the support, each norm with the margin that the date asks for."""
        if not self.margin:
            return self.support
        return amounts((widened(norm, self.margin) for norm in self.open_norms), self.incomes)

    @property
    def possible_couple(self) -> bool:
        """Whether there may be a partner."""
        return True in self.living.couple

    @property
    def surely_couple(self) -> bool:
        """Whether there is a partner."""
        return False not in self.living.couple

    def age_reached(self, name: str) -> bool | None:
        """Say whether the client has reached an age of the law on the day asked for."""
        return reached(self.answers.birth_date, self.norms.whole(name), self.day)

    def partner_age_reached(self, name: str) -> bool | None:
        """Say whether the partner has reached an age of the law on the day asked for."""
        return reached(self.answers.partner_birth_date, self.norms.whole(name), self.day)

    def lacking(self, *keys: str) -> tuple[str, ...]:
        """Return those keys that were not answered."""
        return tuple(key for key in keys if not self.answers.known(key))


def first_day(answers: Answers) -> date | None:
    """Return the first day for which support would be asked (Participatiewet art. 44(1))."""
    if answers.date is not None:
        return answers.date
    return None if answers.ww_end is None else answers.ww_end + timedelta(days=1)


def make_case(answers: Answers, table: NormTable, day: date, precision: Precision) -> Case:
    """Bring answers and norms together for one day."""
    norms = table.on(day)
    holiday = norms.share("holiday-share")
    own = bands(answers.birth_date, norms, day)
    partner = partner_bands(answers, norms, day)
    ways = living(answers, own, partner)
    incomes = Incomes(
        possible_income(answers.income, precision, holiday),
        possible_income(answers.partner_income, precision, holiday),
    )
    if own == (Band.CHILD,):  # then the norms are seen from the partner's side
        incomes = Incomes(incomes.partner, incomes.own)
    return Case(
        answers=answers,
        day=day,
        norms=norms,
        own=own,
        partner=partner,
        living=ways,
        open_norms=possible_norms(norms, ways),
        incomes=incomes,
        precision=precision,
    )
