"""What scripts can have done, one applier for each action of `bot.dialogue.effects.ACTIONS`."""

from collections.abc import Mapping

from bot.usecases.actions.answering import find_answer
from bot.usecases.actions.calling import add_number, look_up_call
from bot.usecases.actions.channels import leave_channel, offer_channel
from bot.usecases.actions.consent import record_consent
from bot.usecases.actions.entitlement import (
    check_entitlement,
    explain_entitlement,
    keep_result,
    list_papers,
)
from bot.usecases.actions.handing_on import (
    gather_dossier,
    keep_dossier,
    look_up_dossier,
    offer_dossier,
    withdraw_dossier,
)
from bot.usecases.actions.handing_over import hand_over
from bot.usecases.actions.meeting import (
    answer_offer,
    cancel_session,
    keep_needs,
    look_up_attendance,
    look_up_session,
    offer_needs,
    offer_sessions,
    register_session,
)
from bot.usecases.actions.meeting_details import tell_session
from bot.usecases.actions.own_data import forget, set_language, show_my_data
from bot.usecases.actions.pausing import (
    leave_for_now,
    look_up_talk,
    pause,
    start_again,
    stop,
)
from bot.usecases.actions.planned import plan_contacts, record_outcome, take_back_outcome
from bot.usecases.actions.selecting import check_selection
from bot.usecases.actions.taking_back import offer_consents, withdraw_consent
from bot.usecases.actions.whereabouts import find_municipality
from bot.usecases.talk import Action

ACTIONS: Mapping[str, Action] = {
    "check-entitlement": check_entitlement,
    "explain-entitlement": explain_entitlement,
    "offer-channel": offer_channel,
    "leave-channel": leave_channel,
    "keep-result": keep_result,
    "list-papers": list_papers,
    "find-municipality": find_municipality,
    "check-selection": check_selection,
    "offer-sessions": offer_sessions,
    "register-session": register_session,
    "cancel-session": cancel_session,
    "look-up-session": look_up_session,
    "offer-needs": offer_needs,
    "keep-needs": keep_needs,
    "tell-session": tell_session,
    "answer-offer": answer_offer,
    "look-up-attendance": look_up_attendance,
    "hand-over": hand_over,
    "look-up-call": look_up_call,
    "add-number": add_number,
    "look-up-dossier": look_up_dossier,
    "offer-dossier": offer_dossier,
    "gather-dossier": gather_dossier,
    "keep-dossier": keep_dossier,
    "withdraw-dossier": withdraw_dossier,
    "record-consent": record_consent,
    "offer-consents": offer_consents,
    "withdraw-consent": withdraw_consent,
    "plan": plan_contacts,
    "record-outcome": record_outcome,
    "take-back-outcome": take_back_outcome,
    "pause": pause,
    "look-up-talk": look_up_talk,
    "leave-for-now": leave_for_now,
    "stop": stop,
    "start-again": start_again,
    "forget": forget,
    "show-my-data": show_my_data,
    "set-language": set_language,
    "find-answer": find_answer,
}
"""An applier for every action; a test compares this with the actions that the engine knows."""

__all__ = ["ACTIONS"]
