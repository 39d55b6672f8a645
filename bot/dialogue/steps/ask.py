"""The step `ask`: one question whose answer becomes a fact.

- id: household
  ask: Met wie woont u in één huis?
  fact: household
  why: De hoogte van bijstand hangt af van met wie u woont.
  then:
    couple: partner
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import ClassVar

from bot.dialogue.answers import PARSERS, NotUnderstood, Question
from bot.dialogue.answers.amounts import outside_range
from bot.dialogue.answers.named import named_in
from bot.dialogue.effects import Button
from bot.dialogue.facts import UNKNOWN, FactDeclaration, Value, figure_of
from bot.dialogue.script import LONGEST_MESSAGE, Condition
from bot.dialogue.steps.buttons import NO, NOT_KNOWN, PERSON, WHY, YES, buttons_of
from bot.dialogue.turn import Turn
from bot.dialogue.vocabulary import normal
from bot.dialogue.wording import Figure, Wording, phrase
from scheduler.records import changed

MOST_REPEATS = 2
"""Times that a question is put again after an answer that was not understood."""

NONE_OF_THESE = "none-of-these"
"""The button for who meant none of what was supposed; no choice of a fact has a name like it."""

OTHERWISE = "otherwise"
SKIPPED = "skipped"


@dataclass(frozen=True)
class Ask:
    """Asks, understands the answer, keeps it, and goes where the answer leads.

    What was answered earlier in this talk is not asked again; what is known from an earlier
    talk is confirmed first, unless the fact is declared otherwise. `also`: other words for a
    choice. `anew`: asked although it is known; kept without a new answer. `within`: the fact
    whose chosen range holds this amount. `apart`: what to say about words for something else
    than is asked. `told`: the step for words that are no answer but tell what goes before.
    """

    kind: ClassVar[str] = "ask"
    id: str
    wording: Wording
    fact: str
    choices: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str] = field(default_factory=dict)
    then: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    hint: str = ""
    required: bool = False
    unknown_button: bool = True
    why_button: bool = True
    offered: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    must_be: str = ""
    anew: bool = False
    within: str = ""
    apart: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    when: Condition | None = None
    next: str = ""

    @property
    def exits(self) -> tuple[str, ...]:
        """Every step that an answer leads to, and the next one."""
        return (*self.then.values(), *self.told.values(), self.next)

    def run(self, turn: Turn) -> None:
        """Ask, confirm, or pass on with what was answered earlier in this talk."""
        known = turn.facts.get(self.fact)
        again = turn.declared(self.fact).again
        if known is None or again == "ask" or self.anew:
            self.put(turn)
        elif again == "keep" or known.at >= turn.started_at:
            self.lead_on(turn, known.value)
        elif known.value == UNKNOWN:
            self.put(turn)
        else:
            self.confirm(turn, known.value)

    def put(self, turn: Turn) -> None:
        """Put the question; without anything to choose from, this talk ends with a word."""
        if self.offered and not turn.offered():
            turn.say(phrase("engine.nothing-offered"))
            turn.end()
            return
        total = turn.script.questions
        if total:
            number = turn.frame.asked + 1
            key = "engine.progress" if number <= total else "engine.progress-more"
            turn.lead(phrase(key, number=number, total=total))
        turn.ask(self.wording, self.buttons(turn), turn.declared(self.fact).kind)

    def confirm(self, turn: Turn, known: Value) -> None:
        """Say what is remembered and ask whether it still holds."""
        declaration = turn.declared(self.fact)
        remembered = phrase(
            "engine.confirm",
            label=Wording(declaration.label),
            value=figure_of(self._labelled(declaration), known),
        )
        turn.ask(remembered, self.confirmations(), "yes-no", "confirmation")

    def confirmations(self) -> tuple[Button, ...]:
        """Return the answers to a confirmation."""
        return (YES, NO)

    def shown_buttons(self, turn: Turn) -> tuple[Button, ...]:
        """Return the buttons under the message that waits for an answer now."""
        if turn.awaiting == "confirmation":
            return self.confirmations()
        if turn.awaiting == "guess":
            return self.guesses(turn)
        return self.rescues(turn) if turn.awaiting == "rescue" else self.buttons(turn)

    def buttons(self, turn: Turn) -> tuple[Button, ...]:
        """Return the answers that can be pressed, the two small ones last.

        After a second answer that was not understood, a person stands in the place of the reason.
        """
        found = list(self.answers(turn))
        if self.unknown_button and not self.required:
            found.append(NOT_KNOWN)
        if self.offers_a_person(turn):
            found.append(PERSON)
        elif self.why and self.why_button:
            found.append(WHY)
        return tuple(found)

    def answers(self, turn: Turn) -> tuple[Button, ...]:
        """Return the answers themselves, where there are some to choose from."""
        kind = turn.declared(self.fact).kind
        if kind == "yes-no":
            return (YES, NO)
        if kind not in ("choice", "choices"):
            return ()
        return buttons_of(tuple(self.labels(turn).items()))

    def labels(self, turn: Turn) -> Mapping[str, str]:
        """Return the choices with their labels in the source language."""
        if self.offered:
            return turn.offered()
        return self.choices or turn.declared(self.fact).choices

    def read(self, turn: Turn, text: str) -> Value | NotUnderstood:
        """Understand a typed answer."""
        aside = named_in(text, self.apart, turn.world.vocabulary)
        if aside and not self.means_in_other_words(turn, text):
            return NotUnderstood("engine.set-apart", {"text": Wording(aside)})
        value = PARSERS[turn.declared(self.fact).kind](text, self.question(turn))
        if not isinstance(value, NotUnderstood):
            said_twice = turn.awaiting == "guess" and value in turn.perhaps
            if not self.within or said_twice:
                return value
            chosen = turn.value(self.within)
            return outside_range(value, turn.declared(self.within), chosen) or value
        heard = named_in(text, turn.declared(self.fact).heard, turn.world.vocabulary)
        return heard if heard in self.labels(turn) else value

    def told_in(self, turn: Turn, text: str) -> str:
        """Return the step for what a text tells that is no answer, or an empty string."""
        return named_in(text, self.told, turn.world.vocabulary)

    def turn_to(self, turn: Turn, step: str) -> None:
        """Go on with what was told; the question stays without an answer."""
        turn.remember()
        turn.passed = (turn.frame.script, self.id)
        turn.awaiting, turn.tries = "nothing", 0
        turn.go(step)

    def question(self, turn: Turn) -> Question:
        """Return what has to be known of this question to read an answer to it."""
        written = turn.world.written
        shown = {c: written(Wording(label)) for c, label in self.labels(turn).items()}
        declaration = turn.declared(self.fact)
        return Question(
            vocabulary=turn.world.vocabulary,
            today=turn.today,
            choices=shown,
            least=self.least,
            most=self.most,
            must_be=self.must_be,
            also={**declaration.also, **self.also},
            amounts=declaration.amounts,
            brief=declaration.brief,
            moments=turn.moments() if self.offered else {},
            reading=declaration.reading,
        )

    def means_in_other_words(self, turn: Turn, text: str) -> str:
        """Return the choice that other words than its label mean, when these are all of a text."""
        choice = {**turn.declared(self.fact).also, **self.also}.get(normal(text), "")
        return choice if choice in self.labels(turn) else ""

    def ticks_in_words(self, turn: Turn, text: str) -> bool:
        """Say whether a text is only choices of a list by label or number, or a word for none."""
        if turn.declared(self.fact).kind != "choices":
            return False
        labels = self.labels(turn).values()
        shown = {normal(turn.world.written(Wording(label))) for label in labels}
        known = shown | {str(number) for number in range(1, len(shown) + 1)}
        parts = [normal(part) for part in text.split(",")]
        return normal(text) in turn.world.vocabulary.nothing or all(p in known for p in parts)

    def pressed(self, turn: Turn, choice: str) -> Value | None:
        """Return the value of a pressed button, or None when there is no such button."""
        kind = turn.declared(self.fact).kind
        if kind == "yes-no":
            return {"yes": True, "no": False}.get(choice)
        labels = self.labels(turn)
        if kind == "choices":
            parts = tuple(part for part in labels if part in choice.split(","))
            return parts if all(part in labels for part in choice.split(",") if part) else None
        return choice if choice in labels else None

    def answer(self, turn: Turn, value: Value) -> None:
        """Keep an answer and go where it leads."""
        if self.anew and value == UNKNOWN:
            self.skip(turn)
            return
        turn.remember()
        turn.set_fact(self.fact, value)
        self.leave(turn, value)

    def correct(self, turn: Turn) -> None:
        """Forget what no longer holds, and put the question."""
        turn.remember()
        turn.drop_fact(self.fact)
        turn.awaiting, turn.tries = "nothing", 0

    def skip(self, turn: Turn) -> None:
        """Go on without an answer; a required question is put again with the reason."""
        if self.required:
            self.again(turn, phrase("engine.required"))
            return
        turn.remember()
        if not self.anew:
            turn.drop_fact(self.fact)
        self.leave(turn, SKIPPED)

    def leave(self, turn: Turn, value: Value) -> None:
        """Count this question as asked, and go where its answer leads."""
        turn.passed = (turn.frame.script, self.id)
        turn.frames[-1] = changed(turn.frame, asked=turn.frame.asked + 1)
        self.lead_on(turn, value)

    def lead_on(self, turn: Turn, value: Value) -> None:
        """Go where a value leads."""
        turn.awaiting, turn.tries = "nothing", 0
        named = self.then.get(_branch(value))
        if named is None and value == SKIPPED:
            named = self.then.get(UNKNOWN)
        if named is None:
            named = self.then.get(OTHERWISE)
        turn.go(self.next if named is None else named)

    def again(self, turn: Turn, lead: Wording) -> None:
        """Put the question again with a line above it."""
        turn.lead(lead)
        turn.awaiting = "nothing"
        self.put(turn)

    def not_understood(self, turn: Turn, problem: NotUnderstood) -> None:
        """Help and ask again; after two repeats offer to skip or a person beside the answers."""
        turn.tries += 1
        if problem.perhaps:
            self.suppose(turn, problem)
            return
        if turn.tries > MOST_REPEATS:
            turn.lead(phrase("engine.rescue"))
            kind = turn.declared(self.fact).kind if self.answers(turn) else "choice"
            turn.ask(self.wording, self.rescues(turn), kind, "rescue")
            return
        if turn.awaiting == "confirmation":
            turn.lead(phrase("engine.not-yes-no" if turn.tries == 1 else "engine.second-yes-no"))
            turn.awaiting = "nothing"
            return
        general = problem.phrase.startswith("engine.not-") or problem.phrase in _GENERAL
        if general and turn.tries == MOST_REPEATS:
            for line in self.explained_anew(turn):
                turn.lead(line)
            turn.awaiting = "nothing"
            self.put(turn)
            return
        own = Wording(self.hint) if self.hint and general else None
        self.again(turn, own or Wording(key=problem.phrase, figures=problem.figures))

    def explained_anew(self, turn: Turn) -> tuple[Wording, ...]:
        """Return how to answer in other words than the first time: by number, or by an example."""
        declared = turn.declared(self.fact)
        kind = "range" if declared.amounts else declared.kind
        question = self.question(turn)
        example = {"date": question.example_as_typed, "month": question.month_as_typed}.get(kind)
        lead = phrase(f"engine.second-{kind}", **({"example": example} if example else {}))
        if declared.kind not in ("choice", "choices") or declared.amounts:
            return (lead,)
        labels = self.labels(turn).values()
        lines = tuple(
            Wording("{number}. {label}", {"number": str(number), "label": Wording(label)})
            for number, label in enumerate(labels, start=1)
        )
        written = (*map(turn.world.written, (lead, *lines)), turn.world.written(self.wording))
        fits = sum(map(len, written)) + len(written) <= LONGEST_MESSAGE
        return (lead, *lines) if fits else (lead,)

    def offers_a_person(self, turn: Turn) -> bool:
        """Say whether a person is offered beside the answers: from the second miss on."""
        return turn.tries >= MOST_REPEATS and "adviser" in turn.world.vocabulary.scripts

    def suppose(self, turn: Turn, problem: NotUnderstood) -> None:
        """Ask whether one of some values was meant."""
        turn.perhaps, turn.awaiting = problem.perhaps, "guess"
        buttons = self.guesses(turn)
        if buttons == self.confirmations():
            supposed = phrase("engine.perhaps", value=self._shown(turn, problem.perhaps[0]))
            if problem.phrase == "engine.outside-range":
                turn.lead(Wording(self.hint))
                supposed = Wording(key=problem.phrase, figures=problem.figures)
            turn.ask(supposed, buttons, "yes-no", "guess")
        else:
            turn.ask(phrase("engine.perhaps-one"), buttons, "choice", "guess")

    def guesses(self, turn: Turn) -> tuple[Button, ...]:
        """Return yes and no to the one value that may be meant; of more, each of them."""
        if len(turn.perhaps) == 1 and not self._has_yes_or_no(turn):
            return self.confirmations()
        meant = self.supposed(turn).items()
        found = (
            Button(id_, Wording("{value}", {"value": self._shown(turn, value)}))
            for id_, value in meant
        )
        return (*found, Button(NONE_OF_THESE, phrase("button.none-of-these")))

    def supposed(self, turn: Turn) -> Mapping[str, Value]:
        """Return the values that may be meant, by the button for each."""
        if len(turn.perhaps) == 1 and not self._has_yes_or_no(turn):
            return {"yes": turn.perhaps[0]}
        return {f"perhaps-{n}": value for n, value in enumerate(turn.perhaps, start=1)}

    def waits_for_yes_or_no(self, turn: Turn) -> bool:
        """Say whether a yes or no is about what was supposed, and not an answer of its own."""
        return turn.awaiting in ("confirmation", "guess") and (
            self.shown_buttons(turn) == self.confirmations()
        )

    def wants_bare_yes(self, turn: Turn) -> bool:
        """Say whether a yes to what was supposed is consent, and is read as strictly."""
        return turn.awaiting == "guess" and turn.declared(self.fact).reading.is_consent

    def may_follow_no(self, turn: Turn) -> bool:
        """Say whether the right answer may follow a no to what was supposed: `nee, 4 mei`."""
        declared = turn.declared(self.fact)
        return declared.kind not in ("text", "yes-no") or declared.reading.is_name

    def _has_yes_or_no(self, turn: Turn) -> bool:
        """Say whether yes or no is an answer to this question itself.

        Other words that mean no do no harm: a no to what is supposed takes no answer at all.
        """
        words = turn.world.vocabulary
        labels = map(turn.world.written, map(Wording, self.labels(turn).values()))
        first = {word for label in labels for word in normal(label).split()[:1]}
        also = {**turn.declared(self.fact).also, **self.also}
        return not (words.yes | words.no).isdisjoint(first) or not words.yes.isdisjoint(also)

    def _shown(self, turn: Turn, value: Value) -> Figure:
        return figure_of(replace(turn.declared(self.fact), choices=self.labels(turn)), value)

    def rescues(self, turn: Turn) -> tuple[Button, ...]:
        """Return the answers and the ways out after answers that were not understood."""
        answers = self.answers(turn)
        skip = () if self.required else (Button("skip", phrase("button.skip")),)
        again = () if answers else (Button("again", phrase("button.again")),)
        reachable = (PERSON,) if "adviser" in turn.world.vocabulary.scripts else ()
        return (*answers, *skip, *reachable, *again)

    def _labelled(self, declaration: FactDeclaration) -> FactDeclaration:
        return replace(declaration, choices={**declaration.choices, **self.choices})


_GENERAL = ("engine.empty", "engine.denied")
"""Phrases that say no more than that an answer was not understood."""


def _branch(value: Value) -> str:
    if value is True:
        return "yes"
    if value is False:
        return "no"
    return value if isinstance(value, str) else ""
