"""One client's turn inside a transaction: runs the engine and applies what it decides."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.clients import Client, ClientFile
from bot.contacts import WAKE, DueContact
from bot.dialogue.effects import Do, DropFact, Effect, Heard, PlanWake, Say, SetFact, Trouble
from bot.dialogue.engine import advance
from bot.dialogue.events import Applied, Event, Interrupt, Start
from bot.dialogue.facts import UNKNOWN, Fact, Value
from bot.dialogue.script import World
from bot.dialogue.wording import Wording
from bot.entitlement import Answers, Verdict
from bot.messages import Author, Choice, Message, Weight
from bot.ports import Transaction
from bot.step_counts import Place, count_turn
from bot.surroundings import Surroundings
from scheduler.records import changed

log = logging.getLogger(__name__)

WAKE_STAYS_USEFUL = timedelta(days=60)
"""A wait that could not end for so long is settled with a reason instead."""

ASKED = "asked_question"
"""The fact that holds a question while it is looked up."""

WORDS_FOR_PERSON = "question_text"
"""The fact that scripts ask for on behalf of the person: its answer is for that person."""

OF_ONE_TALK = (ASKED, "question_ready")
"""Facts that are forgotten when nothing is under way any more."""

MOST_ACTIONS_A_TURN = 40
"""Actions without a question in between; more means that a script goes round in circles."""


@dataclass
class Talk:
    """The working state of one turn; use cases make one, let it take events, and save it.

    `quiet`: a person has this conversation. `update`: the client's message that this turn is
    about, without its words, so that it is recognised when it comes again after an erasure.
    """

    tx: Transaction
    around: Surroundings
    file: ClientFile
    now: datetime
    channel: str
    actions: Mapping[str, "Action"]
    messages: list[Message] = field(default_factory=list)
    heard: str = ""
    erased: bool = False
    quiet: bool = False
    update: Message | None = None
    weight: Weight = "reply"

    def __post_init__(self) -> None:
        """Take the file apart for the turn.

        `now` becomes the client's local time; `moment` is the same as the store keeps it.
        """
        self.client: Client = self.file.client
        self.facts: dict[str, Fact] = dict(self.file.facts)
        self.finished: Mapping[str, Fact] = self.file.finished
        self.conversation = self.file.conversation
        self.moment = self.now.astimezone(UTC)
        self.now = self.around.calendar.local(self.now)
        self.verdict: tuple[Answers, Verdict] | None = None
        self._asked = self.client.asked
        self._actions = 0
        self._world: World | None = None
        self._world_for = ("", False)
        self._passed: list[Place] = []
        self._begun: set[str] = set()

    def take(self, event: Event) -> None:
        """Let an event happen, with everything that follows from it in this transaction."""
        turned = advance(self.world, self.conversation, self.facts, event, self.now, self._asked)
        self.conversation = turned.conversation
        if isinstance(event, Start | Interrupt):
            self._begun.add(event.script)
        if turned.passed is not None:
            self._passed.append(turned.passed)
        for effect in turned.effects:
            outcome = self._apply(effect)
            if outcome is not None:
                self.take(outcome)

    @property
    def world(self) -> World:
        """What the engine needs to know, in the client's language of this moment."""
        manner = self.client.language, self.quiet
        if self._world is None or self._world_for != manner:
            self._world = self.around.world(self.tx, self.client.language, quiet=self.quiet)
            self._world_for = manner
        return self._world

    def _apply(self, effect: Effect) -> Applied | None:
        match effect:
            case Say():
                self._say(effect)
            case Heard(wording):
                self.heard = self.written(wording)
            case SetFact(name, value, source, at):
                self.facts[name] = Fact(value, at, source)
            case DropFact(name):
                self.facts.pop(name, None)
            case PlanWake(days, key):
                self._plan_wake(days, key)
            case Trouble(script, step, what):
                log.error("Script %s stumbled at step %s: %s", script, step, what)
            case Do(action, parameters):
                return self._do(action, parameters)
        return None

    def _do(self, action: str, parameters: Mapping[str, str]) -> Applied | None:
        """Apply an action; a script that goes round without a question is stopped."""
        self._actions += 1
        if self._actions <= MOST_ACTIONS_A_TURN:
            return self.actions[action](self, parameters)
        log.error("A script did more than %d actions without a question", MOST_ACTIONS_A_TURN)
        self.conversation = None
        self.say("engine.stumbled")
        return None

    def _say(self, effect: Say) -> None:
        self._asked = max(self._asked, effect.question)
        lines = [self.written(wording) for wording in (*effect.lead, effect.wording)]
        choices = tuple(
            Choice(f"{effect.question}:{button.id}", self.written(button.label))
            for button in effect.buttons
        )
        self.add("bot", "\n".join(lines), choices=choices, expects=effect.expects)

    def add(
        self,
        author: Author,
        text: str,
        *,
        author_name: str = "",
        choices: tuple[Choice, ...] = (),
        expects: str = "",
    ) -> None:
        """Add a message to the client."""
        self.messages.append(
            Message(
                client=self.client.id,
                author=author,
                text=text,
                at=self.moment,
                channel=self.channel,
                state="pending",
                author_name=author_name,
                choices=choices,
                expects=expects,
                weight=self.weight,
            )
        )

    def say(self, key: str, **figures: object) -> None:
        """Say a phrase of the program."""
        known = {"today": self.now.date(), **figures} if figures else {}
        self.add("bot", self.around.phrasebook.say(key, known, self.client.language))

    def written(self, wording: Wording) -> str:
        """Return a wording in the client's language."""
        return self.around.phrasebook.render(wording, self.client.language)

    def value(self, name: str) -> Value | None:
        """Return what is known of a fact; None when it is not, also when the client said so."""
        fact = self.facts.get(name)
        return None if fact is None or fact.value == UNKNOWN else fact.value

    def _plan_wake(self, days: int, key: int) -> None:
        self._asked = max(self._asked, key)
        due = self.now + timedelta(days=days)
        contact = DueContact(
            client=self.client.id,
            rule=WAKE,
            script="",
            anchor="",
            anchor_version=0,
            occurrence=key,
            due=due,
            useful_until=due + WAKE_STAYS_USEFUL,
        )
        self.tx.add_contacts([contact])

    def change(self, **changes: object) -> None:
        """Change the client's record."""
        self.client = changed(self.client, **changes)

    def save(self, heard: Message | None = None) -> tuple[Message, ...]:
        """Keep everything of this turn; return the messages with their ids."""
        if self.erased:
            return tuple(self.messages)
        questions, counts = count_turn(
            self.client.questions,
            self.file.conversation,
            self.conversation,
            self._passed,
            self._begun,
            self.now.date(),
        )
        if (self._asked, questions) != (self.client.asked, self.client.questions):
            self.change(asked=self._asked, questions=questions)
        for name in OF_ONE_TALK if self.conversation is None else ():
            self.facts.pop(name, None)
        file = ClientFile(self.client, self.facts, self.conversation, self.finished)
        self.tx.save_client(file)
        kept = self.tx.add_messages([*([heard] if heard else []), *self.messages])
        self.tx.count_steps(counts)  # last: others wait for the same counts until the commit
        return kept


Action = Callable[[Talk, Mapping[str, str]], Applied]
"""Applies one action of a script and says what became known."""
