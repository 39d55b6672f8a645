"""The command `maxww plan`: one line or object a contact, one sentence when it cannot."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.commands.plan import plan
from bot.settings import ROOT, Settings
from bot.texts import Phrasebook

APP = typer.Typer()
APP.command()(plan)
WAITS = {
    "schedule.quiet-hours",
    "schedule.paused",
    "schedule.no-consent",
    "schedule.handoff-open",
    "schedule.talk-under-way",
}
USUAL = ("--programme", "werk-in-zicht", "--ww-end", "2027-04-30", "--today", "2026-10-30")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(APP, arguments)


def rows(*arguments: str) -> list[dict[str, str | None]]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found: list[dict[str, str | None]] = json.loads(result.stdout)
    return found


def moment(row: dict[str, str | None]) -> datetime:
    return datetime.fromisoformat(row["due"] or "")


def test_json_has_the_fields_of_the_contract_in_order_of_time() -> None:
    found = rows(*USUAL)
    fields = {"rule", "script", "anchor", "due", "useful_until", "state", "reason"}
    assert all(set(row) == fields for row in found)
    assert [moment(row) for row in found] == sorted(moment(row) for row in found)
    assert {row["state"] for row in found} == {"planned", "skipped"}


def test_what_is_skipped_has_a_dutch_reason_and_its_moment() -> None:
    skipped = [row for row in rows(*USUAL, "--enrolled", "2027-03-01") if row["state"] == "skipped"]
    assert skipped
    assert all((row["reason"] or "").endswith(".") for row in skipped)
    assert "weekly-check-in" in {row["rule"] for row in skipped}


def test_invitation_on_a_saturday_moves_to_monday() -> None:
    (row,) = [row for row in rows(*USUAL) if row["rule"] == "session-invitation"]
    assert moment(row).isoformat()[:10] == "2027-02-01"
    assert moment(row).isoformat().endswith("+01:00")


def test_late_enrolment_sends_the_welcome_first() -> None:
    planned = [r for r in rows(*USUAL, "--enrolled", "2027-02-15") if r["state"] == "planned"]
    assert [row["rule"] for row in planned][:2] == ["welcome", "session-invitation"]
    assert moment(planned[0]).date() != moment(planned[1]).date()


def test_what_was_due_before_today_counts_as_sent() -> None:
    found = rows(*USUAL[:-1], "2027-03-01", "--enrolled", "2026-10-30")
    sent = [row["rule"] for row in found if row["state"] == "sent"]
    assert sent[0] == "welcome"
    assert "outcome" not in sent


def test_same_question_gives_the_same_answer() -> None:
    assert rows(*USUAL) == rows(*USUAL)


def test_lines_are_dutch_and_name_what_waits_for_a_date() -> None:
    result = run(*USUAL)
    assert result.exit_code == 0
    assert "maandag 1 februari 2027" in result.stdout
    assert "Nog zonder datum: Herinnering aan de bijeenkomst" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--programme", "werk-in-zich"), "Did you mean 'werk-in-zicht'?"),
        (("--programme", "../secrets"), "There is no programme"),
        (("--ww-end", "2027-02-31"), "--ww-end is '2027-02-31', which is not a date that exists"),
        (("--ww-end", "30-06-2027"), "write year, month and day"),
        (("--ww-end", "9999-12-31"), "expected a year from 2000 to 2100"),
        (("--enrolled", "gisteren"), "--enrolled is 'gisteren'"),
        (("--today", "2027-13-01"), "--today is '2027-13-01'"),
    ],
)
def test_error_is_one_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    result = run(*USUAL, *arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_broken_programme_is_named_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "programmes").mkdir()
    (tmp_path / "programmes" / "stuk.yaml").write_text("programme: stuk\ntitle: X\n")
    monkeypatch.setenv("MAXWW_DIALOGUES", str(tmp_path))
    result = run("--programme", "stuk", "--ww-end", "2027-04-30")
    assert result.exit_code == 1
    assert "[no-rules]; run maxww check" in result.stderr


def test_every_reason_of_the_scheduler_has_a_phrase() -> None:
    source = "".join(path.read_text() for path in (ROOT / "scheduler").glob("*.py"))
    keys = set(re.findall(r'"(schedule\.[a-z-]+)"', source))
    late = {f"{key}-too-long" for key in keys & WAITS}
    assert keys >= WAITS
    assert keys | late <= Phrasebook.load(Settings()).keys


def test_help_has_an_example() -> None:
    assert "maxww plan --programme werk-in-zicht" in run("--help").stdout


PAST = ("--programme", "werk-in-zicht", "--today", "2027-06-30")


def test_a_ww_that_ended_is_said_beside_the_plan_and_never_in_the_json() -> None:
    result = run(*PAST, "--ww-end", "2027-05-31", "--json")
    assert result.exit_code == 0
    assert "op 31 mei 2027 is de WW al gestopt. Alleen wat daarna komt" in result.stderr
    assert isinstance(json.loads(result.stdout), list)


def test_long_after_the_ww_it_says_that_nothing_of_it_comes() -> None:
    result = run(*PAST, "--ww-end", "2025-05-31")
    assert "Wat bij die dag hoort, komt niet meer. Wat de klant nu kan doen: vandaag" in (
        result.stderr
    )


def test_a_ww_that_has_not_ended_needs_no_warning() -> None:
    assert run(*PAST, "--ww-end", "2027-06-30").stderr == ""
