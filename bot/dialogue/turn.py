"""One turn at work: the place, the facts and the effects so far. Lives only inside `advance`."""

from dataclasses import replace
from datetime import date, datetime

from bot.dialogue.conversation import Answered, Awaiting, Conversation, Frame, Option
from bot.dialogue.effects import Button, Do, DropFact, Effect, PlanWake, Say, SetFact, Trouble
from bot.dialogue.facts import (
    Fact,
    FactDeclaration,
    Value,
    fact_as_json,
    figure_of,
    value_as_json,
    value_of_json,
)
from bot.dialogue.known import Known
from bot.dialogue.script import DEEPEST_CALL, MOST_STEPS_A_TURN, Condition, Script, Step, World
from bot.dialogue.wording import Figure, Wording, phrase, placeholder_names
from scheduler.records import changed

LONGEST_HISTORY = 20
"""Answers that `terug` can undo; the self-check asks at most 18."""


class Turn:
    """The working state of one turn; steps call its methods."""

    def __init__(
        self, world: World, conversation: Conversation, facts: dict[str, Fact], now: datetime
    ) -> None:
        self.world = world
        self.now = now
        self.facts = facts
        self.effects: list[Effect] = []
        self.frames = list(conversation.frames)
        self.awaiting: Awaiting = conversation.awaiting
        self.question = conversation.question
        self.tries = conversation.tries
        self._answered = list(conversation.answered)
        self._latest: Answered | None = None
        self.started_at = conversation.started_at
        self.recapped = conversation.recapped
        self.perhaps = tuple(value_of_json(each) for each in conversation.perhaps)
        self.rests = False
        self.passed: tuple[str, str] | None = None
        self._lead: list[Wording] = []
        self._script: Script | None = None
        self._script_of = ("", 0)

    # where we are

    @property
    def frame(self) -> Frame:
        """The place that speaks now."""
        return self.frames[-1]

    @property
    def script(self) -> Script:
        """The script that speaks now, in the revision this conversation is pinned to."""
        here = self.frames[-1]
        if self._script is None or (here.script, here.revision) != self._script_of:
            self._script = self.world.library.script(here.script, here.revision)
            self._script_of = here.script, here.revision
        return self._script

    @property
    def step(self) -> Step:
        """The step that speaks now."""
        return self.script.steps[self.frames[-1].step]

    def go(self, step: str) -> None:
        """Move to a step of this script; an empty name ends the script."""
        if step:
            here = self.frame
            self.frames[-1] = Frame(
                here.script, here.revision, step, here.asked, here.interrupted, 0, here.options
            )
        else:
            self.end()

    def enter(self, script: str) -> None:
        """Begin the current revision of a script on top of this place."""
        if self.awaiting != "nothing":
            self.frames[-1] = replace(self.frame, interrupted=True)
            self.awaiting = "nothing"
        if self._depth() >= DEEPEST_CALL:
            self.stumble(f"more than {DEEPEST_CALL} scripts call each other")
            return
        self.tries = 0
        entered = self.world.library.script(script)
        self.frames.append(Frame(entered.id, entered.revision, entered.start))

    def _depth(self) -> int:
        """Return how many scripts called each other to come here, since the last interruption."""
        places = [n for n, frame in enumerate(self.frames, start=1) if frame.interrupted]
        return len(self.frames) - (places[-1] if places else 0)

    def call(self, script: str, then: str) -> None:
        """Begin another script; afterwards this one goes on with a step, or is over."""
        if then:
            self.go(then)
        else:
            self.frames.pop()
        self.enter(script)

    def end(self) -> None:
        """Leave this script; the one below goes on, with a word when it was interrupted."""
        self.frames.pop()
        if not self.frames or not self.frame.interrupted:
            return
        if self.world.quiet or self.rests:
            self.awaiting = "held"
        else:
            self.pick_up()

    def unanswered_since(self) -> int | None:
        """Return the place that a talk broke into, when nothing was answered since then.

        Before the first answer that counts for the call for a person only: what was planned may
        have broken in as well, and is not left for what it broke into.
        """
        last = self.last_answered()
        broken_into = [n for n, frame in enumerate(self.frames[:-1]) if frame.interrupted]
        if not broken_into:
            return None
        place, top = broken_into[-1], broken_into[-1] + 1
        script = self.frames[top].script
        if last is None:
            return place if script == self.world.vocabulary.scripts.get("adviser") else None
        within = len(last.frames) > top and last.frames[place].interrupted
        return None if within and last.frames[top].script == script else place

    def leave_above(self, place: int) -> None:
        """Leave what broke in at a place, and go on there."""
        del self.frames[place + 1 :]
        self.tries = 0
        if self.world.quiet:
            self.awaiting = "held"
        else:
            self.pick_up()

    def pick_up(self) -> None:
        """Take up what was interrupted, and say what it is about."""
        self.awaiting = "nothing"
        self.frames[-1] = replace(self.frame, interrupted=False)
        if self.script.about:
            self.lead(phrase("engine.back-to", about=Wording(self.script.about)))

    def stumble(self, what: str) -> None:
        """Stop a script that does what it must not, and tell the client kindly."""
        self.effects.append(Trouble(self.frame.script, self.frame.step, what))
        self.frames.clear()
        self.say(phrase("engine.stumbled"))

    def run(self) -> None:
        """Run steps until something is awaited or the conversation has ended."""
        taken = 0
        while self.frames and self.awaiting == "nothing":
            taken += 1
            if taken > MOST_STEPS_A_TURN:
                self.stumble(f"more than {MOST_STEPS_A_TURN} steps without a question")
                return
            step = self.step
            if step.when is not None and not self.holds(step.when):
                self.go(step.next)
            else:
                step.run(self)

    # what is known

    @property
    def today(self) -> date:
        """The day of this turn."""
        return self.now.date()

    def declared(self, name: str) -> FactDeclaration:
        """Return the declaration of a fact."""
        return self.world.facts[name]

    @property
    def known(self) -> Known:
        """What is known at this moment."""
        asked = self.frames[-1].asked if self.frames else 0
        return Known(self.facts, self.world.facts, self.today, asked)

    def value(self, name: str) -> Value | None:
        """Return what is known of a fact, or None."""
        return self.known.value(name)

    def holds(self, condition: Condition) -> bool:
        """Say whether a condition holds, by the facts it names that are known."""
        return self.known.holds(condition)

    def set_fact(self, name: str, value: Value, *, source: str = "") -> None:
        """Keep a fact; its source is this script, when no other is named."""
        source = source or self.frame.script
        self._note_before(name)
        self.facts[name] = Fact(value, self.now, source)
        self.effects.append(SetFact(name, value, source, self.now))

    def drop_fact(self, name: str) -> None:
        """Forget a fact that does not hold any more, or whose question was passed over."""
        if name in self.facts:
            self._note_before(name)
            del self.facts[name]
            self.effects.append(DropFact(name))

    def _note_before(self, name: str) -> None:
        """Note with the latest answer how a fact was before it, once for each fact."""
        latest = self.last_answered()
        if latest is not None and not latest.barrier and name not in latest.before:
            known = self.facts.get(name)
            before = None if known is None else fact_as_json(known)
            self._latest = changed(latest, before={**latest.before, name: before})

    def restore_fact(self, name: str, before: Fact | None) -> None:
        """Put a fact back to what it was before an answer."""
        if before is not None:
            self.facts[name] = before
            self.effects.append(SetFact(name, before.value, before.source, before.at))
        elif self.facts.pop(name, None) is not None:
            self.effects.append(DropFact(name))

    # what is said and done

    def filled(self, wording: Wording) -> Wording:
        """Return a wording with the facts that its placeholders name."""
        names = placeholder_names(wording.text + wording.one)
        if not names:
            return wording
        figures: dict[str, Figure] = {"today": self.today}
        for name in names:
            declaration = self.world.facts.get(name)
            value = self.value(name)
            if declaration is not None and value is not None:
                figures[name] = figure_of(declaration, value)
        return changed(wording, figures={**figures, **wording.figures})

    def say(self, wording: Wording) -> None:
        """Say something."""
        self.effects.append(Say(self.filled(wording) if wording.text else wording))

    def lead(self, wording: Wording) -> None:
        """Put a line above the next question, in the same message."""
        self._lead.append(wording)

    def ask(
        self,
        wording: Wording,
        buttons: tuple[Button, ...],
        expects: str,
        awaiting: Awaiting = "answer",
    ) -> None:
        """Ask something and wait for the answer."""
        self.question += 1
        self.awaiting = awaiting
        lead = tuple(self._lead)
        self._lead.clear()
        self.effects.append(Say(self.filled(wording), buttons, self.question, expects, lead))

    def do(self, action: str, parameters: dict[str, str]) -> None:
        """Ask for something outside the talk and wait until it was applied."""
        self.awaiting = "outcome"
        self.effects.append(Do(action, parameters))

    def wait(self, days: int) -> None:
        """Wait for days to pass."""
        self.question += 1
        self.frames[-1] = replace(self.frame, wake=self.question)
        self.awaiting = "wake"
        self.effects.append(PlanWake(days, self.question))

    def remember(self) -> None:
        """Note the place before an answer, so that it can be undone with all it changes."""
        self._keep_latest()
        self._latest = Answered(tuple(self.frames))

    def bar(self, action: str) -> None:
        """Note that an action cannot be undone by going back past it."""
        self._answered.clear()
        self._latest = Answered(tuple(self.frames), barrier=action)

    def last_answered(self) -> Answered | None:
        """Return the latest answered question, if one can be taken back."""
        if self._latest is None and self._answered:
            self._latest = Answered.read(self._answered.pop())
        return self._latest

    def forget_last_answered(self) -> None:
        """Drop the latest answered question; the one before it is the latest now."""
        self._latest = None

    def forget_answers(self) -> None:
        """Drop the whole history, because the talk begins anew."""
        self._answered.clear()
        self._latest = None

    def _keep_latest(self) -> None:
        if self._latest is not None:
            self._answered.append(self._latest)
            del self._answered[:-LONGEST_HISTORY]
            self._latest = None

    def saved(self) -> Conversation | None:
        """Return the conversation to keep, or None when it has ended."""
        if not self.frames:
            return None
        self._keep_latest()
        return Conversation(
            frames=tuple(self.frames),
            started_at=self.started_at,
            last_at=self.now,
            awaiting=self.awaiting,
            question=self.question,
            tries=self.tries,
            answered=tuple(self._answered),
            recapped=self.recapped,
            perhaps=tuple(map(value_as_json, self.perhaps)) if self.awaiting == "guess" else (),
        )

    def offered(self) -> dict[str, str]:
        """Return the answers that an effect offered in this script, by id, with their labels."""
        return {option.id: option.label for option in self.frame.options}

    def moments(self) -> dict[str, datetime]:
        """Return when what was offered takes place, by id, where it does."""
        offered = self.frame.options
        return {each.id: datetime.fromisoformat(each.starts) for each in offered if each.starts}

    def offer(self, options: tuple[Option, ...]) -> None:
        """Keep answers that an effect offered, for the next question."""
        self.frames[-1] = replace(self.frame, options=options)
