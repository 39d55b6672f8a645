"""What is named somewhere in a text, by words that mean it wherever they stand."""

from collections.abc import Mapping

from bot.dialogue.vocabulary import Vocabulary, has_any


def named_in(text: str, words: Mapping[str, str], vocabulary: Vocabulary) -> str:
    """Return the one meaning that words in a text have; empty for none or several.

    In a text that denies something only words that deny themselves count: `ik ben niet ziek` does
    not name `ziek`, and `geen werk gevonden` names itself.
    """
    if not words:
        return ""
    denies = vocabulary.denies(text)
    named = {
        meaning
        for said, meaning in words.items()
        if has_any(text, (said,)) and (not denies or vocabulary.denies(said))
    }
    return named.pop() if len(named) == 1 else ""
