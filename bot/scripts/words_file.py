"""Reads `dialogues/words.yaml`: commands, yes and no, months and numbers, in every language."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bot.dialogue.engine import UNDERSTOOD_COMMANDS
from bot.dialogue.facts import AMOUNTS_OF
from bot.dialogue.vocabulary import DayWords, Vocabulary, normal
from bot.dialogue.wording import phrase
from bot.scripts.problems import Place, Problem, nearest_name, quoted
from bot.scripts.source import Fields, read_fields

T = TypeVar("T")

AT_THE_DOOR = ("start",)
"""Commands that are understood before the engine sees a message."""
COMMANDS = (*UNDERSTOOD_COMMANDS, *AT_THE_DOOR)
MONTHS = range(1, 13)
APART = "apart from"
"""Under `amounts of`: words that tell nothing of it, though one that does is in them."""


def read_words(
    path: Path,
    problems: list[Problem],
    name: str = "",
    scripts: Collection[str] | None = None,
) -> Vocabulary:
    """Read the vocabulary; what is wrong goes to `problems`.

    With the names of the scripts that exist, those that words start are looked up as well.
    """
    root = read_fields(path, problems, name or None)
    if root is None:
        return Vocabulary()
    interrupting = root.pairs("scripts")
    needs, alone = _by_script(root, "needs"), _by_script(root, "needs alone")
    news = _by_script(root, "news")
    read = Vocabulary(
        commands=_words_by_meaning(root, "commands", str),
        scripts={command: script for command, script, _ in interrupting},
        crisis=tuple(normal(words) for words, _ in root.texts("crisis")),
        crisis_script=root.text("crisis script"),
        emergency_numbers=tuple(number for number, _ in root.texts("emergency numbers")),
        needs={script: words for script, words, _ in needs},
        needs_alone={script: words for script, words, _ in alone},
        no_slips=_words(root, "no slips"),
        polite=_words(root, "polite"),
        calling=_words(root, "calling"),
        courtesies=_words_by_meaning(root, "courtesies", str),
        news={script: words for script, words, _ in news},
        fallback_script=root.text("fallback script"),
        yes=_words(root, "yes"),
        no=_words(root, "no"),
        nothing=_words(root, "nothing"),
        inexact=_words(root, "inexact"),
        asking=tuple(normal(word) for word, _ in root.texts("asking")),
        passing=_words(root, "passing"),
        schemes=_schemes(root),
        despair=tuple(normal(words) for words, _ in root.texts("despair")),
        despair_beside=tuple(normal(words) for words, _ in root.texts("despair beside")),
        months=_words_by_meaning(root, "months", int),
        numbers=_words_by_meaning(root, "numbers", int),
        days=_day_words(root.fields("spoken days")),
    )
    read = _with_words_of_answers(root, read)
    root.finish()
    _check_commands(root, read)
    _check_months(root, read.months)
    _check_yes_no(root, read)
    if scripts is not None:
        named = [(script, place) for _, script, place in interrupting]
        named += [(script, place) for script, _, place in (*needs, *alone, *news)]
        _check_scripts(root, [*named, *_scripts_of_their_own(root)], scripts)
    return read


def _with_words_of_answers(root: Fields, read: Vocabulary) -> Vocabulary:
    """Read what numbers, consent, names and amounts are known by."""
    amounts = _amounts_of(root)
    return replace(
        read,
        denials=_words(root, "denials"),
        small=_words(root, "small"),
        ordinals=_words_by_meaning(root, "ordinals", int),
        counting=_words(root, "counting"),
        halves=_words(root, "halves"),
        ages=_words(root, "ages"),
        periods=_words(root, "periods"),
        people=_words(root, "people"),
        perhaps_yes=_words(root, "perhaps yes"),
        reserving=_words(root, "reserving"),
        naming=_in_order(root, "naming"),
        perhaps_naming=_in_order(root, "perhaps naming"),
        name_parts=_words(root, "name parts"),
        amounts_of={of: said for of, said in amounts.items() if of != APART},
        amounts_apart=amounts.get(APART, ()),
    )


def _scripts_of_their_own(root: Fields) -> Iterator[tuple[str, Place]]:
    """Yield the scripts that a key of their own names, and where."""
    for key in ("crisis script", "fallback script"):
        yield root.text(key, ""), root.value_place(key)


def _words(root: Fields, key: str) -> frozenset[str]:
    return frozenset(normal(word) for word, _ in root.texts(key))


def _in_order(root: Fields, key: str) -> tuple[str, ...]:
    """Read words of which the longest counts first."""
    return tuple(sorted(_words(root, key), key=lambda words: (-len(words), words)))


def _amounts_of(root: Fields) -> dict[str, tuple[str, ...]]:
    """Read the words beside an amount that tell what it is of."""
    under, known = root.fields("amounts of"), (*AMOUNTS_OF, APART)
    for name in under.keys if under else []:
        if under is not None and name not in known:
            near = nearest_name(name, known)
            under.problem(
                "unknown-option", name, nearest=near, key="amounts of", found=quoted(name),
                options=", ".join(known),
            )  # fmt: skip
    return {of: _in_order(under, of) for of in known} if under else {}


def _day_words(under: Fields | None) -> DayWords:
    """Read the words for a day that is said without its date."""
    if under is None:
        return DayWords()
    return DayWords(
        near=_words_by_meaning(under, "near", int),
        weekdays=_words_by_meaning(under, "weekdays", int),
        parts=_words_by_meaning(under, "parts", int),
        coming=_words(under, "coming"),
        ahead=_words(under, "ahead"),
        spans=_words_by_meaning(under, "spans", int),
        past=_words(under, "past"),
        ago=_words(under, "ago"),
    )


def _by_script(root: Fields, key: str) -> list[tuple[str, tuple[str, ...], Place]]:
    """Read words by the script that they break in with, and where its name stands."""
    under = root.fields(key)
    return [
        (script, tuple(normal(words) for words, _ in under.texts(script)), under.place(script))
        for script in (under.keys if under else [])
        if under is not None
    ]


def _schemes(root: Fields) -> dict[str, tuple[str, ...]]:
    """Read the words that name a scheme, by its regime; some words name more than one."""
    under = root.fields("schemes")
    return {
        regime: tuple(normal(words) for words, _ in under.texts(regime))
        for regime in (under.keys if under else [])
        if under is not None
    }


def _words_by_meaning(root: Fields, key: str, convert: Callable[[str], T]) -> dict[str, T]:
    meanings: dict[str, T] = {}
    under = root.fields(key)
    for meaning in under.keys if under else []:
        try:
            converted = convert(meaning)
        except ValueError:
            kind = phrase("kind.number")
            root.problem(
                "wrong-kind",
                at=under.place(meaning) if under else None,
                key=key,
                expected=kind,
                found=quoted(meaning),
            )
            continue
        for word, place in under.texts(meaning) if under else []:
            plain = normal(word)
            other = meanings.setdefault(plain, converted)
            if other != converted:
                root.problem("word-twice", at=place, found=word, meaning=meaning, other=str(other))
    return meanings


def _check_commands(root: Fields, read: Vocabulary) -> None:
    """Every command can be given and is understood by the engine or starts a script."""
    known = (*COMMANDS, *read.scripts)
    under = root.fields("commands")
    for command in under.keys if under else []:
        if under is not None and command not in known:
            near, options = nearest_name(command, known), ", ".join(known)
            under.problem("unknown-command", command, nearest=near, found=command, options=options)
    for command in known:
        if command not in read.commands.values():
            root.problem("command-without-words", "commands", found=command)


def _check_months(root: Fields, months: Mapping[str, int]) -> None:
    under = root.fields("months")
    for month in under.keys if under else []:
        if under is not None and month.isdecimal() and int(month) not in MONTHS:
            under.problem("not-a-month-number", month, found=month)
    for number in MONTHS:
        if root.has("months") and number not in months.values():
            root.problem("month-without-words", "months", found=number)


def _check_yes_no(root: Fields, read: Vocabulary) -> None:
    for word, place in root.texts("no"):
        if normal(word) in read.yes:
            root.problem("word-twice", at=place, found=word, meaning="no", other="yes")


def _check_scripts(root: Fields, named: list[tuple[str, Place]], scripts: Collection[str]) -> None:
    for script, place in named:
        if script and script not in scripts:
            near = nearest_name(script, scripts)
            root.problem("unknown-script", at=place, nearest=near, found=script)
