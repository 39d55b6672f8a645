"""One made-up client: a life drawn beforehand, and what this person answers to each question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bot.messages import Message
from bot.simulation.behaviour import Behaviour

WAYS_TO_END = ("work", "bijstand", "other_income", "none")
WELCOME, CHECK_IN = "welcome", "weekly-check-in"
ABOUT_SESSIONS = frozenset({"session-sign-up", "session-offer"})
"""Scripts that somebody who wants to go always answers."""
ABOUT_THE_END = frozenset({"outcome", "outcome-later", "still-at-work"})
"""Scripts that somebody with something to tell always answers."""

WAYS_OUT = ("nothing", "no", "done", "later", "not_now", "none", "keep", "skip")
"""Choices that end a talk soon, where a person has nothing special to say."""

SHORTEST_MINUTES, LONGEST_MINUTES = 2, 9 * 60
"""How long somebody lets a message lie before answering it."""
EARLIEST_JOB, LATEST_JOB = 30, 150
"""Days after entering on which somebody finds work, as far as before the end of the WW."""


@dataclass(frozen=True)
class Life:
    """What happens to a person, whatever is said in the talk."""

    enrolled: date
    ww_end: date
    birth: date
    municipality: str
    ends_in: str
    finds_work: date | None
    checks: bool
    poor: bool
    registers: bool
    comes: bool


def draw_life(random: Random, behaviour: Behaviour, enrolled: date, ww_end: date) -> Life:
    """Draw a life from a programme's shares."""
    number = random.random()
    ends_in = ""
    for way in WAYS_TO_END:
        share = float(getattr(behaviour, way))
        if number < share:
            ends_in = way
            break
        number -= share
    longest = max(EARLIEST_JOB + 1, min(LATEST_JOB, (ww_end - enrolled).days - 10))
    job = enrolled + timedelta(days=random.randrange(EARLIEST_JOB, longest))
    years = random.randrange(19, 27) if random.random() < behaviour.under_27 else 0
    years = years or random.randrange(27, 63)
    return Life(
        enrolled=enrolled,
        ww_end=ww_end,
        birth=enrolled - timedelta(days=round(years * 365.25) + random.randrange(1, 300)),
        municipality=random.choice(behaviour.municipalities),
        ends_in=ends_in,
        finds_work=job if ends_in == "work" else None,
        checks=random.random() < behaviour.checked,
        poor=random.random() < behaviour.likely,
        registers=random.random() < behaviour.registers,
        comes=random.random() < behaviour.comes,
    )


ABOUT_THE_SEARCH: Mapping[str, tuple[str, ...]] = {
    "mood": ("good", "good", "fair", "fair", "bad"),
    "applications": ("0", "1", "2", "3", "5", "10"),
    "talks": ("0", "0", "0", "1", "2"),
    "obstacle": ("vacancies", "health", "money", "nothing"),
    "wants_person": ("no",) * 19 + ("yes",),
    "wants_guidance": ("yes", "later", "no"),
    "sector": ("physical", "administrative", "care", "technical", "other"),
    "search_state": ("fine", "few_jobs", "incomplete"),
    "wished_pace": ("weekly", "two_weekly"),
    "cv_ready": ("ready", "old", "none"),
}
"""What somebody says of their search; each answer is as likely as it stands here."""


class Person:
    """Answers as this person would; all chance comes from a generator of their own."""

    def __init__(self, number: int, life: Life, behaviour: Behaviour, random: Random) -> None:
        self.number = number
        self.life = life
        self._behaviour = behaviour
        self._random = random
        self._always = self._what_never_changes()

    def minutes(self) -> int:
        """Return after how many minutes this person answers."""
        return self._random.randrange(SHORTEST_MINUTES, LONGEST_MINUTES)

    def will_answer(self, scripts: frozenset[str], today: date) -> bool:
        """Say whether this person answers a talk in which these scripts are under way."""
        life = self.life
        if WELCOME in scripts:
            return True
        if scripts & ABOUT_SESSIONS and life.registers:
            return True
        if scripts & ABOUT_THE_END and life.ends_in:
            return True
        if CHECK_IN in scripts and life.finds_work and life.finds_work <= today:
            return True
        return self._random.random() < self._behaviour.answers

    def answer(self, fact: str, message: Message, today: date) -> tuple[str, str]:
        """Return what this person types, and the id of the button that they press, if any."""
        wish = self._wish(fact, today)
        ids = {choice.id.split(":", 1)[1]: choice.id for choice in message.choices}
        if fact == "session_choice" and ids:
            return "", self._session(message)
        if wish in ids:
            return "", ids[wish]
        if wish:
            return wish, ""
        out = next((ids[each] for each in WAYS_OUT if each in ids), "")
        if out or not ids:
            return ("", out) if out else ("weet ik niet", "")
        return "", next(iter(ids.values()))

    def _session(self, message: Message) -> str:
        """Choose one of the offered days by chance, one that is not said to be full if possible."""
        days = [each for each in message.choices if "vol" not in each.label and _is_day(each.id)]
        days = days or [each for each in message.choices if _is_day(each.id)]
        return self._random.choice(days).id

    def _wish(self, fact: str, today: date) -> str:
        own = self._about_the_end(fact, today) or self._about_search(fact)
        return own or self._always.get(fact, "")

    def _what_never_changes(self) -> dict[str, str]:
        """Return the answers of this person that are the same whenever they are asked."""
        life = self.life
        return {
            "ready": "begin",
            "first_name": "Sam",
            "ww_end": _typed(life.ww_end),
            "birth_date": _typed(life.birth),
            "first_ww_day": _typed(life.enrolled),
            "municipality_typed": life.municipality,
            "consent_contact": "yes",
            "consent_share": "yes",
            "wants_self_check": "now" if life.checks else "later",
            "wants_session": "see" if life.registers else "no",
            "session_keep": "keep",
            "session_accept": "accept",
            "session_needs": "geen",
            "session_give_back": "stay",
            "session_new_day": "no",
            "session_was_there": "yes" if life.comes else "no",
            "session_takeaway": "overslaan",
            "session_talk_wanted": "no",
            "home_situation": "alone",
            "income_range": "none",
            "money_range": "low" if life.poor else "high",
            "money": "100" if life.poor else "40000",
            "things": "geen",
            "special": "geen",
            "work_conditions": "geen",
            "education": "none",
            "phone": "overslaan",
            "ww_hours": "32",
            "ww_months": "24",
            "changed": "same",
        }

    def _about_the_end(self, fact: str, today: date) -> str:
        life = self.life
        if fact == "outcome_first":
            return life.ends_in or "unknown"
        if fact == "outcome":
            return life.ends_in
        if fact == "still_at_work":
            stays = self._random.random() < self._behaviour.still_at_work
            return "same" if stays else "stopped"
        if fact == "found_work":
            return "lasting"
        if fact == "mood" and life.finds_work and life.finds_work <= today:
            return "work"
        return ""

    def _about_search(self, fact: str) -> str:
        choices = ABOUT_THE_SEARCH.get(fact)
        return self._random.choice(choices) if choices else ""


def _is_day(choice: str) -> bool:
    """Say whether a button is an offered day: the others are of the conversation itself."""
    return any(sign.isdecimal() for sign in choice.split(":", 1)[1])


def _typed(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
