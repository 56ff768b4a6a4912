"""The guide from a service to a template, followed to the letter.

The service keeps the contract already, as the bare template's does: what the guide asks a person
to write in step 3 is then only its name.
"""

import shutil
import sys
from pathlib import Path

from app.operations.init.folder import put_into
from app.operations.init.starter import Teams, starter_files
from app.templates.preview import write_pair
from tests.cookiecutters.checkouts import environment, run
from tests.cookiecutters.pairs import STARTERS
from tests.environment import ROOT
from tests.templates.builders import pair_answers

PAGE = (ROOT / "docs/from-service-to-template.md").read_text(encoding="utf-8")
COPY, FIND_BRACES, FIND_NAME, CONTRACT, DEVELOPER = (
    block.split("```")[0] for block in PAGE.split("```sh\n")[1:]
)
TEMPLATE = "services/cookiecutters/express-service"
SOURCES = TEMPLATE + "/{{cookiecutter.repository}}"


def test_a_service_becomes_a_template_step_by_step(tmp_path: Path) -> None:
    has_a_service(tmp_path)
    put_into(tmp_path / "services", starter_files("acme", Teams("platform-reviewers", "security")))

    types(tmp_path, COPY)
    assert types(tmp_path / SOURCES, f"{FIND_BRACES.strip()} || true") == ""
    found = types(tmp_path / SOURCES, FIND_NAME)
    names_it(tmp_path / SOURCES, {line.partition(":")[0] for line in found.splitlines()})
    writes(tmp_path / TEMPLATE / "slipway.yml", "yaml")
    writes(tmp_path / TEMPLATE / "cookiecutter.json", "json")
    proved = types(tmp_path / SOURCES, CONTRACT)
    worked = types(tmp_path, DEVELOPER)

    assert "no errors" in proved
    assert "\nOK\n" in proved
    assert " passed in " in worked


def has_a_service(folder: Path) -> None:
    """`orders`, in git, without the tests that the guide brings along."""
    made = folder / "made"
    write_pair(STARTERS, "bare-service", made, pair_answers(name="orders"))
    shutil.rmtree(made / "orders/contract")
    (made / "orders").rename(folder / "orders")
    commit = "git -c user.name=ada -c user.email=ada@acme.example commit --quiet -m Orders"
    types(folder / "orders", f"git init --quiet && git add --all && {commit}")


def names_it(folder: Path, files: set[str]) -> None:
    """Step 3 as a person does it."""
    assert files
    for file in files:
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace("orders", "{{ cookiecutter.name }}"), "utf-8")


def writes(path: Path, language: str) -> None:
    """What the page shows."""
    [text] = [block.split("```")[0] for block in PAGE.split(f"```{language}\n")[1:]]
    path.write_text(text, encoding="utf-8")


def types(folder: Path, commands: str) -> str:
    """Commands of the page in a shell that has `slipway`, with /tmp/out in a folder of our own."""
    path = f"{Path(sys.executable).parent}:{environment()['PATH']}"
    out = next(one for one in (folder, *folder.parents) if (one / "orders").is_dir()) / "out"
    return run(folder, "bash", "-ec", commands.replace("/tmp/out", str(out)), PATH=path)  # noqa: S108
