"""Sends mail by SMTP, with TLS wherever a password or another machine is involved."""

import ssl
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.clock import WallClock
from bot.errors import DeliveryError
from bot.mail import Mail
from bot.ports import Clock

TIMEOUT_SECONDS = 20.0
PORTS = {"smtp": 587, "smtps": 465}
NO_SUCH_BOX = 500
"""From this code on a refusal is for good."""
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
SENDER = "Max-WW"


class SmtpMailer:
    """Sends mail through one server, `smtp://user:password@host:587` or `smtps://...`.

    `smtp` begins in plain words and goes on with TLS (STARTTLS), without which nothing is sent to
    another machine; `smtps` speaks TLS from the start.
    """

    def __init__(self, server: str, sender: str, clock: Clock | None = None) -> None:
        parts = urlsplit(server)
        self._host = parts.hostname or ""
        self._port = parts.port or PORTS[parts.scheme]
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None
        self._tls = parts.scheme == "smtps"
        self._sender = sender
        self._clock = clock or WallClock()

    async def send(self, mail: Mail) -> None:
        """Send one mail.

        Raises DeliveryError when the server did not take it; lasting when it never will.
        """
        try:
            await aiosmtplib.send(
                self._message(mail),
                hostname=self._host,
                port=self._port,
                username=self._user,
                password=self._password,
                use_tls=self._tls,
                start_tls=None if self._tls or self._host in HERE else True,
                timeout=TIMEOUT_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [each.code for each in error.recipients]
            lasting = all(code >= NO_SUCH_BOX for code in codes)
            raise self._failed(f"it refused the address ({codes})", lasting=lasting) from None
        except aiosmtplib.SMTPDataError as error:
            lasting = error.code >= NO_SUCH_BOX
            raise self._failed(f"it refused the mail ({error.code})", lasting=lasting) from None
        except aiosmtplib.SMTPAuthenticationError as error:
            what = f"it refused the user or the password ({error.code}); see MAXWW_SMTP"
            raise self._failed(what) from None
        except aiosmtplib.SMTPResponseException as error:
            raise self._failed(f"{type(error).__name__} ({error.code})") from None
        except (aiosmtplib.SMTPException, ssl.SSLError, OSError, TimeoutError) as error:
            raise self._failed(_in_words(error)) from None

    def _failed(self, what: str, *, lasting: bool = False) -> DeliveryError:
        """Return the failure in words; what a server says may repeat addresses and is left out."""
        return DeliveryError(f"the mail server {self._host}: {what}", lasting=lasting)

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = formataddr((SENDER, self._sender))
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = make_msgid(domain=self._sender.partition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        return message


def _in_words(error: BaseException) -> str:
    """Say what went wrong before the server could answer; what it says itself is left out."""
    causes = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None:
        causes.append(cause)
    refused = next(
        (each for each in causes if isinstance(each, ssl.SSLCertVerificationError)), None
    )
    if refused is not None:
        return f"its certificate is not trusted ({refused.verify_message}); nothing was sent"
    if any(isinstance(each, ConnectionRefusedError) for each in causes):
        return "nothing listens there; is it on, and is the port in MAXWW_SMTP right?"
    if any("STARTTLS" in str(each) for each in causes):
        return "it offers no TLS, so nothing was sent"
    return type(error).__name__
