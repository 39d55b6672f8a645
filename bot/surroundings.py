"""What an installation has besides its database: facts, words, phrases, norms, calendar."""

from collections.abc import Mapping

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.script import World
from bot.dialogue.vocabulary import Vocabulary
from bot.dialogue.wording import Wording
from bot.entitlement import NormTable
from bot.knowledge_search import KnowledgeIndex
from bot.municipalities import Municipalities
from bot.ports import Transaction
from bot.scripts.shelf import Shelf
from bot.texts import Phrasebook
from scheduler.calendar import Calendar
from scheduler.records import record


@record(frozen=True)
class Surroundings:
    """Everything a use case needs that does not change within a turn.

    `url` is the address by which clients reach the pages, or empty when it is not set.
    """

    facts: Mapping[str, FactDeclaration]
    vocabulary: Vocabulary
    phrasebook: Phrasebook
    norms: NormTable
    calendar: Calendar
    shelf: Shelf
    municipalities: Municipalities
    knowledge: KnowledgeIndex
    url: str = ""

    def world(self, tx: Transaction, language: str, *, quiet: bool = False) -> World:
        """Return what the engine needs, for a client who reads this language."""

        def written(wording: Wording) -> str:
            return self.phrasebook.render(wording, language)

        return World(self.shelf.library(tx), self.facts, self.vocabulary, written, quiet)
