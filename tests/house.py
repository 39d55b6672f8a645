"""A whole house in a test: the real assistant over a store, with small scripts and advisers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from textwrap import dedent

from bot.advisers import Adviser
from bot.channels.recording import RecordingChannel
from bot.clients import Address, ClientFile
from bot.clock import StillClock
from bot.dialogue.events import Start
from bot.dialogue.facts import Fact, Value
from bot.messages import Incoming, Message
from bot.ports import Channel, Store, Transaction
from bot.records import Consent
from bot.storage.memory import MemoryStore
from bot.usecases.actions import ACTIONS
from bot.usecases.enrol import DEFAULT_PROGRAMME
from bot.usecases.receive import Received
from bot.usecases.sharing import CONTACT_CONSENT
from bot.usecases.talk import Talk
from bot.wiring import Assistant, make_assistant
from tests.fixtures import FACTS, NOW, SETTINGS, facts_from, shipped

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
  - id: afterwards
    title: Na de bijeenkomst
    script: session-follow-up
    when: 1 working day after session
    between: "10:00-11:00"
    useful for: 5 days
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

    def starts(self, script: str, who: str = "anna", **known: Value) -> list[str]:
        """Begin a script as a planned contact does, with more known; return what is said."""
        file, now = self.file(who), self.clock.now()
        facts = {**file.facts, **{name: Fact(value, now, "test") for name, value in known.items()}}

        def work(tx: Transaction) -> list[str]:
            told = ClientFile(file.client, facts, file.conversation, file.finished)
            talk = Talk(tx, self.assistant.around, told, now, CHANNEL, ACTIONS)
            talk.take(Start(script))
            return [message.text for message in talk.save()]

        return self.store.transact_now(work)

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
