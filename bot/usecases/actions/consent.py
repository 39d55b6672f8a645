"""Records a consent with the text that the client saw."""

from collections.abc import Mapping

from bot.dialogue.events import Applied
from bot.records import Consent
from bot.usecases.talk import Talk

LOOKED_BACK = 20
"""Messages in which the question of a consent is looked for; it was just asked."""


def record_consent(talk: Talk, parameters: Mapping[str, str]) -> Applied:
    """Keep whether the client consented; no answer is no consent."""
    given = talk.value(parameters["fact"]) is True
    talk.tx.add_consent(
        Consent(
            client=talk.client.id,
            purpose=parameters["purpose"],
            given=given,
            text=last_question(talk),
            at=talk.now,
        )
    )
    return Applied()


def last_question(talk: Talk) -> str:
    """Return the text of the yes-no question that was just answered."""
    messages = talk.tx.newest_messages(talk.client.id, limit=LOOKED_BACK)
    asked = [m.text for m in messages if m.author == "bot" and m.expects == "yes-no"]
    return asked[-1] if asked else ""


def has_consent(talk: Talk, purpose: str) -> bool:
    """Say whether the client's last word on a purpose was consent."""
    given = [c.given for c in talk.tx.consents(talk.client.id) if c.purpose == purpose]
    return bool(given) and given[-1]
