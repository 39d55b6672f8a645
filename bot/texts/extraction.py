"""Babel extractors: every Dutch text in the data files, exactly as it is looked up at run time."""

from collections.abc import Iterator, Mapping
from typing import IO

from bot.scripts.municipality_files import LISTS
from bot.scripts.problems import Place, Problem
from bot.scripts.source import Fields, parse_fields

Extracted = tuple[int, str, str | tuple[str, str], list[str]]
"""What Babel asks for: line, function, text or (one, many), comments for the translator."""

ASIDES = ("why", "hint")
"""Texts that a question can have besides the question."""


class ExtractionError(ValueError):
    """A file with texts cannot be read, so its texts cannot be translated."""


def extract_script(fileobj: IO[bytes], *_asked: object, **_options: object) -> Iterator[Extracted]:
    """Yield what clients read in a script: texts, reasons, hints, buttons, and what it is about.

    Spaces and line ends count as one space, as in the reader of scripts; buttons as written.
    """
    root = _parse(fileobj)
    script = root.text("script", "")
    if key := next((key for key in ("about", "title") if root.text(key, "")), ""):
        yield _found(root.text(key), root.place(key), f"{script}, {key}")
    for step in root.list_of_fields("steps"):
        yield from _of_step(step, f"{script}, {step.text('id', '')}")


def _of_step(step: Fields, where: str) -> Iterator[Extracted]:
    if step.has("say"):
        many, place = _flowing(step, "say"), step.place("say")
        if step.has("one"):
            yield place.line, "ngettext", (_flowing(step, "one"), many), [where]
        else:
            yield _found(many, place, where)
    if step.has("ask"):
        yield _found(_flowing(step, "ask"), step.place("ask"), where)
        for _, label, place in step.pairs("choices"):
            yield _found(label, place, f"{where}, button")
        for apart in step.list_of_fields("apart"):
            yield _found(_flowing(apart, "say"), apart.place("say"), f"{where}, apart")
        for key in ASIDES:
            if step.has(key):
                yield _found(_flowing(step, key), step.place(key), f"{where}, {key}")


def extract_phrases(fileobj: IO[bytes], *_asked: object, **_options: object) -> Iterator[Extracted]:
    """Yield the phrases of the program; the comment is the phrase's key."""
    root = _parse(fileobj)
    for key in root.keys:
        yield _found(root.text(key).strip(), root.place(key), key)


def extract_labels(fileobj: IO[bytes], *_asked: object, **_options: object) -> Iterator[Extracted]:
    """Yield the texts of facts, of a profile, of questions and answers, or of sessions."""
    root = _parse(fileobj)
    facts = root.fields("facts")
    if facts is not None:
        yield from _of_facts(facts)
        return
    if root.has("entries"):
        yield from _of_knowledge(root)
        return
    if root.has("programme"):
        yield from _of_sessions(root)
        return
    profile = root.text("municipality", "")
    for key in ("where", "first contact"):
        yield _found(root.text(key), root.place(key), f"{profile}, {key}")
    for key in LISTS:
        for item in root.items(key):
            if isinstance(item, Fields):
                item = (_flowing(item, "text"), item.place("text"))
            yield _found(*item, f"{profile}, {key}")


def _of_facts(facts: Fields) -> Iterator[Extracted]:
    for name in facts.keys:
        fact = facts.fields(name)
        if fact is None:
            continue
        yield _found(fact.text("label"), fact.place("label"), f"{name}, label")
        for choice, label, place in fact.pairs("choices"):
            yield _found(label, place, f"{name}, {choice}")


def _of_knowledge(root: Fields) -> Iterator[Extracted]:
    for entry in root.list_of_fields("entries"):
        where = f"{root.text('knowledge', '')}, {entry.text('id', '')}"
        yield _found(_flowing(entry, "question"), entry.place("question"), where)
        for key in ("answer", "without amounts"):
            for text, place in entry.texts(key):
                yield _found(" ".join(text.split()), place, f"{where}, {key}")


def _of_sessions(root: Fields) -> Iterator[Extracted]:
    """Yield what clients read of a programme's sessions: what to bring, and what it is about."""
    for series in root.list_of_fields("sessions"):
        where = f"{root.text('programme')}, {series.text('id', '')}"
        for key in ("bring", "subjects"):
            for text, place in series.texts(key):
                yield _found(text, place, f"{where}, {key}")


EXTRACTORS: Mapping[str, str] = {
    "maxww_script": extract_script.__name__,
    "maxww_phrases": extract_phrases.__name__,
    "maxww_labels": extract_labels.__name__,
}
"""The names by which Babel finds these functions; a test compares them with the installation."""


def _parse(fileobj: IO[bytes]) -> Fields:
    problems: list[Problem] = []
    root = parse_fields(fileobj.read().decode("utf-8"), getattr(fileobj, "name", ""), problems)
    if root is None:
        raise ExtractionError(f"{problems[0].place}: {problems[0].code}; run maxww check")
    return root


def _flowing(fields: Fields, key: str) -> str:
    return " ".join(fields.text(key).split())


def _found(text: str, place: Place, comment: str) -> Extracted:
    return place.line, "gettext", text, [comment]
