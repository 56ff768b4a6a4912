"""`slipway status` as a tired operator reads it."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import update

from app.cli import main
from app.domain.state import State
from app.store import commit_checks, integration_runs, requests, tables, template_checks
from app.store.commit_checks import Origin
from app.store.tables import budgets, spendings
from tests.environment import environment
from tests.operations.conftest import LEASE, Desk


def test_it_says_that_all_is_well(desk: Desk) -> None:
    desk.swept()
    desk.request(1, state=State.LIVE)

    result = desk.run("status")

    assert result.exit_code == 0, result.output
    assert "  redis     ok  It answers." in result.output
    assert "  sweep     ok  A worker swept " in result.output
    assert "  None waits to be handled." in result.output
    assert "       1  live" in result.output
    assert "Parked" not in result.output


def test_a_parked_request_comes_with_its_reason_and_what_to_do(desk: Desk) -> None:
    desk.parked_request(12)

    output = desk.run("status").output

    parked = r"^Parked: a person has to act\n  acme#12  failed, for \d+ s: Setting the topics"
    assert re.search(parked, output, re.MULTILINE)
    assert "      GitHub answered 502.\n" in output
    assert "      Comment `/slipway retry`.\n" in output
    assert "slipway resume acme#12" in output


def test_it_says_who_waits_until_when_and_for_what(desk: Desk) -> None:
    until = datetime.now(UTC) + timedelta(minutes=3)
    desk.request(7, state=State.BUILDING, wait_until=until, wait_reason="GitHub's hourly limit")

    output = desk.run("status").output

    line = next(line for line in output.splitlines() if "acme#7" in line)
    assert f"{until:%H:%M:%S} UTC, in " in line
    assert line.endswith("GitHub's hourly limit")


def test_it_says_which_checks_of_commits_wait_and_for_what(desk: Desk) -> None:
    until = datetime.now(UTC) + timedelta(hours=2)
    reason = "The App is not allowed checks: write in acme."
    with desk.database.transaction() as tx:
        for commit_id in ("a", "b"):
            where = "acme", commit_id, Origin.BRANCH, datetime.now(UTC)
            commit_checks.want(tx, *where)
            template_checks.want(tx, *where, leaves_templates=None)
        for table in (tables.commit_checks, tables.template_checks):
            waits = update(table).values(wait_until=until, wait_reason=reason)
            tx.connection.execute(waits)

    output = desk.run("status").output

    line = next(line for line in output.splitlines() if "2 commits" in line)
    assert f"until {until:%H:%M:%S} UTC" in line or f"{until:%Y-%m-%d}" in line
    assert line.endswith(reason)
    assert "2 template checks" in output
    told = json.loads(desk.run("status", "--json").output)
    assert [told[name][0]["count"] for name in ("checks", "template_checks")] == [2, 2]


def test_it_says_which_deployments_wait_and_which_could_not_be_tested(desk: Desk) -> None:
    now, table = datetime.now(UTC), tables.integration_runs
    until, lack = now + timedelta(hours=2), "The App is not allowed actions: write in acme."
    ends = [
        {"wait_until": until, "wait_reason": lack},
        {"seen": 1, "conclusion": "impossible", "reason": "There is no workflow; add it."},
        {"seen": 1, "conclusion": "overtaken", "reason": "Another one has taken its place."},
    ]
    with desk.database.transaction() as tx:
        for number, end in enumerate(ends, 1):
            row_id = integration_runs.want(tx, "acme", "billing", 5, number, now)
            tx.connection.execute(update(table).where(table.c.id == row_id).values(**end))

    output = desk.run("status").output

    waits = next(line for line in output.splitlines() if "1 deployment" in line)
    untested = next(line for line in output.splitlines() if "acme/billing" in line)
    assert waits.endswith(lack)
    assert untested.split()[1] == "2"
    assert untested.endswith("There is no workflow; add it.")
    assert "taken its place" not in output
    assert json.loads(desk.run("status", "--json").output)["untested"][0]["deployment_id"] == 2


def test_it_says_what_a_worker_has_and_what_waits_for_one(desk: Desk) -> None:
    desk.request(1, state=State.BUILDING)
    busy = desk.request(2, state=State.BUILDING)
    with desk.database.transaction() as tx:
        requests.claim(tx, busy.id, datetime.now(UTC), LEASE)

    output = desk.run("status").output

    assert "  acme#1  building  due, waits for a worker\n" in output
    assert "  acme#2  building  a worker has it; if that one died, another goes on after " in output


def test_what_is_left_of_an_organisation_that_is_not_served_is_counted_and_no_more(
    desk: Desk,
) -> None:
    desk.request(1, "umbrella", state=State.BUILDING)
    desk.request(2, "umbrella", state=State.AWAITING_APPROVAL, failure={"what": "It stands."})
    desk.request(3, "umbrella", state=State.LIVE)

    output = desk.run("status").output

    assert "     2  of them rest: their organisation is not served\n" in output
    assert "umbrella" not in output


def test_a_budget_says_what_is_spent_and_left_and_why_it_is_paused(desk: Desk) -> None:
    now = datetime.now(UTC)
    reset = (now + timedelta(minutes=30)).replace(microsecond=0)
    past = {"limit": 5000, "remaining": 17, "reset": 1}
    limits = {
        "core": {"limit": 5000, "remaining": 4321, "reset": int(reset.timestamp())},
        "graphql": past,
    }
    with desk.database.transaction() as tx:
        row = {"installation_id": 77, "primary_limits": limits}
        pause = {"paused_until": now + timedelta(minutes=2), "pause_reason": "too fast"}
        tx.connection.execute(budgets.insert().values(**row, **pause))
        spent = {"installation_id": 77, "at": now, "kind": "write", "resource": "core"}
        tx.connection.execute(spendings.insert().values(**spent, points=5, content=1))

    before = desk.run("status").output
    desk.delivery("g1", installation_id=77)
    lines = desk.run("status").output.splitlines()

    assert "  installation 77  PAUSED until " in before
    at = next(number for number, line in enumerate(lines) if line.startswith("  acme  PAUSED"))
    assert lines[at].endswith(" UTC: too fast")
    assert "core 4321 of 5000 left until " in lines[at + 1]
    assert lines[at + 1].endswith(f"{reset:%H:%M:%S} UTC")
    assert lines[at + 2].strip() == (
        "REST points a minute 5 of 810, GraphQL points a minute 0 of 1800, "
        "new content a minute 1 of 72, new content an hour 1 of 450"
    )


def test_a_moment_of_another_day_has_its_date(desk: Desk) -> None:
    until = datetime.now(UTC) + timedelta(days=2)
    desk.request(7, wait_until=until, wait_reason="A permission is missing.")

    assert f"until {until:%Y-%m-%d %H:%M:%S} UTC, in " in desk.run("status").output


def test_a_check_fails_if_something_needs_a_person_and_says_what(desk: Desk) -> None:
    desk.swept()
    well = desk.run("status", "--check")
    desk.parked_request(12)
    desk.delivery("g1")

    ill = desk.run("status", "--check")

    assert (well.exit_code, ill.exit_code, desk.run("status").exit_code) == (0, 1, 0)
    assert "Needs a person" not in well.output
    assert (
        "Needs a person\n  deliveries that are parked: 1\n  requests that are parked: 1\n"
    ) in ill.output


def test_json_holds_all_of_it(desk: Desk) -> None:
    desk.swept()
    desk.parked_request(12)
    desk.delivery("g1")

    found = json.loads(desk.run("status", "--json").stdout)

    assert found["vitals"]["sweep"]["sign"] == "ok"
    assert found["requests"]["by_state"] == {"failed": 1}
    assert found["deliveries"] == {"waiting": 0, "failed": 1, "oldest_at": None}
    assert found["parked"][0]["failure"]["why"] == "GitHub answered 502."
    assert found["chores"][0]["note"] == "3 handed on"


def test_it_works_without_redis_and_says_that_it_is_away(desk_without_redis: Desk) -> None:
    result = desk_without_redis.run("status")

    assert result.exit_code == 0, result.output
    assert "  redis     AWAY  It does not answer." in result.output


def test_where_there_is_no_database_none_is_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["status"], env=environment(data_dir=str(tmp_path)))

    assert result.exit_code == 1
    assert result.stderr.startswith("There is no database at ")
    assert list(tmp_path.iterdir()) == []
