"""Reads `dialogues/knowledge/`: questions of clients with their answers, sources and dates."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bot.dialogue.script import LONGEST_MESSAGE
from bot.dialogue.vocabulary import normal
from bot.entitlement import NormTable
from bot.knowledge import Entry, Knowledge
from bot.scripts.problems import Place, Problem, nearest_name
from bot.scripts.source import Fields, read_fields
from bot.scripts.text_checks import LONGEST_BUTTON, text_faults
from bot.texts.formats import PLACEHOLDER

MOST_PARTS = 2
"""Messages of one answer; the client can say something after that."""
LONGEST_ANSWER = 2 * LONGEST_MESSAGE - 150
"""Characters of a whole answer; the question and the source stand in the same two messages."""
REGIMES = ("participatiewet", "ww", "ioaw", "iow", "toeslagenwet", "bbz", "max-ww")
"""The laws and rules that an entry can be about."""
OFFERED = ("self-check", "end-of-ww", "session-sign-up")
"""Scripts that can be begun after an answer: those that the script `question` calls."""
SINCE = "norms_from"
"""A placeholder for the first day on which the amounts hold."""


@dataclass(frozen=True)
class Around:
    """What entries may name: the norms, the programmes and the municipality profiles."""

    norms: NormTable
    programmes: Collection[str] = ()
    profiles: Collection[str] = ()

    @property
    def figures(self) -> tuple[str, ...]:
        """The names that a placeholder in an answer can have."""
        return (*map(figure_name, self.norms.parameters), SINCE)


@dataclass
class _Reading:
    """What the entries read so far share: where each id and each wording was seen first."""

    around: Around
    problems: list[Problem]
    today: date | None = None
    entries: dict[str, Entry] = field(default_factory=dict)
    replaced: list[tuple[str, Place]] = field(default_factory=list)
    asked: dict[str, list[Entry]] = field(default_factory=dict)


def figure_name(norm: str) -> str:
    """Return a norm's name as a placeholder has it: `assets-single` is `{assets_single:euros}`."""
    return norm.replace("-", "_")


def read_knowledge(
    folder: Path, around: Around, problems: list[Problem], today: date | None = None
) -> Knowledge:
    """Read every file of a folder; ids and questions stand once among all of them.

    With a date, answers that are not given any more are noted.
    """
    reading = _Reading(around, problems, today)
    for path in sorted(folder.glob("*.yaml")):
        fields = read_fields(path, problems)
        if fields is not None:
            _read_file(fields, path.stem, reading)
    for name, place in reading.replaced:
        if name not in reading.entries:
            near = nearest_name(name, reading.entries)
            problems.append(Problem(place, "unknown-entry", {"found": name}, near))
    return Knowledge(reading.entries)


def _read_file(root: Fields, stem: str, reading: _Reading) -> None:
    name = root.text("knowledge")
    if name and name != stem:
        at = root.value_place("knowledge")
        root.problem("other-knowledge-name", at=at, file=stem, found=name)
    root.text("title")
    shared = {
        "source": root.text("source"),
        **_checked_on(root),
        "programme": _named(root, "programme", reading.around.programmes, "unknown-programme"),
        "profile": _named(root, "municipality profile", reading.around.profiles, "unknown-profile"),
        "regime": root.one_of("regime", REGIMES, ""),
    }
    if not root.has("entries"):
        root.problem("missing-key", key="entries")
    for fields in root.list_of_fields("entries"):
        _read_entry(fields, shared, reading)
    root.finish()


def _checked_on(fields: Fields) -> dict[str, object]:
    """Read when a source was looked at: a day, or the year alone of an older report."""
    year = str(fields.raw("as of") or "")
    if year.isdecimal() and len(year) == len("2018"):
        return {"as_of": date(int(year), 1, 1), "only_year": True}
    return {"as_of": fields.day("as of"), "only_year": False}


def _named(fields: Fields, key: str, known: Collection[str], code: str) -> str:
    """Read a name that must exist; without the key it is empty."""
    name = fields.text(key, "")
    if name and name not in known:
        at, near = fields.value_place(key), nearest_name(name, known)
        problem = Problem(at, code, {"found": name}, near)
        fields.note(problem)
    return name


