"""Every closed question that ships: its answers in other words give the same answer, or a question.

Never another answer: that would decide about somebody's rent without them.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

import pytest

from bot.dialogue.answers import PARSERS, NotUnderstood, Question
from bot.dialogue.facts import FactDeclaration
from bot.dialogue.steps import Ask
from bot.dialogue.vocabulary import normal
from bot.dialogue.wording import Wording
from tests.fixtures import NOW, phrasebook, script_from, shipped

SENTENCES = (
    "ik denk {}", "{} hoor", "nou, {} graag", "dat is {}", "ja, {}", "ik kies {} alstublieft",
    "mijn antwoord is {}", "{}!", "misschien {}", "ik weet het niet zeker maar {}", "i think {}",
)  # fmt: skip
DENIALS = ("niet {}", "ik heb geen {}", "nooit {}", "not {}")
ASKED = "".join(shipped().scripts.values())
DECLARED = [
    each for each in shipped().facts.values() if each.choices and f"fact: {each.name}\n" in ASKED
]


@lru_cache(maxsize=1)
def own_choices() -> dict[str, Question]:
    """Return the questions that offer choices of their own, by script and step."""
    found = {}
    for name, text in shipped().scripts.items():
        if "\n    choices:" in text:
            for step in script_from(text, shipped().facts).steps.values():
                if isinstance(step, Ask) and step.choices:
                    declared = shipped().facts[step.fact]
                    also = {**declared.also, **step.also}
                    found[f"{name}/{step.id}"] = question(declared, dict(step.choices), also)
    return found


def question(
    declared: FactDeclaration, choices: dict[str, str], also: dict[str, str], language: str = "nl"
) -> Question:
    """Return a question with its choices as they are shown in a language."""
    shown = {
        choice: phrasebook().render(Wording(label), language) for choice, label in choices.items()
    }
    return Question(
        *(shipped().vocabulary, NOW.date(), shown),
        also=also,
        amounts=declared.amounts,
        reading=declared.reading,
    )


def slips(label: str) -> Iterator[str]:
    """Yield a label with one letter left out, doubled or changed, in each of its words."""
    words = label.split()
    for place, word in enumerate(words):
        middle = len(word) // 2
        changed = [word[:middle] + word[middle + 1 :], word[:middle] + word[middle] + word[middle:]]
        changed += [f"{word[:middle]}e{word[middle + 1 :]}", word[1:]]
        for slip in changed if len(word) > 1 else ():
            yield " ".join([*words[:place], slip, *words[place + 1 :]])


def in_other_words(label: str) -> Iterator[str]:
    """Yield a label in other orders, with slips, and within sentences."""
    words = label.split()
    yield from (label, label.upper(), normal(label), " ".join(reversed(words)))
    yield from (" ".join([*words[n:], *words[:n]]) for n in range(1, len(words)))
    yield from filter(keeps_its_meaning(label), (" ".join(words[:n]) for n in range(1, len(words))))
    yield from slips(label)
    yield from (sentence.format(label.lower()) for sentence in SENTENCES)


def keeps_its_meaning(label: str) -> Callable[[str], bool]:
    """Return whether a beginning of a label is most of it, with its denial."""
    denies = shipped().vocabulary.denies
    return lambda part: 2 * len(part) > len(label) and denies(part) == denies(label)


def others_than(choice: str, asked: Question) -> list[str]:
    """Return the texts that mean one choice and are taken for another one."""
    labels = {normal(label) for label in asked.choices.values()}
    return [
        text
        for text in in_other_words(asked.choices[choice])
        if (normal(text) not in labels or text == asked.choices[choice])
        and (found := PARSERS["choice"](text, asked)) != choice
        and not isinstance(found, NotUnderstood)
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("declared", DECLARED, ids=lambda each: each.name)
def test_an_answer_in_other_words_is_never_another_answer(
    declared: FactDeclaration, language: str
) -> None:
    asked = question(declared, dict(declared.choices), dict(declared.also), language)
    assert {choice: others_than(choice, asked) for choice in asked.choices} == {
        choice: [] for choice in asked.choices
    }


@pytest.mark.parametrize("place", own_choices())
def test_an_answer_of_one_question_is_never_another_answer(place: str) -> None:
    asked = own_choices()[place]
    assert [each for choice in asked.choices for each in others_than(choice, asked)] == []


@pytest.mark.parametrize("declared", DECLARED, ids=lambda each: each.name)
def test_each_label_itself_is_taken(declared: FactDeclaration) -> None:
    asked = question(declared, dict(declared.choices), dict(declared.also))
    taken = {label: PARSERS["choice"](label, asked) for label in asked.choices.values()}
    assert taken == {label: choice for choice, label in asked.choices.items()}


@pytest.mark.parametrize("declared", DECLARED, ids=lambda each: each.name)
def test_a_denial_is_never_taken_for_what_it_denies(declared: FactDeclaration) -> None:
    asked = question(declared, dict(declared.choices), dict(declared.also))
    taken = [
        (label, denial)
        for choice, label in asked.choices.items()
        for denial in DENIALS
        if not shipped().vocabulary.denies(label)
        and PARSERS["choice"](denial.format(label.lower()), asked) == choice
    ]
    assert taken == []
