"""The pipelines of every starter template are valid, safe, and pinned.

Needs the tools that `make test-templates` installs.
"""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.cookiecutters.pairs import ANSWERS, TEMPLATES, TOOLS, Rendered, rendered
from tests.domain.build import STARTER

PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
OWN = re.compile(r"uses: \$/\.github/workflows/[a-z-]+\.yml$")


@pytest.fixture(scope="module", params=TEMPLATES)
def template(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=ANSWERS)
def pair(
    request: pytest.FixtureRequest, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Rendered:
    folder = tmp_path_factory.mktemp(f"{template}-{request.param}")
    return rendered(template, ANSWERS[request.param], folder)


def run(tool: str, *arguments: str | Path) -> str:
    """What the tool printed; it has to succeed."""
    done = subprocess.run([TOOLS / tool, *arguments], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def loaded(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


def test_every_workflow_is_one_to_github(pair: Rendered) -> None:
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *pair.workflows())


def test_what_dependabot_is_told_is_valid(pair: Rendered) -> None:
    told = [repository / ".github/dependabot.yml" for repository in pair.repositories]

    run("check-jsonschema", "--builtin-schema", "vendor.dependabot", *told)


def test_dependabot_updates_images_of_services_and_packages_of_both(pair: Rendered) -> None:
    updates = [
        {one["package-ecosystem"] for one in loaded(path / ".github/dependabot.yml")["updates"]}
        for path in pair.repositories
    ]

    assert {"docker", "github-actions"} <= updates[0]
    assert updates[1] == {"github-actions", "pip"}


def test_zizmor_finds_nothing_even_when_pedantic(pair: Rendered) -> None:
    for repository in pair.repositories:
        found = run(
            "zizmor", "--offline", "--persona", "pedantic", "--no-ignores", "--format", "json",
            repository,
        )  # fmt: skip

        assert json.loads(found) == []


def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(pair: Rendered) -> None:
    uses = [
        line.strip().removeprefix("- ")
        for path in pair.workflows()
        for line in path.read_text().splitlines()
        if "uses:" in line
    ]

    assert [use for use in uses if not PINNED.search(use) and not OWN.search(use)] == []
    assert len(uses) > 10


def test_no_workflow_runs_foreign_code_with_our_rights(pair: Rendered) -> None:
    triggers = {trigger for path in pair.workflows() for trigger in loaded(path)["on"]}

    assert not triggers & {"pull_request_target", "workflow_run", "issue_comment"}


def test_rights_are_given_to_jobs_alone_and_each_says_what_for(pair: Rendered) -> None:
    for path in pair.workflows():
        workflow = loaded(path)
        rights = re.findall(r"^      [a-z-]+: (?:read|write)\b.*$", path.read_text(), re.MULTILINE)

        assert workflow["permissions"] == {}
        assert all("permissions" in job for job in workflow["jobs"].values())
        assert all(" # to " in right for right in rights)
        assert rights


def test_a_service_is_built_before_it_is_merged_and_its_tests_are_only_checked(
    pair: Rendered,
) -> None:
    def made(repository: Path) -> list[tuple[str, str]]:
        steps = loaded(repository / ".github/workflows/ci.yml")["jobs"]["ci"]["steps"]
        made = [(step["run"], step.get("if", "")) for step in steps if "run" in step]
        return [one for one in made if one[0].startswith("make ")]

    always = [("make setup", ""), ("make lint", "")]
    assert made(pair.tests) == always
    before_the_merge = ("make image", "github.event_name != 'push'")
    assert made(pair.service) == [*always, ("make test", ""), before_the_merge]


def test_an_image_goes_through_the_environments_of_the_starter_policy(pair: Rendered) -> None:
    wanted = loaded(STARTER / "policy.yml")["repositories"]["environments"]
    policy = [one if isinstance(one, str) else one["name"] for one in wanted]
    jobs = loaded(pair.service / ".github/workflows/deploy.yml")["jobs"]
    back = loaded(pair.service / ".github/workflows/roll-back.yml")
    stages = {name: job for name, job in jobs.items() if "with" in job}

    assert list(stages) == policy
    assert back["on"]["workflow_dispatch"]["inputs"]["environment"]["options"] == policy
    image = "${{ needs.release.outputs.image }}"
    assert [job["with"]["image"] for job in stages.values()] == [image] * len(policy)
    assert [job["with"]["environment"] for job in stages.values()] == policy
    before = dict(zip(policy, ["release", *policy], strict=False))
    assert all(before[name] in job["needs"] for name, job in stages.items())


def test_a_deployment_that_runs_is_never_stopped(pair: Rendered) -> None:
    (job,) = loaded(pair.service / ".github/workflows/promote.yml")["jobs"].values()

    assert job["environment"]["name"] == "${{ inputs.environment }}"
    assert job["concurrency"] == {
        "group": "promote-${{ inputs.environment }}",
        "cancel-in-progress": False,
    }


def test_an_identity_for_clouds_is_given_only_where_it_is_used(pair: Rendered) -> None:
    holders = {
        f"{path.stem}/{name}"
        for path in pair.workflows()
        for name, job in loaded(path)["jobs"].items()
        if "id-token" in job["permissions"]
    }

    assert holders == {
        "deploy/release", "deploy/dev", "deploy/staging", "deploy/prod-copy", "deploy/prod",
        "promote/promote", "release/publish", "roll-back/promote",
    }  # fmt: skip


def test_slipway_can_start_the_integration_tests_and_find_their_run(pair: Rendered) -> None:
    workflow = loaded(pair.tests / ".github/workflows/integration.yml")
    inputs = workflow["on"]["workflow_dispatch"]["inputs"]

    assert inputs.keys() == {"base_url", "expected_version", "environment", "deployment_id"}
    assert {one["type"] for one in inputs.values()} == {"string"}
    assert workflow["run-name"].endswith("(deployment ${{ inputs.deployment_id }})")


def test_going_back_reports_the_commit_that_it_went_back_to(pair: Rendered) -> None:
    """Of a run by hand GitHub itself reports the newest commit, which does not run there."""
    jobs = loaded(pair.service / ".github/workflows/roll-back.yml")["jobs"]
    (step,) = jobs["report"]["steps"]

    assert jobs["promote"]["with"]["is_older"] is True
    assert step["env"]["VERSION"] == "${{ inputs.version }}"
    assert '-f ref="$VERSION"' in step["run"]
    assert jobs["report"]["permissions"] == {"deployments": "write"}
