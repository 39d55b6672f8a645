"""Checks the phrases of the program: texts only, each key once, placeholders that can be filled."""

from collections.abc import Iterable
from pathlib import Path

from bot.scripts.problems import Place, Problem, nearest_name, quoted
from bot.scripts.source import read_fields
from bot.scripts.text_checks import BRACE
from bot.texts.formats import FORMATS, PLACEHOLDER


def check_phrases(paths: Iterable[Path], problems: list[Problem]) -> None:
    """Note what is wrong with phrase files that are used together."""
    seen: dict[str, str] = {}
    for path in paths:
        fields = read_fields(path, problems)
        for key in fields.keys if fields else []:
            if fields is None:
                continue
            if key in seen:
                fields.problem("phrase-twice", key, found=key, other=seen[key])
            seen[key] = path.name
            _check_text(fields.text(key), fields.value_place(key), problems)


def _check_text(text: str, place: Place, problems: list[Problem]) -> None:
    for _, form in PLACEHOLDER.findall(text):
        if form and form not in FORMATS:
            figures = {"found": form, "options": ", ".join(FORMATS)}
            problems.append(Problem(place, "unknown-form", figures, nearest_name(form, FORMATS)))
    stray = BRACE.search(text)
    if stray:
        figures = {"found": quoted(text[stray.start() :]), "example": "{ww_end:date}"}
        problems.append(Problem(place, "bad-placeholder", figures))
