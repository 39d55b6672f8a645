"""Whether a programme invites this client, and which answer that depends on."""

from collections.abc import Mapping

from bot.dialogue.events import Applied
from bot.scripts.fitting import SELECTED, selection
from bot.usecases.talk import Talk


def check_selection(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Say whether the programme invites this client; what must be asked first, or what decided."""
    programme = talk.around.shelf.programme(talk.tx, talk.client.programme)
    selected, criterion = selection(programme, talk.around.facts, talk.facts, talk.now.date())
    about = {"selection_about": criterion.ask} if criterion else {}
    return Applied({SELECTED: selected, **about})
