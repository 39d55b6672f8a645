"""Reading a programme: who is invited, when which script starts, which sessions there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from bot.dialogue.facts import FactDeclaration
from bot.scripts.conditions import compared_values
from bot.scripts.literals import read_literal
from bot.scripts.problems import Problem, in_order, nearest_name, quoted
from bot.scripts.reading import Reading
from bot.scripts.session_settings import read_series
from bot.scripts.source import Fields, parse_fields, read_fields
from bot.scripts.timings import EARLY, read_forward_window
from bot.scripts.timings import read_timing as _timing
from scheduler.calendar import Calendar
from scheduler.hours import QuietHours, Window, minute_of
from scheduler.rules import (
    PAST_POLICIES,
    AnchorName,
    Criterion,
    Enrolment,
    Offset,
    PastPolicy,
    Programme,
    Repeat,
    Rule,
)
from scheduler.wording import (
    WordingError,
    read_length,
    read_moment,
    read_repeat,
    read_window,
)

POLICIES: Mapping[str, PastPolicy] = {policy: policy for policy in PAST_POLICIES}
ANY_WEDNESDAY = date(2027, 6, 30)
"""A day to lay two offsets from the same anchor side by side."""

A_WEEK = 7
"""Days between two messages of one rule; who hears something more often stops reading."""
APPLYING = "end-of-ww"
"""The script about applying in time, which is of no use any more when the WW has ended."""
TWO_WEEKS = Offset(2, "weeks")
"""How long a contact is useful when its rule does not say."""
ON_THE_DAY = Offset(0, "days")
SIX_MONTHS_BEFORE = Offset(-6, "months")
ASKED_FOR_SELECTION = "selection_about"
"""The fact whose choices are the answers that the script `selection` can ask."""
MUNICIPALITY = "municipality"
"""The fact that holds an official name, which conditions compare."""
WHEN_UNREADABLE: tuple[Offset, AnchorName] = (ON_THE_DAY, "ww_end")


Facts = Mapping[str, FactDeclaration]


def read_programme(
    path: Path,
    facts: Facts,
    scripts: Collection[str] | None = None,
    municipalities: Collection[str] | None = None,
) -> tuple[Programme | None, list[Problem]]:
    """Read one programme and every problem in it; None when it has errors.

    With the names of the scripts that exist, each rule's script is looked up as well; with those
    of the municipalities, those of each session and of each condition.
    """
    problems: list[Problem] = []
    fields = read_fields(path, problems)
    reader = _Reader(Reading(facts, problems), scripts, municipalities)
    programme = reader.programme(fields, path) if fields else None
    wrong = any(problem.level == "error" for problem in problems)
    return (None if wrong else programme), in_order(problems)


def parse_programme(
    text: str,
    name: str,
    facts: Facts,
    scripts: Collection[str] | None = None,
    municipalities: Collection[str] | None = None,
) -> tuple[Programme | None, list[Problem]]:
    """Read one programme from its text, as `read_programme` does from a file of that name."""
    problems: list[Problem] = []
    fields = parse_fields(text, name, problems)
    reader = _Reader(Reading(facts, problems), scripts, municipalities)
    programme = reader.programme(fields, Path(name)) if fields else None
    wrong = any(problem.level == "error" for problem in problems)
    return (None if wrong else programme), in_order(problems)


def read_programmes(
    folder: Path, facts: Facts, scripts: Collection[str] | None = None
) -> tuple[dict[str, Programme], list[Problem]]:
    """Read every programme of a folder; those with errors are left out."""
    found: dict[str, Programme] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yaml")):
        programme, faults = read_programme(path, facts, scripts)
        problems += faults
        if programme is not None:
            found[programme.id] = programme
    return found, problems


@dataclass(frozen=True)
class _Reader:
    """Reads the parts of a programme."""

    reading: Reading
    scripts: Collection[str] | None
    municipalities: Collection[str] | None

    def programme(self, fields: Fields, path: Path) -> Programme:
        """Read the whole file; what is wrong is noted in the fields."""
        name = fields.text("programme")
        if name and name != path.stem:
            at = fields.value_place("programme")
            fields.problem("other-programme-name", at=at, file=path.stem, found=quoted(name))
        quiet = _quiet_hours(fields)
        programme = Programme(
            id=name,
            title=fields.text("title"),
            source=fields.text("source", ""),
            enrolment=_enrolment(fields.fields("enrolment")),
            quiet_hours=quiet,
            sessions=read_series(fields, self.municipalities),
            rules=self._rules(fields, quiet),
            selection=tuple(map(self._criterion, fields.list_of_fields("selection"))),
            values=self._values(fields.fields("values")),
            results=tuple(text for text, _ in fields.texts("results")),
        )
        fields.finish()
        return programme

    def _criterion(self, fields: Fields) -> Criterion:
        """Read one condition of the selection, and the answer that the script asks for it."""
        asked = self.reading.facts.get(ASKED_FOR_SELECTION)
        answers = tuple(asked.choices) if asked else ()
        if not fields.has("when"):
            fields.text("when")  # notes that it is missing
        criterion = Criterion(self._condition(fields, "when"), fields.one_of("ask", answers))
        fields.finish()
        return criterion

    def _values(self, fields: Fields | None) -> dict[str, str | int]:
        """Read what holds for all clients of the programme, by name of fact."""
        values: dict[str, str | int] = {}
        for name in fields.keys if fields else ():
            if fields is not None and (declaration := self._declared(fields, name)) is not None:
                value = read_literal(fields, name, declaration)
                if isinstance(value, str | int):
                    values[name] = value
        return values

    def _declared(self, fields: Fields, name: str) -> FactDeclaration | None:
        declaration = self.reading.facts.get(name)
        if declaration is None:
            self.reading.unknown_fact(name, fields.place(name))
            fields.raw(name)
        return declaration

    def _condition(self, fields: Fields, key: str) -> str:
        """Read a condition on what is known of a client; none is an empty text.

        A misspelt municipality in it would silently be for nobody.
        """
        condition = self.reading.condition(fields, key)
        known = self.municipalities
        for fact, name in compared_values(condition.source) if condition and known else ():
            if fact == MUNICIPALITY and known is not None and name not in known:
                at, near = fields.value_place(key), nearest_name(name, known)
                fields.problem("unknown-municipality", at=at, nearest=near, found=name)
        return condition.source if condition else ""

    def _rules(self, fields: Fields, quiet: QuietHours) -> tuple[Rule, ...]:
        rules: list[Rule] = []
        for under in fields.list_of_fields("rules"):
            rule = self._rule(under, quiet)
            if rule.id and any(rule.id == other.id for other in rules):
                under.problem("duplicate-rule", at=under.value_place("id"), found=rule.id)
            rules.append(rule)
        if not rules:
            fields.problem("no-rules", "rules" if fields.has("rules") else None)
        return tuple(rules)

    def _rule(self, fields: Fields, quiet: QuietHours) -> Rule:
        if not fields.has("when"):
            fields.text("when")  # notes that it is missing
        offset, anchor = _timing(fields, "when", read_moment, WHEN_UNREADABLE)
        policy = fields.one_of("past at enrolment", PAST_POLICIES, "skip")
        rule = Rule(
            id=fields.text("id"),
            script=self._script(fields),
            anchor=anchor,
            offset=offset,
            at=_window(fields, quiet),
            useful_for=_timing(fields, "useful for", read_length, TWO_WEEKS),
            past_at_enrolment=POLICIES[policy],
            repeat=_timing(fields, "repeat", read_repeat_or_none, None),
            title=fields.text("title", ""),
            needs_consent=not fields.truth("before consent", False),
            again_after=_timing(fields, "again after", read_length_or_none, None),
            only_for=self._condition(fields, "only for"),
            unless=self._condition(fields, "unless"),
        )
        if _ends_before_it_starts(rule):
            at = fields.value_place("repeat")
            fields.problem("until-before-start", at=at, found=quoted(fields.raw("repeat")))
        _warn_of_timing(fields, rule)
        fields.finish()
        return rule

    def _script(self, fields: Fields) -> str:
        name = fields.text("script")
        if name and self.scripts is not None and name not in self.scripts:
            near = nearest_name(name, self.scripts)
            at = fields.value_place("script")
            fields.problem("unknown-script", at=at, nearest=near, found=quoted(name))
        return name


def read_repeat_or_none(text: str) -> Repeat | None:
    """Read a repeat where there may be none."""
    return read_repeat(text)


def read_length_or_none(text: str) -> Offset | None:
    """Read a length where there may be none."""
    return read_length(text)


def _ends_before_it_starts(rule: Rule) -> bool:
    """Say whether a repeat counted from the rule's own anchor never comes to a second time."""
    if rule.repeat is None or rule.repeat.until_anchor != rule.anchor:
        return False
    weekends_only = Calendar()
    first = rule.offset.from_day(ANY_WEDNESDAY, weekends_only)
    return rule.repeat.until.from_day(ANY_WEDNESDAY, weekends_only) < first


