"""An adviser changes the last day of a client's WW, as they know it from a talk or from UWV."""

from datetime import date, datetime

from bot.dialogue.answers.day import FURTHEST_AHEAD, FURTHEST_BACK
from bot.dialogue.facts import Fact
from bot.errors import MaxWWError
from bot.messages import Message
from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.actions.planned import RECORDED
from bot.usecases.reaching import channel_for
from bot.usecases.replanning import keep_plan
from bot.usecases.talk import Talk

WW_END = "ww_end"


class FarAwayError(MaxWWError):
    """The last day of a WW cannot be this far away."""


def change_ww_end(
    tx: Transaction, around: Surroundings, client: str, day: date, now: datetime
) -> tuple[Message, ...]:
    """Keep another last day of the WW, plan the contacts again, and tell the client.

    The same day again changes nothing. A client who was erased is left alone.

    Raises FarAwayError when the day lies years from now.
    """
    if not -FURTHEST_BACK <= day - around.calendar.local(now).date() <= FURTHEST_AHEAD:
        raise FarAwayError(f"the last day of a WW cannot be {day}; give a day nearer to today")
    file = tx.client(client, lock=True)
    if file is None:
        return ()
    talk = Talk(tx, around, file, now, channel_for(tx, file.client), ACTIONS)
    if talk.value(WW_END) == day:
        return ()
    talk.facts[WW_END] = Fact(day, talk.now, RECORDED)
    keep_plan(talk)
    if talk.client.state != "stopped":
        talk.say("ww-end.changed", day=day)
    return talk.save()
