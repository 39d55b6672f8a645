"""What many tests share: small scripts of their own, a stage for the engine, and a whole house."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from bot.advisers import Adviser
from bot.channels.recording import RecordingChannel
from bot.clients import Address, ClientFile
from bot.clock import StillClock
from bot.dialogue.conversation import Conversation, conversation_as_json, conversation_from_json
from bot.dialogue.effects import Do, DropFact, Effect, Heard, PlanWake, Say, SetFact, Trouble
from bot.dialogue.engine import advance
from bot.dialogue.events import Applied, Command, Event, Press, Start, Text
from bot.dialogue.facts import Fact, FactDeclaration, Value
from bot.dialogue.script import Script, World
from bot.dialogue.wording import Wording
from bot.messages import Incoming, Message
from bot.ports import Channel, Store, Transaction
from bot.records import Consent
from bot.scripts.content import Content, load_content
from bot.scripts.facts_file import read_facts
from bot.scripts.problems import Problem
from bot.scripts.script_file import at_revision, read_script
from bot.settings import Settings
from bot.storage.memory import MemoryStore
from bot.texts import Phrasebook
from bot.usecases.due import CONTACT_CONSENT
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.usecases.receive import Received
from bot.wiring import Assistant, make_assistant
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


CHANNEL = "test"
PROGRAMME = "small"

OFFICE_HOURS = (time(9), time(17))
ADVISERS = (
    Adviser(
        id="karin",
        first_name="Karin",
        organisation="UWV",
        programmes=(PROGRAMME,),
        hours=dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), OFFICE_HOURS),
        stand_in="mo",
    ),
    Adviser("mo", "Mo", "Werkplein", hours={"friday": OFFICE_HOURS, "monday": OFFICE_HOURS}),
)

SMALL_PROGRAMME = """
programme: small
title: Klein programma
enrolment:
  earliest: 6 months before ww_end
  latest: 0 days after ww_end
quiet hours: "20:00-08:30"
rules:
  - id: weekly
    title: Wekelijks
    script: weekly
    when: 4 weeks before ww_end
    repeat: every week until 1 week after ww_end
    between: "10:00-11:00"
    useful for: 3 days
    past at enrolment: skip
  - id: apply
    title: Aanvragen
    script: apply
    when: 5 weeks before ww_end
    between: "10:00-11:00"
    useful for: 3 weeks
    past at enrolment: send-now
  - id: remind
    title: Herinnering
    script: remind
    when: 1 working day before session
    between: "10:00-11:00"
    useful for: 0 days
    past at enrolment: skip
