"""The people of the fault test: some talk, others are due to be written to."""

from datetime import date, timedelta

from bot.clients import Address, Anchor, Client, ClientFile
from bot.dialogue.facts import Fact
from bot.ports import Transaction
from bot.records import Consent
from bot.surroundings import Surroundings
from bot.usecases.planning import plan_client
from bot.usecases.sharing import CONTACT_CONSENT
from tests.fixtures import NOW
from tests.house import PROGRAMME

WW_END = date(2027, 6, 30)
DUE = NOW + timedelta(days=79, hours=2)
"""Wednesday 26 May at noon: `apply` is due, five weeks before the end of June."""


def settle(tx: Transaction, around: Surroundings, chats: list[int]) -> None:
    """Enrol clients who told their date and agreed to be written to, each in a chat."""
    for chat in chats:
        client = Client(
            f"due-{chat}", PROGRAMME, NOW, anchors={"ww_end": Anchor(WW_END)}, channel="telegram"
        )
        facts = {"ww_end": Fact(WW_END, NOW, "welcome")}
        tx.add_client(ClientFile(client, facts), Address("telegram", str(chat)))
        tx.add_consent(Consent(client.id, CONTACT_CONSENT, True, "", NOW))
        plan_client(tx, around, client, {}, NOW)
