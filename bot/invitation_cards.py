"""Cards to print with an invitation: a QR code, the code in letters, and a few plain sentences.

Sheets are SVG in the size of A4, eight cards on each, with room for the two logos of the senders.
Nothing on a card says who it is for.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from bot.qr_codes import qr_path

SHEET_WIDTH, SHEET_HEIGHT = 210, 297
COLUMNS, ROWS = 2, 4
WIDTH, HEIGHT = SHEET_WIDTH / COLUMNS, SHEET_HEIGHT / ROWS
"""Millimetres, as all sizes here."""
MARGIN = 6
QR_SIZE = 34
LINE, TEXT_SIZE, TITLE_SIZE, CODE_SIZE = 4.2, 3.2, 4.4, 4.6
LETTERS_A_LINE = 34
LOGO_WIDTH, LOGO_HEIGHT = 30, 11


@dataclass(frozen=True)
class Card:
    """What stands on one card."""

    title: str
    sentences: tuple[str, ...]
    address: str
    code: str
    link: str


def sheets(cards: Sequence[Card]) -> list[str]:
    """Return the sheets on which the cards stand, in order."""
    a_sheet = COLUMNS * ROWS
    return [_sheet(cards[start : start + a_sheet]) for start in range(0, len(cards), a_sheet)]


def _sheet(cards: Sequence[Card]) -> str:
    drawn = []
    for number, card in enumerate(cards):
        x, y = (number % COLUMNS) * WIDTH, (number // COLUMNS) * HEIGHT
        drawn.append(f'<g transform="translate({x:g} {y:g})">{_card(card)}</g>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SHEET_WIDTH}mm" '
        f'height="{SHEET_HEIGHT}mm" viewBox="0 0 {SHEET_WIDTH} {SHEET_HEIGHT}" '
        f'font-family="sans-serif">{"".join(drawn)}</svg>\n'
    )


def _card(card: Card) -> str:
    """Draw one card: cutting line, places for logos, text left and the QR code right."""
    right = WIDTH - MARGIN - LOGO_WIDTH
    top = MARGIN + LOGO_HEIGHT + 7
    parts = [
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#fff" stroke="#bbb" '
        'stroke-width="0.2"/>',
        _logo(MARGIN),
        _logo(right),
        _text(MARGIN, top, TITLE_SIZE, card.title, bold=True),
    ]
    y = top + LINE + 1.5
    for sentence in card.sentences:
        for line in textwrap.wrap(sentence, LETTERS_A_LINE):
            parts.append(_text(MARGIN, y, TEXT_SIZE, line))
            y += LINE
    parts.append(_text(MARGIN, y + 1.5, TEXT_SIZE, card.address, bold=True))
    parts.append(_text(MARGIN, y + 1.5 + LINE + 1.5, CODE_SIZE, card.code, bold=True))
    parts.append(_qr(card.link, WIDTH - MARGIN - QR_SIZE, HEIGHT - MARGIN - QR_SIZE))
    return "".join(parts)


def _logo(x: float) -> str:
    """Leave room for a logo; the frame is so light that it may be printed over."""
    return (
        f'<rect class="logo" x="{x:g}" y="{MARGIN}" width="{LOGO_WIDTH}" height="{LOGO_HEIGHT}" '
        'fill="none" stroke="#ddd" stroke-width="0.2" stroke-dasharray="1 1"/>'
    )


def _text(x: float, y: float, size: float, text: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{weight}>{escape(text)}</text>'


def _qr(link: str, x: float, y: float) -> str:
    path, modules = qr_path(link)
    module = QR_SIZE / modules
    return f'<path transform="translate({x:g} {y:g}) scale({module:g})" d="{path}" fill="#000"/>'
