"""Which of the shown choices a text means, word by word: one, perhaps some, or none.

An answer decides about somebody's rent. So a choice is only taken when no word is left over that
could mean something else; otherwise the client is asked what was meant. Where something is denied,
the order counts too: `ik kan niet, meld mij af` is not `meld mij niet af, ik kan`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from bot.dialogue.answers.question import NotUnderstood, Question
from bot.dialogue.vocabulary import Vocabulary, closest, normal, one_slip

MOST_PERHAPS = 3
"""Choices that are asked between; when it may be one of more, the whole question is put again."""
SHORT_WORD = 4
"""Letters; a slip in such a word easily makes another word, so that it is always asked about."""
REACH_OF_DENIAL = 2
"""Words after one that denies which may be what it denies: `niet meer alleen`."""


@dataclass(frozen=True)
class Phrase:
    """Words that mean a choice, without small ones; `counted` are those before one that denies."""

    choice: str
    words: tuple[str, ...]
    counted: frozenset[str]
    is_label: bool
    denies: bool


@dataclass(frozen=True)
class Said:
    """The words of an answer, without small ones and with slips mended.

    `slipped`: a slip was mended. `sure`: no mended word may have been meant otherwise.
    """

    words: tuple[str, ...]
    denies: bool
    slipped: bool = False
    sure: bool = True


def meant_by_words(text: str, question: Question) -> str | NotUnderstood:
    """Return the choice that a text means; else which it may be, so that the client is asked."""
    phrases = _phrases(text, question)
    said = _said(text, phrases, question)
    if not said.words:
        return NotUnderstood("engine.not-a-choice")
    own = whole = _choices(phrase for phrase in phrases if _is_all_of(phrase, said))
    if slipped := _with_a_slip_of_denial(text, phrases, question):
        whole = tuple(dict.fromkeys((*whole, *slipped)))
    elif len(whole) == 1 and said.sure:
        return whole[0]
    if maybe := may_mean(text, question):
        telling = [phrase for phrase in phrases if not _is_within(phrase, maybe)]
        beside = [each for each in telling if _stands_in(each, said, question.vocabulary)]
        meant = (*whole, *_choices(beside), *(choice for _, choice in maybe))
        return NotUnderstood("engine.not-a-choice", perhaps=_few(meant))
    parts = _choices(phrase for phrase in phrases if _has_all_of(phrase, said))
    certain = not (slipped or said.slipped or said.denies or _is_denied_elsewhere(said, phrases))
    if len(parts) == 1 and certain and not _leaves_a_denial_out(parts[0], said, phrases):
        return parts[0]
    within = _choices(phrase for phrase in phrases if _stands_in(phrase, said, question.vocabulary))
    hints = () if said.denies else _hints(phrases, said, question.vocabulary)
    denied = _choices(phrase for phrase in phrases if _denies_the_same(phrase, said, question))
    opposite = set(slipped).difference(own)
    perhaps = tuple(
        each
        for each in dict.fromkeys((*whole, *parts, *within, *hints, *denied))
        if each not in opposite
    )
    if 1 <= len(perhaps) <= MOST_PERHAPS:
        return NotUnderstood("engine.not-a-choice", perhaps=perhaps)
    return NotUnderstood("engine.denied" if said.denies else "engine.not-a-choice")


def may_mean(text: str, question: Question) -> list[tuple[frozenset[str], str]]:
    """Return the words in a text that may mean a choice: `gescheiden` may be with children."""
    small, denying = question.vocabulary.small, question.vocabulary.denying
    said = [word for word in normal(text).split() if word not in small]
    found: list[tuple[frozenset[str], str]] = []
    for words, choices in question.reading.perhaps.items():
        phrase = [word for word in words.split() if word not in small]
        left = iter(said)
        denied = denying.isdisjoint(phrase) and not denying.isdisjoint(said)
        if phrase and not denied and all(word in left for word in phrase):
            found += [(frozenset(phrase), each) for each in choices if each in question.choices]
    return found


def _is_within(phrase: Phrase, maybe: list[tuple[frozenset[str], str]]) -> bool:
    """Say whether words are part of others that say more: `man` in `mijn man is overleden`."""
    return any(words.issuperset(phrase.words) for words, _ in maybe)


def _few(choices: Iterable[str]) -> tuple[str, ...]:
    """Return choices, each once, when they are few enough to ask between."""
    each = tuple(dict.fromkeys(choices))
    return each if len(each) <= MOST_PERHAPS else ()


def same_figures(plain: str, label: str) -> bool:
    """Say whether a text names no other number than the label: 1000 is not 3.000."""
    figures = "".join(filter(str.isdigit, plain))
    return not figures or figures == "".join(filter(str.isdigit, label))


def before_denial(label: str, vocabulary: Vocabulary) -> str:
    """Return the clauses of a label before the one that denies: `met anderen`, not `ik kan`."""
    clauses = takewhile(lambda part: not vocabulary.denies(part), re.split("[,;:.()]", label))
    return normal(" ".join(clauses))


def tokens(plain: str, vocabulary: Vocabulary) -> list[str]:
    """Return the words of a text; numbers in figures, thousands as one number."""
    joined = re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain)
    numbers = vocabulary.numbers
    return [
        str(numbers[word]) if word in numbers and word not in vocabulary.small else word
        for word in joined.split()
    ]


def _choices(phrases: Iterable[Phrase]) -> tuple[str, ...]:
    """Return the choices of phrases, each once."""
    return tuple(dict.fromkeys(phrase.choice for phrase in phrases))


def _phrases(text: str, question: Question) -> list[Phrase]:
    """Return what means each choice: its label, its label after a first yes or no, other words."""
    plain, found = normal(text), list[Phrase]()
    agreeing = question.vocabulary.yes | question.vocabulary.no
    for choice, label in question.choices.items():
        words = normal(label)
        if not same_figures(plain, words):
            continue
        found.append(_phrase(choice, label, question.vocabulary, is_label=True))
        rest = " ".join(dropwhile(lambda word: word in agreeing, words.split()))
        if rest != words:
            found.append(_phrase(choice, rest, question.vocabulary))
    for words, choice in question.also.items():
        if choice in question.choices:
            found.append(_phrase(choice, words, question.vocabulary))
    return [phrase for phrase in found if phrase.words]


def _phrase(choice: str, text: str, words: Vocabulary, *, is_label: bool = False) -> Phrase:
    named = tuple(word for word in tokens(normal(text), words) if word not in words.small)
    counted = frozenset(tokens(before_denial(text, words), words)).intersection(named)
    denies = not words.denying.isdisjoint(named)
    return Phrase(choice, named, counted, is_label, denies)


def _said(text: str, phrases: list[Phrase], question: Question) -> Said:
    """Read the words of an answer; words for yes are small where they mean no choice."""
    words = question.vocabulary
    known = {word: word for phrase in phrases for word in phrase.words}
    known |= {word: word for said in question.reading.perhaps for word in said.split()}
    passed = words.small | (words.yes - known.keys())
    return _read([w for w in tokens(normal(text), words) if w not in passed], known, words)


def _read(given: list[str], known: Mapping[str, str], words: Vocabulary) -> Said:
    mended = [_mended(word, known) for word in given]
    denies = not words.denying.isdisjoint(mended)
    changed = [word for word, given_word in zip(mended, given, strict=True) if word != given_word]
    doubtful = any(len(word) <= SHORT_WORD or word in words.denying for word in changed)
    return Said(tuple(mended), denies, bool(changed), not doubtful)


def _with_a_slip_of_denial(text: str, phrases: list[Phrase], question: Question) -> tuple[str, ...]:
    """Return the choices that an answer means when a small word is half a denial.

    `een vaste plek` may be a slip of `geen vaste plek`, and the difference is all that counts.
    """
    words, plain = question.vocabulary, tokens(normal(text), question.vocabulary)
    denials = {word for phrase in phrases for word in phrase.words} & words.denying
    meant: list[str] = []
    for place, word in enumerate(plain):
        for denial in denials if word in words.small else ():
            if one_slip(word, denial):
                other = " ".join([*plain[:place], denial, *plain[place + 1 :]])
                said = _said(other, phrases, question)
                meant += [phrase.choice for phrase in phrases if _is_all_of(phrase, said)]
    return tuple(meant)


def _mended(word: str, known: Mapping[str, str]) -> str:
    """Return the known word that a misspelt one most probably is, else the word itself."""
    if word in known or not word.isalpha():
        return word
    near = closest(word, known)
    if near or len(word) != SHORT_WORD:
        return near or word
    found = [each for each in known if len(each) <= SHORT_WORD and one_slip(word, each)]
    return found[0] if len(found) == 1 else word


def _is_all_of(phrase: Phrase, said: Said) -> bool:
    """Say whether an answer is this phrase, in any order when nothing is denied."""
    if said.denies or phrase.denies:
        return phrase.words == said.words
    return set(phrase.words) == set(said.words)


def _has_all_of(phrase: Phrase, said: Said) -> bool:
    """Say whether every word of an answer stands in this label, before any denial in it.

    An answer that denies must be a piece of a label that does, word after word.
    """
    if said.denies and phrase.denies:
        length = len(said.words)
        pieces = (phrase.words[n : n + length] for n in range(len(phrase.words)))
        return phrase.is_label and said.words in pieces
    return phrase.is_label and phrase.counted.issuperset(said.words)


def _leaves_a_denial_out(choice: str, said: Said, phrases: list[Phrase]) -> bool:
    """Say whether the label of a choice denies something, and less than all before it was said.

    `mijn kinderen` says nothing of a partner, and `mijn aanvraag` not that it was refused.
    """
    return any(
        phrase.denies and phrase.counted != set(said.words)
        for phrase in phrases
        if phrase.choice == choice and phrase.is_label
    )


def _is_denied_elsewhere(said: Said, phrases: list[Phrase]) -> bool:
    """Say whether a label denies what an answer says, while another one says it."""
    return any(
        phrase.is_label and set(phrase.words).issuperset(said.words)
        and not phrase.counted.issuperset(said.words)
        for phrase in phrases
    )  # fmt: skip


def _stands_in(phrase: Phrase, said: Said, words: Vocabulary) -> bool:
    """Say whether all words of a phrase are in an answer, in order and not denied there."""
    affirmed = said.words if phrase.denies else tuple(_affirmed(said, words))
    left = iter(affirmed)
    return all(word in left for word in phrase.words) or (
        not phrase.denies and set(affirmed).issuperset(phrase.words)
    )


def _hints(phrases: list[Phrase], said: Said, words: Vocabulary) -> tuple[str, ...]:
    """Return the choices of which an answer has a word that stands in no other choice."""
    found: dict[str, None] = {}
    for word in _affirmed(said, words):
        named = _choices(phrase for phrase in phrases if word in phrase.counted)
        if len(named) == 1:
            found[named[0]] = None
    return tuple(found)


def _denies_the_same(phrase: Phrase, said: Said, question: Question) -> bool:
    """Say whether a label denies a word that an answer denies: `geen partner`, `zonder partner`."""
    words = question.vocabulary
    affirmed = set(_affirmed(said, words))
    denied = set(said.words) - affirmed - words.denying
    after = {
        phrase.words[place + 1]
        for place, word in enumerate(phrase.words[:-1])
        if word in words.denying - words.no
    }
    return phrase.is_label and not denied.isdisjoint(after)


def _affirmed(said: Said, words: Vocabulary) -> Iterator[str]:
    """Yield the words of an answer that nothing denies: `alleen, geen partner`, `ik kom niet`."""
    for place, word in enumerate(said.words):
        before = said.words[max(0, place - REACH_OF_DENIAL) : place]
        if words.denying.isdisjoint((word, *before)) and words.no.isdisjoint(
            said.words[place + 1 : place + 2]
        ):
            yield word
