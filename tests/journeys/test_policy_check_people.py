"""`slipway policy check --org`: the teams and people of a policy are asked from GitHub."""

import io
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from click.testing import CliRunner, Result

from app.operations.policy import checking
from app.operations.policy.commands import policy_commands
from app.operations.policy.files import read_law_files
from tests.journeys.acme import Acme
from tests.operations.policy.folder import starter_in


def found(acme: Acme, folder: Path) -> list[str]:
    """The lines that the command prints, without what workers log meanwhile."""
    stream, files = io.StringIO(), read_law_files(folder, None)
    review = checking.look_through(files, acme.bench.clock())
    with_people = checking.with_people(review, files, acme.bench, "acme")
    checking.write(stream, checking.judge(with_people, strict=False), files)
    return [line.removeprefix(f"{folder}/") for line in stream.getvalue().splitlines()]


def checks(acme: Acme, folder: Path, organisation: str = "acme") -> Result:
    open_bench = partial(nullcontext, acme.bench)
    return CliRunner().invoke(
        policy_commands, ["check", str(folder), "--org", organisation], obj=open_bench
    )


def test_teams_and_people_that_are_there_are_no_matter(busy_acme: Acme, tmp_path: Path) -> None:
    folder = starter_in(tmp_path)
    folder.changes("policy.yml", "{teams: [security]}", "{teams: [security], users: [sam]}")

    assert found(busy_acme, folder.path) == ["policy.yml: no mistakes and no warnings."]
    assert checks(busy_acme, folder.path).exit_code == 0


def test_those_that_are_not_there_are_mistakes_at_their_place(
    busy_acme: Acme, tmp_path: Path
) -> None:
    folder = starter_in(tmp_path)
    folder.changes("policy.yml", "{teams: [security]}", "{teams: [secruity], users: [smaug]}")
    folder.changes("policy.yml", "platform-reviewers: admin", "nobody: admin")

    lines = found(busy_acme, folder.path)

    assert [line.startswith("policy.yml:") for line in lines] == [True] * 4
    assert [line.split(": mistake: ")[-1] for line in lines[:-1]] == [
        "There is no team `secruity` in acme; create it, or correct its slug.",
        "Nobody on GitHub is `smaug`.",
        "There is no team `nobody` in acme; create it, or correct its slug.",
    ]
    assert checks(busy_acme, folder.path).exit_code == 1


def test_a_stand_in_who_is_not_there_is_a_mistake(busy_acme: Acme, tmp_path: Path) -> None:
    folder = starter_in(tmp_path)
    delegation = "delegations:\n  - {from: sam, to: smaug, until: 2090-01-01}\n"
    folder.changes("policy.yml", "roles:\n", f"{delegation}roles:\n")

    lines = found(busy_acme, folder.path)

    assert [line.split(": mistake: ")[-1] for line in lines[:-1]] == [
        "Nobody on GitHub is `smaug`."
    ]


def test_a_team_with_too_few_people_cannot_give_an_approval(
    busy_acme: Acme, tmp_path: Path
) -> None:
    folder = starter_in(tmp_path)
    folder.changes("policy.yml", "    # count: 2", "    count: 2")
    folder.changes("policy.yml", "    by: platform\n", "    by: platform\n    count: 2\n")

    lines = found(busy_acme, folder.path)

    assert [line.split(": mistake: ")[-1] for line in lines[:-1]] == [
        "This takes 2 persons, and the role security has 1."
    ]


def test_an_organisation_without_the_app_is_said(busy_acme: Acme, tmp_path: Path) -> None:
    result = checks(busy_acme, starter_in(tmp_path).path, "globex")

    assert result.exit_code == 1
    assert "GitHub did not tell about globex: " in result.output


def test_a_policy_with_a_mistake_asks_nobody(busy_acme: Acme, tmp_path: Path) -> None:
    folder = starter_in(tmp_path)
    folder.changes("policy.yml", "version: 1", "version: 2")

    result = checks(busy_acme, folder.path, "globex")

    assert result.exit_code == 1
    assert "reads policies of `version: 1`" in result.output
