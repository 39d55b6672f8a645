"""Plans again within the turn in which a client told something that the plan depends on."""

from collections.abc import Callable
from datetime import date

from bot.scripts.fitting import is_for
from bot.usecases.planning import anchored, plan_client
from bot.usecases.talk import Talk
from scheduler.rules import AnchorName, Rule

DATES: dict[str, AnchorName] = {"ww_end": "ww_end", "first_ww_day": "ww_start"}
"""Facts that are dates which rules count from, and the anchors that they set."""


def keep_plan(talk: Talk) -> None:
    """Bring the plan in line with what this turn changed: a date, or which rules are for them."""
    if talk.erased or talk.client.state == "stopped":
        return
    dated = _dated(talk)
    applies = _other_rules(talk)
    if dated or applies is not None:
        plan_client(talk.tx, talk.around, talk.client, talk.facts, talk.now, applies)


def _dated(talk: Talk) -> bool:
    """Set the anchors whose dates became known or changed; say whether there were any."""
    before = talk.client
    for fact, anchor in DATES.items():
        day = talk.value(fact)
        if isinstance(day, date) and _anchored_on(talk, anchor) != day:
            talk.client = anchored(talk.tx, talk.client, anchor, day)
    return talk.client is not before


def _anchored_on(talk: Talk, anchor: AnchorName) -> date | None:
    known = talk.client.anchors.get(anchor)
    return known.day if known else None


def _other_rules(talk: Talk) -> Callable[[Rule], bool] | None:
    """Return which rules are for this client now, when others were before the turn."""
    before = talk.file.facts
    deciding = talk.around.shelf.deciding_facts(talk.tx)
    if list(map(talk.facts.get, deciding)) == list(map(before.get, deciding)):
        return None
    programme = talk.around.shelf.programme(talk.tx, talk.client.programme)
    was = is_for(programme, talk.around.facts, before, talk.now)
    now = is_for(programme, talk.around.facts, talk.facts, talk.now)
    return now if any(was(rule) != now(rule) for rule in programme.rules) else None
