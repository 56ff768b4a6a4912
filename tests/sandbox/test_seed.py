"""The seed file and the command: what is said when something is wrong, and that it starts."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import CliRunner

from sandbox import RunningSandbox, SeedFault, read_seed, serve
from sandbox.__main__ import main
from sandbox.keeping.state_file import StateFault
from sandbox.server import NotLoopback
from sandbox.starting import Wish, seed_of
from sandbox.starting import start as begin

SMALL = """
organisation: {login: acme}
users: [{login: dana}]
app: {permissions: {issues: write}}
installation: {}
repositories: [{name: services, contents: {README.md: hi}}]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "seed.yml"
    path.write_text(text)
    return path


def test_every_mistake_is_named_with_its_place(tmp_path: Path) -> None:
    text = "organisation: {login: acme, plan: gold}\nusers: [{login: 'no spaces'}]\nteems: []\n"

    with pytest.raises(SeedFault) as fault:
        read_seed(written(tmp_path, text))

    assert "organisation.plan" in str(fault.value)
    assert "users.0.login" in str(fault.value)
    assert "teems" in str(fault.value)


@pytest.mark.parametrize(("text", "words"), [("- a", "mapping"), ("{", "no YAML")])
def test_what_is_no_seed_is_said_so(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SeedFault, match=words):
        read_seed(written(tmp_path, text))


def test_a_seed_in_another_encoding_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "seed.yml"
    path.write_bytes("organisation: {login: acme, name: Käse}".encode("latin-1"))

    with pytest.raises(SeedFault, match="no text in UTF-8"):
        read_seed(path)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("default_branch: a..b", "git takes no branch with the name 'a..b'"),
        ("contents: {../a: x}", r"contents: .*'\.\./a'"),
        ("contents: {a/.git/config: x}", "'a/.git/config'"),
        ("contents: {/a: x}", "'/a'"),
        ("files: [{from: ., to: ../a}]", r"files\.0\.to: .*'\.\./a' is no place"),
        ("files: [{from: ., to: .git/hooks}]", "'.git/hooks' is no place"),
        ("files: [{from: ., to: /a}]", "'/a' is no place"),
    ],
)
def test_what_git_does_not_take_is_named(tmp_path: Path, field: str, words: str) -> None:
    text = SMALL.replace("contents: {README.md: hi}", field)

    with pytest.raises(SeedFault, match=words):
        read_seed(written(tmp_path, text))


def test_a_file_that_is_copied_keeps_its_name(
    tmp_path: Path, start: Callable[[Any], RunningSandbox]
) -> None:
    text = SMALL.replace("contents: {README.md: hi}", "files: [{from: seed.yml}]")

    world = start(read_seed(written(tmp_path, text))).world

    where = world.repository("acme", "services")
    assert where is not None
    tree = str(where.git.commit(where.git.resolve("main")).tree.id)
    assert [one.path for one in where.git.entries(tree)] == ["seed.yml"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    text = SMALL.replace("contents: {README.md: hi}", "files: [{from: ../nothing}]")

    with pytest.raises(SeedFault, match=r"nothing.*but nothing is there"):
        serve(read_seed(written(tmp_path, text)), tmp_path / "data")


def test_an_unknown_team_member_is_named(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any]
) -> None:
    seed["teams"][0]["members"] = ["ghost"]

    with pytest.raises(SeedFault, match="ghost"):
        start(seed)


def test_it_listens_on_loopback_only(tmp_path: Path) -> None:
    with pytest.raises(NotLoopback, match="loopback"):
        serve(read_seed(written(tmp_path, SMALL)), tmp_path / "data", host="192.0.2.1")


def test_a_key_is_made_for_the_owners_eyes_only(tmp_path: Path) -> None:
    with serve(read_seed(written(tmp_path, SMALL)), tmp_path / "data"):
        key = tmp_path / "data" / "app.private-key.pem"

        assert key.read_text().startswith("-----BEGIN RSA PRIVATE KEY-----")
        assert key.stat().st_mode & 0o077 == 0


def test_the_command_says_when_it_is_ready_and_stops_when_told(tmp_path: Path) -> None:
    words = ["-m", "sandbox", "--seed", str(written(tmp_path, SMALL)), "--port", "0"]
    words += ["--data", str(tmp_path / "data")]

    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"sandbox ready (http://127\.0\.0\.1:\d+)\n", line)
        assert found is not None
        assert requests.get(f"{found[1]}/api/v3/meta", timeout=10).ok
        process.terminate()

        assert process.wait(10) == 0


def test_a_port_in_use_is_said_in_a_sentence(tmp_path: Path, sandbox: RunningSandbox) -> None:
    port = sandbox.url.rpartition(":")[2]
    words = ["-m", "sandbox", "--seed", str(written(tmp_path, SMALL)), "--port", port]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}

    done = subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False, env=environment
    )

    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_ruleset_that_github_would_refuse_is_refused_in_the_seed(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any]
) -> None:
    seed["repositories"][1]["rulesets"] = [{"name": "odd", "rules": [{"type": "be_nice"}]}]

    with pytest.raises(SeedFault, match=r"other of the seed is refused.*be_nice"):
        start(seed)


