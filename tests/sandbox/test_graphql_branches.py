"""Commits and refs by GraphQL: made, moved, deleted and refused."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.conftest import Ear
from tests.sandbox.documents import done, refused
from tests.sandbox.proposing import (
    REPOSITORY,
    branches,
    pushes,
    review_rule,
    rules,
    tip,
)
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]
COMMIT = """mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) {
  commit { oid message signature { isValid wasSignedByGitHub state }
    author { name email } parents(first: 5) { nodes { oid } } }
  ref { name target { oid } } } }"""


def commit(voice: Voice, **fields: Any) -> dict[str, Any]:
    """The input of a commit upon topic, unless `fields` say otherwise."""
    return {
        "branch": {"repositoryNameWithOwner": "acme/services", "branchName": "topic"},
        "expectedHeadOid": tip(voice, "topic"),
        "message": {"headline": "Write", "body": "Because."},
        "fileChanges": {
            "additions": [{"path": "a/new.txt", "contents": b64encode(b"new").decode()}],
            "deletions": [{"path": "docs/guide.md"}],
        },
    } | fields


def test_a_commit_is_made_signed_and_told(installation: Voice, ear: Ear) -> None:
    branches(installation)
    before = tip(installation, "topic")

    made = done(installation, COMMIT, input=commit(installation))["createCommitOnBranch"]

    assert made["ref"] == {"name": "topic", "target": {"oid": made["commit"]["oid"]}}
    assert made["commit"]["message"] == "Write\n\nBecause."
    assert made["commit"]["author"]["name"] == "slipway[bot]"
    assert made["commit"]["parents"]["nodes"] == [{"oid": before}]
    assert made["commit"]["signature"] == {
        "isValid": True,
        "wasSignedByGitHub": True,
        "state": "VALID",
    }
    sha = made["commit"]["oid"]
    tree = installation.gets(f"{REPOSITORY}/git/trees/{sha}?recursive=1")["tree"]
    files = {one["path"]: one["mode"] for one in tree if one["type"] == "blob"}
    assert files == {"README.md": "100644", "a/new.txt": "100644"}
    assert installation.gets(f"{REPOSITORY}/commits/{sha}")["commit"]["verification"]["verified"]
    told = [one.payload["after"] for one in ear.hears(2)]
    assert told == [before, sha]


def test_a_commit_wants_the_branch_where_it_was_seen(installation: Voice) -> None:
    branches(installation)
    stale = commit(installation)
    pushes(installation)

    kind, message = refused(installation, COMMIT, input=stale)

    assert kind == "STALE_DATA"
    sha = stale["expectedHeadOid"]
    assert message == f'Expected branch to point to "{sha}" but it did not.  Pull and try again.'


def test_the_expected_head_cannot_be_left_out(installation: Voice) -> None:
    branches(installation)
    wanted = commit(installation)
    del wanted["expectedHeadOid"]

    assert "expectedHeadOid" in installation.queries(COMMIT, input=wanted)["errors"][0]["message"]


def test_what_cannot_be_committed_is_refused(installation: Voice) -> None:
    branches(installation)
    gone = {"deletions": [{"path": "nothing.txt"}]}
    crooked = {"additions": [{"path": "a", "contents": "no base 64!"}]}
    outside = {"additions": [{"path": "../a", "contents": ""}]}
    nowhere = {"repositoryNameWithOwner": "acme/services", "branchName": "nowhere"}

    kinds = [
        refused(installation, COMMIT, input=commit(installation, fileChanges=one))[0]
        for one in (gone, crooked, outside)
    ]
    kinds.append(refused(installation, COMMIT, input=commit(installation, branch=nowhere))[0])

    assert kinds == ["UNPROCESSABLE", "UNPROCESSABLE", "UNPROCESSABLE", "NOT_FOUND"]


def test_workflow_files_need_their_permission(person: Person, installation: Voice) -> None:
    branches(installation)
    files = {"additions": [{"path": ".github/workflows/ci.yml", "contents": ""}]}

    kind, message = refused(installation, COMMIT, input=commit(installation, fileChanges=files))

    assert kind == "FORBIDDEN"
    assert "without `workflows` permission" in message
    done(person("will"), COMMIT, input=commit(installation, fileChanges=files))


def test_a_rule_forbids_a_commit_too(installation: Voice) -> None:
    rules(installation, review_rule())
    main = {"repositoryNameWithOwner": "acme/services", "branchName": "main"}
    wanted = {"branch": main, "expectedHeadOid": tip(installation, "main")}
    branches(installation)

    kind, message = refused(installation, COMMIT, input=commit(installation, **wanted))

    assert kind == "UNPROCESSABLE"
    assert "Changes must be made through a pull request." in message


@pytest.mark.parametrize("login", ["dana", "olga"])
def test_a_reader_commits_nothing(person: Person, installation: Voice, login: str) -> None:
    branches(installation)

    assert refused(person(login), COMMIT, input=commit(installation))[0] == "FORBIDDEN"


def test_refs_are_made_moved_and_deleted(installation: Voice) -> None:
    repository = installation.gets(REPOSITORY)["node_id"]
    first = tip(installation, "main")
    create = """mutation($id: ID!, $oid: GitObjectID!) {
      createRef(input: {repositoryId: $id, name: "refs/heads/next", oid: $oid}) {
        ref { id name prefix target { oid } } } }"""
    update = """mutation($id: ID!, $oid: GitObjectID!, $force: Boolean) {
      updateRef(input: {refId: $id, oid: $oid, force: $force}) { ref { target { oid } } } }"""
    delete = "mutation($id: ID!) { deleteRef(input: {refId: $id}) { clientMutationId } }"

    ref = done(installation, create, id=repository, oid=first)["createRef"]["ref"]
    again = refused(installation, create, id=repository, oid=first)
    second = pushes(installation, "main")
    moved = done(installation, update, id=ref["id"], oid=second)["updateRef"]["ref"]
    backwards = refused(installation, update, id=ref["id"], oid=first)
    done(installation, update, id=ref["id"], oid=first, force=True)
    done(installation, delete, id=ref["id"])

    assert (ref["name"], ref["prefix"], ref["target"]["oid"]) == ("next", "refs/heads/", first)
    assert again == (
        "UNPROCESSABLE",
        'A ref named "refs/heads/next" already exists in the repository.',
    )
    assert moved["target"]["oid"] == second
    assert backwards[0] == "UNPROCESSABLE"
    assert refused(installation, delete, id=ref["id"])[0] == "NOT_FOUND"
