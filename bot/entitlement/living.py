"""How somebody may live, and the norm that belongs to each way (Participatiewet art. 20-24a).

An answer that is not known leaves several ways open; the norm is worked out for each of them. The
number of cost sharers needs only its corners: none, one, and the most there can be.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from bot.entitlement.ages import MONTHS_A_YEAR, Band, bands
from bot.entitlement.answers import MOST_PEOPLE, Answers
from bot.entitlement.norms import Norms

BOTH = (False, True)
NOTHING = Decimal(0)


class Range(NamedTuple):
    """The lowest and highest a norm can be; the same when the law leaves no doubt."""

    low: Decimal
    high: Decimal


class Norm(NamedTuple):
    """The norm of one way of living; `joint` is what both partners' income is held against."""

    low: Decimal
    high: Decimal
    couple: bool
    joint: Range | None = None


class Way(NamedTuple):
    """One way of living, everything known."""

    couple: bool
    own: Band
    partner: Band
    children: bool
    sharers: int
    institution: bool
    partner_right: bool
    raised: bool

    @property
    def sharing(self) -> bool:
        """Whether somebody of 27 or older shares the costs (art. 19a)."""
        return self.sharers > 0


def _has_an_adult(way: Way) -> bool:
    return way.own is not Band.CHILD or (way.couple and way.partner is not Band.CHILD)


def _of_the_older(way: Way) -> Way:
    """See a couple of which the client is under 18 from the side of the partner (art. 24)."""
    if way.own is not Band.CHILD:
        return way
    return way._replace(own=way.partner, partner=Band.CHILD)


@dataclass(frozen=True)
class Living:
    """Every way of living that the answers leave open."""

    couple: tuple[bool, ...]
    own: tuple[Band, ...]
    partner: tuple[Band, ...]
    children: tuple[bool, ...]
    sharers: tuple[int, ...]
    institution: tuple[bool, ...]
    partner_right: tuple[bool, ...]
    raised: tuple[bool, ...]

    def ways(self) -> Iterator[Way]:
        """Yield each way of living in which somebody is 18 or older."""
        everything = (
            self.couple, self.own, self.partner, self.children,
            self.sharers, self.institution, self.partner_right, self.raised,
        )  # fmt: skip
        ways = (Way(*way) for way in product(*everything))
        return (_of_the_older(way) for way in ways if _has_an_adult(way))


def living(answers: Answers, own: tuple[Band, ...], partner: tuple[Band, ...]) -> Living:
    """Return the ways of living that the answers leave open."""
    couple = _couple(answers)
    young = Band.YOUNG in own or (couple != (False,) and Band.YOUNG in partner)
    return Living(
        couple=couple,
        own=own,
        partner=partner if True in couple else (Band.ADULT,),
        children=_children(answers) if True in couple else (False,),
        sharers=(0, 1, MOST_PEOPLE) if answers.housemates_27 is None else (answers.housemates_27,),
        institution=BOTH if answers.address is None else (answers.address == "institution",),
        partner_right=_partner_right(answers) if True in couple else (True,),
        raised=_raised(answers.no_parental_support) if young else (False,),
    )


def partner_bands(answers: Answers, norms: Norms, day: date) -> tuple[Band, ...]:
    """Return the age bands the partner can be in; nobody when there is no partner."""
    if answers.household in ("single", "single_parent"):
        return ()
    return bands(answers.partner_birth_date, norms, day)


def _couple(answers: Answers) -> tuple[bool, ...]:
    return BOTH if answers.household is None else (answers.household == "couple",)


def _children(answers: Answers) -> tuple[bool, ...]:
    return BOTH if answers.children_under_18 is None else (answers.children_under_18 > 0,)


def _partner_right(answers: Answers) -> tuple[bool, ...]:
    return BOTH if answers.partner_residence is None else (answers.partner_residence != "other",)


def _raised(no_parental_support: bool | None) -> tuple[bool, ...]:
    return BOTH if no_parental_support is None else (no_parental_support,)


@lru_cache(maxsize=8192)
def possible_norms(norms: Norms, ways: Living) -> tuple[Norm, ...]:
    """Return the norms of all ways of living that are left open, at most one of each kind.

    Alone, together, and together with a partner without a right: support falls with income and
    rises with the norm, so the lowest and highest norm of each kind bound everything between.
    """
    kinds: dict[tuple[bool, bool], Norm] = {}
    for way in ways.ways():
        for norm in _norms_of(norms, way):
            kind = (norm.couple, norm.joint is not None)
            kinds[kind] = _hull(kinds.get(kind, norm), norm)
    return tuple(kinds[kind] for kind in sorted(kinds))


def _hull(one: Norm, other: Norm) -> Norm:
    joint = one.joint
    if joint is not None and other.joint is not None:
        joint = Range(min(joint.low, other.joint.low), max(joint.high, other.joint.high))
    return Norm(min(one.low, other.low), max(one.high, other.high), one.couple, joint)


def _norms_of(norms: Norms, way: Way) -> list[Norm]:
    if not way.couple:
        return [_alone(single_norm(norms, way))]
    if not way.partner_right or way.partner is Band.CHILD:
        return [_with_joint(norms, way)]
    if way.institution:
        return [Norm(*range_, couple=True) for range_ in _couple_in_institution(norms, way)]
    return [Norm(*couple_norm(norms, way), couple=True)]


