"""A contact falls due: asks again whether it may go out, and settles it with its effects."""

from datetime import datetime, time, timedelta
from typing import cast

from bot.clients import Client
from bot.contacts import OPEN, DueContact
from bot.dialogue.events import Start, Wake
from bot.dialogue.facts import Fact
from bot.dialogue.leaving import only_begun
from bot.messages import Message
from bot.outcomes import ANSWERED, last_told
from bot.ports import Transaction
from bot.scripts.fitting import is_for, with_values
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.actions.consent import has_consent
from bot.usecases.place_talks import OFFER_SCRIPT
from bot.usecases.planning import figures_as_text, plan_client
from bot.usecases.reaching import channel_for
from bot.usecases.replanning import keep_plan
from bot.usecases.sharing import CONTACT_CONSENT
from bot.usecases.talk import Talk
from scheduler.due import Cancel, Decision, Send, Situation, decide, settlement
from scheduler.plan import NOT_FOR_YOU, Anchor, version_for
from scheduler.records import changed
from scheduler.rules import AnchorName, Programme, Rule

UNANSWERED = "unanswered_check_ins"
"""The fact by which scripts know how many contacts in a row got no answer before this one."""

OVERTAKEN = frozenset({"schedule.rule-changed", "schedule.date-changed", NOT_FOR_YOU})
"""Reasons after which something else should have been planned in place of a contact."""

STILL_ANSWERING = timedelta(days=7)
"""So long after a person's first answer, or after the day that it was promised for, the assistant
keeps its weekly questions back."""

LASTING = ("adviser", "apply", "dossier")
"""Commands whose scripts stay open, although their question was not answered for long."""


def fall_due(
    tx: Transaction, around: Surroundings, contact: DueContact, now: datetime
) -> tuple[Message, ...]:
    """Send, defer, skip or cancel one claimed contact; return the messages to send.

    The claim may be old: the row counts as it stands once the client is held.
    """
    file = tx.client(contact.client, lock=True)
    current = tx.contact(contact.id)
    if file is None or current is None or current.state not in OPEN or current.due > now:
        return ()
    contact = current
    channel = channel_for(tx, file.client)
    talk = Talk(tx, around, file, now, channel, ACTIONS, weight="planned")
    programme = around.shelf.programme(tx, file.client.programme)
    talk.facts = with_values(programme, talk.facts, talk.now)
    decision = _decision(talk, contact, programme)
    _settle(tx, contact, decision, talk.moment)
    if isinstance(decision, Cancel) and decision.reason.key in OVERTAKEN:
        # Planned for what is no longer so: whatever came instead must stand in the plan.
        plan_client(tx, around, talk.client, talk.facts, talk.now)
    if not isinstance(decision, Send):
        return ()
    if talk.client.state == "paused":
        talk.change(state="active", paused_until=None)
    if UNANSWERED in around.facts:
        talk.facts[UNANSWERED] = Fact(talk.client.unanswered, talk.now, "scheduler")
    rule = programme.rule(contact.rule)
    script = rule.script if rule else contact.script
    if script:
        _make_way(talk)
    talk.take(Start(script) if script else Wake(contact.occurrence))
    if talk.messages:
        talk.change(unanswered=talk.client.unanswered + 1)
    keep_plan(talk)
    return talk.save()


def _make_way(talk: Talk) -> None:
    """Close what was asked and never answered, so that one question waits and not a row of them.

    What was begun is gone on with later. What leads to a person, to the application or to the
    consent to write at all is not closed: nobody would ask it again. Nor is a place that is
    still kept for the client.
    """
    if talk.conversation is None or not has_consent(talk, CONTACT_CONSENT):
        return
    scripts = talk.around.vocabulary.scripts
    lasting = [scripts.get(each, "") for each in LASTING]
    until = _offer_until(talk)
    if until is not None and until > talk.now:
        lasting.append(OFFER_SCRIPT)
    talk.conversation = only_begun(talk.conversation, lasting)


def _decision(talk: Talk, contact: DueContact, programme: Programme) -> Decision:
    situation = _situation(talk, contact, programme)
    return decide(
        contact,
        situation,
        now=talk.now,
        calendar=talk.around.calendar,
        quiet_hours=programme.quiet_hours,
    )


def _situation(talk: Talk, contact: DueContact, programme: Programme) -> Situation:
    rule = programme.rule(contact.rule)
    outcomes = talk.tx.outcomes(talk.client.id)
    told = last_told(outcomes)
    return Situation(
        rule=rule,
        anchor_version=version_for(rule, _anchors(talk.around, talk.client)) if rule else None,
        by_rule=bool(contact.anchor),
        is_for=rule is None or is_for(programme, talk.around.facts, talk.facts, talk.now)(rule),
        consent_given=has_consent(talk, CONTACT_CONSENT),
        stopped=talk.client.state == "stopped",
        ended=told == "work" or told in ANSWERED.get(rule.script if rule else "", ()),
        work_over=bool(outcomes) and told != "work",
        paused_until=_paused_until(talk),
        unreachable=not talk.tx.reachable(talk.client.id),
        handoff_open=_held_by_handoff(talk, rule),
        talk_under_way_since=_under_way_since(talk),
        offer_until=_offer_until(talk),
        last_client_message=talk.client.last_heard_at,
    )


def _held_by_handoff(talk: Talk, rule: Rule | None) -> bool:
    """Say whether a person's talk holds this up: what comes again can wait, a term cannot.

    An answer given some time ago holds nothing up any more: not every talk is closed. Nor does
    one that was promised long ago and never came.
    """
    if rule is not None and rule.repeat is None:
        return False
    handoff = talk.tx.active_handoff(talk.client.id)
    if handoff is None:
        return False
    if handoff.answered_at is not None:
        return talk.now - handoff.answered_at < STILL_ANSWERING
    return talk.now.date() <= handoff.promised_by + STILL_ANSWERING


def _anchors(around: Surroundings, client: Client) -> dict[AnchorName, Anchor]:
    known = {cast("AnchorName", n): Anchor(a.day, a.version) for n, a in client.anchors.items()}
    known.setdefault("enrolment", Anchor(around.calendar.local(client.enrolled_at).date()))
    return known


def _paused_until(talk: Talk) -> datetime | None:
    day = talk.client.paused_until
    return talk.around.calendar.local_moment(day, time(0)) if day else None


def _under_way_since(talk: Talk) -> datetime | None:
    """Return when the talk that waits for the client last moved, by either side."""
    conversation = talk.conversation
    if conversation is None or conversation.awaiting in ("nothing", "wake"):
        return None
    return conversation.last_at


def _offer_until(talk: Talk) -> datetime | None:
    """Return until when a free place is kept for the client, who must answer that first."""
    terms = [row.answer_by for row in talk.tx.registrations(client=talk.client.id)]
    return max((term for term in terms if term is not None), default=None)


def _settle(tx: Transaction, contact: DueContact, decision: Decision, now: datetime) -> None:
    outcome = settlement(decision)
    tx.save_contact(
        changed(
            contact,
            state=outcome.state,
            reason_key=outcome.reason.key if outcome.reason else contact.reason_key,
            reason_figures=figures_as_text(outcome.reason) or contact.reason_figures,
            due=outcome.due or contact.due,
            settled_at=None if outcome.state in OPEN else now,
        )
    )
