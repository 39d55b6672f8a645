"""Bijstand and its neighbours: answers and norms in, a verdict with reasons out; pure."""

from bot.entitlement.answers import KEYS, AnswerProblem, Answers, AnswersError
from bot.entitlement.as_json import verdict_as_json
from bot.entitlement.check import check, other_help
from bot.entitlement.citations import Citation, citation
from bot.entitlement.money import ESTIMATED, EXACT, Precision
from bot.entitlement.norms import DatedValue, Norms, NormTable, Parameter
from bot.entitlement.others import tw_minimum
from bot.entitlement.verdict import (
    Advice,
    Apply,
    Bijstand,
    Indication,
    NormsUsed,
    OtherScheme,
    Reason,
    Signpost,
    Verdict,
)

__all__ = [
    "ESTIMATED",
    "EXACT",
    "KEYS",
    "Advice",
    "AnswerProblem",
    "Answers",
    "AnswersError",
    "Apply",
    "Bijstand",
    "Citation",
    "DatedValue",
    "Indication",
    "NormTable",
    "Norms",
    "NormsUsed",
    "OtherScheme",
    "Parameter",
    "Precision",
    "Reason",
    "Signpost",
    "Verdict",
    "check",
    "citation",
    "other_help",
    "tw_minimum",
    "verdict_as_json",
]
