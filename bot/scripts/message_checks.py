"""Finds where a client would get more messages in a row than they can answer to."""

import re
from collections.abc import Iterator

from bot.dialogue.script import Condition, Script, Step
from bot.dialogue.steps import Choose, SayText

MOST_MESSAGES = 2
"""Messages in a row before a client can answer; more scrolls away on a telephone."""
MOST_WAYS = 5000
"""Ways through a script that are tried; a script with more is checked as far as this goes."""
RESTS = ("ask", "wait", "call", "end")
"""Kinds of step at which the row of messages ends, or passes to another script."""
CHANGES = ("set", "do")
"""Kinds of step after which a condition may hold that did not hold before."""

Known = frozenset[tuple[str, bool]]
State = tuple[str, int, Known]


def many_messages(script: Script) -> Iterator[str]:
    """Yield each step that says one message too many on some way that can really be walked.

    A condition that held or failed earlier on the same way holds or fails again, so that two
    messages under opposite conditions never count together.
    """
    nothing: Known = frozenset()
    waiting: list[State] = [(script.start, 0, nothing)]
    for step in script.steps.values():
        if step.kind in ("ask", "wait"):
            waiting += [(exit_, 0, nothing) for exit_ in step.exits]
    seen: set[State] = set()
    told: set[str] = set()
    while waiting and len(seen) < MOST_WAYS:
        state = waiting.pop()
        name, said, known = state
        if state in seen or not name:
            continue
        seen.add(state)
        step = script.steps[name]
        speaks = isinstance(step, SayText)
        if speaks and said >= MOST_MESSAGES and name not in told and _may_hold(step.when, known):
            told.add(name)
            yield name
        waiting += _onward(step, said, known)


def _onward(step: Step, said: int, known: Known) -> Iterator[State]:
    """Yield every state in which a way can go on after a step."""
    if step.when is not None and _may_fail(step.when, known):
        yield step.next, said, known | {_truth(step.when, holds=False)}
    if step.kind in RESTS or not _may_hold(step.when, known):
        return
    if step.when is not None:
        known |= {_truth(step.when, holds=True)}
    if isinstance(step, Choose):
        yield from _branches(step, said, known)
        return
    after = frozenset() if step.kind in CHANGES else known
    exits = step.exits[:1]
    yield from ((exit_, said + isinstance(step, SayText), after) for exit_ in exits)


def _branches(step: Choose, said: int, known: Known) -> Iterator[State]:
    for branch in step.branches:
        if branch.when is None:
            yield branch.to, said, known
            return
        if _may_hold(branch.when, known):
            yield branch.to, said, known | {_truth(branch.when, holds=True)}
        if not _may_fail(branch.when, known):
            return
        known |= {_truth(branch.when, holds=False)}
    yield step.next, said, known


def _may_hold(condition: Condition | None, known: Known) -> bool:
    return condition is None or _truth(condition, holds=False) not in known


def _may_fail(condition: Condition, known: Known) -> bool:
    return _truth(condition, holds=True) not in known


def _truth(condition: Condition, *, holds: bool) -> tuple[str, bool]:
    """Return a condition without the sign for `not` around it, and whether that holds."""
    source = " ".join(condition.source.split())
    opposite = re.fullmatch(r"!\s*\(([^()]*)\)|!\s*([a-z_][a-z0-9_]*)", source)
    if opposite:
        return (opposite[1] or opposite[2]).strip(), not holds
    return source, holds
