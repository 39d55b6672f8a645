"""What many tests share: small scripts of their own, and a stage for the engine."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from bot.dialogue.conversation import Conversation, conversation_as_json, conversation_from_json
from bot.dialogue.effects import Do, DropFact, Effect, Heard, PlanWake, Say, SetFact, Trouble
from bot.dialogue.engine import advance
from bot.dialogue.events import Applied, Command, Event, Press, Start, Text
from bot.dialogue.facts import Fact, FactDeclaration, Value
from bot.dialogue.script import Script, World
from bot.dialogue.wording import Wording
from bot.scripts.content import Content, load_content
from bot.scripts.facts_file import read_facts
from bot.scripts.problems import Problem
from bot.scripts.script_file import at_revision, read_script
from bot.settings import Settings
from bot.texts import Phrasebook
from scheduler.calendar import AMSTERDAM

SETTINGS = Settings()
NOW = datetime(2027, 3, 8, 10, 0, tzinfo=AMSTERDAM)
"""A Monday."""

FACTS = """
facts:
  colour: {kind: choice, label: uw kleur, choices: {red: Rood, green: Groen, blue: Lichtblauw}}
  fruits: {kind: choices, label: uw fruit, choices: {apple: Appel, pear: Peer, plum: Pruim}}
  happy: {kind: yes-no, label: of u blij bent}
  rich: {kind: yes-no, label: of u rijk bent, again: ask}
  town: {kind: text, label: uw stad}
  note: {kind: text, label: uw opmerking, again: ask}
  children: {kind: number, label: het aantal kinderen}
  cash: {kind: euro, label: uw geld}
  born: {kind: date, label: uw verjaardag}
  starts: {kind: month, label: de maand}
  nickname: {kind: text, label: uw naam, again: keep}
  years: {label: uw jaren, derived: age born}
"""


@lru_cache(maxsize=1)
def shipped() -> Content:
    """The scripts, facts and words that come with the program."""
    return load_content(SETTINGS.dialogues)


@lru_cache(maxsize=1)
def phrasebook() -> Phrasebook:
    """The phrases that come with the program."""
    return Phrasebook.load(SETTINGS)


@lru_cache(maxsize=8)
def facts_from(text: str) -> Mapping[str, FactDeclaration]:
    """Read declared facts from the text of a facts file, through the real reader."""
    problems: list[Problem] = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "facts.yaml"
        path.write_text(text, encoding="utf-8")
        declared = read_facts(path, problems)
    assert not problems, problems
    return declared


def script_from(
    text: str, facts: Mapping[str, FactDeclaration] | None = None, revision: int = 1
) -> Script:
    """Read one script through the real reader; errors fail the test."""
    known = {**shipped().facts, **facts_from(FACTS)} if facts is None else facts
    read = read_script(dedent(text), "test.yaml", known)
    assert read.script is not None, read.problems
    return at_revision(read.script, revision)


class Shelf:
    """Scripts in a few revisions each; the last one put there is the current one."""

    def __init__(self) -> None:
        self._scripts: dict[str, list[Script]] = {}

    def put(self, text: str) -> None:
        """Publish a script, or a new revision of it."""
        script = script_from(text)
        revisions = self._scripts.setdefault(script.id, [])
        revisions.append(at_revision(script, len(revisions) + 1))

    def script(self, script: str, revision: int = 0) -> Script:
        """Return a script in a revision, or its current one."""
        return self._scripts[script][revision - 1 if revision else -1]


class Stage:
    """One client before the engine; the conversation is saved and loaded between turns."""

    def __init__(self, *scripts: str, known: Mapping[str, Value] | None = None) -> None:
        self.shelf = Shelf()
        for text in scripts:
            self.shelf.put(text)
        facts = {**shipped().facts, **facts_from(FACTS)}
        self.world = World(self.shelf, facts, shipped().vocabulary, self.written)
        self.language = "nl"
        self.now = NOW
        earlier = NOW - timedelta(days=30)
        self.facts = {name: Fact(value, earlier, "past") for name, value in (known or {}).items()}
        self.conversation: Conversation | None = None
        self.effects: tuple[Effect, ...] = ()
        self.outcomes: dict[str, Applied] = {}
        self.done: list[Do] = []
        self._asked = 0

    def written(self, wording: Wording) -> str:
        """Return a wording as the client reads it."""
        return phrasebook().render(wording, self.language)

    def written_key(self, key: str) -> str:
        """Return a phrase of the program as the client reads it."""
        return self.written(Wording(key=key))

    def happens(self, event: Event) -> list[str]:
        """Let an event happen with its actions, and return what was said."""
        self.effects = ()
        self._turn(event)
        return self.said

    def _turn(self, event: Event) -> None:
        turned = advance(self.world, self.conversation, self.facts, event, self.now, self._asked)
        self.conversation = turned.conversation
        self.effects += turned.effects
        for effect in turned.effects:
            self._apply(effect)
        if self.conversation is not None:
            saved = conversation_as_json(self.conversation)
            self.conversation = conversation_from_json(saved)

    def _apply(self, effect: Effect) -> None:
        match effect:
            case SetFact(name, value, source, at):
                self.facts[name] = Fact(value, at, source)
            case DropFact(name):
                self.facts.pop(name, None)
            case Say(question=question):
                self._asked = max(self._asked, question)
            case PlanWake(_, key):
                self._asked = max(self._asked, key)
            case Do(action):
                self.done.append(effect)
                self._turn(self.outcomes.get(action, Applied()))
            case Heard() | Trouble():
                pass

    def start(self, script: str) -> list[str]:
        """Begin a script."""
        return self.happens(Start(script))

    def types(self, text: str) -> list[str]:
        """Let the client type something that is no command."""
        return self.happens(Text(text))

    def commands(self, word: str) -> list[str]:
        """Let the client give a command about the question."""
        return self.happens(Command(word))

    def presses(self, choice: str, question: int = 0) -> list[str]:
        """Let the client press a button of the open question, or of another one."""
        return self.happens(Press(question or self.question, choice))

    def passes(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    @property
    def said(self) -> list[str]:
        """What was said in the last turn, each message with its leading lines."""
        says = [effect for effect in self.effects if isinstance(effect, Say)]
        return [" / ".join(map(self.written, (*say.lead, say.wording))) for say in says]

    @property
    def buttons(self) -> list[str]:
        """The ids of the buttons under the last message."""
        says = [effect for effect in self.effects if isinstance(effect, Say)]
        return [button.id for button in says[-1].buttons] if says else []

    @property
    def wakes(self) -> list[int]:
        """The keys of the wake-ups that the last turn planned."""
        return [effect.key for effect in self.effects if isinstance(effect, PlanWake)]

    @property
    def troubles(self) -> list[Trouble]:
        """What went wrong in the last turn."""
        return [effect for effect in self.effects if isinstance(effect, Trouble)]

    @property
    def question(self) -> int:
        """The number of the question that was put last."""
        return self.conversation.question if self.conversation else 0

    @property
    def place(self) -> list[str]:
        """Where the conversation stands: each script with its step, the one that speaks last."""
        frames = self.conversation.frames if self.conversation else ()
        return [f"{frame.script}:{frame.step}" for frame in frames]

    @property
    def values(self) -> dict[str, Value]:
        """What is known."""
        return {name: fact.value for name, fact in self.facts.items()}
