"""Scripts and programmes as coordinators edit them: text, revisions, problems, who is inside."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from hashlib import sha256

from bot.ports import Transaction
from bot.records import ContentKind, Draft, Revision
from bot.scripts.content import Content
from bot.scripts.problems import Problem
from bot.scripts.script_file import read_script
from bot.small_numbers import FEW, is_few
from bot.usecases.publishing import SHIPPED, Check
from desk.office import Office

KINDS: tuple[ContentKind, ...] = ("script", "programme")

NEW_SCRIPTS = "studio_new_scripts"
"""The setting with the names of scripts that were begun and never published."""

EDITING = "studio_editing"
"""The setting that one editor writes at a time; every database makes the next one wait."""

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""Names of scripts: lower case, with hyphens."""
LONGEST_NAME = 60


@dataclass(frozen=True)
class Document:
    """One script or programme: what is published, and the draft if there is one."""

    kind: ContentKind
    id: str
    latest: Revision | None
    draft: Draft | None

    @property
    def text(self) -> str:
        """What is edited: the draft, or what is published."""
        return self.draft.text if self.draft else self.latest.text if self.latest else ""

    @property
    def number(self) -> int:
        """The number of the published revision; 0 when there is none."""
        return self.latest.number if self.latest else 0

    @property
    def title(self) -> str:
        """The title, also of a text that cannot be read."""
        return title_of(self.text) or self.id

    @property
    def url(self) -> str:
        """Where it is edited."""
        return f"/studio/{self.kind}/{self.id}"

    @property
    def token(self) -> str:
        """A mark of this state; an editor posts it back, so that nobody overwrites unseen."""
        kept = f"{self.draft.saved_at.isoformat()} {self.draft.by}" if self.draft else ""
        return f"{self.number}-{sha256((kept + self.text).encode()).hexdigest()[:16]}"


def title_of(text: str) -> str:
    """Return the title that a text gives, without reading all of it."""
    found = re.search(r"^title:[ \t]*(.+)$", text, re.MULTILINE)
    title = found[1].strip() if found else ""
    if len(title) > 1 and title[0] == title[-1] == '"':
        return re.sub(r"\\(.)", r"\1", title[1:-1])
    if len(title) > 1 and title[0] == title[-1] == "'":
        return title[1:-1].replace("''", "'")
    return title


def find_document(tx: Transaction, kind: ContentKind, name: str) -> Document | None:
    """Return a script or programme; None when there is none of that name."""
    found = Document(kind, name, tx.revision(kind, name), tx.draft(kind, name))
    return found if found.latest or found.draft else None


def documents(tx: Transaction, kind: ContentKind) -> list[Document]:
    """Return all scripts or programmes, by title; those not yet published too."""
    names = set(tx.latest_revisions(kind))
    if kind == "script":
        names |= new_scripts(tx)
    found = (find_document(tx, kind, name) for name in names)
    return sorted((each for each in found if each), key=lambda d: (d.title.casefold(), d.id))


def hold(tx: Transaction) -> None:
    """Hold other editors off until this transaction ends, so that a look and a save are one."""
    tx.save_setting(EDITING, "")


def new_scripts(tx: Transaction) -> set[str]:
    """Return the names of scripts that were never published."""
    return set((tx.setting(NEW_SCRIPTS) or "").split())


def keep_new_script(tx: Transaction, name: str) -> None:
    """Remember a script that has only a draft; a published one needs no remembering."""
    published = tx.latest_revisions("script")
    kept = sorted({*new_scripts(tx), name} - set(published))
    tx.save_setting(NEW_SCRIPTS, " ".join(kept))


def forget_new_script(tx: Transaction, name: str) -> None:
    """Remember a script no more of which the only draft was thrown away."""
    tx.save_setting(NEW_SCRIPTS, " ".join(sorted(new_scripts(tx) - {name})))


def checker(tx: Transaction, content: Content) -> Check:
    """Return a check that knows the scripts of the store, not only those that were shipped."""
    names = tx.latest_revisions("script")
    known = replace(content, scripts={**content.scripts, **dict.fromkeys(names, "")})
    return known.check


def message(office: Office, problem: Problem) -> str:
    """Return the sentence about a problem."""
    phrasebook = office.assistant.around.phrasebook
    return problem.message(lambda key, figures: phrasebook.say(key, figures, office.language))


def shown_problems(
    office: Office, document: Document, text: str, problems: Sequence[Problem]
) -> list[dict[str, object]]:
    """Return problems as the page shows them: sentence, line, step, and the line itself."""
    lines = text.splitlines()
    places = _steps(office, document, text)
    shown: list[dict[str, object]] = []
    for problem in problems:
        line = problem.place.line
        above = [name for name, place in places if place <= line]
        shown.append(
            {
                "kind": problem.level,
                "line": line,
                "step": above[-1] if above else "",
                "text": message(office, problem),
                "excerpt": lines[line - 1].strip() if 0 < line <= len(lines) else "",
            }
        )
    return shown


def _steps(office: Office, document: Document, text: str) -> list[tuple[str, int]]:
    if document.kind != "script":
        return []
    read = read_script(text, f"{document.id}.yaml", office.assistant.around.facts)
    return sorted(((name, at.line) for name, at in read.places.items()), key=lambda each: each[1])


def outline(office: Office, document: Document, text: str) -> list[dict[str, object]]:
    """Return the steps of a script with where each leads; nothing while it cannot be read."""
    if document.kind != "script":
        return []
    read = read_script(text, f"{document.id}.yaml", office.assistant.around.facts)
    if read.script is None:
        return []
    return [
        {
            "step": step.id,
            "kind": office.say(f"step.{step.kind}"),
            "line": read.places[step.id].line,
            "goes_to": [to or office.say("step.nowhere") for to in dict.fromkeys(step.exits)],
        }
        for step in read.script.steps.values()
    ]


def inside(tx: Transaction) -> Counter[str]:
    """Return how many people are in each script now, on whichever revision."""
    count: Counter[str] = Counter()
    for file in tx.clients():
        if file.conversation is not None:
            count.update({frame.script for frame in file.conversation.frames})
    return count


def enrolled(tx: Transaction) -> Counter[str]:
    """Return how many people each programme has that did not stop."""
    files = tx.clients()
    return Counter(f.client.programme for f in files if f.client.state != "stopped")


def few(office: Office, number: int) -> str:
    """Return a number of people in words that point at nobody."""
    return office.say("few", limit=FEW) if is_few(number) else str(number)


def author(tx: Transaction, office: Office, by: str) -> str:
    """Return who published or saved something."""
    if by == SHIPPED:
        return office.say("shipped")
    staff = tx.staff(by)
    return staff.name if staff else by


def differences(old: str, new: str) -> list[dict[str, str]]:
    """Return the changed lines between two texts with a few around them, for a page."""
    shown: list[dict[str, str]] = []
    kinds = {"+": "added", "-": "removed", "@": "place"}
    compared = unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2)
    for line in list(compared)[2:]:
        kind = kinds.get(line[:1], "same")
        shown.append({"kind": kind, "text": "…" if kind == "place" else line[1:]})
    return shown