def _alone(norm: Range) -> Norm:
    return Norm(norm.low, norm.high, couple=False)


def single_norm(norms: Norms, way: Way) -> Range:
    """Return the norm of a single person or parent (art. 20(1)a, 21a, 22a, 22a(1), 23(1)a)."""
    if way.institution:
        parts = ("norm-institution-single", "institution-premium-single")
        return _sum_of(norms, parts, at_most=norms.share("norm-single-21"))
    if way.own is Band.YOUNG:
        most = norms.share("norm-single-21")
        return _raise(norms, norms.share("norm-young-single"), most, way.raised)
    if way.sharing:
        return _exactly(_shared(norms, _shared_base(norms, way), way.sharers + 1))
    name = "norm-single-aow" if way.own is Band.AOW else "norm-single-21"
    return _exactly(norms.share(name))


def couple_norm(norms: Norms, way: Way) -> Range:
    """Return the norm of two partners who both have a right (art. 20, 21b, 22b-c, 22a)."""
    young = (way.own, way.partner).count(Band.YOUNG)
    if young == 1 and way.sharing:
        return _mixed_sharing(norms, way)
    if young:
        name = "norm-young-couple" if young > 1 else "norm-mixed-couple"
        base = norms.share(f"{name}-children" if way.children else name)
        return _raise(norms, base, norms.share("norm-couple-21"), way.raised)
    base = _shared_base(norms, way)
    if not way.sharing:
        return _exactly(base)
    return _exactly(2 * _shared(norms, base, way.sharers + 2))


def _mixed_sharing(norms: Norms, way: Way) -> Range:
    """Art. 22a(3): a fixed part for the partner under 21 plus the shared norm of the other.

    How the raise of art. 20(3) goes with it is not in the text, so then the norm is a range.
    """
    name = "mixed-sharing-part-children" if way.children else "mixed-sharing-part"
    part = norms.amount(name)
    most = norms.share("norm-couple-21")
    if part is None:
        return Range(NOTHING, most)
    base = part + _shared(norms, _shared_base(norms, way), way.sharers + 1)
    return Range(base, max(base, most)) if way.raised else _exactly(base)


def _with_joint(norms: Norms, way: Way) -> Norm:
    """Art. 24, 24a and 32(3): the partner has no right, and income counts above twice the half."""
    half = _half_norm(norms, way)
    top_up = norms.amount("single-parent-top-up-year") if way.children else NOTHING
    more = norms.share("norm-single-21") if top_up is None else top_up / MONTHS_A_YEAR
    return Norm(half.low, half.high + more, True, Range(2 * half.low, 2 * half.high))


def _half_norm(norms: Norms, way: Way) -> Range:
    if way.institution:
        share = norms.share("half-norm-share")
        ways = _couple_in_institution(norms, way)
        return Range(share * min(one.low for one in ways), share * max(one.high for one in ways))
    if way.own is not Band.YOUNG and way.sharing:
        heads = way.sharers + 1 + (way.partner in (Band.ADULT, Band.AOW))
        return _exactly(_shared(norms, _shared_base(norms, way), heads))
    same_age = couple_norm(norms, way._replace(partner=way.own, sharers=0, raised=False))
    half = norms.share("half-norm-share")
    most = half * norms.share("norm-couple-21")
    return _raise(norms, half * same_age.low, most, way.raised and way.own is Band.YOUNG)


def _couple_in_institution(norms: Norms, way: Way) -> list[Range]:
    """Art. 23(1)b when both stay there; art. 23(3) when one does: two norms as for singles."""
    parts = ("norm-institution-couple", "institution-premium-couple")
    both = _sum_of(norms, parts, at_most=norms.share("norm-couple-21"))
    inside = single_norm(norms, way)
    outside = single_norm(norms, way._replace(own=way.partner, institution=False))
    return [both, Range(inside.low + outside.low, inside.high + outside.high)]


def _shared_base(norms: Norms, way: Way) -> Decimal:
    aow = way.own is Band.AOW or (way.couple and way.partner is Band.AOW)
    return norms.share("norm-couple-aow" if aow else "norm-couple-21")


def _shared(norms: Norms, base: Decimal, heads: int) -> Decimal:
    """Art. 22a(1): each bears a fixed part plus a part a head, divided by the heads."""
    return base * (norms.share("sharing-fixed") + heads * norms.share("sharing-each")) / heads


def _raise(norms: Norms, base: Decimal, most: Decimal, raised: bool) -> Range:
    """Art. 20(3)-(4): a raise when parents cannot pay, up to the norm from 21; new in 2026."""
    more = norms.amount("raise-young")
    if not raised or more is None:
        return _exactly(base)
    return _exactly(max(base, min(base + more, most)))


def _sum_of(norms: Norms, names: tuple[str, ...], *, at_most: Decimal) -> Range:
    parts = [norms.amount(name) for name in names]
    known = [part for part in parts if part is not None]
    total = sum(known, NOTHING)
    return _exactly(total) if len(known) == len(parts) else Range(total, max(total, at_most))


def _exactly(amount: Decimal) -> Range:
    return Range(amount, amount)
