"""Where a client talks: a link to go on elsewhere, and leaving one of two places."""

from collections.abc import Mapping

from bot.dialogue.events import Applied
from bot.dialogue.wording import phrase
from bot.linking import JOINS, LinkOwner, bot_link, bot_name
from bot.usecases.link_codes import make_link_code
from bot.usecases.talk import Talk

WEB, TELEGRAM = "web", "telegram"


def offer_channel(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - one shape for all appliers
    """Say a one-time link by which this talk goes on in the other channel, when there is one."""
    name, url = bot_name(talk.tx), talk.around.url
    if talk.channel == TELEGRAM and url:
        return Applied(says=(phrase("link.to-web", link=f"{url}/k/{_code(talk)}"),))
    if talk.channel == WEB and name:
        return Applied(says=(phrase("link.to-telegram", link=bot_link(name, JOINS + _code(talk))),))
    return Applied(says=(phrase("link.nowhere"),))


def leave_channel(talk: Talk, parameters: Mapping[str, str]) -> Applied:  # noqa: ARG001 - as above
    """Write to this client nowhere but here; the only place cannot be left this way."""
    others = [each for each in talk.tx.addresses(talk.client.id) if each.channel != talk.channel]
    for address in others:
        talk.tx.drop_address(address)
    return Applied(says=(phrase("link.left" if others else "link.only-place"),))


def _code(talk: Talk) -> str:
    return make_link_code(talk.tx, LinkOwner(client=talk.client.id), talk.now)
