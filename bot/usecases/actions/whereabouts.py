"""The municipality in which a client lives, from what they typed or chose."""

from collections.abc import Mapping

from bot.dialogue.conversation import Option
from bot.dialogue.events import Applied
from bot.usecases.talk import Talk

ANOTHER = "another"
"""The choice for who means none of the municipalities that are offered."""


def find_municipality(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Keep the municipality that was meant; offer a choice when that is not certain."""
    typed = str(talk.value(parameters["fact"]) or "")
    if not typed or typed == ANOTHER:
        return Applied({"municipality_found": "none"})
    meant = talk.around.municipalities.meant(typed, talk.now.date())
    if meant.sure:
        return Applied({"municipality_found": "one", "municipality": meant.names[0].name})
    if not meant.names:
        return Applied({"municipality_found": "none"})
    if len(meant.names) == 1:
        # One name is asked about with yes and no: "ja" is what most people type then.
        (only,) = meant.names
        yes, no = _said(talk, "this-one", name=only.name), _said(talk, "not-this-one")
        return Applied(
            {"municipality_found": "perhaps"}, options=(Option(only.code, yes), Option(ANOTHER, no))
        )
    offered = tuple(Option(each.code, each.name) for each in meant.names)
    another = Option(ANOTHER, _said(talk, "another"))
    return Applied({"municipality_found": "several"}, options=(*offered, another))


def _said(talk: Talk, key: str, **figures: object) -> str:
    return talk.around.phrasebook.say(f"municipality.{key}", figures, talk.client.language)
