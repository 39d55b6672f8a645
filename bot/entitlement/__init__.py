"""Bijstand and its neighbours: answers and norms in, a verdict with reasons out; pure."""

from bot.entitlement.answers import KEYS, AnswerProblem, Answers, AnswersError
from bot.entitlement.as_json import verdict_as_json
from bot.entitlement.check import check
from bot.entitlement.norms import DatedValue, Norms, NormTable, Parameter
from bot.entitlement.verdict import (
    Apply,
    Bijstand,
    Indication,
    NormsUsed,
    OtherScheme,
    Reason,
    Verdict,
)

__all__ = [
    "KEYS",
    "AnswerProblem",
    "Answers",
    "AnswersError",
    "Apply",
    "Bijstand",
    "DatedValue",
    "Indication",
    "NormTable",
    "Norms",
    "NormsUsed",
    "OtherScheme",
    "Parameter",
    "Reason",
    "Verdict",
    "check",
    "verdict_as_json",
]
