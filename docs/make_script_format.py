"""Writes `docs/script-format.md` from the program itself: `python docs/make_script_format.py`.

Kinds of step, their examples, the actions and their parameters come from the code; what each key
means stands here, and a test compares these keys with what the readers take.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path

from bot.dialogue.derived import DERIVATIONS
from bot.dialogue.effects import ACTIONS
from bot.dialogue.facts import AMOUNTS_OF, DOSSIER_GROUPS
from bot.dialogue.script import LONGEST_MESSAGE, MOST_BUTTONS, MOST_STEPS_A_TURN, MOST_TICKS
from bot.dialogue.steps import STEP_KINDS
from bot.scripts.step_readers import LONGEST_WAIT
from bot.scripts.text_checks import LONGEST_BUTTON, LONGEST_TICK
from bot.texts.formats import FORMATS
from bot.usecases.actions import ACTIONS as APPLIERS

PAGE = Path(__file__).parent / "script-format.md"

FILE_KEYS: Mapping[str, str] = {
    "script": "the script's name; the file is called `<name>.yaml`",
    "title": "what coordinators and advisers see, in Dutch",
    "about": "what the talk is about, for sentences such as “We gaan verder met ...”; "
    "without it the title is used",
    "resume": "`no`: when something else comes in between, this talk is not taken up again; "
    "without this key it is",
    "questions": "about how many questions it asks, for “Vraag 3 van ongeveer 9”; "
    "without it nothing is said about that",
    "steps": "the list of steps",
}
"""Keys of a script, and what they mean."""

STEP_KEYS: Mapping[str, Mapping[str, str]] = {
    "say": {
        "say": f"the text, at most {LONGEST_MESSAGE} characters once it is filled in",
        "one": "the text when the number named by `count` is 1",
        "count": "the fact that decides between `one` and `say`",
    },
    "ask": {
        "ask": "the question",
        "fact": "where the answer is kept; its kind decides what is understood",
        "choices": f"other words on the buttons, at most {LONGEST_BUTTON} characters each; "
        f"more than {MOST_BUTTONS} buttons give a warning. A list to tick (a fact of kind "
        f"`choices`) can have {MOST_TICKS}, of at most {LONGEST_TICK} characters",
        "also": "other words that mean a choice, by its name: `none: [nee, niks]`; in every "
        "language, and a word for yes or no stands for all of them",
        "then": "which step follows which answer; also for `unknown`, `skipped` and `otherwise`",
        "why": "the answer to “waarom?”",
        "hint": "what to say when the answer was not understood",
        "required": "`yes`: cannot be skipped",
        "unknown button": "`no`: no button “Weet ik niet”; typing it always works",
        "why button": "`no`: no button “Waarom vraagt u dit?”; typing it always works",
        "offered": "`yes`: the choices come from an action just before, such as `offer-sessions`",
        "at least": "the smallest number or amount that can be right",
        "at most": "the largest number or amount that can be right",
        "must be": "`past`, `future` or `near` (within some years), for a date",
        "anew": "`yes`: asked although the answer is known, which stays when there is no new one",
        "within": "a fact that is a range: an amount outside the range that was chosen there is "
        "asked back, with the `hint` above it",
        "told": "words that are no answer but tell something that goes before, by the step that "
        "follows on them: `illness: [ik ben ziek, griep]`; they count wherever they stand",
        "apart": "a list of `words` and what to `say` about them: they name something else than "
        "what is asked, so an answer with one of them is asked again",
    },
    "choose": {
        "choose": "the branches; the first whose `when` holds is taken, the last is `otherwise`",
    },
    "go": {"go": "the step to go to; `next` is the step below"},
    "call": {"call": "the script to run; afterwards the step below follows"},
    "set": {
        "set": "the fact",
        "to": "its value, as in a data file: `yes`, `12`, `2027-06-30`, a choice's name",
        "same as": "instead of `to`: the fact to copy",
    },
    "do": {"do": "the action; its parameters stand beside it, see below"},
    "wait": {"wait": f"such as `3 days` or `2 weeks`, at most {LONGEST_WAIT} days"},
    "end": {"end": "`yes`"},
}
"""Keys of each kind of step besides `id` and `when`."""

FIGURES: Mapping[str, object] = {
    "euro": Decimal("1348.49"),
    "euros": Decimal("1348.49"),
    "number": 1250,
    "date": date(2027, 3, 8),
    "day": date(2027, 3, 8),
    "weekday": date(2027, 3, 8),
    "near": date(2027, 3, 8),
    "month": date(2027, 3, 8),
    "time": time(14, 30),
    "language": "en",
}

HEAD = """\
# The format of dialogue scripts

Made by `python docs/make_script_format.py`; do not edit this page by hand.

A script is one YAML file in `dialogues/scripts/`. It is checked by `maxww check` and can be talked
with by `maxww play`. Everything a client reads is Dutch at B1 level, with “u”; other languages come
from the catalogues in `locales/`.

