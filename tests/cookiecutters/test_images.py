"""The images of the starter templates, as far as they can be judged without Docker."""

import subprocess
from pathlib import Path

import pytest

from tests.cookiecutters.checkouts import TOOLS, make
from tests.cookiecutters.dockerfiles import Instruction, stages, unpinned_bases
from tests.cookiecutters.workshop import SERVICES, Workshop, write

# Says which arguments it got, one a line.
DOCKER = '#!/bin/sh\nprintf "%s\\n" "$@"\n'


@pytest.fixture(params=SERVICES)
def repository(request: pytest.FixtureRequest, workshop: Workshop, tmp_path: Path) -> Path:
    """A rendered service, in which nothing is set up."""
    folder = tmp_path / "billing"
    write(workshop.render(request.param, "nasty").service, folder)
    return folder


@pytest.fixture
def dockerfile(repository: Path) -> str:
    return (repository / "Dockerfile").read_text()


def test_the_linter_finds_nothing(dockerfile: str) -> None:
    judged = subprocess.run(
        [TOOLS / "hadolint", "-"],
        check=False,
        input=dockerfile,
        capture_output=True,
        text=True,
    )

    assert (judged.returncode, judged.stdout, judged.stderr) == (0, "", "")


def test_what_builds_it_stays_behind_and_every_base_is_pinned(dockerfile: str) -> None:
    assert len(stages(dockerfile)) > 1
    assert unpinned_bases(dockerfile) == []


def test_it_runs_as_a_number_that_is_not_root_without_a_shell(dockerfile: str) -> None:
    last = stages(dockerfile)[-1]
    *_, user = (one.words[0].partition(":")[0] for one in last if one.name == "USER")
    started = [one for one in last if one.name in {"CMD", "ENTRYPOINT"}]

    assert int(user) > 0
    assert started
    assert all(one.has_exec_form for one in started)


def test_the_platform_asks_after_it_not_docker(dockerfile: str) -> None:
    assert not any(one.name == "HEALTHCHECK" for stage in stages(dockerfile) for one in stage)


def test_what_is_copied_is_there_and_not_ignored(repository: Path, dockerfile: str) -> None:
    ignored = (repository / ".dockerignore").read_text().splitlines()
    sources = [
        source
        for stage in stages(dockerfile)
        for one in stage
        if one.name == "COPY" and "--from=" not in one.rest
        for source in one.words[:-1]
    ]

    assert sources
    for source in sources:
        assert (repository / source).exists()
        assert source == "." or "*" not in ignored or f"!{source}" in ignored


def test_make_image_names_it_and_bakes_the_version_in(
    repository: Path, dockerfile: str, tmp_path: Path
) -> None:
    docker = tmp_path / "bin/docker"
    docker.parent.mkdir()
    docker.write_text(DOCKER)
    docker.chmod(0o755)

    path = f"{docker.parent}:/usr/bin:/bin"
    said = make(repository, "image", "IMAGE=acme/billing", "VERSION=1234567", PATH=path)

    arguments = said.splitlines()
    assert arguments[arguments.index("--tag") + 1] == "acme/billing:1234567"
    assert arguments[arguments.index("--build-arg") + 1] == "VERSION=1234567"
    assert Instruction("ARG", "VERSION=dev") in stages(dockerfile)[-1]
    assert any(
        one.name == "ENV" and "VERSION=$VERSION" in one.words for one in stages(dockerfile)[-1]
    )
