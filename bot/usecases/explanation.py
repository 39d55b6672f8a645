"""The outcome of the check in sentences, for the talk and for the page that can be printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.dialogue.facts import SET_BY, UNKNOWN, Fact, Value
from bot.dialogue.known import Known
from bot.dialogue.wording import Wording, phrase
from bot.entitlement import (
    ESTIMATED,
    KEYS,
    Answers,
    Apply,
    OtherScheme,
    Reason,
    Signpost,
    Verdict,
    check,
    other_help,
    tw_minimum,
)
from bot.municipalities import Line, Municipality
from bot.surroundings import Surroundings

ONE_DAY = timedelta(days=1)
WERK_NL = "werk.nl"
GO_FIRST = ("iow", "ioaw")
"""The schemes that go before Bijstand, in the order in which they are told."""


def answers_of(facts: Mapping[str, Fact], today: date) -> Answers:
    """Return what a client answered as the check takes it.

    The day asked for is the one after the WW, and not before today: support begins no earlier
    than the report (Participatiewet art. 44(1)). Without an end it is today, for an indication.
    """
    known = {key: fact.value for key, fact in facts.items() if key in KEYS}
    end = known.get("ww_end")
    known["date"] = max(end + ONE_DAY, today) if isinstance(end, date) else today
    return Answers.from_mapping(known)


def was_told(fact: Fact) -> bool:
    """Say whether the client said this; else a script set it, such as the edge of a range."""
    return not fact.source.startswith(SET_BY)


@dataclass(frozen=True)
class Explanation:
    """Everything there is to say about one verdict; `now` is the client's local time."""

    around: Surroundings
    facts: Mapping[str, Fact]
    now: datetime
    verdict: Verdict

    @classmethod
    def of(cls, around: Surroundings, facts: Mapping[str, Fact], now: datetime) -> "Explanation":
        """Check what a client has answered, as told by heart, and explain that."""
        found = check(answers_of(facts, now.date()), around.norms, ESTIMATED)
        return cls(around, facts, now, found)

    @property
    def known(self) -> Known:
        """What is known of the client on this day."""
        return Known(self.facts, self.around.facts, self.now.date())

    def value(self, name: str) -> Value | None:
        """Return an answer; None when it is not known, also when the client said so."""
        found = self.known.value(name)
        return None if found == UNKNOWN else found

    @property
    def end_known(self) -> bool:
        """Whether the end of the WW is known; without it the outcome is an indication."""
        return isinstance(self.value("ww_end"), date)

    @property
    def missing(self) -> tuple[str, ...]:
        """The answers that could still change the outcome, first the end of the WW."""
        return self.verdict.missing if self.end_known else ("ww_end", *self.verdict.missing)

    # the outcome

    def outcome(self) -> list[Wording]:
        """Return the outcome, and the amount with the month it holds for."""
        chance = self.verdict.bijstand.chance
        key = f"verdict.{chance}" if self.end_known else f"verdict.{chance}-some-day"
        told = [phrase(key, day=self.verdict.day)]
        if self.verdict.bijstand.chance == "unlikely":
            return [*told, *self.changes()[:1], *self.going_first()]
        return [*told, *self._amount(), *self._lower(), *self.going_first()]

    def going_first(self) -> list[Wording]:
        """Return that another scheme goes before Bijstand, when one may fit (art. 15)."""
        reasons = self.verdict.bijstand.reasons
        return [self._because(reason) for reason in reasons if reason.rule == "goes-first"]

    def _lower(self) -> list[Wording]:
        """Return that the amount can be lower for who pays for no home (art. 27)."""
        rules = {reason.rule for reason in self.verdict.bijstand.reasons}
        return [phrase("verdict.lower")] if "lower-without-rent" in rules else []

    def _amount(self) -> list[Wording]:
        """Return what comes each month, as a range unless all is known.

        The holiday allowance is kept apart until June (Participatiewet art. 45 lid 1).
        """
        bijstand, day = self.verdict.bijstand, self.verdict.day
        indication = bijstand.indication
        usable = self.verdict.norms.usable
        known = bijstand if usable else indication
        if day is None or known is None or not known.amount_high:
            return []
        kind = "amount" if usable else "indication"
        since = indication.valid_from if indication else None
        low, high = (known.amount_low or 0) * self._monthly, known.amount_high * self._monthly
        if bijstand.chance == "ask":
            return [phrase(f"verdict.{kind}-at-most", high=high, day=day, known=since)]
        form = kind if low == high else f"{kind}-range"
        return [phrase(f"verdict.{form}", low=low, high=high, day=day, known=since)]

    @property
    def _monthly(self) -> Decimal:
        """The share of the support that comes each month."""
        day = self.verdict.day or self.now.date()
        return 1 - self.around.norms.on(day).share("holiday-share")

    # the reasons

    def reasons(self) -> list[tuple[Wording, str]]:
        """Return the reasons that say something, each with its article, most decisive first.

        Against a right: only what speaks against it. Undecided: what is open comes first.
        """
        reasons = self.verdict.bijstand.reasons
        speaking = [reason for reason in reasons if reason.result != "unknown"]
        if self.verdict.bijstand.chance == "unlikely":
            speaking = [reason for reason in reasons if reason.result == "no"]
        if self.verdict.bijstand.chance == "ask":
            speaking = [reason for reason in reasons if reason.result == "unknown"] + speaking
        return [(self._because(reason), reason.article) for reason in speaking]

    def changes(self) -> list[Wording]:
        """Return what could make an unlikely right likely."""
        found = self.verdict.bijstand.changes
        return [Wording(key=advice.phrase, figures=advice.figures) for advice in found]

    def _because(self, reason: Reason) -> Wording:
        """Return a reason's sentence with the amounts as the client told them."""
        if reason.rule == "income-below-norm" and "norm" in reason.figures:
            return self._about_income(reason)
        if reason.rule == "assets-below-limit" and "assets" in reason.figures:
            return self._about_assets(reason)
        couple = f"verdict.couple-{reason.phrase.rpartition('.')[2]}"
        if (
            reason.rule == "income-below-norm"
            and self.value("household") == "couple"
            and couple in self.around.phrasebook.keys
        ):
            return Wording(key=couple, figures=reason.figures)
        return Wording(key=reason.phrase, figures=reason.figures)

    def _about_income(self, reason: Reason) -> Wording:
        """Return the income beside the norm, both as they come each month."""
        couple = self.value("household") == "couple"
        height = reason.figures["norm"]
        norm = height * self._monthly if isinstance(height, Decimal) else None
        who = "couple" if couple else "single"
        told = self._told("income", *(("partner_income",) if couple else ()))
        if couple and self.value("partner_residence") == "other":
            return phrase(f"verdict.income-partner-without-right.{reason.result}")
        says = "none" if told == 0 else reason.result
        if self.verdict.bijstand.norm is None:
            return phrase(f"verdict.income-{who}.{says}-open")
        if told is None or told == 0:
            return phrase(f"verdict.income-{who}.{says}", norm=norm)
        return phrase(f"verdict.income-{who}.{says}-told", income=told, norm=norm)

    def _about_assets(self, reason: Reason) -> Wording:
        vehicles = ("vehicles",) if reason.result == "yes" else ()  # alone they never say no
        told = self._told("money", "other_assets", *vehicles)
        debts = self._told("debts")
        limit = reason.figures["limit"]
        if told is None or debts is None:
            return phrase(f"verdict.assets.{reason.result}", limit=limit)
        left = max(told - debts, Decimal(0))
        return phrase(f"verdict.assets.{reason.result}-told", assets=left, limit=limit)

    def _told(self, *names: str) -> Decimal | None:
        """Return a sum of amounts that the client named, or None when not all were named."""
        total = Decimal(0)
        for name in names:
            value = self.value(name)
            if not isinstance(value, Decimal | int) or (value and not was_told(self.facts[name])):
                return None
            total += value
        return total

    def unknown(self) -> list[Wording]:
        """Return what is not known yet, so that the client can ask about it."""
        names = self.around.facts["missing"].choices
        return [Wording(names[key]) for key in self.missing if key in names]

    # other help

    def others(self) -> list[tuple[Wording, OtherScheme]]:
        """Return the other schemes that may fit, the likely ones first."""
        fitting = [other for other in self.verdict.others if other.chance != "unlikely"]
        return [(Wording(key=other.phrase, figures=other.figures), other) for other in fitting]

    def asking_first(self) -> list[Wording]:
        """Return where and when to ask for the schemes that go before Bijstand (art. 15)."""
        end, today = self.value("ww_end"), self.now.date()
        when = "some-day" if not isinstance(end, date) else "late" if end < today else "in-time"
        fitting = {other.scheme for other in self.verdict.others if other.chance != "unlikely"}
        return [phrase(f"first.{name}-{when}", day=end) for name in GO_FIRST if name in fitting]

    def more_help(self) -> list[tuple[Wording, Signpost]]:
        """Return what else may help and who pays it."""
        answers, things = answers_of(self.facts, self.now.date()), self.value("things")
        ticked = things if isinstance(things, tuple) else ()
        if "debts" in ticked and not answers.debts:
            answers = replace(answers, debts=Decimal(1))  # how much is not asked far from the limit
        found = other_help(answers, self.around.norms)
        if "home" in ticked:
            found = tuple(each for each in found if each.name != "rent-allowance")
        return [(Wording(key=each.phrase, figures=each.figures), each) for each in found]

    def ww_minimum(self) -> list[Wording]:
        """Return below which WW a top-up is possible, when the amount of this day is known.

        Younger people have other amounts, which are not told.
        """
        norms = self.around.norms.on(self.now.date())
        age, full_age = self.value("age"), norms.whole("age-full-norm")
        if self.value("household") is None or not isinstance(age, int) or age < full_age:
            return []
        couple, sharing = self.value("household") == "couple", bool(self.value("housemates_27"))
        amount = tw_minimum(norms, couple=couple, sharing=sharing) if norms.usable else None
        return [] if amount is None else [phrase("verdict.ww-minimum", amount=amount)]

    # applying

    @property
    def profile(self) -> Municipality:
        """The profile of the client's municipality, or the generic one."""
        return self.around.municipalities.profile(str(self.value("municipality") or ""))

    def applying(self) -> list[Wording]:
        """Return where and when to apply; one may always apply."""
        advice = self.verdict.apply
        both = [phrase("apply.both-sign")] if advice.both_sign else []
        return [*self._where(advice), *self._when(advice), *both]

    def _where(self, advice: Apply) -> list[Wording]:
        """Return where to apply; the law lets everybody who is registered use werk.nl."""
        if advice.where == "svb":
            return [phrase("apply.at-svb")]
        if advice.where == "gemeente":
            return [phrase("apply.at-municipality")]
        own_way = [] if WERK_NL in self.profile.where else [phrase("apply.by-law")]
        return [phrase("apply.where", where=Wording(self.profile.where)), *own_way]

    def _when(self, advice: Apply) -> list[Wording]:
        today = self.now.date()
        if not self.end_known:
            return [phrase("apply.in-time")]
        if advice.advised_by is not None and advice.advised_by < today:
            return self._late(advice)
        if advice.advised_by == today:
            weeks = advice.waiting_weeks
            wait = [phrase("apply.then-wait", weeks=weeks)] if weeks else []
            return [phrase("apply.today"), *wait]
        if advice.waiting_weeks:
            earliest = max(advice.earliest or today, today)
            return [phrase("apply.under-27", weeks=advice.waiting_weeks, day=earliest)]
        told = [phrase("apply.when", day=advice.advised_by)] if advice.advised_by else []
        if advice.waiting_weeks is None and advice.earliest is not None:
            told.append(phrase("apply.maybe-under-27", day=max(advice.earliest, today)))
        return told

    def _late(self, advice: Apply) -> list[Wording]:
        """Return what to do when the WW has ended already."""
        told = [phrase("apply.now")]
        if advice.waiting_weeks:
            told.append(phrase("apply.then-wait", weeks=advice.waiting_weeks))
        if advice.retroactive_months:
            told.append(phrase("apply.back", months=advice.retroactive_months))
        return told

    def terms(self) -> list[Wording]:
        """Return when a decision and an advance can be expected."""
        advice = self.verdict.apply
        if advice.where == "svb":
            return []
        percent = int(advice.advance_share * 100)
        decided = phrase("apply.decision", weeks=advice.decision_weeks)
        paid = phrase("apply.advance", weeks=advice.advance_after_weeks, percent=percent)
        return [decided, paid]

    def steps(self) -> list[Wording]:
        """Return what happens at the client's municipality, and how old that knowledge is."""
        if self.verdict.apply.where == "svb":
            return [phrase("apply.at-svb")]
        address = self.value("address")
        told = [phrase("steps.no-address")] if address == "none" else []
        lines = (Line(self.profile.first_contact), *self.profile.first_steps)
        if address == "institution":  # there one begins at the municipality, whatever is usual
            told, lines = [phrase("apply.at-municipality")], self.profile.first_steps
        told += self._shown(lines)
        if self.profile.known_from < self.now.year:
            told.append(phrase("steps.known-from", year=str(self.profile.known_from)))
        return told

    def more_steps(self) -> list[Wording]:
        """Return how long it takes there, and what is good to know."""
        if self.verdict.apply.where == "svb":
            return []
        return self._shown((*self.profile.terms, *self.profile.good_to_know))

    def papers(self) -> list[Wording]:
        """Return which papers to have ready in the client's situation."""
        return self._shown(self.around.municipalities.papers(self.profile))

    def _shown(self, lines: tuple[Line, ...]) -> list[Wording]:
        return [Wording(e.text) for e in lines if e.when is None or self.known.holds(e.when)]
