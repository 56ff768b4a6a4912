"""Files become one signed commit in the fewest writes."""

import base64

import pytest

from app.domain.budget import Kind
from app.github.calls import CallLog
from app.github.client import Client
from app.github.commits import create_tree, head, move_branch, push_files
from app.github.connection import Connection
from app.github.errors import Forbidden, NotFound
from app.github.permissions import BUILD
from app.github.repositories import NewRepository, Repository, create_repository
from sandbox import RunningSandbox
from tests.github.conftest import INSTALLATION, ORGANISATION

TEXTS = tuple((f"src/file{place:02}.py", 0o100644, b"pass\n") for place in range(25))


@pytest.fixture
def repository(client: Client) -> Repository:
    """An empty-handed new repository, holding GitHub's first commit only."""
    return create_repository(client, ORGANISATION, NewRepository("billing-service", "", ""))


def test_twenty_five_text_files_take_three_writes(
    client: Client, repository: Repository, calls: CallLog
) -> None:
    calls.calls.clear()

    push_files(client, ORGANISATION, repository.name, "main", "Begin", TEXTS)

    assert calls.by_kind() == {Kind.WRITE: 3}


def test_the_branch_holds_one_signed_commit_with_these_files_only(
    client: Client, repository: Repository
) -> None:
    commit_id = push_files(client, ORGANISATION, repository.name, "main", "Begin", TEXTS)

    tip = head(client, ORGANISATION, repository.name, "main")
    assert tip is not None
    assert tip.commit_id == commit_id
    commit = client.rest(
        "GET /repos/{owner}/{repo}/git/commits/{sha}",
        owner=ORGANISATION,
        repo=repository.name,
        sha=commit_id,
    )
    assert commit["parents"] == []
    assert commit["message"] == "Begin"
    assert commit["verification"]["verified"]
    assert set(_blobs(client, repository, tip.tree_id)) == {path for path, _, _ in TEXTS}


def test_modes_and_bytes_arrive_as_they_are(client: Client, repository: Repository) -> None:
    files = (
        ("bin/run", 0o100755, b"#!/bin/sh\r\nexec true\n"),
        ("logo.png", 0o100644, b"\x89PNG\x00\xff"),
        ("empty", 0o100644, b""),
        ("bom.txt", 0o100644, "\ufeffü".encode()),
    )

    push_files(client, ORGANISATION, repository.name, "main", "Begin", files)

    tip = head(client, ORGANISATION, repository.name, "main")
    assert tip is not None
    blobs = _blobs(client, repository, tip.tree_id)
    assert blobs == {path: (f"{mode:o}", content) for path, mode, content in files}


def test_much_text_is_laid_in_several_trees(
    client: Client, repository: Repository, calls: CallLog
) -> None:
    files = tuple((f"big{place}.txt", 0o100644, b"x" * 700_000) for place in range(3))
    calls.calls.clear()

    tree_id = create_tree(client, ORGANISATION, repository.name, files)

    assert calls.routes == ["POST /repos/{owner}/{repo}/git/trees"] * 3
    assert set(_blobs(client, repository, tree_id)) == {path for path, _, _ in files}


def test_to_push_again_changes_no_file(client: Client, repository: Repository) -> None:
    push_files(client, ORGANISATION, repository.name, "main", "Begin", TEXTS)
    first = head(client, ORGANISATION, repository.name, "main")

    push_files(client, ORGANISATION, repository.name, "main", "Begin", TEXTS)
    second = head(client, ORGANISATION, repository.name, "main")

    assert first is not None
    assert second is not None
    assert first.tree_id == second.tree_id


def test_a_branch_that_is_not_there_has_no_head(client: Client, repository: Repository) -> None:
    assert head(client, ORGANISATION, repository.name, "feature/one") is None
    assert head(client, ORGANISATION, "nowhere", "main") is None


def test_a_pipeline_needs_the_permission_for_it(
    connection: Connection, repository: Repository
) -> None:
    without = {name: level for name, level in BUILD.items() if name != "workflows"}
    step = connection.for_step(INSTALLATION, without, [repository.id])
    files = ((".github/workflows/ci.yml", 0o100644, b"on: push\n"),)

    with pytest.raises(Forbidden) as refused:
        push_files(step, ORGANISATION, repository.name, "main", "Begin", files)

    assert refused.value.missing_permission == "workflows: write"


def test_the_token_of_a_build_pushes_to_the_pair_alone(
    connection: Connection, repository: Repository, sandbox: RunningSandbox
) -> None:
    step = connection.for_step(INSTALLATION, BUILD, [repository.id])
    files = ((".github/workflows/ci.yml", 0o100644, b"on: push\n"),)

    push_files(step, ORGANISATION, repository.name, "main", "Begin", files)

    with pytest.raises(NotFound):
        push_files(step, ORGANISATION, "unrelated", "main", "Begin", files)


def test_a_commit_needs_a_file(client: Client, repository: Repository) -> None:
    with pytest.raises(ValueError, match="at least one file"):
        create_tree(client, ORGANISATION, repository.name, ())


def test_a_branch_cannot_be_forced_out_of_its_place(client: Client, repository: Repository) -> None:
    with pytest.raises(ValueError, match="cannot stand for ref"):
        move_branch(client, ORGANISATION, repository.name, "../tags/v1", "0" * 40, force=True)


def _blobs(client: Client, repository: Repository, tree_id: str) -> dict[str, tuple[str, bytes]]:
    """Path to mode and content of every file below a tree."""
    tree = client.rest(
        "GET /repos/{owner}/{repo}/git/trees/{sha}",
        query={"recursive": 1},
        owner=ORGANISATION,
        repo=repository.name,
        sha=tree_id,
    )
    files = [entry for entry in tree["tree"] if entry["type"] == "blob"]
    return {
        entry["path"]: (entry["mode"], _content(client, repository, entry["sha"]))
        for entry in files
    }


def _content(client: Client, repository: Repository, sha: str) -> bytes:
    blob = client.rest(
        "GET /repos/{owner}/{repo}/git/blobs/{sha}",
        owner=ORGANISATION,
        repo=repository.name,
        sha=sha,
    )
    return base64.b64decode(blob["content"])
