"""Clients whose chat takes no messages any more, for their own adviser."""

from bot.ports import Transaction
from bot.usecases.telling import agreed_name
from desk.office import Visit


async def unreachable(visit: Visit) -> list[dict[str, str]]:
    """Return the clients of this adviser who cannot be reached anywhere, the longest first."""
    office, person = visit.office, visit.person

    def work(tx: Transaction) -> list[dict[str, str]]:
        found = []
        for client, since in tx.unreachable().items():
            file = tx.client(client)
            if file is not None and file.client.adviser == person:
                name = agreed_name(tx, client) or office.say("client")
                found.append({"name": name, "since": office.moment(since)})
        return found

    return await office.transact(work)
