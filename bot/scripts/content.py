"""Everything that coordinators write, read from a folder with all its problems."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.dialogue.facts import FactDeclaration
from bot.dialogue.vocabulary import Vocabulary
from bot.entitlement import NormTable
from bot.knowledge import Knowledge
from bot.municipalities import Municipalities
from bot.records import ContentKind
from bot.scripts.facts_file import read_facts
from bot.scripts.flow_checks import flow_problems
from bot.scripts.knowledge_file import Around, read_knowledge
from bot.scripts.municipality_files import read_municipalities
from bot.scripts.norms import expiry_warnings, read_norms
from bot.scripts.problems import Problem, in_order, nearest_name, relative_to
from bot.scripts.programmes import parse_programme
from bot.scripts.script_file import ScriptText, read_script
from bot.scripts.shelf import Parsed
from bot.scripts.source import read_text
from bot.scripts.words_file import read_words

FOLDERS: Mapping[ContentKind, str] = {"script": "scripts", "programme": "programmes"}


@dataclass(frozen=True)
class Content:
    """The data of an installation as read from its folder."""

    facts: Mapping[str, FactDeclaration]
    vocabulary: Vocabulary
    norms: NormTable
    municipalities: Municipalities
    knowledge: Knowledge = field(default_factory=Knowledge)
    scripts: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    parsed: Parsed = field(default_factory=Parsed, repr=False, compare=False)

    def check(self, kind: ContentKind, name: str, text: str) -> list[Problem]:
        """Return every problem of a script's or programme's text, in order of place."""
        file = f"dialogues/{FOLDERS[kind]}/{name}.yaml"
        if kind == "programme":
            towns = {official.name for official in self.municipalities.names}
            return in_order(parse_programme(text, file, self.facts, set(self.scripts), towns)[1])
        return self.check_script(text, file)

    def check_script(self, text: str, file: str) -> list[Problem]:
        """Return every problem of a script's text: reading, flow, and the scripts it calls."""
        return check_script(text, file, self.facts, self.scripts)


def check_script(
    text: str, file: str, facts: Mapping[str, FactDeclaration], scripts: Iterable[str]
) -> list[Problem]:
    """Return every problem of a script's text, among these facts and these other scripts."""
    read = read_script(text, file, facts)
    problems = [*read.problems, *flow_problems(read)]
    stem = Path(file).stem
    if read.id and read.name_place and read.id != stem:
        figures = {"file": stem, "found": read.id}
        problems.append(Problem(read.name_place, "other-script-name", figures))
    return in_order([*problems, *_unknown_calls(read, {*scripts, read.id})])


def _unknown_calls(read: ScriptText, known: set[str]) -> list[Problem]:
    return [
        Problem(place, "unknown-script", {"found": name}, nearest_name(name, known))
        for name, place in read.calls
        if name and name not in known
    ]


def load_content(dialogues: Path, today: date | None = None) -> Content:
    """Read a folder of dialogues; with a date, norms that expire soon are warned about.

    Files are shown as they stand beside that folder: `dialogues/norms/bijstand.yaml`.
    """
    problems: list[Problem] = []
    norms, norm_problems = read_norms(dialogues / "norms")
    if today is not None:
        norm_problems = [*norm_problems, *expiry_warnings(norms, today, str(dialogues / "norms"))]
    facts = read_facts(dialogues / "facts.yaml", problems)
    vocabulary = read_words(dialogues / "words.yaml", problems)
    municipalities = read_municipalities(dialogues / "municipalities", problems, facts)
    scripts = _texts(dialogues / "scripts", problems)
    programmes = _texts(dialogues / "programmes", problems)
    around = Around(norms, programmes, municipalities.profiles)
    knowledge = read_knowledge(dialogues / "knowledge", around, problems, today)
    found = relative_to(dialogues.parent, [*problems, *norm_problems])
    return Content(
        facts,
        vocabulary,
        norms,
        municipalities,
        knowledge,
        scripts,
        programmes,
        tuple(in_order(found)),
    )


def _texts(folder: Path, problems: list[Problem]) -> dict[str, str]:
    texts = {path.stem: read_text(path, problems) for path in sorted(folder.glob("*.yaml"))}
    return {name: text for name, text in texts.items() if text is not None}
