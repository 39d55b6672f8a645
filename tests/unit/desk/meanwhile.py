"""A client whose question a person has, and what that person reads of them."""

from datetime import timedelta

from bot.handoff import Handoff
from bot.ports import Transaction
from bot.records import Staff
from bot.usecases.adviser_chat import TAKE, Said, hear
from bot.usecases.sharing import withdrawals
from bot.usecases.telling import Teller
from desk.office import Office
from desk.sharing import readable
from tests.house import CHANNEL, House

KARIN = Staff("karin", "Karin", "adviser", "karin")


class Meanwhile:
    """A client whose question Karin has, and what Karin reads."""

    def __init__(self) -> None:
        self.house = House()
        self.office = Office(self.house.assistant)

    async def opens(self) -> None:
        await self.house.enrols()
        self.house.store.transact_now(lambda tx: tx.save_staff(KARIN))
        await self.says("adviseur", "werk zoeken", "Wilt u mij helpen?", "ja")

    async def says(self, *texts: str) -> None:
        for text in texts:
            self.house.clock.forward(timedelta(seconds=20))
            await self.house.says(text)

    @property
    def handoff(self) -> Handoff:
        return self.house.store.transact_now(lambda tx: tx.handoffs())[-1]

    def read_at_the_desk(self) -> list[str]:
        handoff = self.handoff
        back = self.house.store.transact_now(lambda tx: withdrawals(tx, handoff))
        shown = readable(self.office, handoff, self.house.messages(), back)
        return [message.text for message in shown]

    def told(self) -> list[str]:
        """Return what Karin reads in a chat app, in the channel in which the client writes too."""

        def work(tx: Transaction) -> list[str]:
            due = self.house.clock.now() + timedelta(days=7)
            notices = tx.pending_notices(due, limit=99, channel="telegram")
            teller = Teller(tx, self.house.assistant.around, CHANNEL, "/desk", "nl", due.date())
            told = [teller.told(each) for each in notices]
            return [each.text for each in told if each is not None]

        return self.house.store.transact_now(work)

    def takes(self) -> None:
        press = f"{TAKE}{self.handoff.id}"

        def work(tx: Transaction) -> None:
            said = Said(press=press, reference="1")
            hear(tx, self.house.assistant.around, KARIN, said, self.house.clock.now())

        self.house.store.transact_now(work)
