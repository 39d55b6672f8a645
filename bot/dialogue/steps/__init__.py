"""The kinds of step, one file each; a new kind is one file here, one reader and one case file."""

from bot.dialogue.steps.ask import NONE_OF_THESE, Ask
from bot.dialogue.steps.call import Call
from bot.dialogue.steps.choose import Branch, Choose
from bot.dialogue.steps.do import DoAction
from bot.dialogue.steps.end import End
from bot.dialogue.steps.go import Go
from bot.dialogue.steps.say import SayText
from bot.dialogue.steps.set_fact import SetFactTo
from bot.dialogue.steps.wait import Wait

STEP_KINDS = (SayText, Ask, Choose, Go, Call, SetFactTo, DoAction, Wait, End)

__all__ = [
    "NONE_OF_THESE",
    "STEP_KINDS",
    "Ask",
    "Branch",
    "Call",
    "Choose",
    "DoAction",
    "End",
    "Go",
    "SayText",
    "SetFactTo",
    "Wait",
]
