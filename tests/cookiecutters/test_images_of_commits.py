"""Only an image that release made of a commit of the default branch is deployed again."""

from pathlib import Path
from typing import Any

import pytest

from tests.cookiecutters.pairs import ANSWERS, rendered
from tests.cookiecutters.runner import COMMIT, DIGEST, IMAGE, Runner, artifact, attested, recorded

FIND = ".github/bin/find-image"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendered("python-service", ANSWERS["plain"], tmp_path_factory.mktemp("pair")).service


@pytest.fixture
def runner(repository: Path, tmp_path: Path) -> Runner:
    return Runner(repository, tmp_path)


def test_the_image_is_the_one_that_deploy_recorded(runner: Runner) -> None:
    runner.known = recorded(artifact())

    status, said, output = runner.run(FIND, COMMIT)

    assert (status, output) == (0, f"image={IMAGE}\n"), said


@pytest.mark.parametrize(
    "known",
    [
        recorded(),
        recorded(artifact() | {"expired": True}),
        recorded(artifact(head_branch="feature")),
        recorded(artifact(head_sha="f" * 40)),
        recorded(artifact(head_repository_id=2)),
        recorded(artifact(), event="workflow_dispatch"),
        recorded(artifact(), path=".github/workflows/ci.yml"),
    ],
    ids=["none", "expired", "branch", "commit", "fork", "by hand", "workflow"],
)
def test_a_record_that_deploy_did_not_leave_does_not_count(
    runner: Runner, known: dict[str, Any]
) -> None:
    runner.known = known

    status, said, output = runner.run(FIND, COMMIT)

    assert (status, output) == (1, "")
    assert f"There is no record of an image of {COMMIT}" in said


def test_a_forged_record_does_not_hide_the_true_one(runner: Runner) -> None:
    runner.known = recorded(artifact(id=6), artifact())
    runner.known["run-6"] = {"event": "push", "path": ".github/workflows/evil.yml"}

    status, said, output = runner.run(FIND, COMMIT)

    assert (status, output) == (0, f"image={IMAGE}\n"), said


@pytest.mark.parametrize(
    "named", ["ghcr.io/acme/other@" + DIGEST, "ghcr.io/acme/billing:latest", f"{IMAGE}\nx=y", ""]
)
def test_a_record_of_something_else_is_refused(runner: Runner, named: str) -> None:
    runner.known = recorded(artifact()) | {"image.txt": named}

    status, _, output = runner.run(FIND, COMMIT)

    assert (status, output) == (1, "")


def test_a_signed_image_needs_no_record(runner: Runner) -> None:
    runner.known = attested()

    status, said, output = runner.run(FIND, COMMIT, ATTESTED="true")

    assert (status, output) == (0, f"image={IMAGE}\n"), said


@pytest.mark.parametrize(
    "known",
    [
        {},
        attested(sourceRepositoryDigest="f" * 40),
        attested(sourceRepositoryRef="refs/heads/feature"),
        {"tag": DIGEST},
    ],
    ids=["no tag", "commit", "branch", "not signed"],
)
def test_a_signature_of_something_else_does_not_count(
    runner: Runner, known: dict[str, Any]
) -> None:
    runner.known = known | recorded(artifact())

    status, said, output = runner.run(FIND, COMMIT, ATTESTED="true")

    assert (status, output) == (1, "")
    assert f"No image of {COMMIT} carries the signature" in said


def test_release_goes_on_where_there_is_no_image_yet(runner: Runner) -> None:
    runner.known = recorded()

    status, _, output = runner.run(FIND, COMMIT, "--if-made")

    assert (status, output) == (0, "")


def test_release_finds_what_an_earlier_attempt_recorded(runner: Runner) -> None:
    runner.known = recorded(artifact())

    status, said, output = runner.run(FIND, COMMIT, "--if-made")

    assert (status, output) == (0, f"image={IMAGE}\n"), said


def test_a_record_that_the_registry_does_not_bear_out_is_refused(runner: Runner) -> None:
    """All code that runs in the checks can leave a record; only `publish` can move the tag."""
    runner.known = recorded(artifact()) | {"tag": "sha256:" + "cd" * 32}

    status, said, output = runner.run(FIND, COMMIT)

    assert (status, output) == (1, "")
    assert "Neither is taken" in said


OUTAGES = [
    "Error: pinging container registry ghcr.io: received unexpected HTTP status: 503",
    "Error: reading manifest: denied: requested access to the resource is denied",
    "Error: Get https://ghcr.io/v2/: dial tcp: lookup ghcr.io: no such host",
]


@pytest.mark.parametrize("outage", OUTAGES)
@pytest.mark.parametrize("asked", [["--if-made"], []], ids=["release", "roll back"])
@pytest.mark.parametrize("signed", ["true", "false"])
def test_a_registry_out_of_order_is_not_taken_for_an_empty_one(
    runner: Runner, outage: str, asked: list[str], signed: str
) -> None:
    runner.known = recorded(artifact()) | attested() | {"outage": outage}

    status, said, output = runner.run(FIND, COMMIT, *asked, ATTESTED=signed)

    assert (status, output) == (1, "")
    assert "The registry does not say which image" in said
    assert outage in said


def test_release_stops_where_github_does_not_answer(runner: Runner) -> None:
    """Or else a second image would be made of the commit."""
    status, said, output = runner.run(FIND, COMMIT, "--if-made")

    assert (status, output) == (1, "")
    assert "GitHub does not say what was recorded" in said


@pytest.mark.parametrize("version", ["main", "0123456", f"{COMMIT}; id", "../x", COMMIT.upper()])
def test_a_version_that_is_no_commit_is_refused(runner: Runner, version: str) -> None:
    runner.known = recorded(artifact())

    status, said, output = runner.run(FIND, version)

    assert (status, output) == (1, "")
    assert "A version is a commit's full id" in said
