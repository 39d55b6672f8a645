"""How a message looks in Telegram: its text in pieces that fit, and its choices as buttons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messages import SMALL_BUTTONS, Choice, Message

LONGEST_TEXT = 4096
"""UTF-16 units of one message, as Telegram counts."""
LONGEST_DATA = 64
"""Bytes that a button can carry."""
LONGEST_LABEL = 38
"""Characters that a button shows on a small phone; longer choices stand in the text too."""

TICK, READY = "t:", "k:"
"""Before the choice of a button that ticks or unticks, and of the button that is pressed last."""
EMPTY_BOX, TICKED_BOX = "☐ ", "☑ "
CALENDAR_FILE = re.compile(r"https://\S+/calendar/[\w-]+\.ics\b")
"""Telegram takes no buttons with an address of the machine itself, as on a trial."""
CHOSEN = "➤ "
"""Before the answer that was chosen, under the question that it answers."""


@dataclass(frozen=True)
class Piece:
    """One message as Telegram takes it."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None


def calendar_link(message: Message) -> str:
    """Return the address of the calendar file in a message of ours, if a button can open it."""
    found = CALENDAR_FILE.search(message.text) if message.author == "bot" else None
    return found[0] if found else ""


def pieces(message: Message, ready: str, calendar: str = "") -> list[Piece]:
    """Return a message in pieces; the buttons stand under the last one.

    `ready` is the label of the button that ends a list to tick, `calendar` of the one that opens
    a calendar file: the address itself says nothing to people.
    """
    link = calendar_link(message) if calendar and not message.choices else ""
    text = message.text.replace(link, "").strip() if link else message.text
    if message.author == "adviser" and message.author_name:
        text = f"{message.author_name}:\n{text}"
    if _numbered(message):  # also when a button cannot carry its answer: the number is understood
        lines = (f"{n}. {c.label}" for n, c in enumerate(_answers(message), start=1))
        text = "\n".join([text, "", *lines])
    parts = split(text)
    keyboard = keyboard_of(message, ready)
    if link:
        button = InlineKeyboardButton(text=calendar, url=link)
        keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
    return [*map(Piece, parts[:-1]), Piece(parts[-1], keyboard)]


def split(text: str) -> list[str]:
    """Return a text in parts that fit, broken at the ends of lines or words where possible."""
    parts: list[str] = []
    rest = text.strip() or "…"
    while units(rest) > LONGEST_TEXT:
        head = rest[:LONGEST_TEXT]
        while units(head) > LONGEST_TEXT:
            head = head[:-1]
        cut = max(head.rfind("\n"), head.rfind(" "))
        cut = cut if cut > LONGEST_TEXT // 2 else len(head)
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest]


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def keyboard_of(
    message: Message, ready: str, ticked: Sequence[str] = ()
) -> InlineKeyboardMarkup | None:
    """Return the choices of a message as buttons, or None when it has none."""
    if not message.choices:
        return None
    several = message.expects == "choices"
    numbered = _numbered(message)
    rows: list[list[InlineKeyboardButton]] = []
    for number, choice in enumerate(_answers(message), start=1):
        if not _fits(choice.id):
            continue
        label = f"{number}. {choice.label}" if numbered else choice.label
        if several:
            box = TICKED_BOX if choice.id in ticked else EMPTY_BOX
            rows.append([_button(f"{box}{label}", f"{TICK}{choice.id}")])
        else:
            rows.append([_button(label, choice.id)])
    if several:
        question = message.choices[0].id.partition(":")[0]
        rows.append([_button(ready, f"{READY}{question}")])
    small = [_button(c.label, c.id) for c in message.choices if _is_small(c)]
    return InlineKeyboardMarkup(inline_keyboard=[*rows, *_two_by_two(small)])


def keyboard_from(
    buttons: Sequence[tuple[str, str]], ticked: Sequence[str]
) -> InlineKeyboardMarkup:
    """Return the keyboard of a list to tick as it was, with other boxes ticked."""
    rows: list[list[InlineKeyboardButton]] = []
    small: list[InlineKeyboardButton] = []
    for data, label in buttons:
        if data.startswith(TICK):
            box = TICKED_BOX if data.removeprefix(TICK) in ticked else EMPTY_BOX
            rows.append([_button(box + label[len(EMPTY_BOX) :], data)])
        elif data.startswith(READY):
            rows.append([_button(label, data)])
        else:
            small.append(_button(label, data))
    return InlineKeyboardMarkup(inline_keyboard=[*rows, *_two_by_two(small)])


def _two_by_two(small: list[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Return small buttons in rows: two of them fit beside each other."""
    return [small[start : start + 2] for start in range(0, len(small), 2)]


def chosen(shown: str, labels: Sequence[str]) -> str:
    """Return a question with the answer that was chosen under it, when it still fits."""
    plain = [label.removeprefix(EMPTY_BOX).removeprefix(TICKED_BOX) for label in labels]
    text = "\n".join([shown, "", *(CHOSEN + label for label in plain)])
    return text if units(text) <= LONGEST_TEXT else shown


def _answers(message: Message) -> list[Choice]:
    return [choice for choice in message.choices if not _is_small(choice)]


def _is_small(choice: Choice) -> bool:
    return choice.id.partition(":")[2] in SMALL_BUTTONS


def _numbered(message: Message) -> bool:
    """Say whether a button would be cut off: then the choices stand in the text as well."""
    answers = _answers(message)
    return any(len(each.label) > LONGEST_LABEL or not _fits(each.id) for each in answers)


def _fits(data: str) -> bool:
    return len((TICK + data).encode()) <= LONGEST_DATA


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, callback_data=data)
