"""What an installation can set, read once from the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.mail import is_mail_address

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where things are and how this installation runs; every field has a working default.

    `url` is the address by which clients reach the pages, without a slash at its end. Telegram
    is on when there is a token; `telegram_server` stands in for Telegram's own address, and with
    `telegram_webhook` Telegram brings updates to `url`. Staff get mail when `smtp` names a server,
    from the address `mail_from`. `programme`: of people who come without an invitation.
    """

    dialogues: Path = ROOT / "dialogues"
    locales: Path = ROOT / "locales"
    data: Path = ROOT / "var"
    host: str = "127.0.0.1"
    port: int = 8080
    url: str = ""
    database: str = ""
    demo: bool = False
    language: str = "nl"
    programme: str = ""
    telegram_token: str = ""
    telegram_server: str = ""
    telegram_webhook: bool = False
    smtp: str = field(default="", repr=False)  # holds a password
    mail_from: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read `MAXWW_*` variables; a value that cannot be read is refused in one sentence.

        Raises SettingsError.
        """
        given = os.environ if environment is None else environment
        data = Path(given.get("MAXWW_DATA", str(ROOT / "var")))
        return cls(
            dialogues=Path(given.get("MAXWW_DIALOGUES", str(ROOT / "dialogues"))),
            locales=Path(given.get("MAXWW_LOCALES", str(ROOT / "locales"))),
            data=data,
            host=given.get("MAXWW_HOST", "127.0.0.1"),
            port=_port(given.get("MAXWW_PORT", "8080")),
            url=_url(given.get("MAXWW_URL", "")),
            database=given.get("MAXWW_DATABASE", f"sqlite:///{data / 'maxww.db'}"),
            demo=_switch("MAXWW_DEMO", given.get("MAXWW_DEMO", "no")),
            language=given.get("MAXWW_LANGUAGE", "nl"),
            programme=given.get("MAXWW_PROGRAMME", ""),
            telegram_token=_token(given.get("MAXWW_TELEGRAM_TOKEN", "")),
            telegram_server=_url(given.get("MAXWW_TELEGRAM_SERVER", ""), "MAXWW_TELEGRAM_SERVER"),
            telegram_webhook=_webhook(given),
            smtp=_smtp(given),
            mail_from=_mail_from(given),
        )


class SettingsError(ValueError):
    """A setting has a value that cannot be used."""


def _port(value: str) -> int:
    if value.isdecimal() and len(value) <= len("65535") and int(value) <= 65535:
        return int(value)
    raise SettingsError(f"MAXWW_PORT is '{value}'; expected a port number from 0 to 65535.")


def _url(value: str, name: str = "MAXWW_URL") -> str:
    if not value or value.startswith(("https://", "http://")):
        return value.rstrip("/")
    raise SettingsError(f"{name} is '{value}'; expected an address such as https://max.example.")


def _token(value: str) -> str:
    """Refuse what cannot be a token, without repeating it: a token is a secret."""
    if not value or re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]{20,}", value):
        return value
    raise SettingsError(
        "MAXWW_TELEGRAM_TOKEN is not a token; expected what BotFather gives, such as 12345:AAF..."
    )


def _smtp(given: Mapping[str, str]) -> str:
    """Refuse what names no server, without repeating it: a password may stand in it."""
    value = given.get("MAXWW_SMTP", "")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        there = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
    except ValueError:  # a port that is no number, or a bracket that does not close
        there = None
    if not there:
        raise SettingsError(
            "MAXWW_SMTP is not the address of a mail server; expected one such as "
            "smtp://user:password@mail.example:587 or smtps://user:password@mail.example."
        )
    if not given.get("MAXWW_MAIL_FROM") or not given.get("MAXWW_URL"):
        raise SettingsError(
            "MAXWW_SMTP is set, but MAXWW_MAIL_FROM or MAXWW_URL is not; mail needs an address "
            "that it comes from, such as max@example.nl, and one that its links lead to."
        )
    return value


def _mail_from(given: Mapping[str, str]) -> str:
    value = given.get("MAXWW_MAIL_FROM", "")
    if not value or is_mail_address(value):
        return value
    raise SettingsError(f"MAXWW_MAIL_FROM is '{value}'; expected an address: max@example.nl.")


def _webhook(given: Mapping[str, str]) -> bool:
    """Refuse a webhook without an address that Telegram can call."""
    wanted = _switch("MAXWW_TELEGRAM_WEBHOOK", given.get("MAXWW_TELEGRAM_WEBHOOK", "no"))
    if wanted and not given.get("MAXWW_URL"):
        raise SettingsError(
            "MAXWW_TELEGRAM_WEBHOOK is on but MAXWW_URL is not set; Telegram needs the address by "
            "which it reaches the pages, such as https://max.example."
        )
    return wanted


def _switch(name: str, value: str) -> bool:
    if value.lower() in {"1", "yes", "true", "on"}:
        return True
    if value.lower() in {"0", "no", "false", "off", ""}:
        return False
    raise SettingsError(f"{name} is '{value}'; expected yes or no.")