```yaml
script: example
title: Een voorbeeld
about: een voorbeeld
steps:
  - id: hello
    say: Goedemorgen. Ik heb één korte vraag.
  - id: home
    ask: Met wie woont u in één huis?
    fact: home_situation
    why: De hoogte van bijstand hangt af van met wie u woont.
    then:
      partner: together
      otherwise: goodbye
  - id: together
    say: Dan tellen wij u en uw partner samen.
  - id: goodbye
    say: Dank u wel.
  - id: end
    end: yes
```

Steps follow each other from top to bottom, unless one leads elsewhere.
"""

CONDITIONS = """\
## Conditions

After `when:` stands a condition in CEL over facts: `age < 27 && household == "single"`. It can
have `==`, `!=`, `<`, `<=`, `>`, `>=`, `&&`, `||`, `!`, `in` and brackets; text stands between
straight quotation marks, yes and no are `true` and `false`. Besides facts there are `today`
(text such as `"2027-03-08"`), `answered` (the names of all facts that are known), as in
`"ww_end" in answered`, and `questions_asked` (how many questions this script has put so far).

A condition that needs an answer which is not known does not hold, and its opposite does not hold
either. So write what must happen without the answer under `otherwise`, or ask for it with
`answered`. Begin a condition that starts with `"` or `!` with a quotation mark of YAML:
`when: '"ww_end" in answered'`.
"""

FIGURES_HEAD = """\
## Facts in a text

A fact stands in a text between braces: `{ww_end:date}`. The part after the colon says how it is
written; without it, by its kind. A fact that is not known is written as nothing. `near` is for a
promised day: it says “vandaag” or “morgen” when it is that.
"""


def page() -> str:
    """Return the whole page."""
    return "\n".join(
        [
            HEAD,
            "## Keys of a script\n",
            *_table("key", "meaning", FILE_KEYS),
            "",
            "## Kinds of step\n",
            "Every step has an `id`, unique in its script, and may have `when`: the step is "
            f"passed over when that condition does not hold. After {MOST_STEPS_A_TURN} steps "
            "without a question a talk is stopped as a fault.\n",
            *_kinds(),
            "## Actions\n",
            "What `do:` can ask for. Parameters with a question mark may be left out. An action "
            "that is final cannot be undone by “terug”.\n",
            *_actions(),
            "",
            CONDITIONS,
            FIGURES_HEAD,
            *_figures(),
            "",
            "Facts are declared in `dialogues/facts.yaml` with a kind, a label and choices. "
            "Choices that are ranges have `amounts`, so that a typed amount is understood: "
            "`from` and `up to` belong to the range, `above` and `below` do not. Other words for "
            "a choice stand under `also`, as for a question. "
            "`brief: yes` marks a text of a few words, such as a name: a question that is typed "
            "there is looked up, and the name asked again. "
            "`name: yes` takes “Ans” from “ik heet Ans”, and no sentence. `consent: yes` takes "
            "only a bare yes. `age: {from: 15, up to: 100}` says how old somebody born on a date "
            "can be. "
            "`perhaps`, written as `also`, has words that may mean a choice: that is always asked. "
            f"`not of` says what an amount of this fact is not ({_quoted(AMOUNTS_OF)}): an amount "
            "beside such a word is not taken, but explained. "
            f"Derived facts are worked out when they are needed: {_quoted(DERIVATIONS)}. "
            f"`dossier` ({_quoted(DOSSIER_GROUPS)}) says in which question a client can choose to "
            "hand the answer on to the municipality's adviser; at most "
            f"{MOST_TICKS} in each, and never an internal fact.",
            "",
        ]
    )


def _kinds() -> Iterator[str]:
    for kind in STEP_KINDS:
        module = inspect.getdoc(inspect.getmodule(kind)) or ""
        title, _, example = module.partition("\n\n")
        yield f"### `{kind.kind}`\n"
        yield f"{title.partition(': ')[2].capitalize()} {inspect.getdoc(kind)}\n"
        yield f"```yaml\n{example.strip()}\n```\n"
        yield from _table("key", "meaning", STEP_KEYS[kind.kind])
        yield ""


def _actions() -> Iterator[str]:
    yield "| action | parameters | facts that become known | final | what it does |"
    yield "| --- | --- | --- | --- | --- |"
    for name, action in ACTIONS.items():
        does = (inspect.getdoc(APPLIERS[name]) or "").partition("\n\n")[0].replace("\n", " ")
        final = "yes" if action.final else ""
        parameters, results = _quoted(action.parameters), _quoted(action.results)
        yield f"| `{name}` | {parameters} | {results} | {final} | {does} |"


def _figures() -> Iterator[str]:
    yield "| form | in Dutch | in English |"
    yield "| --- | --- | --- |"
    for form, write in FORMATS.items():
        figure = FIGURES[form]
        yield f"| `{form}` | {write(figure, 'nl')} | {write(figure, 'en')} |"


def _table(first: str, second: str, rows: Mapping[str, str]) -> Iterator[str]:
    yield f"| {first} | {second} |"
    yield "| --- | --- |"
    for key, meaning in rows.items():
        yield f"| `{key}` | {meaning} |"


def _quoted(names: object) -> str:
    return ", ".join(f"`{name}`" for name in names)  # type: ignore[attr-defined]  # any iterable


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"Wrote {PAGE}\n")
