"""The coordinator's figures: how far people came, how it ended, how fast they were answered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response

from bot.answering import AnswerTimes
from bot.errors import ContentError
from bot.figures import DIMENSIONS, ENDS, GROUPS, NOT_KNOWN, REST, STEPS, Line, ProgrammeFigures
from bot.outcomes import MONTHS_AFTER
from bot.ports import Transaction
from bot.small_numbers import FEW, SMALLEST_ROW
from bot.texts.formats import written
from bot.usecases.figures import Report, reckon
from desk.office import Office, Visit
from desk.step_figures import (
    ScriptWords,
    chosen_month,
    month_options,
    read_scripts,
    script_tables,
    step_rows,
)
from desk.waiting import csv_text, people
from scheduler.rules import Programme

KEPT_FOR = timedelta(hours=1)
"""Figures are reckoned again after this; numbers of an hour ago tell nothing about one person."""

DENOMINATORS = {
    "entered": "invited",
    **dict.fromkeys(("checked", "registered", "guided", *ENDS), "entered"),
    "likely": "checked",
    "attended": "registered",
    **{
        f"{name}-{months}": f"due-{months}"
        for months in MONTHS_AFTER
        for name in ("still", "stopped", "unknown")
    },
}
"""Of which number each one is a part."""

AFTER = tuple(
    f"{name}-{months}" for months in MONTHS_AFTER for name in ("due", "still", "stopped", "unknown")
)
ABOUT = {name: name.rpartition("-")[0] for name in AFTER} | {
    f"unknown-{months}": "unknown-after" for months in MONTHS_AFTER
}
"""What explains numbers that are the same for every moment."""

TABLES = (("steps", STEPS), ("ends", ENDS), ("after", AFTER))
"""Every number of a part of the people, in the order of the page."""

MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True)
class Words:
    """Names that the page needs beside the numbers, read in one transaction."""

    programmes: Mapping[str, Programme]
    people: Mapping[str, str]
    scripts: Mapping[str, ScriptWords]

    def title(self, programme: str) -> str:
        """Return a programme's title; one that is published no more keeps its name."""
        found = self.programmes.get(programme)
        return found.title if found else programme


async def show_figures(visit: Visit) -> Response:
    """Show the figures of one programme, divided in one way."""
    office, query = visit.office, visit.request.query_params
    report = await _report(office)
    words = await office.transact(lambda tx: _words(tx, office, report))
    found = _chosen(report, query.get("programme", ""))
    by = query.get("by", "")
    by = by if by in DIMENSIONS else DIMENSIONS[0]
    lines = found.by.get(by, ()) if found else ()
    part = query.get("part", "")
    line = next((each for each in lines if each.part == part), found.total if found else None)
    programme = words.programmes.get(found.programme) if found else None
    month = chosen_month(report.steps, query.get("month", ""))
    return await visit.page(
        "figures.html",
        section="figures",
        updated=office.moment(report.at),
        few=FEW,
        least=SMALLEST_ROW,
        programmes=[
            _option(each.programme, words.title(each.programme), chosen=each is found)
            for each in report.programmes
        ],
        divisions=[
            _option(name, office.say(f"figures.by.{name}"), chosen=name == by)
            for name in DIMENSIONS
        ],
        parts=[_option(each.part, _part(office, each.part), chosen=each is line) for each in lines],
        division=office.say(f"figures.by.{by}"),
        shown=_part(office, line.part) if line and line.part else "",
        tables=[_table(office, line, *each) for each in TABLES] if line else [],
        divided=[_divided(office, lines, *each) for each in TABLES[:2]] if lines else [],
        sizes=_bars([(_part(office, each.part), each.n) for each in lines]),
        reported=programme.results if programme else (),
        answers=[_answers(office, each, words) for each in report.answers],
        months=month_options(office, report.steps, month),
        left=script_tables(office, month, words.scripts),
        kept=[(name, query[name]) for name in ("programme", "by", "part") if name in query],
        month=query.get("month", ""),
    )


async def export_figures(visit: Visit) -> Response:
    """Give all numbers of people as a file for a spreadsheet; what is hidden stays hidden."""
    office = visit.office
    report = await _report(office)
    words = await office.transact(lambda tx: _words(tx, office, report))
    columns = ("programme", "division", "part", "n", "number", "count", "share")
    rows: list[list[str]] = []
    for each in report.programmes:
        everybody = [("everybody", each.total)] if each.total else []
        divided = [(name, line) for name, lines in each.by.items() for line in lines]
        for division, line in [*everybody, *divided]:
            start = [
                words.title(each.programme),
                office.say(f"figures.by.{division}"),
                _part(office, line.part) if line.part else "",
                str(line.n),
            ]
            rows += [
                [*start, office.say(f"figures.{name}"), _count(office, line, name), share]
                for _, names in TABLES
                for name in names
                if name in line.counts
                for share in [_share(office, line, name)]
            ]
    rows += step_rows(office, report.steps, words.scripts)
    text = csv_text([office.say(f"figures.column.{column}") for column in columns], rows)
    headers = {"Content-Disposition": 'attachment; filename="figures.csv"'}
    return Response(text, media_type="text/csv", headers=headers)


