"""A list to tick on a channel that has buttons only: each press ticks or unticks one answer."""

from dataclasses import replace

from bot.clients import Address, ClientFile
from bot.ports import Transaction

LOOKED_BACK = 50
"""Messages in which the list is looked for."""


def tick(tx: Transaction, address: Address, choice: str) -> tuple[str, ...] | None:
    """Tick or untick one answer, such as `12:rent`; return what is ticked now.

    None when its question does not wait for an answer any more.
    """
    file = tx.client_at(address, lock=True)
    question = choice.partition(":")[0]
    if file is None or not _waits(file, question) or not _offered(tx, file, choice):
        return None
    before = _of_question(file, question)
    after = tuple(c for c in before if c != choice) if choice in before else (*before, choice)
    tx.save_client(replace(file, client=replace(file.client, ticked=after)))
    return after


def ticked(tx: Transaction, address: Address, question: str) -> str:
    """Return what is ticked of a question as one choice: `12:rent,food`, or `12:` for nothing."""
    file = tx.client_at(address)
    chosen = _of_question(file, question) if file else ()
    return f"{question}:{','.join(choice.partition(':')[2] for choice in chosen)}"


def _of_question(file: ClientFile, question: str) -> tuple[str, ...]:
    return tuple(c for c in file.client.ticked if c.partition(":")[0] == question)


def _offered(tx: Transaction, file: ClientFile, choice: str) -> bool:
    """Say whether a list to tick, shown lately, has this answer."""
    shown = tx.newest_messages(file.client.id, limit=LOOKED_BACK)
    lists = (message for message in shown if message.expects == "choices")
    return any(choice == each.id for message in lists for each in message.choices)


def _waits(file: ClientFile, question: str) -> bool:
    return file.conversation is not None and str(file.conversation.question) == question