def _read_entry(fields: Fields, shared: Mapping[str, object], reading: _Reading) -> None:
    given = {**shared}
    if fields.has("source"):
        given["source"] = fields.text("source")
    if fields.has("as of"):
        given |= _checked_on(fields)
    if fields.has("regime"):
        given["regime"] = fields.one_of("regime", REGIMES)
    entry = Entry(
        id=fields.text("id"),
        question=_question(fields),
        others=tuple(text for text, _ in fields.texts("other ways")),
        answer=_parts(fields, "answer", reading.around),
        without_amounts=_parts(fields, "without amounts", reading.around),
        until=fields.day("until") if fields.has("until") else None,
        offers=fields.one_of("go", OFFERED, ""),
        instead_of=fields.text("instead of", ""),
        **given,  # type: ignore[arg-type]  # the keys are fields of an entry, read by their type
    )
    fields.finish()
    if entry.instead_of:
        reading.replaced.append((entry.instead_of, fields.value_place("instead of")))
    _check_answer(fields, entry, reading)
    _check_once(fields, entry, reading)
    reading.entries.setdefault(entry.id, entry)


def _question(fields: Fields) -> str:
    text = " ".join(fields.text("question").split())
    return _checked(fields, text, fields.value_place("question"), LONGEST_BUTTON) if text else ""


def _parts(fields: Fields, key: str, around: Around) -> tuple[str, ...]:
    """Read an answer of one or two messages, with figures of the law by name."""
    found = []
    for written, place in fields.texts(key):
        text = " ".join(written.split())
        found.append(_checked(fields, text, place, LONGEST_MESSAGE, around))
    return tuple(found)


def _checked(
    fields: Fields, text: str, place: Place, limit: int, around: Around | None = None
) -> str:
    """Note what is wrong with a text for clients, and return it."""
    figures = around.figures if around else ()
    for name, _ in PLACEHOLDER.findall(text):
        if name not in figures:
            near = nearest_name(name, figures)
            fields.note(Problem(place, "unknown-figure", {"found": name}, near))
    for fault in text_faults(text, {}, limit):
        if fault.code != "unknown-fact":  # no facts stand in an answer, only figures of the law
            fields.note(Problem(place, fault.code, fault.figures, fault.nearest, fault.level))
    return text


def _check_answer(fields: Fields, entry: Entry, reading: _Reading) -> None:
    if not entry.answer:
        fields.problem("empty-value" if fields.has("answer") else "missing-key", key="answer")
    found = sum(map(len, entry.answer))
    if len(entry.answer) > MOST_PARTS or found > LONGEST_ANSWER:
        most = {"parts": MOST_PARTS, "limit": LONGEST_ANSWER}
        fields.note(Problem(fields.place("answer"), "answer-too-long", {**most, "found": found}))
    if any(map(PLACEHOLDER.search, entry.answer)) and not entry.without_amounts:
        fields.problem("answer-without-amounts", "answer")
    if entry.until is not None and reading.today is not None and entry.until < reading.today:
        fields.problem("answer-expired", "until", level="warning", until=entry.until)


def _check_once(fields: Fields, entry: Entry, reading: _Reading) -> None:
    """An id stands once; a wording stands once among the entries that can meet."""
    if entry.id and entry.id in reading.entries:
        fields.problem("entry-twice", at=fields.value_place("id"), found=entry.id)
    places = [(entry.question, fields.value_place("question")), *fields.texts("other ways")]
    for wording, place in places:
        others = reading.asked.setdefault(normal(wording), [])
        other = next((each for each in others if _meet(entry, each)), None)
        if other is not None and wording:
            fields.problem("question-twice", at=place, found=wording, other=other.id)
        others.append(entry)


def _meet(one: Entry, other: Entry) -> bool:
    """Say whether two entries can be there for one client at once."""
    if one.instead_of == other.id or other.instead_of == one.id:
        return False
    pairs = ((one.programme, other.programme), (one.profile, other.profile))
    return all("" in pair or len(set(pair)) == 1 for pair in pairs)