async def _report(office: Office) -> Report:
    """Return the figures of the last hour; a clock that was moved makes them anew."""
    now = office.assistant.clock.now()
    kept = office.figures
    if kept is None or not timedelta() <= now - kept.at < KEPT_FOR:
        around = office.assistant.around
        kept = office.figures = await office.transact(lambda tx: reckon(tx, around, now))
    return kept


def _words(tx: Transaction, office: Office, report: Report) -> Words:
    around = office.assistant.around
    programmes: dict[str, Programme] = {}
    for each in report.programmes:
        try:
            programmes[each.programme] = around.shelf.programme(tx, each.programme)
        except ContentError:
            continue  # published no more: its people are counted under its bare name
    return Words(programmes, people(tx), read_scripts(tx, office, report.steps))


def _chosen(report: Report, programme: str) -> ProgrammeFigures | None:
    """Return the programme that was asked for, else the one with the most people."""
    asked = [each for each in report.programmes if each.programme == programme]
    largest = sorted(report.programmes, key=lambda each: -(each.total.n if each.total else 0))
    return next(iter([*asked, *largest]), None)


def _option(value: str, label: str, *, chosen: bool) -> dict[str, object]:
    return {"value": value, "label": label, "chosen": chosen}


def _part(office: Office, part: str) -> str:
    """Return a part of the people in words: a month, a group, or a municipality's own name."""
    if part in {*GROUPS, NOT_KNOWN, REST}:
        return office.say(f"figures.part.{part}")
    if MONTH.fullmatch(part):
        return written(date.fromisoformat(f"{part}-01"), "month", office.language)
    return part


def _count(office: Office, line: Line, name: str) -> str:
    count = line.counts[name]
    return office.say("figures.hidden") if count is None else str(count)


def _share(office: Office, line: Line, name: str) -> str:
    """Return a number as a share, with what it is a share of; empty when either is not shown."""
    count, of = line.counts.get(name), line.counts.get(DENOMINATORS.get(name, ""))
    if count is None or not of:
        return ""
    return office.say("figures.share", percent=round(100 * count / of), of=of)


def _table(office: Office, line: Line, title: str, names: Sequence[str]) -> dict[str, object]:
    """Return the numbers of one part of the people as a table with bars."""
    rows = [
        {
            "label": office.say(f"figures.{name}"),
            "about": office.say(f"figures.about.{ABOUT.get(name, name)}"),
            "count": _count(office, line, name),
            "share": _share(office, line, name),
            "bar": _percent(line.counts[name], max(line.n, line.counts.get("invited") or 0)),
        }
        for name in names
        if name in line.counts
    ]
    return {"title": office.say(f"figures.table.{title}"), "rows": rows}


def _divided(
    office: Office, lines: Sequence[Line], title: str, names: Sequence[str]
) -> dict[str, object]:
    """Return the numbers of all parts as one table, a row for each part."""
    shown = [name for name in names if all(name in line.counts for line in lines)]
    return {
        "title": office.say(f"figures.table.{title}"),
        "columns": [office.say(f"figures.{name}") for name in shown],
        "rows": [
            {
                "label": _part(office, line.part),
                "n": line.n,
                "cells": [_count(office, line, name) for name in shown],
            }
            for line in lines
        ],
    }


def _bars(sizes: Sequence[tuple[str, int]]) -> list[dict[str, object]]:
    most = max((size for _, size in sizes), default=0)
    return [{"label": label, "n": n, "bar": _percent(n, most)} for label, n in sizes]


def _percent(count: int | None, of: int) -> int | None:
    """Return the length of a bar; None, no bar at all, for what is not shown."""
    return None if count is None or not of else round(100 * count / of)


def _answers(office: Office, times: AnswerTimes, words: Words) -> dict[str, str]:
    """Return the answer times of an organisation, or of one of its advisers."""
    name = times.organisation or office.say("figures.nobody")
    in_time = ""
    if times.in_time is not None:
        percent = round(100 * times.in_time / times.n)
        in_time = office.say("figures.share", percent=percent, of=times.n)
    return {
        "organisation": name,
        "adviser": words.people.get(times.adviser, times.adviser),
        "n": str(times.n),
        "median": _hours(office, times.median),
        "ninetieth": _hours(office, times.ninetieth),
        "in_time": in_time or office.say("figures.too-few", few=FEW),
        "open": str(times.open_now),
        "late": str(times.late_now),
    }


def _hours(office: Office, hours: float | None) -> str:
    if hours is None:
        return office.say("figures.too-few", few=FEW)
    return office.say("figures.hours", hours=round(hours, 1))
