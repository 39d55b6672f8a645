"""What publishing a script would change for clients: its walks, and the emergency numbers in it."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from bot.emergency_numbers import NumberChanges, number_changes
from bot.ports import Transaction
from bot.texts.extraction import extract_script
from bot.walk_trials import WalkDifference
from desk.documents import Document, checker, differences
from desk.office import Office, Visit


@dataclass(frozen=True)
class Accepted:
    """What a coordinator ticked: the mark of the text of which they saw this."""

    differences: str = ""
    numbers: str = ""


@dataclass(frozen=True)
class Risks:
    """What differs for clients; `rehearsed`: the coordinator came to the end of this very text."""

    walks: tuple[WalkDifference, ...] = ()
    numbers: NumberChanges = field(default_factory=NumberChanges)
    rehearsed: bool = False

    @property
    def blocked(self) -> bool:
        """Whether a walk breaks with a text of which nobody has seen yet that it can be ended."""
        return any(each.broken for each in self.walks) and not self.rehearsed

    def accepted(self, ticked: Accepted, text: str) -> bool:
        """Say whether this text may be published with what was ticked."""
        seen = not self.walks or ticked.differences == mark(text)
        sure = not self.numbers or ticked.numbers == mark(text)
        return seen and sure and not self.blocked


def mark(text: str) -> str:
    """Return a mark of a text, so that what was ticked counts for that text alone."""
    return sha256(text.encode()).hexdigest()[:16]


async def risks_of(visit: Visit, document: Document, text: str) -> Risks:
    """Return what publishing a text would change; nothing for what is new or cannot run."""
    latest = document.latest
    if document.kind != "script" or latest is None or latest.text == text:
        return Risks()
    office = visit.office
    published = await office.transact(lambda tx: _published(tx, office, document, text))
    if published is None:
        return Risks()
    rehearsal = office.rehearsals.of(visit.staff.id, document.id)
    ended = rehearsal is not None and rehearsal.text == text and bool(rehearsal.ending())
    walks = await office.trial.walks(published, document.id, text)
    return Risks(walks, changed_numbers(office, latest.text, text), ended)


def _published(
    tx: Transaction, office: Office, document: Document, text: str
) -> Mapping[str, str] | None:
    """Return the scripts as clients meet them; None when the text has errors."""
    problems = checker(tx, office.assistant.content)("script", document.id, text)
    if any(problem.level == "error" for problem in problems):
        return None
    found = (tx.revision("script", name) for name in tx.latest_revisions("script"))
    return {revision.id: revision.text for revision in found if revision is not None}


def changed_numbers(office: Office, before: str, after: str) -> NumberChanges:
    """Return which emergency numbers two versions of a script say differently."""
    known = office.assistant.around.vocabulary.emergency_numbers
    return number_changes(known, _said(before), _said(after))


def _said(text: str) -> list[str]:
    return [str(message) for _, _, message, _ in extract_script(io.BytesIO(text.encode()))]


def shown_risks(office: Office, risks: Risks, text: str) -> dict[str, object]:
    """Return the risks as the page shows them: each walk line by line, and each number."""
    return {
        "walks": [
            {
                "title": each.title,
                "broken": office.say(f"walk.{each.broken}") if each.broken else "",
                "changes": differences(each.before, each.after),
            }
            for each in risks.walks
        ],
        "lost": ", ".join(risks.numbers.lost),
        "new": ", ".join(risks.numbers.new),
        "blocked": risks.blocked,
        "mark": mark(text),
    }
