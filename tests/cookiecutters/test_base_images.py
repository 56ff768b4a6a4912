"""A change is checked with the version that its image has, and the images agree on one."""

from pathlib import Path
from typing import Any

import pytest

from tests.cookiecutters.dockerfiles import stages
from tests.cookiecutters.jobs import workflow
from tests.cookiecutters.pairs import ANSWERS, TEMPLATES, Rendered, rendered
from tests.cookiecutters.runner import Runner

SCRIPT = ".github/bin/base-version"
# What sets up the language of each template, and from which image its version comes.
LANGUAGES = {
    "go-service": ("actions/setup-go", "golang"),
    "python-service": ("actions/setup-python", "python"),
    "typescript-service": ("actions/setup-node", "node"),
}


def setups(pair: Rendered) -> list[Any]:
    """The steps of a service's checks that set a language up."""
    steps = workflow(pair.service, "ci")["jobs"]["ci"]["steps"]
    return [step for step in steps if "actions/setup-" in step.get("uses", "")]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Rendered]:
    folder = tmp_path_factory.mktemp("pairs")
    return {one: rendered(one, ANSWERS["plain"], folder / one) for one in TEMPLATES}


def test_a_template_without_a_language_takes_what_the_runner_has(
    pairs: dict[str, Rendered],
) -> None:
    without = [one for one in TEMPLATES if one not in LANGUAGES]

    assert without == ["bare-service"]
    assert setups(pairs["bare-service"]) == []


@pytest.mark.parametrize("template", LANGUAGES)
def test_a_change_is_checked_with_the_version_that_the_image_has(
    pairs: dict[str, Rendered], template: str, tmp_path: Path
) -> None:
    service = pairs[template].service
    action, base = LANGUAGES[template]
    (setup,) = setups(pairs[template])

    status, said, output = Runner(service, tmp_path).does([service / SCRIPT, base], service, {})

    (version,) = {
        line.rpartition(":")[2].partition("-")[0]
        for stage in stages((service / "Dockerfile").read_text())
        for line in stage[0].words
        if line.startswith(f"{base}:")
    }
    assert (status, output) == (0, f"version={version}\n"), said
    assert setup["uses"].startswith(f"{action}@")
    assert f"${{{{ steps.{base}.outputs.version }}}}" in setup["with"].values()
    steps = workflow(service, "ci")["jobs"]["ci"]["steps"]
    assert steps.index(setup) < steps.index({"run": "make setup"})


def test_all_images_on_python_are_on_the_same(pairs: dict[str, Rendered]) -> None:
    bases = {
        word
        for pair in pairs.values()
        for stage in stages((pair.service / "Dockerfile").read_text())
        for word in stage[0].words
        if word.startswith("python:")
    }

    assert len(bases) == 1


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("FROM python:3.13.11-slim-trixie", "version=3.13.11\n"),
        (f"FROM python:3.13.11-slim-trixie@sha256:{'ab' * 32} AS build", "version=3.13.11\n"),
        ("FROM --platform=$BUILDPLATFORM python:3.14 AS build", "version=3.14\n"),
        ("FROM mirror.example.com/library/python:3.13.11", "version=3.13.11\n"),
        ("FROM pypython:3.13.11", ""),
        ("FROM python:latest", ""),
        ("FROM gcr.io/distroless/base-debian13", ""),
    ],
)
def test_the_version_is_read_from_any_spelling_of_the_base(
    pairs: dict[str, Rendered], tmp_path: Path, line: str, output: str
) -> None:
    (tmp_path / "Dockerfile").write_text(f"# FROM python:2.7\n{line}\nRUN id\n")

    found = Runner(pairs["python-service"].service, tmp_path).run(SCRIPT, "python")

    assert (found[0], found[2]) == (0, output)
    assert output or "the checks take what the runner has" in found[1]


def test_stages_on_different_versions_are_refused(
    pairs: dict[str, Rendered], tmp_path: Path
) -> None:
    (tmp_path / "Dockerfile").write_text("FROM python:3.13.11 AS build\nFROM python:3.13.9\n")

    status, said, output = Runner(pairs["python-service"].service, tmp_path).run(SCRIPT, "python")

    assert (status, output) == (1, "")
    assert "different versions of python: 3.13.11 3.13.9" in said