"""

SMALL_SCRIPTS = {
    "welcome": """
        script: welcome
        title: Welkom
        about: de kennismaking
        steps:
          - say: Welkom bij Max-WW.
          - ask: Wat is de laatste dag van uw WW?
            fact: ww_end
          - id: consent
            ask: Mag ik u schrijven?
            fact: consent_contact
          - do: record-consent
            purpose: contact
            fact: consent_contact
          - do: plan
          - say: Dank u wel.
        """,
    "weekly": """
        script: weekly
        title: Wekelijks
        about: uw week
        resume: no
        steps:
          - ask: Hoe ging uw week?
            fact: mood
          - say: Dank u, tot volgende week.
        """,
    "apply": """
        script: apply
        title: Aanvragen
        about: het aanvragen
        steps:
          - ask: Werkt uw DigiD?
            fact: digid
          - say: Vraag het op tijd aan.
        """,
    "remind": """
        script: remind
        title: Herinnering
        resume: no
        steps:
          - say: Morgen is de bijeenkomst.
        """,
}


def ended(text: str) -> str:
    """Return the text of a script with the end that the checks ask for."""
    return f"{dedent(text).rstrip()}\n  - end: yes\n"


def furnished(
    store: Store, channel: Channel, now: datetime, scripts: Mapping[str, str] = SMALL_SCRIPTS
) -> tuple[Assistant, StillClock]:
    """Return the real assistant over a store, with small scripts, a programme and advisers."""
    clock = StillClock(now)
    content = replace(
        shipped(),
        facts={**shipped().facts, **facts_from(FACTS)},
        scripts={**shipped().scripts, **scripts},
    )
    assistant = make_assistant(SETTINGS, content, store, clock, {CHANNEL: channel})
    for name, text in scripts.items():
        faults = assistant.check("script", name, ended(text))
        assert [fault for fault in faults if fault.level == "error"] == []
    store.transact_now(lambda tx: _furnish(tx, scripts, now))
    return assistant, clock


def _furnish(tx: Transaction, scripts: Mapping[str, str], now: datetime) -> None:
    if tx.setting(DEFAULT_PROGRAMME) is not None:
        return
    for name, text in scripts.items():
        tx.publish("script", name, ended(text), "test", now)
    tx.publish("programme", PROGRAMME, SMALL_PROGRAMME, "test", now)
    tx.save_setting(DEFAULT_PROGRAMME, PROGRAMME)
    for adviser in ADVISERS:
        tx.save_adviser(adviser)


class House:
    """The real assistant over a memory store, with small scripts; a client types and presses."""

    def __init__(self, now: datetime = NOW, **scripts: str) -> None:
        self.store = MemoryStore()
        self.channel = RecordingChannel(CHANNEL)
        self.assistant, self.clock = furnished(
            self.store, self.channel, now, {**SMALL_SCRIPTS, **scripts}
        )
        self._updates = 0

    def publishes(self, name: str, text: str) -> None:
        """Publish a script without looking at its faults."""
        now = self.clock.now()
        self.store.transact_now(lambda tx: tx.publish("script", name, ended(text), "test", now))

    async def enrols(self, who: str = "anna", **known: Value) -> str:
        """Bring in a client who answered the welcome, and return the client's id."""
        await self.says("hallo", who)
        await self.says(f"{known.pop('ww_end', '30-6-2027')}", who)
        await self.says("ja", who)
        file = self.file(who)
        facts = {name: Fact(value, self.clock.now(), "test") for name, value in known.items()}
        changed = ClientFile(file.client, {**file.facts, **facts}, file.conversation)
        self.store.transact_now(lambda tx: tx.save_client(changed))
        return file.client.id

    async def says(self, text: str, who: str = "anna", *, update: str = "") -> list[str]:
        """Let a client type something; return the texts of the answers."""
        return self.texts(await self.receives(text=text, who=who, update=update))

    async def presses(self, choice: str, who: str = "anna") -> list[str]:
        """Let a client press a button of the last question; return the texts of the answers."""
        asked = [message for message in self.messages(who) if message.choices][-1]
        question = asked.choices[0].id.partition(":")[0]
        return self.texts(await self.receives(choice=f"{question}:{choice}", who=who))

    async def receives(
        self, text: str = "", choice: str = "", who: str = "anna", update: str = ""
    ) -> Received:
        """Take in one update of a client."""
        self._updates += 1
        number = update or f"u{self._updates}"
        received = await self.assistant.receive(
            Incoming(CHANNEL, who, number, self.clock.now(), text, choice)
        )
        await self.assistant.outbox.flush()
        return received

    async def returns(self, who: str = "anna") -> list[str]:
        """Let a client open the page again; return what is said."""
        before = len(self.channel.sent)
        await self.assistant.come_back(Incoming(CHANNEL, who, "", self.clock.now()))
        await self.assistant.outbox.flush()
        return [message.text for _, message in self.channel.sent[before:]]

    async def ticks(self, **later: float) -> list[str]:
        """Let time pass hour by hour; return the texts that were sent meanwhile."""
        before = len(self.channel.sent)
        end = self.clock.now() + timedelta(**later)
        while self.clock.now() < end:
            self.clock.at = min(self.clock.now() + timedelta(hours=1), end)
            await self.assistant.tick()
        await self.assistant.outbox.flush()
        return [message.text for _, message in self.channel.sent[before:]]

    def texts(self, received: Received) -> list[str]:
        """Return what the assistant answered."""
        return [message.text for message in received.messages if message.author != "client"]

    def file(self, who: str = "anna") -> ClientFile:
        """Return a client's file."""
        file = self.store.transact_now(lambda tx: tx.client_at(Address(CHANNEL, who)))
        assert file is not None
        return file

    def messages(self, who: str = "anna") -> tuple[Message, ...]:
        """Return all messages of a client."""
        client = self.file(who).client.id
        return self.store.transact_now(lambda tx: tx.messages(client))

    def contacts(self, who: str = "anna") -> dict[str, list[str]]:
        """Return the states of a client's contacts by rule, in order of time."""
        client = self.file(who).client.id
        states: dict[str, list[str]] = {}
        for row in self.store.transact_now(lambda tx: tx.contacts(client)):
            states.setdefault(row.rule, []).append(row.state)
        return states

    def consents(self, client: str) -> None:
        """Let a client have consented to be written to."""
        consent = Consent(client, CONTACT_CONSENT, True, "", self.clock.now())
        self.store.transact_now(lambda tx: tx.add_consent(consent))
