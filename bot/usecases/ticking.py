"""A list to tick on a channel that has buttons only: each press ticks or unticks one answer."""

from dataclasses import replace

from bot.clients import Address, ClientFile
from bot.ports import Transaction


def tick(tx: Transaction, address: Address, choice: str) -> tuple[str, ...] | None:
    """Tick or untick one answer, such as `12:rent`; return what is ticked now.

    None when its question does not wait for an answer any more.
    """
    file = tx.client_at(address, lock=True)
    question = choice.partition(":")[0]
    if file is None or not _waits(file, question):
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


def _waits(file: ClientFile, question: str) -> bool:
    return file.conversation is not None and str(file.conversation.question) == question
