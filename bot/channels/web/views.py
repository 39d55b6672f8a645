"""What a page shows of a conversation: messages with their moments, and where to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_urlsafe

from bot.clients import ClientFile
from bot.dialogue.conversation import OPEN_QUESTION
from bot.linking import bot_name
from bot.messages import SMALL_BUTTONS, Message
from bot.ports import Transaction
from bot.texts.formats import written
from scheduler.calendar import Calendar

View = dict[str, object]


@dataclass(frozen=True)
class Seen:
    """What one look at the store gave: the file, messages in order, and the open question.

    `telegram`: the talk can go on in Telegram.
    """

    file: ClientFile
    messages: tuple[Message, ...]
    question: Message | None = None
    telegram: bool = False

    @property
    def last_id(self) -> int:
        """The id of the newest message, 0 when there is none."""
        return self.messages[-1].id if self.messages else 0


LOOKED_BACK = 50
"""Messages in which the question that waits is looked for, when it is not among the new ones."""


def look(tx: Transaction, client: str, after: int = 0) -> Seen | None:
    """Read a client's file and messages; the one with the id `after` comes along, for its day."""
    file = tx.client(client)
    if file is None:
        return None
    messages = tx.messages(client, after=max(after - 1, 0))
    telegram = bool(bot_name(tx))
    if not _waits(file):
        return Seen(file, messages, telegram=telegram)
    question = _question(file, messages)
    if question is None and after:
        question = _question(file, tx.newest_messages(client, limit=LOOKED_BACK))
    return Seen(file, messages, question, telegram)


def look_for_news(tx: Transaction, client: str, after: int) -> Seen | None:
    """Look as `look` does, but read only the file while nothing came after a message."""
    file = tx.client(client)
    if file is None or not tx.messages(client, after=after):
        return Seen(file, ()) if file else None
    return look(tx, client, after)


def shown(messages: Sequence[Message], calendar: Calendar, *, after: int = 0) -> list[View]:
    """Return messages as templates show them; a day stands above its first message."""
    views = []
    day = None
    for message in messages:
        local = calendar.local(message.at)
        if message.id > after:
            views.append(_view(message, calendar, new_day=local.date() != day))
        day = local.date()
    return views


def in_language(views: Sequence[View], language: str) -> list[View]:
    """Write moments and days as readers of a language do."""
    return [
        {
            **view,
            "time": written(view["moment"], "time", language),
            "day": written(view["date"], "day", language) if view["new_day"] else "",
        }
        for view in views
    ]


def _view(message: Message, calendar: Calendar, *, new_day: bool) -> View:
    local = calendar.local(message.at)
    return {
        "id": message.id,
        "author": message.author,
        "author_name": message.author_name,
        "text": message.text,
        "at": local.isoformat(timespec="seconds"),
        "moment": local.time(),
        "date": local.date(),
        "day_id": local.date().isoformat(),
        "new_day": new_day,
    }


def composer(seen: Seen, *, error: str = "", text: str = "") -> View:
    """Return where the client answers: the buttons of the question that waits, and the box."""
    question = seen.question
    several = question is not None and question.expects == "choices"
    choices: list[dict[str, str]] = []
    ticks: list[dict[str, str]] = []
    for choice in question.choices if question else ():
        small = choice.id.partition(":")[2] in SMALL_BUTTONS
        kept = ticks if several and not small else choices
        kept.append({"id": choice.id, "label": choice.label})
    return {
        "update_id": token_urlsafe(9),
        "seen": seen.last_id,
        "choices": choices,
        "ticks": ticks,
        "none": ticks[0]["id"].partition(":")[0] + ":" if ticks else "",
        "error": error,
        "text": text,
        "dossier": "/dossier" if "dossier_ticked" in seen.file.facts else "",
        "result": "/result" if "check_done" in {**seen.file.facts, **seen.file.finished} else "",
    }


def _waits(file: ClientFile) -> bool:
    return file.conversation is not None and file.conversation.awaiting in OPEN_QUESTION


def _question(file: ClientFile, messages: Sequence[Message]) -> Message | None:
    """Return the newest message with buttons, when they belong to the question that waits.

    Whether a question waits is asked of the conversation itself, so buttons stay when the
    client wrote to their adviser in between, and vanish when the question was taken back.
    """
    waiting = str(file.conversation.question) if file.conversation else ""
    for message in reversed(messages):
        if message.author == "bot" and message.choices:
            number = message.choices[0].id.partition(":")[0]
            return message if number == waiting else None
    return None
