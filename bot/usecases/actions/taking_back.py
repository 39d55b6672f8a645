"""A client takes a consent back: it works at once, in the transaction in which they say so."""

from collections.abc import Mapping
from dataclasses import replace

from bot.dialogue.conversation import Option
from bot.dialogue.events import Applied
from bot.dialogue.facts import Fact
from bot.dialogue.wording import Wording
from bot.dossier import TRANSFER, agreed_facts
from bot.handoff import Handoff
from bot.records import Consent
from bot.usecases.actions.handing_on import withdraw_dossier
from bot.usecases.notifying import SILENCE, tell_withdrawn
from bot.usecases.sharing import (
    CONTACT_CONSENT,
    OWN_WORDS,
    SESSION_NAME,
    SHARE_ANSWERS,
    SHARE_QUESTION,
    WITHDRAWN,
    standing,
)
from bot.usecases.talk import Talk

PURPOSES: Mapping[str, str] = {
    "contact": CONTACT_CONSENT,
    "share": SHARE_QUESTION,
    "share_answers": SHARE_ANSWERS,
    "session_name": SESSION_NAME,
}
"""What a client can take back, as scripts call it, and the purpose of that consent."""
ABOUT_QUESTIONS = frozenset({"share", "share_answers"})
"""What a person has a question, or sees answers, by."""
DOSSIER = "dossier"
"""All answers together that were handed on; one by one they are taken back in their own talk."""
AGAIN = "contact_again"
"""To be written to again, after that consent was taken back."""
FACTS: Mapping[str, str] = {
    "contact": "consent_contact",
    "share": "consent_share",
    "share_answers": "share_answers",
    "session_name": "session_name",
}
"""The facts in which scripts keep the client's yes."""


def standing_consents(talk: Talk) -> tuple[str, ...]:
    """Return what a client said yes to and did not take back, as scripts call it."""
    consents = talk.tx.consents(talk.client.id)
    given = standing(consents)
    found = tuple(name for name, purpose in PURPOSES.items() if purpose in given)
    return (*found, DOSSIER) if agreed_facts(consents) else found


def offer_consents(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Offer the consents that stand, to take back; and what else the next question has.

    Who took back that they are written to is offered that again.
    """
    labels = talk.around.facts[parameters["fact"]].choices
    stands = (*standing_consents(talk), *((AGAIN,) if _may_be_asked_again(talk) else ()))
    only_then = (*PURPOSES, DOSSIER, AGAIN)
    offered = [name for name in labels if name in stands or name not in only_then]
    options = tuple(Option(name, talk.written(Wording(labels[name]))) for name in offered)
    return Applied(options=options)


def _may_be_asked_again(talk: Talk) -> bool:
    """Say whether a client agreed to be written to once, and has said no since."""
    consents = talk.tx.consents(talk.client.id)
    said = [each.given for each in consents if each.purpose == CONTACT_CONSENT]
    return any(said) and not said[-1]


def withdraw_consent(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Take back the consent that a fact names; no adviser sees from then on what it was for.

    A question that a person had goes back to the assistant. Who is in danger keeps that person.
    """
    named = str(talk.value(parameters["fact"]) or "")
    if named not in standing_consents(talk):
        return Applied()
    label = talk.written(Wording(talk.around.facts[parameters["fact"]].choices[named]))
    say = talk.around.phrasebook.say
    text = say("data.taken-back", {"label": label}, talk.client.language)
    talk.tx.add_consent(Consent(talk.client.id, WITHDRAWN, True, text, talk.now))
    if named == DOSSIER:
        return withdraw_dossier(talk, {})
    # an adviser sees answers only beside a question
    for name in (named, "share_answers") if named == "share" else (named,):
        if name in standing_consents(talk):
            purpose = PURPOSES[name]
            talk.tx.add_consent(Consent(talk.client.id, purpose, False, text, talk.now))
        if FACTS[name] in talk.facts:
            talk.facts[FACTS[name]] = Fact(False, talk.now, talk.facts[FACTS[name]].source)
    if named in ABOUT_QUESTIONS:
        _close(talk, named)
    return Applied()


def _close(talk: Talk, named: str) -> None:
    """Let no handoff share any more what was taken back; end those that were about a question."""
    for handoff in talk.tx.handoffs():
        if handoff.client != talk.client.id or handoff.topic == TRANSFER:
            continue
        kept = tuple(name for name in handoff.shared_facts if name in OWN_WORDS)
        left = replace(handoff, shared_facts=kept if named == "share_answers" else ())
        if named == "share" and _ends(handoff):
            tell_withdrawn(talk.tx, talk.around.calendar, handoff, talk.now)
            left = left.give_back(talk.now)
        if left != handoff:
            talk.tx.save_handoff(left)
    talk.quiet = talk.tx.active_handoff(talk.client.id) is not None


def _ends(handoff: Handoff) -> bool:
    return handoff.active and handoff.urgency != "urgent" and handoff.topic != SILENCE
