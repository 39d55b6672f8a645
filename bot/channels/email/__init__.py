"""E-mail to staff: what waits for a person, with a link and nothing of a client."""

from bot.channels.email.notices import MailNotices
from bot.channels.email.smtp import SmtpMailer

__all__ = ["MailNotices", "SmtpMailer"]