def test_everybody_is_there_once(tmp_path: Path) -> None:
    text = SMALL + "teams: [{slug: a}, {slug: a}]\n"

    with pytest.raises(SeedFault, match="two teams have the same slug: a"):
        read_seed(written(tmp_path, text))


@pytest.mark.parametrize(
    ("found", "other", "words"),
    [
        ("issues: write", "isues: write", "app.permissions: .*no permission isues; it knows"),
        ("app: {", "app: {events: [issue], ", "app.events: .*no event issue; it knows"),
        ("app: {", "app: {webhook: {url: nowhere}, ", "url: .*'nowhere' is no http or https"),
        ("login: dana", "login: Acme", "users: .*login of the organisation: acme"),
    ],
)
def test_what_would_never_work_is_named(tmp_path: Path, found: str, other: str, words: str) -> None:
    with pytest.raises(SeedFault, match=words):
        read_seed(written(tmp_path, SMALL.replace(found, other)))


@pytest.mark.parametrize(
    "url", ["notaurl", "ftp://127.0.0.1/", "http://", "http://a:b/", "http://[/"]
)
def test_the_command_takes_no_other_address_of_a_webhook(url: str) -> None:
    done = CliRunner().invoke(main, ["--webhook-url", url, "--fresh"])

    assert done.exit_code == 2
    assert "Invalid value for '--webhook-url'" in done.output


def test_the_command_takes_no_port_that_there_cannot_be() -> None:
    done = CliRunner().invoke(main, ["--port", "70000", "--fresh"])

    assert done.exit_code == 2
    assert "Invalid value for '--port'" in done.output


def test_a_misspelt_field_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(SeedFault, match=r"teems: there is no such field here; is it misspelt"):
        read_seed(written(tmp_path, SMALL + "teems: []\n"))


def test_a_grant_needs_its_repository(
    start: Callable[[dict[str, Any]], RunningSandbox], seed: dict[str, Any]
) -> None:
    seed["teams"][0]["repositories"] = {"ghost": "push"}

    with pytest.raises(SeedFault, match="'ghost' as repository of team payments"):
        start(seed)


@pytest.mark.parametrize(
    ("asked", "held"),
    [({"issues": "write"}, {"metadata": "read", "issues": "write"}), ({}, {})],
)
def test_reading_metadata_comes_with_any_other_permission(
    start: Callable[[dict[str, Any]], RunningSandbox],
    seed: dict[str, Any],
    asked: dict[str, str],
    held: dict[str, str],
) -> None:
    seed["app"]["permissions"] = asked

    running = start(seed)

    assert running.world.app is not None
    assert running.world.app.permissions == held
    assert running.world.installations[77].permissions == held


def test_without_a_seed_slipway_is_installed_and_listens_where_it_usually_does() -> None:
    found = seed_of(Wish())

    assert found.app is not None
    assert found.app.webhook.url == "http://127.0.0.1:8000/webhook"
    assert found.installation is not None


def test_a_control_repository_is_copied_without_what_git_ignores(
    tmp_path: Path, start: Callable[[Any], RunningSandbox]
) -> None:
    files = {"policy.yml": "version: 1", ".gitignore": "junk\n", "junk": "x", "a/b.txt": "b"}
    for name, text in files.items():
        (tmp_path / "own" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "own" / name).write_text(text)
    subprocess.run(["git", "init", "-q", str(tmp_path / "own")], check=True)

    world = start(seed_of(Wish(control_repo=tmp_path / "own"))).world

    where = world.repository("acme", "services")
    assert where is not None
    tree = str(where.git.commit(where.git.resolve("main")).tree.id)
    found = [one.path for one in where.git.entries(tree, recursive=True) if one.type == "blob"]
    assert found == [".gitignore", "a/b.txt", "policy.yml"]


@pytest.mark.parametrize(
    ("seed_text", "folder", "words"),
    [
        (SMALL, "nowhere", "is no folder"),
        (SMALL.replace("services", "x"), ".", "the seed has none"),
    ],
)
def test_a_control_repository_that_cannot_be_filled_is_said_so(
    tmp_path: Path, seed_text: str, folder: str, words: str
) -> None:
    with pytest.raises(SeedFault, match=words):
        seed_of(Wish(seed=written(tmp_path, seed_text), control_repo=tmp_path / folder))


def test_a_kept_state_takes_no_other_control_repository(tmp_path: Path) -> None:
    wish = Wish(seed=written(tmp_path, SMALL), data=tmp_path / "data")
    with ExitStack() as stack:
        assert begin(wish, stack).is_new

    with ExitStack() as stack, pytest.raises(StateFault, match="add --fresh"):
        begin(replace(wish, control_repo=tmp_path), stack)
