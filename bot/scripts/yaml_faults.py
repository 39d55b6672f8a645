"""What a fault in the YAML most probably is, in the words of a coordinator instead of a parser."""

import re

BRACE_FIRST = re.compile(r":\s*\{[a-z_][a-z0-9_]*(?::[a-z]+)?\}")
QUOTE_ENDS_EARLY = re.compile(r""":\s*(?:"[^"]*"|'[^']*')\s*[^\s#]""")

BY_PROBLEM: tuple[tuple[str, str], ...] = (
    (r"duplicate key", "duplicate-key"),
    (r"found character '\\t'|found a tab", "tab-in-indent"),
    (r"cannot start any token", "sign-at-start"),
    (r"mapping values are not allowed", "colon-in-text"),
    (r"could not find expected ':'", "missing-colon"),
    (r"unexpected end of stream|unknown escape character", "open-quote"),
    (r"expected ',' or", "open-bracket"),
    (r"another document|document start|document end", "two-documents"),
    (r"alias|anchor", "no-aliases"),
    (r"nested too deep", "nested-too-deep"),
)
"""Words of the parser, and the problem that they stand for."""


def code_of(problem: str, context: str, line: str) -> str:
    """Return the code of a fault from what the parser said and the line where it said it."""
    if "quoted scalar" in context and "duplicate" not in problem:
        return "open-quote"
    for words, code in BY_PROBLEM:
        if re.search(words, problem):
            braced = code == "open-bracket" and BRACE_FIRST.search(line)
            return "brace-at-start" if braced else code
    if "expected" in problem and "found" in problem:
        if "flow" in context:
            return "open-bracket"
        if BRACE_FIRST.search(line):
            return "brace-at-start"
        return "text-after-quote" if QUOTE_ENDS_EARLY.search(line) else "bad-indent"
    return "not-yaml"
