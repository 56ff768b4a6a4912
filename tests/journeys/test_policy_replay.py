"""`slipway policy replay`: what another policy on an admin's disk would have decided."""

import json
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.operations.policy.commands import policy_commands
from app.usecases.time_machine import texts_in_force
from tests.journeys.acme import Acme


@pytest.fixture
def disk(acme: Acme, tmp_path: Path) -> Path:
    """A control repository as an admin has it, after one request was built and one waits."""
    acme.files(name="built").is_approved()
    acme.files(name="waits")
    law = texts_in_force(acme.bench.database, "acme")
    form = tmp_path / "control/.github/ISSUE_TEMPLATE/new-service.yml"
    form.parent.mkdir(parents=True)
    form.write_text(law.form)
    (tmp_path / "control/policy.yml").write_text(law.policy)
    return tmp_path / "control"


def replayed(acme: Acme, disk: Path, *options: str) -> Result:
    open_bench = partial(nullcontext, acme.bench)
    return CliRunner().invoke(
        policy_commands, ["replay", str(disk), "--org", "acme", *options], obj=open_bench
    )


def append(disk: Path, rules: str) -> None:
    policy = disk / "policy.yml"
    policy.write_text(f"{policy.read_text()}\n{rules}\n")


def test_a_policy_that_changes_nothing_says_so(acme: Acme, disk: Path) -> None:
    result = replayed(acme, disk)

    assert result.exit_code == 0
    assert result.stdout == "2 requests decided again; each verdict stays as it is.\n"


def test_every_verdict_that_would_change_is_told_with_its_rules(acme: Acme, disk: Path) -> None:
    append(disk, "automatic: [{name: all, when: 'true'}]")

    lines = replayed(acme, disk).stdout.splitlines()

    assert lines[0] == "2 requests decided again; 1 verdict would change."
    assert lines[2] == "acme#2 (waits): awaiting approval -> building"
    assert lines[3:] == [
        "    differs in: platform review",
        "    Approved: it can be built.",
    ]


def test_a_membership_that_nobody_asked_about_is_told(acme: Acme, disk: Path) -> None:
    policy = disk / "policy.yml"
    policy.write_text(policy.read_text().replace("[platform-reviewers]", "[security]", 1))

    told = replayed(acme, disk).stdout

    assert "counted as not a member: paula in security" in told


def test_programs_get_it_as_json(acme: Acme, disk: Path) -> None:
    append(disk, "automatic: [{name: all, when: 'true'}]")

    told = json.loads(replayed(acme, disk, "--json").stdout)

    assert told["decided"] == 2
    assert told["changes"][0]["request"] == "acme#2"
    assert told["changes"][0]["rules"] == ["platform review"]


def test_a_policy_with_a_mistake_is_refused_at_its_place(acme: Acme, disk: Path) -> None:
    append(disk, "nonsense: true")

    result = replayed(acme, disk)

    assert result.exit_code == 1
    assert f"{disk / 'policy.yml'}:" in result.stderr
    assert "no key `nonsense`" in result.stderr


def test_an_organisation_without_a_policy_has_nothing_to_compare(acme: Acme, disk: Path) -> None:
    open_bench = partial(nullcontext, acme.bench)
    result = CliRunner().invoke(
        policy_commands, ["replay", str(disk), "--org", "globex"], obj=open_bench
    )

    assert result.exit_code == 1
    assert "globex has no policy in force yet" in result.stderr
