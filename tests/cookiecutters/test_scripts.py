"""The scripts of every starter pair, and the commands in its workflows, are sound shell.

Needs the tools that `make test-templates` installs.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.cookiecutters.pairs import ANSWERS, TEMPLATES, TOOLS, Rendered, rendered

SERVICE_SCRIPTS = {
    ".github/bin/base-version",
    ".github/bin/find-image",
    ".github/bin/identity-token",
    ".github/bin/keep-order",
    "bin/deploy",
}


@pytest.fixture(scope="module", params=[(one, kind) for one in TEMPLATES for kind in ANSWERS])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    template, answers = request.param
    return rendered(template, ANSWERS[answers], tmp_path_factory.mktemp("pair"))


def scripts(repository: Path) -> dict[str, Path]:
    """What a shell runs, by its path in the repository."""
    found = (path for path in repository.rglob("*") if path.is_file())
    shell = (path for path in found if path.read_bytes().startswith(b"#!/usr/bin/env bash\n"))
    return {str(path.relative_to(repository)): path for path in shell}


def commands(pair: Rendered) -> Iterator[str]:
    """What the workflows' own steps run, as GitHub starts it."""
    for path in pair.workflows():
        for job in YAML(typ="safe", pure=True).load(path)["jobs"].values():
            for step in job.get("steps", ()):
                if "run" in step:
                    yield "#!/usr/bin/env bash\nset -eo pipefail\n" + step["run"]


def shellcheck(*arguments: str | Path, text: str | None = None) -> object:
    """What it finds, down to matters of style."""
    command = [TOOLS / "shellcheck", "--format", "json", *arguments]
    done = subprocess.run(command, check=False, input=text, capture_output=True, text=True)
    return json.loads(done.stdout)


def test_a_service_has_these_scripts_and_its_tests_have_none(pair: Rendered) -> None:
    assert scripts(pair.service).keys() == SERVICE_SCRIPTS
    assert scripts(pair.tests) == {}


def test_every_script_can_be_started(pair: Rendered) -> None:
    assert all(path.stat().st_mode & 0o111 == 0o111 for path in scripts(pair.service).values())


def test_shellcheck_finds_nothing_in_a_script(pair: Rendered) -> None:
    assert shellcheck(*scripts(pair.service).values()) == []


def test_shellcheck_finds_nothing_in_the_commands_of_a_workflow(pair: Rendered) -> None:
    found = [one for text in commands(pair) if (one := shellcheck("-", text=text))]

    assert found == []


def test_no_command_of_a_workflow_holds_an_expression(pair: Rendered) -> None:
    """GitHub puts its value there as text, which the shell then takes for a command."""
    assert [text for text in commands(pair) if "${{" in text] == []
