"""Walks: conversations as text files, played through the real use cases in a pretend world.

script: weekly-check-in
title: Fatma meldt dat geld in de weg zit
now: 2027-03-08 10:00
fact first_name: Fatma
---
Max-WW: Hallo Fatma ...
        [Goed] [Niet goed]
U: niet goed
--- 2 days later
U: hallo
"""

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from bot.channels.recording import RecordingChannel
from bot.clients import Address, ClientFile
from bot.clock import StillClock
from bot.demo import set_up_demo
from bot.dialogue.conversation import conversation_as_json, conversation_from_json
from bot.dialogue.events import Start
from bot.dialogue.facts import Fact, value_from_json
from bot.messages import Incoming, Message
from bot.ports import Transaction
from bot.records import Consent
from bot.scripts.content import Content
from bot.settings import Settings
from bot.storage.memory import MemoryStore
from bot.usecases.actions import ACTIONS
from bot.usecases.enrol import enrol
from bot.usecases.sharing import CONTACT_CONSENT
from bot.usecases.talk import Talk
from bot.wiring import Assistant, make_assistant
from scheduler.calendar import AMSTERDAM

CHANNEL = "walk"
CLIENT = Address(CHANNEL, "client")
BOT, PERSON, ADVISER = "Max-WW", "U", "Adviseur"
INDENT = " " * len(f"{BOT}: ")


class WalkError(ValueError):
    """A walk file cannot be read; the message names the line."""


@dataclass(frozen=True)
class Walk:
    """One walk: how it begins, what the client does, and the transcript it must give."""

    script: str
    now: datetime
    does: tuple[str, ...]
    title: str = ""
    programme: str = ""
    language: str = "nl"
    facts: Mapping[str, str] = field(default_factory=dict)
    transcript: str = ""


def read_walk(text: str) -> Walk:
    """Read a walk.

    Raises WalkError with the line that cannot be read.
    """
    head, separator, body = text.partition("\n---\n")
    if not separator:
        raise WalkError("line 1: expected lines such as 'script: welcome', then a line '---'")
    heading: dict[str, str] = {}
    facts: dict[str, str] = {}
    for number, line in enumerate(head.strip().splitlines(), start=1):
        key, colon, value = line.partition(":")
        if not colon:
            raise WalkError(f"line {number}: expected 'name: value', found '{line[:60]}'")
        if key.startswith("fact "):
            facts[key.removeprefix("fact ").strip()] = value.strip()
        else:
            heading[key.strip()] = value.strip()
    if "script" not in heading or "now" not in heading:
        raise WalkError("line 1: a walk names its 'script:' and 'now:'")
    return Walk(
        script=heading["script"],
        now=_moment(heading["now"]),
        does=tuple(_deeds(body)),
        title=heading.get("title", ""),
        programme=heading.get("programme", ""),
        language=heading.get("language", "nl"),
        facts=facts,
        transcript=body.strip() + "\n",
    )


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)
    except ValueError as error:
        raise WalkError(f"'now: {text}' is no moment such as 2027-03-08 10:00") from error


def _deeds(body: str) -> Iterator[str]:
    """Yield what the client types, and the lines in which time passes."""
    for line in body.splitlines():
        if line.startswith(f"{PERSON}: "):
            yield line.removeprefix(f"{PERSON}: ")
        elif re.fullmatch(r"--- \d+ (minutes?|hours?|days?|weeks?) later", line):
            yield line


