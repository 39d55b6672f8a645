"""A client enters: by the web page, an invitation code, or the first message on a channel."""

from datetime import datetime
from secrets import token_hex

from bot.clients import Address, Client, ClientFile
from bot.contacts import OPEN
from bot.dialogue.events import Start
from bot.messages import Message
from bot.ports import Transaction
from bot.scripts.fitting import with_values
from bot.surroundings import Surroundings
from bot.usecases.actions import ACTIONS
from bot.usecases.assigning import assigned
from bot.usecases.planning import plan_client, settled
from bot.usecases.talk import Talk

WELCOME = "welcome"
"""The script that greets a new client."""

DEFAULT_PROGRAMME = "default_programme"
"""The setting that names the programme of clients who come without an invitation."""


def enrol(
    tx: Transaction,
    around: Surroundings,
    address: Address,
    now: datetime,
    *,
    programme: str = "",
    language: str = "nl",
    greeted: bool = True,
    client_id: str = "",
) -> ClientFile:
    """Keep a new client with a fixed adviser; the programme is the default when none is named.

    Only made-up clients get an id from outside; a real one is drawn so that nobody can guess it.

    Whoever enters is greeted at once, so the programme's own welcome is settled as sent.
    """
    chosen = programme or tx.setting(DEFAULT_PROGRAMME) or ""
    facts = with_values(around.shelf.programme(tx, chosen), {}, now)
    # Hexadecimal: a dash in front would make commands take an id for an option.
    new = Client(
        id=client_id or token_hex(12), programme=chosen, enrolled_at=now, language=language
    )
    client = assigned(tx, new, around.calendar.local(now).date())
    file = ClientFile(client, facts)
    tx.add_client(file, address)
    plan_client(tx, around, client, facts, now)
    for row in tx.contacts(client.id) if greeted else ():
        if row.script == WELCOME and row.state in OPEN:
            tx.save_contact(settled(row, "sent", None, now))
    return file


def welcome(talk: Talk) -> None:
    """Begin the welcome at once."""
    talk.take(Start(WELCOME))


def begin(
    tx: Transaction,
    around: Surroundings,
    address: Address,
    now: datetime,
    *,
    programme: str = "",
    language: str = "nl",
    client_id: str = "",
) -> tuple[Message, ...]:
    """Enrol a client and greet them; return the first messages.

    Raises ContentError when there is no such programme.
    """
    file = enrol(
        tx, around, address, now, programme=programme, language=language, client_id=client_id
    )
    talk = Talk(tx, around, file, now, address.channel, ACTIONS)
    welcome(talk)
    return talk.save()
