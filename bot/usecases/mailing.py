"""The words of a notice as mail, made at the moment of sending; never a client's name."""

from datetime import date

from bot.mail import Mail
from bot.notices import Notice
from bot.ports import Transaction
from bot.surroundings import Surroundings
from bot.usecases.notifying import email_of
from bot.usecases.telling import still_matters


def mail_for(
    tx: Transaction, around: Surroundings, notice: Notice, language: str, today: date
) -> Mail | None:
    """Return a notice as mail; None when it is of no use any more or has nowhere to go."""
    staff = tx.staff(notice.staff)
    address = email_of(tx, staff) if staff else ""
    if not address or not still_matters(tx, notice):
        return None
    handoff = tx.handoff(notice.handoff) if notice.handoff else None
    opens = handoff is not None and notice.kind != "overdue"
    link = f"{around.url}/desk" + (f"/handoffs/{notice.handoff}" if opens else "")
    figures = {"day": handoff.promised_by if handoff else None, "today": today, "link": link}
    key = f"{notice.kind}.urgent" if notice.urgent and notice.kind != "stands-in" else notice.kind

    def say(part: str) -> str:
        return around.phrasebook.say(f"mail.{key}.{part}", figures, language)

    closing = around.phrasebook.say("mail.closing", {}, language)
    return Mail(address, say("subject"), f"{say('text')}\n\n{link}\n\n{closing}\n")
