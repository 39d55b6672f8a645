"""Everything that coordinators write, read from a folder with all its problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.vocabulary import Vocabulary
from bot.entitlement import NormTable
from bot.municipalities import Municipalities
from bot.records import ContentKind
from bot.scripts.facts_file import read_facts
from bot.scripts.flow_checks import flow_problems
from bot.scripts.municipality_files import read_municipalities
from bot.scripts.norms import expiry_warnings, read_norms
from bot.scripts.problems import Problem, in_order, nearest_name
from bot.scripts.programmes import parse_programme
from bot.scripts.script_file import ScriptText, read_script
from bot.scripts.words_file import read_words


@dataclass(frozen=True)
class Content:
    """The data of an installation as read from its folder."""

    facts: Mapping[str, FactDeclaration]
    vocabulary: Vocabulary
    norms: NormTable
    municipalities: Municipalities
    scripts: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def check(self, kind: ContentKind, name: str, text: str) -> list[Problem]:
        """Return every problem of a script's or programme's text, in order of place."""
        file = f"{name}.yaml"
        if kind == "programme":
            return in_order(parse_programme(text, file, set(self.scripts))[1])
        return self.check_script(text, file)

    def check_script(self, text: str, file: str) -> list[Problem]:
        """Return every problem of a script's text: reading, flow, and the scripts it calls."""
        read = read_script(text, file, self.facts)
        problems = [*read.problems, *flow_problems(read), *self._calls(read)]
        return in_order(problems)

    def _calls(self, read: ScriptText) -> list[Problem]:
        known = {*self.scripts, read.id}
        return [
            Problem(place, "unknown-script", {"found": name}, nearest_name(name, known))
            for name, place in read.calls
            if name not in known
        ]


def load_content(dialogues: Path, today: date | None = None) -> Content:
    """Read a folder of dialogues; with a date, norms that expire soon are warned about."""
    problems: list[Problem] = []
    norms, norm_problems = read_norms(dialogues / "norms")
    if today is not None:
        norm_problems = [*norm_problems, *expiry_warnings(norms, today)]
    content = Content(
        facts=read_facts(dialogues / "facts.yaml", problems),
        vocabulary=read_words(dialogues / "words.yaml", problems),
        norms=norms,
        municipalities=read_municipalities(dialogues / "municipalities", problems),
        scripts=_texts(dialogues / "scripts"),
        programmes=_texts(dialogues / "programmes"),
        problems=tuple([*problems, *norm_problems]),
    )
    return content


def _texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yaml"))}
