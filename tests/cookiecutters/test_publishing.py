"""What may push and sign an image runs nothing of the repository, and records what it pushed."""

import os
from pathlib import Path

import pytest

from tests.cookiecutters.jobs import Job, workflow
from tests.cookiecutters.pairs import ANSWERS, TEMPLATES, rendered
from tests.cookiecutters.runner import COMMIT, DIGEST, IMAGE, Runner

REPOSITORY_CODE = ("make ", "docker ", ".github/bin/", "bin/")


@pytest.fixture(scope="module", params=TEMPLATES)
def repository(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered(request.param, ANSWERS["plain"], tmp_path_factory.mktemp("pair")).service


@pytest.fixture
def runner(repository: Path, tmp_path: Path) -> Runner:
    (tmp_path / "record").mkdir()
    return Runner(repository, tmp_path)


def publish(repository: Path, made: str) -> Job:
    knows = {
        "needs.find.outputs.image": made,
        "!github.event.repository.private || vars.ATTESTATIONS == 'on'": "true",
        "github.token": "a-token",
        "steps.push.outputs.image": IMAGE,
        "vars.DEPLOYMENTS": "",
    }
    return Job(workflow(repository, "release")["jobs"]["publish"], knows)


def test_what_was_pushed_is_recorded_by_its_digest(repository: Path, runner: Runner) -> None:
    runner.known = {"pushed": DIGEST}
    summary = runner.folder / "summary"

    with_summary = {"GITHUB_STEP_SUMMARY": str(summary)}
    status, said, output = publish(repository, "").runs(runner, runner.folder, **with_summary)

    assert status == 0, said
    assert output == f"name=ghcr.io/acme/billing\ndigest={DIGEST}\nimage={IMAGE}\n"
    assert (runner.folder / "record/image.txt").read_text() == f"{IMAGE}\n"
    assert (runner.folder / "password").read_text() == "a-token\n"
    *_, source, target = (runner.folder / "copied").read_text().splitlines()
    assert (source, target) == (
        "docker-archive:image.tar",
        f"docker://ghcr.io/acme/billing:{COMMIT}",
    )
    assert "It is not deployed" in summary.read_text()


def test_what_an_earlier_attempt_made_is_not_pushed_again(repository: Path, runner: Runner) -> None:
    summary = {"GITHUB_STEP_SUMMARY": os.devnull}

    status, said, output = publish(repository, IMAGE).runs(runner, runner.folder, **summary)

    assert status == 0, said
    assert output == f"name=ghcr.io/acme/billing\ndigest={DIGEST}\nimage={IMAGE}\n"
    assert not (runner.folder / "copied").exists()


def test_code_of_the_repository_never_runs_where_images_are_pushed_or_signed(
    repository: Path,
) -> None:
    jobs = workflow(repository, "release")["jobs"]
    mighty = {
        name: job
        for name, job in jobs.items()
        if {"packages", "id-token", "attestations"} & job["permissions"].keys()
        and "write" in job["permissions"].values()
    }

    assert mighty.keys() == {"publish"}
    for step in mighty["publish"]["steps"]:
        assert not step.get("uses", "").startswith(("actions/checkout", "./", "$/"))
        assert not any(word in step.get("run", "") for word in REPOSITORY_CODE)


def test_what_builds_an_image_has_no_rights_but_to_read_the_code(repository: Path) -> None:
    jobs = workflow(repository, "release")["jobs"]
    builders = [job for job in jobs.values() if "make image" in str(job["steps"])]

    assert [job["permissions"] for job in builders] == [{"contents": "read"}]
    assert all("secrets." not in str(job) and "github.token" not in str(job) for job in builders)


def test_what_is_handed_on_is_taken_by_its_number(repository: Path) -> None:
    """Another job of the run could leave a file under the same name."""
    jobs = workflow(repository, "release")["jobs"]
    taken = [
        step["with"]
        for job in jobs.values()
        for step in job["steps"]
        if step.get("uses", "").startswith("actions/download-artifact")
    ]

    assert len(taken) == 3
    assert all("artifact-ids" in one and "name" not in one for one in taken)