class PretendWorld:
    """The real assistant over a memory store, with one client and a clock that is moved by hand."""

    def __init__(
        self,
        settings: Settings,
        content: Content,
        now: datetime,
        texts: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Make the world, with these texts of scripts in place of those that were shipped."""
        self.clock = StillClock(now)
        self.store = MemoryStore()
        self.channel = RecordingChannel(CHANNEL)
        self.assistant: Assistant = make_assistant(
            settings, content, self.store, self.clock, {CHANNEL: self.channel}, pretends=True
        )
        around = self.assistant.around
        path = settings.dialogues / "demo.yaml"
        self.store.transact_now(lambda tx: set_up_demo(tx, around, path, now))
        self.store.transact_now(lambda tx: _publish(tx, texts, now))
        self._updates = 0

    def begin(self, walk: Walk) -> tuple[Message, ...]:
        """Bring in a client with facts and start the walk's script.

        Raises WalkError when a fact or script is not known.
        """
        known = self._facts(walk)
        return self.store.transact_now(lambda tx: self._begin(tx, walk, known))

    def _begin(self, tx: Transaction, walk: Walk, known: dict[str, Fact]) -> tuple[Message, ...]:
        around = self.assistant.around
        file = enrol(tx, around, CLIENT, walk.now, programme=walk.programme, language=walk.language)
        if walk.script != "welcome":
            tx.add_consent(Consent(file.client.id, CONTACT_CONSENT, True, "", walk.now))
        dated = file.client
        if "ww_end" in known:
            end = known["ww_end"].value
            dated = dated.with_anchor("ww_end", end)  # type: ignore[arg-type]  # its kind is date
        known = {**file.facts, **known}  # what holds for everybody in the programme as well
        talk = Talk(tx, around, ClientFile(dated, known), walk.now, CHANNEL, ACTIONS)
        try:
            talk.take(Start(walk.script))
        except KeyError as error:
            raise WalkError(f"there is no script {error}") from error
        messages = talk.save()
        tx.mark_messages([message.id for message in messages], "sent")
        return messages

    def _facts(self, walk: Walk) -> dict[str, Fact]:
        earlier = walk.now - timedelta(days=7)
        known: dict[str, Fact] = {}
        for name, text in walk.facts.items():
            declared = self.assistant.around.facts.get(name)
            if declared is None:
                raise WalkError(f"fact {name}: there is no such fact")
            known[name] = Fact(value_from_json(declared.kind, _as_json(text)), earlier, "walk")
        return known

    async def does(self, deed: str) -> tuple[Message, ...]:
        """Let the client type something (or press, when a button has these words), or time pass."""
        before = len(self.channel.sent)
        if deed.startswith("--- "):
            return await self._time_passes(deed)
        self._updates += 1
        received = await self.assistant.receive(
            Incoming(
                channel=CHANNEL,
                address=CLIENT.value,
                update_id=str(self._updates),
                at=self.clock.now(),
                text=deed,
            )
        )
        await self.assistant.outbox.flush()
        self._save_and_load()
        sent = tuple(message for _, message in self.channel.sent[before:])
        return received.messages if received.outcome == "erased" else sent

    async def _time_passes(self, deed: str) -> tuple[Message, ...]:
        before = len(self.channel.sent)
        _, amount, unit, _ = deed.split(" ")
        end = self.clock.now() + timedelta(**{unit.removesuffix("s") + "s": int(amount)})
        while self.clock.now() < end:
            self.clock.at = min(self.clock.now() + timedelta(hours=1), end)
            await self.assistant.tick()
        await self.assistant.outbox.flush()
        return tuple(message for _, message in self.channel.sent[before:])

    def _save_and_load(self) -> None:
        """Write the conversation as JSON and read it back, as a restart between turns would."""

        def work(tx: Transaction) -> None:
            file = tx.client_at(CLIENT)
            if file is None or file.conversation is None:
                return
            saved = conversation_as_json(file.conversation)
            again = conversation_from_json(saved)
            tx.save_client(replace(file, conversation=again))

        self.store.transact_now(work)

    @property
    def waits(self) -> bool:
        """Whether the assistant waits for an answer of the client."""
        file = self.store.transact_now(lambda tx: tx.client_at(CLIENT))
        return file is not None and file.conversation is not None

    @property
    def not_understood(self) -> bool:
        """Whether the client's last words were not understood as an answer."""
        file = self.store.transact_now(lambda tx: tx.client_at(CLIENT))
        return file is not None and file.conversation is not None and file.conversation.tries > 0

    @property
    def standing(self) -> tuple[str, ...]:
        """Where the client stands: with whom, in which scripts, and at which question."""

        def work(tx: Transaction) -> tuple[str, ...]:
            file = tx.client_at(CLIENT)
            if file is None:
                return ("erased",)
            handoff = tx.active_handoff(file.client.id)
            topic = handoff.topic if handoff else ""
            if file.conversation is None:
                return (topic, file.client.state)
            place, awaiting = file.conversation.place, file.conversation.awaiting
            return (topic, file.client.state, place.script, place.step, awaiting)

        return self.store.transact_now(work)


def _publish(tx: Transaction, texts: Mapping[str, str], now: datetime) -> None:
    for name, text in texts.items():
        tx.publish("script", name, text, CHANNEL, now)


def _as_json(text: str) -> object:
    if text in ("yes", "true"):
        return True
    if text in ("no", "false"):
        return False
    if text.startswith("[") and text.endswith("]"):
        return [part.strip() for part in text[1:-1].split(",") if part.strip()]
    return int(text) if re.fullmatch(r"\d{1,9}", text) else text


async def play_walk(settings: Settings, content: Content, walk: Walk) -> str:
    """Play a walk and return its transcript."""
    world = PretendWorld(settings, content, walk.now)
    lines = [line async for line in play_in(world, walk)]
    return "\n".join(lines) + "\n"


async def play_in(world: PretendWorld, walk: Walk) -> AsyncIterator[str]:
    """Play a walk in a world, and yield each turn's lines as soon as they were said."""
    begins = [written(message) for message in world.begin(walk)]
    if begins:
        yield "\n".join(begins)
    await world.assistant.outbox.flush()
    for deed in walk.does:
        yield deed if deed.startswith("--- ") else f"{PERSON}: {deed}"
        said = await world.does(deed)
        answers = [written(message) for message in said if message.author != "client"]
        if answers:
            yield "\n".join(answers)


def written(message: Message) -> str:
    """Return a message as a transcript shows it: who, the text, and its buttons."""
    who = {"bot": BOT, "adviser": message.author_name or ADVISER, "client": PERSON}[message.author]
    text = f"{who}: " + message.text.replace("\n", "\n" + INDENT)
    if not message.choices:
        return text
    return text + "\n" + INDENT + " ".join(f"[{choice.label}]" for choice in message.choices)


def walk_files(folder: Path) -> list[Path]:
    """Return all walk files under a folder."""
    return sorted(folder.glob("*/*.txt"))
