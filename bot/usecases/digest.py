"""The daily digest by mail: what waits for coordinators, in counts and links only."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.mail import Mail
from bot.ports import Transaction
from bot.reconciling import Findings, missed
from bot.records import Staff
from bot.surroundings import Surroundings
from bot.usecases.notifying import email_of
from bot.usecases.reconciling import latest_findings

DIGEST = "daily digest"
"""The setting with who got the digest of the last day."""


@dataclass(frozen=True)
class Digest:
    """How the digest of one day went: who has it, and why it did not reach others."""

    day: date
    sent: frozenset[str] = frozenset()
    failed: Mapping[str, str] = field(default_factory=dict)

    def reached(self, staff: str) -> "Digest":
        """Return the digest after it reached somebody."""
        failed = {who: why for who, why in self.failed.items() if who != staff}
        return replace(self, sent=self.sent | {staff}, failed=failed)

    def missed_by(self, staff: str, why: str) -> "Digest":
        """Return the digest after it did not reach somebody; they are tried again."""
        return replace(self, failed={**self.failed, staff: why})


def digest_of(tx: Transaction, day: date) -> Digest:
    """Return how the digest of a day went so far."""
    kept = json.loads(tx.setting(DIGEST) or "{}")
    if kept.get("day") != day.isoformat():
        return Digest(day)
    return Digest(day, frozenset(kept["sent"]), kept["failed"])


def keep_digest(tx: Transaction, digest: Digest) -> None:
    """Keep how a digest went, in place of the day before."""
    kept = {
        "day": digest.day.isoformat(),
        "sent": sorted(digest.sent),
        "failed": dict(digest.failed),
    }
    tx.save_setting(DIGEST, json.dumps(kept))


def digests_to_send(
    tx: Transaction, around: Surroundings, language: str, now: datetime
) -> tuple[tuple[Staff, Mail], ...]:
    """Return the mails of today that did not go out yet; none on a day without work."""
    today = around.calendar.local(now).date()
    if not around.calendar.is_working_day(today):
        return ()
    sent = digest_of(tx, today).sent
    wanting = [each for each in readers(tx) if each.id not in sent]
    if not wanting:
        return ()
    subject, text = _words(tx, around, language, now)
    return tuple((each, Mail(each.email, subject, text)) for each in wanting)


def readers(tx: Transaction) -> tuple[Staff, ...]:
    """Return the coordinators who get the digest."""
    coordinators = (each for each in tx.all_staff() if each.role == "coordinator")
    reached = ((each, email_of(tx, each)) for each in coordinators)
    return tuple(replace(each, email=email) for each, email in reached if email)


def _words(tx: Transaction, around: Surroundings, language: str, now: datetime) -> tuple[str, str]:
    """Return the subject and text; nothing in them points at a client."""

    def say(key: str, **figures: object) -> str:
        return around.phrasebook.say(key, figures, language)

    waiting = sum(1 for each in tx.handoffs(active=True) if each.answered_at is None)
    findings = latest_findings(tx)
    lines = [say("night.mail.waiting", count=waiting)]
    if missed(findings, now, around.calendar):
        lines.append(say("night.missed"))
    if findings is not None:
        lines += [f"- {say(f'night.{each.kind}.what')}: {each.count}" for each in findings.open]
        lines += [f"- {say(f'night.{each.kind}.what')}: {each.count}" for each in findings.mended]
    lines.append(say("night.mail.more", link=f"{around.url}/studio/today"))
    day = around.calendar.local(now).date()
    return say("night.mail.subject", day=day, count=_open(findings) + waiting), "\n".join(lines)


def _open(findings: Findings | None) -> int:
    return sum(each.count for each in findings.open) if findings else 0
