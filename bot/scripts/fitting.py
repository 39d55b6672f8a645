"""For whom a programme and its rules are: conditions over what is known of a client."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Literal

from bot.dialogue.facts import UNKNOWN, Fact, FactDeclaration
from bot.dialogue.known import Known
from bot.scripts.conditions import parse_condition
from scheduler.rules import Criterion, Programme, Rule

Selected = Literal["yes", "no", "ask"]

SELECTED = "selected"
"""The fact by which rules and scripts know whether the programme invites this client."""

SOURCE = "programme"
"""Where a value is known from that holds for all clients of a programme."""

Declared = Mapping[str, FactDeclaration]


def selection(
    programme: Programme, declared: Declared, facts: Mapping[str, Fact], today: date
) -> tuple[Selected, Criterion | None]:
    """Say whether a programme invites a client, and which criterion decides or must be asked.

    An answer that the client does not know leaves nobody out: a person looks at that.
    """
    known = Known(facts, declared, today)
    open_questions = []
    for criterion in programme.selection:
        if known.holds(parse_condition(criterion.when)):
            continue
        told = facts.get(criterion.ask)
        if told is None:
            open_questions.append(criterion)
        elif told.value != UNKNOWN:
            return "no", criterion
    return ("ask", open_questions[0]) if open_questions else ("yes", None)


def is_for(
    programme: Programme, declared: Declared, facts: Mapping[str, Fact], now: datetime
) -> Callable[[Rule], bool]:
    """Return what says whether a rule is for a client, by what is known of them now.

    A condition that needs an answer which is not known does not hold: `only for` then leaves the
    rule out, and `unless` lets it be. Each rule is looked at once, however often it is asked.
    """
    known: Known | None = None
    found: dict[str, bool] = {}

    def applies(rule: Rule) -> bool:
        if not (rule.only_for or rule.unless):
            return True
        if rule.id not in found:
            found[rule.id] = fits(rule)
        return found[rule.id]

    def fits(rule: Rule) -> bool:
        nonlocal known
        if known is None:
            chosen, _ = selection(programme, declared, facts, now.date())
            seen = {**facts, SELECTED: Fact(chosen, now, SOURCE)}
            known = Known(seen, declared, now.date())
        if rule.only_for and not known.holds(parse_condition(rule.only_for)):
            return False
        return not (rule.unless and known.holds(parse_condition(rule.unless)))

    return applies


def deciding_facts(programme: Programme, declared: Declared) -> Iterator[str]:
    """Yield the names of the answers on which it depends which rules are for a client."""
    conditions = [each.when for each in programme.selection]
    conditions += [text for rule in programme.rules for text in (rule.only_for, rule.unless)]
    for name in {name for text in filter(None, conditions) for name in parse_condition(text).names}:
        derived = declared[name].derived if name in declared else ""
        yield derived.split(" ")[1] if derived else name
    yield from (each.ask for each in programme.selection)


def with_values(programme: Programme, facts: Mapping[str, Fact], now: datetime) -> dict[str, Fact]:
    """Return the facts with what holds for all clients of this programme, and no other's."""
    values = programme.values
    others = [
        name
        for name, fact in facts.items()
        if fact.source == SOURCE and name != SELECTED and name not in values
    ]
    own = dict(facts)
    for name in others:
        del own[name]
    for name, value in values.items():
        known = own.get(name)
        if known is None or known.value != value:
            own[name] = Fact(value, now, SOURCE)
    return own
