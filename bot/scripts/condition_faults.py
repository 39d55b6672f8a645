"""What is most probably wrong with a condition that cannot be read, in a coordinator's words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

CURLY_QUOTES = "“”„‘’‚«»"
PAIRS = {")": "(", "]": "[", "}": "{"}
WORDS: Mapping[str, str] = {
    "and": "&&", "en": "&&", "or": "||", "of": "||", "not": "!", "niet": "!", "is": "==",
}  # fmt: skip
SIGNS: Mapping[str, str] = {
    "=<": "<=", "=>": ">=", "=!": "!=", "<>": "!=", "===": "==", "!==": "!=", "≠": "!=",
    "≤": "<=", "≥": ">=",
}  # fmt: skip


@dataclass(frozen=True)
class Unreadable:
    """The code of a problem, its figures, and the column in the condition, counted from 0."""

    code: str
    column: int = 0
    figures: Mapping[str, object] = field(default_factory=dict)


def explain(source: str, column: int) -> Unreadable:
    """Return why a condition cannot be read; `column` is where the parser stopped."""
    if not source.strip():
        return Unreadable("empty-condition")
    curly = re.search(f"[{CURLY_QUOTES}]", source)
    if curly:
        return Unreadable("curly-quotes", curly.start(), {"found": curly[0]})
    bare, open_quote = _without_texts(source)
    if open_quote is not None:
        return Unreadable("missing-quote", open_quote, {"found": source[open_quote:]})
    for found in (_wrong_sign(bare), _bracket(bare), _word(bare), _decimal_comma(bare)):
        if found is not None:
            return found
    if re.search(r"(?:[-+*/<>=!&|(,]|\bin)\s*$", bare) or column >= len(source.rstrip()):
        return Unreadable("condition-unfinished", len(source.rstrip()))
    return Unreadable("not-a-condition", column, {"found": source[column:]})


def _without_texts(source: str) -> tuple[str, int | None]:
    """Return the condition with its quoted texts blanked, and where a quote stays open."""
    bare = list(source)
    quote, start = "", 0
    for n, sign in enumerate(source):
        if quote:
            bare[n] = " "
            if sign == quote:
                quote = ""
                bare[start] = bare[n] = "_"
        elif sign in "'\"":
            quote, start = sign, n
    return "".join(bare), start if quote else None


def _wrong_sign(bare: str) -> Unreadable | None:
    for wrong, right in SIGNS.items():
        at = bare.find(wrong)
        if at >= 0:
            return Unreadable("wrong-sign", at, {"found": wrong, "right": right})
    single = re.search(r"(?<![=!<>])=(?!=)", bare)
    if single:
        return Unreadable("single-equals", single.start())
    lonely = re.search(r"(?<!&)&(?!&)|(?<!\|)\|(?!\|)", bare)
    if lonely:
        figures = {"found": lonely[0], "right": lonely[0] * 2}
        return Unreadable("wrong-sign", lonely.start(), figures)
    return None


def _bracket(bare: str) -> Unreadable | None:
    waiting: list[tuple[str, int]] = []
    for n, sign in enumerate(bare):
        if sign in PAIRS.values():
            waiting.append((sign, n))
        elif sign in PAIRS and (not waiting or waiting.pop()[0] != PAIRS[sign]):
            return Unreadable("extra-bracket", n, {"found": sign})
    if waiting:
        sign, at = waiting[-1]
        return Unreadable("missing-bracket", at, {"found": sign})
    return None


def _word(bare: str) -> Unreadable | None:
    for word in re.finditer(r"\b[a-z]+\b", bare, re.IGNORECASE):
        right = WORDS.get(word[0].lower())
        if right:
            return Unreadable("word-for-sign", word.start(), {"found": word[0], "right": right})
    return None


def _decimal_comma(bare: str) -> Unreadable | None:
    comma = re.search(r"(?<![\w\[(,])\s*(\d+),(\d+)", bare)
    if comma is None:
        return None
    found, right = f"{comma[1]},{comma[2]}", f"{comma[1]}.{comma[2]}"
    return Unreadable("decimal-comma", comma.start(1), {"found": found, "right": right})
