"""The guide to the sandbox: its fields are all there, and following it leads to a request."""

import re
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests
from ruamel.yaml import YAML

from app.demo.ports import free_port
from app.demo.programs import Program, clean_environment, python
from app.settings import Settings
from sandbox import seed as seeds
from sandbox.__main__ import main
from sandbox.seed import parse_seed
from sandbox.starting import Wish, seed_of

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/sandbox.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
ANSWERS = {
    "name": "billing-service",
    "owner": "payments",
    "description": "Writes invoices and keeps track of who paid.",
    "template": "python-service",
    "tier": "2",
    "data": "personal",
    "exposure": "internal",
}


def section(title: str) -> str:
    return re.split(r"^##+ ", PAGE.split(f"# {title}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Fields at the top", seeds.Seed),
        ("organisation", seeds.SeedOrganisation),
        ("users", seeds.SeedUser),
        ("teams", seeds.SeedTeam),
        ("app", seeds.SeedApp),
        ("app", seeds.SeedWebhook),
        ("installation", seeds.SeedInstallation),
        ("repositories", seeds.SeedRepository),
        ("repositories", seeds.SeedLabel),
        ("repositories", seeds.SeedRuleset),
    ],
)
def test_every_field_of_the_seed_is_explained(title: str, part: Any) -> None:
    assert [name for name in part.model_fields if f"`{name}`" not in section(title)] == []


def test_every_option_is_explained() -> None:
    named = {word for option in main.params for word in option.opts}

    assert {word for word in named if f"`{word}" not in section("Options")} == set()


def test_the_people_are_those_of_the_built_in_seed() -> None:
    told = section("The built-in organisation")

    assert [user.login for user in seed_of(Wish()).users if user.login not in told] == []


def test_the_seed_of_the_page_can_be_used() -> None:
    text = PAGE.split("```yaml\n")[1].split("```")[0]

    found = parse_seed(YAML(typ="safe").load(text), ROOT)

    assert found.organisation.login == "globex"


@pytest.fixture
def clone() -> Iterator[Path]:
    """What a fresh clone has of what the guide copies, at a short path: sockets are made below."""
    with tempfile.TemporaryDirectory(prefix="try-") as folder:
        for name in ("app/starter", "cookiecutters"):
            shutil.copytree(ROOT / name, Path(folder) / name)
        yield Path(folder)


def test_following_the_guide_leads_to_an_answer_on_a_request(clone: Path) -> None:
    _, copying, sandbox, web, worker, again, *_ = COMMANDS
    subprocess.run(["sh", "-ec", copying], cwd=clone, check=True)
    policy = clone / "try" / "policy.yml"
    policy.write_text(policy.read_text().replace("max_length: 40", "max_length: 12"))

    with ExitStack() as stack:
        url = f"http://127.0.0.1:{free_port()}/webhook"
        github = _begin(stack, clone, f"{sandbox.strip()} --port 0 --webhook-url {url}", {})
        settings = _exported(github)
        assert Settings.load(settings).control_repo == "services"
        _begin(stack, clone, worker, settings)
        _begin(stack, clone, web, settings)
        base = settings["SLIPWAY_GITHUB_API_URL"].removesuffix("/api/v3")
        _until(lambda: _answers(url.replace("/webhook", "/readyz")))
        form = f"{base}/_sandbox/form/acme/services/new-service.yml"
        filed = requests.post(
            form, json={"as": "dana", "title": "Billing", "answers": ANSWERS}, timeout=10
        )
        assert filed.status_code == 201, filed.text
        _until(lambda: "at most 12 are allowed" in _said(base))

    assert f"{sandbox.strip()} --fresh" == again.strip()


def _begin(stack: ExitStack, folder: Path, command: str, settings: dict[str, str]) -> Program:
    program, *words = shlex.split(command)
    assert program == ".venv/bin/slipway"
    log = folder / f"{words[0]}.log"
    begun = Program(words[0], python("app.cli", *words), clean_environment() | settings, log)
    stack.callback(begun.end, 10)
    return begun


def _exported(github: Program) -> dict[str, str]:
    """The settings that the sandbox prints, as a shell would understand them."""
    _until(lambda: "export SLIPWAY_PORT" in github.log.read_text())
    lines = shlex.split(github.log.read_text().partition("\n\nexport ")[2].replace("export ", ""))
    return dict(line.split("=", 1) for line in lines)


def _said(base: str) -> str:
    comments = f"{base}/api/v3/repos/acme/services/issues/1/comments"
    token = {"Authorization": "Bearer ghp_sandbox_dana"}
    found = requests.get(comments, headers=token, timeout=10).json()
    return str(found[0]["body"]) if found else ""


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=5).ok
    except requests.ConnectionError:
        return False


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