def _warn_of_timing(fields: Fields, rule: Rule) -> None:
    """Note a timing that can be meant so, but most likely is not."""
    if rule.repeat is not None and rule.repeat.every.rough_days < A_WEEK:
        at, found = fields.value_place("repeat"), quoted(fields.raw("repeat"))
        fields.problem("repeat-too-often", at=at, level="warning", found=found)
    if rule.script == APPLYING and rule.anchor == "ww_end" and rule.offset.amount > 0:
        at, found = fields.value_place("when"), quoted(fields.raw("when"))
        fields.problem("applying-too-late", at=at, level="warning", found=found)


def _quiet_hours(fields: Fields) -> QuietHours:
    default = QuietHours()
    quiet = _timing(
        fields,
        "quiet hours",
        lambda text: read_window(text, "bad-quiet-hours"),
        Window(default.start, default.end),
    )
    return QuietHours(quiet.start, quiet.end)


def _window(fields: Fields, quiet: QuietHours) -> Window:
    """Read the window of a rule, which must lie outside the quiet hours from begin to end."""
    window = _timing(fields, "between", read_forward_window, EARLY)
    last = time(*divmod(minute_of(window.end) - 1, 60))
    if fields.has("between") and (quiet.cover(window.start) or quiet.cover(last)):
        fields.problem(
            "window-in-quiet-hours",
            at=fields.value_place("between"),
            found=window.text,
            quiet=f"{quiet.start:%H:%M}-{quiet.end:%H:%M}",
        )
    return window


def _enrolment(fields: Fields | None) -> Enrolment:
    if fields is None:
        return Enrolment(SIX_MONTHS_BEFORE, ON_THE_DAY)
    enrolment = Enrolment(
        _timing(fields, "earliest", _from_ww_end, SIX_MONTHS_BEFORE),
        _timing(fields, "latest", _from_ww_end, ON_THE_DAY),
        fields.text("who", ""),
    )
    fields.finish()
    return enrolment


def _from_ww_end(text: str) -> Offset:
    """Read a moment that can only be counted from the end of the WW."""
    offset, anchor = read_moment(text)
    if anchor != "ww_end":
        raise WordingError("unknown-anchor", found=anchor, nearest="ww_end", options=("ww_end",))
    return offset
