"""The command `maxww invite`: new invitation codes, as a list and as cards to print."""

import csv
import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import open_assistant
from bot.errors import MaxWWError
from bot.invitation_cards import Card, sheets
from bot.invitations import Invitation, expires_on, grouped
from bot.linking import bot_link, bot_name
from bot.settings import Settings, SettingsError
from bot.texts import Phrasebook
from bot.usecases.inviting import make_invitations

MOST_AT_ONCE = 10_000
"""Codes of one call; more is a slip of the keyboard, and more than anybody sends at once."""
LIST_FILE = "invitations.csv"
COLUMNS = ("code", "link", "telegram_link", "programme", "month", "works_until")
SENTENCES = ("invite.what", "invite.freely")


class Way(StrEnum):
    """Where the QR code on a card leads."""

    WEB = "web"
    TELEGRAM = "telegram"


def invite(
    programme: Annotated[str, typer.Option(help="The programme, such as werk-in-zicht.")],
    month: Annotated[str, typer.Option(help="The month in which the WW ends, as 2027-06.")],
    count: Annotated[int, typer.Option(help="How many codes.", min=1, max=MOST_AT_ONCE)],
    out: Annotated[Path, typer.Option(help="A folder for the list and the cards.")],
    to: Annotated[Way, typer.Option(help="Where the QR code leads.")] = Way.WEB,
) -> None:
    """Make invitation codes and printable cards with a QR code; no identity is in them.

    The list has the links for both. The web page offers Telegram too, when it is on. The codes
    stand only in what is written here: they cannot be shown again.

    Example: maxww invite --programme werk-in-zicht --month 2027-06 --count 40 --out cards
    """
    try:
        settings = Settings.from_environment()
        ends_in = _month(month)
        _check(settings, out)
        bot, invitations = _make(settings, programme, ends_in, count, to)
        number = _write(settings, invitations, out, bot=bot, to=to)
    except (MaxWWError, SettingsError, ValueError, OSError) as error:
        typer.echo(" ".join(str(error).split()), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Wrote {count} codes to {out / LIST_FILE}, and {number} sheets with cards.")


def _month(text: str) -> date:
    found = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", text)
    if found is None:
        raise ValueError(f"--month is '{text}'; expected a month such as 2027-06.")
    return date(int(found[1]), int(found[2]), 1)


def _check(settings: Settings, out: Path) -> None:
    """Refuse before anything is made: codes that cannot be handed out are of no use."""
    if not settings.url:
        raise ValueError(
            "MAXWW_URL is not set; cards need the address by which clients reach the pages, such "
            "as https://max.example."
        )
    out.mkdir(parents=True, exist_ok=True)
    if (out / LIST_FILE).exists():
        raise ValueError(
            f"{out / LIST_FILE} is there already; its codes would be lost. Name another folder."
        )


def _make(
    settings: Settings, programme: str, month: date, count: int, to: Way
) -> tuple[str, Sequence[Invitation]]:
    """Return the name of our bot at Telegram, if it is known, and new codes."""
    assistant = open_assistant(settings)
    try:
        around, now = assistant.around, assistant.clock.now()
        if expires_on(month) <= around.calendar.local(now).date():
            raise ValueError(
                f"Codes for {month:%Y-%m} would not work any more; name a later month."
            )
        bot = assistant.store.transact_now(bot_name)
        if to is Way.TELEGRAM and not bot:
            raise ValueError(
                "The bot's name at Telegram is not known yet; start Max-WW once with "
                "MAXWW_TELEGRAM_TOKEN, then make the cards."
            )
        return bot, assistant.store.transact_now(
            lambda tx: make_invitations(tx, around, programme, month, count=count, now=now)
        )
    finally:
        assistant.store.close()


def _write(
    settings: Settings, invitations: Sequence[Invitation], out: Path, *, bot: str, to: Way
) -> int:
    """Write the list for the sender's letters, and the sheets; return how many sheets."""
    with (out / LIST_FILE).open("x", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened)
        rows.writerow(COLUMNS)
        for each in invitations:
            last = (each.expires_at.date() - timedelta(days=1)).isoformat()
            link = f"{settings.url}/i/{each.code}"
            telegram = bot_link(bot, each.code) if bot else ""
            month = f"{each.month:%Y-%m}"
            rows.writerow((grouped(each.code), link, telegram, each.programme, month, last))
    book = Phrasebook.load(settings)
    drawn = sheets(
        [_card(settings, book, each, bot if to is Way.TELEGRAM else "") for each in invitations]
    )
    for number, sheet in enumerate(drawn, start=1):
        (out / f"cards-{number:03}.svg").write_text(sheet, encoding="utf-8")
    return len(drawn)


def _card(settings: Settings, book: Phrasebook, invitation: Invitation, bot: str) -> Card:
    """Return a card; its QR code leads to our bot when one is named, else to the page."""
    how = "invite.how-telegram" if bot else "invite.how"
    link = bot_link(bot, invitation.code) if bot else f"{settings.url}/i/{invitation.code}"
    return Card(
        title=book.say("invite.title", {"month": invitation.month}),
        sentences=tuple(book.say(key) for key in (*SENTENCES, how)),
        address=settings.url.partition("://")[2],
        code=grouped(invitation.code),
        link=link,
    )
