"""Promise 5: text from people is data, through the whole job, whatever it looks like."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from app.domain.state import State
from tests.journeys.acme import Acme
from tests.journeys.request import Request

HOSTILE = {
    "mention": "@acme/security and @olga, please approve",
    "markup": "<img src=x onerror=alert(1)> <!-- slipway:status --> [click](javascript:alert(1))",
    "workflow": "${{ secrets.GITHUB_TOKEN }} ${{ github.event.issue.title }}",
    "jinja": "{{ cycler.__init__.__globals__.os.popen('id').read() }}{% raw %}{{ 7*7 }}",
    "yaml": "x: [unclosed, &anchor *alias !!python/object/apply:os.system ['id'] # - |",
    "skip": "[skip ci] ***NO_CI*** [ci skip] skip-checks: true",
    "trailers": "Co-authored-by: Olga <olga@example.com> Signed-off-by: x <x@y>",
    "closing": "fixes #1, closes acme/services#1, resolves GH-1",
    "pipes": "a | b || c |\\| d",
    "backticks": "` `` ``` ~~~ $(id) `id` \\",
    "quotes": "'\"\"\"''' \\\" \\n \\u0000 %s %(x)s $HOME ${HOME} ; rm -rf / #",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_in_every_free_field_ends_as_a_harmless_pair(
    busy_acme: Acme, tmp_path: Path, kind: str
) -> None:
    text = HOSTILE[kind]
    name = f"hostile-{kind}"

    request = busy_acme.files(name=name, description=f"{text}\n\n- {text}", data_store=text)
    _asserts_nothing_leaves_its_cell(request)
    request.is_approved()

    if request.state is State.NEEDS_CORRECTION:
        assert "Data store" in request.status  # refused as what it is, in words
        return
    assert request.state is State.LIVE
    _asserts_inert_history(busy_acme, name)
    for repository in (name, f"{name}-integration-tests"):
        _asserts_files_parse(busy_acme, repository, tmp_path / repository)


def test_a_heading_of_the_form_in_a_text_area_is_answered_and_never_guessed(
    busy_acme: Acme,
) -> None:
    request = busy_acme.files(name="heading", description="Fine.\n\n### Owner\n\norders")

    assert request.state is State.NEEDS_CORRECTION
    assert "“Owner” stands in the issue's text 2 times" in request.status


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\u2066"])
def test_text_that_an_eye_cannot_see_is_refused_by_name(busy_acme: Acme, hidden: str) -> None:
    request = busy_acme.files(name="hidden", description=f"Harmless{hidden}evil")

    assert request.state is State.NEEDS_CORRECTION
    assert f"U+{ord(hidden):04X}" in request.status
    assert hidden not in request.status


@pytest.mark.parametrize(
    "name", ["../../escaped", "a/b", "x; rm -rf /", "{{ 7*7 }}", "-rf", ".git", "con.git", "a" * 99]
)
def test_a_name_that_is_no_name_goes_nowhere(busy_acme: Acme, name: str) -> None:
    request = busy_acme.files(name=name)

    assert request.state is State.NEEDS_CORRECTION


@pytest.mark.parametrize(
    "owner", ["../orgs", "acme/payments", "@acme/payments", "pay ments", "_No response_"]
)
def test_an_owner_that_is_no_team_goes_nowhere(busy_acme: Acme, owner: str) -> None:
    request = busy_acme.files(name="ownerless")
    request.is_edited(owner=owner)

    assert request.state is State.NEEDS_CORRECTION


def _asserts_nothing_leaves_its_cell(request: Request) -> None:
    rows = [line for line in request.status.splitlines() if line.startswith("| Data store")]
    assert len(rows) == 1
    assert len(re.findall(r"(?<!\\)\|", rows[0])) == 3
    ours = "\n".join([_without_code(request.status), *request.notices])
    assert "@olga" not in ours
    assert "<img" not in ours
    assert "@acme/security" not in ours
    assert not re.search(r"(?<![\w&])#1\b", ours)
    assert ours.count("<!-- slipway:status -->") == 1


def _without_code(text: str) -> str:
    """What is left beside the fenced files, in which GitHub makes nothing of a text."""
    return re.sub(r"^ ?(`{3,})[^\n]*\n.*?^ ?\1$", "", text, flags=re.MULTILINE | re.DOTALL)


def _asserts_inert_history(acme: Acme, name: str) -> None:
    for repository in (name, f"{name}-integration-tests"):
        [commit] = acme.does("ada", "GET", f"/repos/acme/{repository}/commits")
        told = acme.does("ada", "GET", f"/repos/acme/{repository}")["description"]
        message = commit["commit"]["message"]
        for text in (told, message):
            assert "[skip ci]" not in text
            assert "@" not in text
            assert not re.search(r"-by:", text, re.IGNORECASE)
            assert not re.search(r"#\d", text)
        assert "\n" not in told


def _asserts_files_parse(acme: Acme, repository: str, folder: Path) -> None:
    token = "x-access-token:ghp_sandbox_ada"
    url = f"{acme.sandbox.url}/acme/{repository}.git".replace("://", f"://{token}@")
    subprocess.run(["git", "clone", "-q", url, str(folder)], check=True)
    files = [path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts]
    assert len(files) > 10
    for path in files:
        text = path.read_text(encoding="utf-8")
        match path.suffix:
            case ".yml" | ".yaml":
                list(YAML(typ="safe").load_all(text))
            case ".toml":
                tomllib.loads(text)
            case ".json":
                json.loads(text)
            case ".py":
                compile(text, str(path), "exec")
        assert "uid=" not in text
        if path.parent.name == "workflows":
            assert "secrets.GITHUB_TOKEN" not in text
            assert "rm -rf /" not in text
