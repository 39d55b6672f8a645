"""The dossier in a talk: what can be handed on, what the client ticks, and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.advisers import Adviser
from bot.dialogue.conversation import Option
from bot.dialogue.effects import DOSSIER_CHOSEN
from bot.dialogue.events import Applied
from bot.dialogue.facts import Value
from bot.dialogue.wording import Wording, phrase
from bot.dossier import agreed_facts, purpose_for, purpose_of, receiver
from bot.handoff import Handoff
from bot.records import Consent
from bot.scripts.text_checks import LONGEST_TICK
from bot.usecases.actions.consent import last_question
from bot.usecases.actions.handing_over import present_adviser
from bot.usecases.assigning import wish_of
from bot.usecases.dossier import known_names, label_of, lines_of, transfers
from bot.usecases.notifying import adviser_of
from bot.usecases.talk import Talk

LONGEST_SUMMARY = 230
"""Characters of the answers that are named in one message; of the others it says how many."""


def look_up_dossier(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Look up what can be handed on, what was, and to whom; nothing is ticked yet.

    That is who has the answers already, else an adviser of the municipality, else the fixed one.
    """
    adviser = _to_whom(talk)
    known: dict[str, Value] = {
        "dossier_new": len(_new(talk)),
        "dossier_given": len(_given(talk)),
        "dossier_to": adviser.id if adviser else "",
        "dossier_adviser": adviser.first_name if adviser else "",
        "dossier_organisation": adviser.organisation if adviser else "",
    }
    return Applied({**known, **dict.fromkeys(DOSSIER_CHOSEN, ())})


def offer_dossier(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Offer the answers of one group to tick: those that are new, or those that were given."""
    names = _new(talk) if parameters["part"] == "new" else _given(talk)
    own = [
        name
        for name in names
        if name in talk.around.facts and talk.around.facts[name].dossier == parameters["group"]
    ]
    values = {
        line.fact: f": {line.text}"
        for line in lines_of(talk.tx, talk.around, own, talk.facts, talk.client.language)
    }
    options = tuple(Option(name, _tick(_label(talk, name) + values.get(name, ""))) for name in own)
    return Applied({"dossier_offered": len(options)}, options=options)


def gather_dossier(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Put together what was ticked in all groups, and say it once more."""
    possible = {*_new(talk), *_given(talk)}
    ticked = tuple(
        name
        for group in DOSSIER_CHOSEN
        if isinstance(chosen := talk.value(group), tuple)
        for name in chosen
        if name in possible
    )
    says = (_summary(talk, ticked),) if ticked else ()
    return Applied({"dossier_ticked": ticked, "dossier_count": len(ticked)}, says=says)


def keep_dossier(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Keep a consent for each answer that was ticked, with the text that the client saw.

    A no is kept too; it takes nothing back that was handed on before. A yes is worth nothing when
    whom it was given for has left meanwhile.
    """
    given = talk.value(parameters["fact"]) is True
    adviser = adviser_of(talk.tx, str(talk.value("dossier_to") or ""))
    if given and (adviser is None or adviser.left):
        return Applied({"dossier_kept": False})
    asked = last_question(talk)
    if given and adviser is not None:
        to_whom = purpose_for(adviser.id)
        talk.tx.add_consent(Consent(talk.client.id, to_whom, True, asked, talk.now))
    before = () if given else _given(talk)
    names = [name for name in _ticked(talk, "dossier_ticked") if name not in before]
    for line in lines_of(talk.tx, talk.around, names, talk.facts, talk.client.language):
        text = f"{asked}\n{line.label}: {line.text}"
        talk.tx.add_consent(Consent(talk.client.id, purpose_of(line.fact), given, text, talk.now))
    return Applied({"dossier_kept": given})


def withdraw_dossier(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Take back the answers that a fact names, or all of them: no adviser sees them any more."""
    given = _given(talk)
    names = _ticked(talk, parameters["fact"]) if "fact" in parameters else given
    back = [name for name in names if name in given]
    say = talk.around.phrasebook.say
    for name in back:
        text = say("dossier.taken-back", {"label": _label(talk, name)}, talk.client.language)
        talk.tx.add_consent(Consent(talk.client.id, purpose_of(name), False, text, talk.now))
    for handoff in transfers(talk.tx, talk.client.id):
        left = tuple(name for name in handoff.shared_facts if name not in back)
        if left != handoff.shared_facts:
            talk.tx.save_handoff(replace(handoff, shared_facts=left))
    return Applied()


def _to_whom(talk: Talk) -> Adviser | None:
    running = _running(talk)
    if running is not None:
        return adviser_of(talk.tx, running.adviser)
    advisers = talk.tx.advisers()
    today = talk.now.date()
    wish = wish_of(talk.client, talk.facts, today)
    municipal = receiver(wish, advisers, talk.tx.caseloads(), today)
    return municipal or present_adviser(talk, advisers)


def _running(talk: Talk) -> Handoff | None:
    """Return the handoff with the answers that has not ended, if there is one."""
    return next((each for each in transfers(talk.tx, talk.client.id) if each.active), None)


def _given(talk: Talk) -> tuple[str, ...]:
    return agreed_facts(talk.tx.consents(talk.client.id))


def _new(talk: Talk) -> tuple[str, ...]:
    """Return what can be handed on and does not lie with its receiver already."""
    running = _running(talk)
    held = set(running.shared_facts if running else ()) & set(_given(talk))
    return tuple(name for name in known_names(talk.around, talk.facts) if name not in held)


def _ticked(talk: Talk, fact: str) -> tuple[str, ...]:
    chosen = talk.value(fact)
    return chosen if isinstance(chosen, tuple) else ()


def _label(talk: Talk, name: str) -> str:
    return label_of(talk.around, name, talk.client.language)


def _tick(text: str) -> str:
    return text if len(text) <= LONGEST_TICK else text[: LONGEST_TICK - 1] + "…"


def _summary(talk: Talk, names: Sequence[str]) -> Wording:
    """Say what was chosen, as many answers by name as fit."""
    labels = [Wording(talk.around.facts[name].label) for name in names]
    fitting, length = 0, 0
    for label in labels:
        length += len(talk.written(label)) + len(", ")
        fitting += length <= LONGEST_SUMMARY
    shown, more = tuple(labels[:fitting]), len(labels) - fitting
    key = "dossier.chosen-and-more" if more else "dossier.chosen"
    return phrase(key, labels=shown, more=more)
