"""Policy, form and policy cases of one commit, read beside the default branch in one call."""

import pytest

from app.domain.control import FORM_PATH, POLICY_PATH
from app.github.calls import CallLog
from app.github.client import Client
from app.github.commit_files import (
    MOST_CASE_BYTES,
    MOST_CASE_FILES,
    CommitReading,
    read_commit,
)
from app.github.commits import create_commit, create_tree, push_files
from app.github.errors import NotFound
from tests.github.conftest import ORGANISATION

PLAIN = 0o100644
LINK = 0o120000
LAW = ((POLICY_PATH, PLAIN, b"version: 1\n"), (FORM_PATH, PLAIN, b"name: New\n"))

File = tuple[str, int, bytes]


def pushed(client: Client, *files: File) -> str:
    """The default branch holds the law and these files now; its commit."""
    return push_files(client, ORGANISATION, "unrelated", "main", "Begin", [*LAW, *files])


def made(client: Client, *files: File) -> str:
    """A commit that no branch has."""
    tree_id = create_tree(client, ORGANISATION, "unrelated", files)
    return create_commit(client, ORGANISATION, "unrelated", tree_id, "Elsewhere")


def read(client: Client, commit_id: str) -> CommitReading:
    found = read_commit(client, ORGANISATION, "unrelated", commit_id)
    assert found is not None
    return found


def test_all_files_come_in_one_call(client: Client, calls: CallLog) -> None:
    commit_id = pushed(client, ("policy-tests/a/b/deep.yml", PLAIN, b"version: 1\n"))
    calls.calls.clear()

    files = read(client, commit_id).files

    assert (files.policy, files.form) == ("version: 1\n", "name: New\n")
    assert files.cases == {"policy-tests/a/b/deep.yml": "version: 1\n"}
    assert calls.routes == ["QUERY ReadCommit"]


def test_what_is_as_on_the_default_branch_is_unchanged(client: Client) -> None:
    pushed(client)

    same = made(client, *LAW, ("notes.md", PLAIN, b"Nothing.\n"))
    other_policy = made(client, (POLICY_PATH, PLAIN, b"version: 2\n"), LAW[1])
    other_cases = made(client, *LAW, ("policy-tests/a.yml", PLAIN, b"version: 1\n"))

    changed = [read(client, one).is_unchanged for one in (same, other_policy, other_cases)]
    assert changed == [True, False, False]


def test_what_is_on_the_default_branch_itself_is_not_unchanged(client: Client) -> None:
    assert not read(client, pushed(client)).is_unchanged


def test_a_file_that_is_missing_or_no_text_is_none(client: Client) -> None:
    pushed(client)
    commit_id = made(
        client,
        (POLICY_PATH, PLAIN, b"\x00\xff"),
        ("policy-tests/link.yml", LINK, b"../policy.yml"),
        ("policy-tests/README.md", PLAIN, b"No case.\n"),
    )

    files = read(client, commit_id).files

    assert (files.policy, files.form) == (None, None)
    assert files.cases == {"policy-tests/link.yml": None}


def test_a_folder_in_place_of_the_policy_is_no_policy(client: Client) -> None:
    pushed(client)
    commit_id = made(client, (f"{POLICY_PATH}/deep.yml", PLAIN, b"version: 1\n"))

    assert read(client, commit_id).files.policy is None


def test_more_files_of_cases_than_are_read_are_named_without_their_text(client: Client) -> None:
    many = [
        (f"policy-tests/{place:04}.yml", PLAIN, b"version: 1\n")
        for place in range(MOST_CASE_FILES + 1)
    ]
    pushed(client)

    cases = read(client, made(client, *LAW, *many)).files.cases

    assert [path for path, text in cases.items() if text is None] == [many[-1][0]]


def test_more_text_of_cases_than_is_read_is_left_out(client: Client) -> None:
    large = b"# " + b"x" * 400_000 + b"\n"
    many = [(f"policy-tests/{place}.yml", PLAIN, large) for place in range(6)]
    pushed(client)

    cases = read(client, made(client, *LAW, *many)).files.cases

    assert sum(len(text) for text in cases.values() if text) <= MOST_CASE_BYTES
    assert sum(text is None for text in cases.values()) == 2


def test_a_commit_that_is_not_there_is_none(client: Client) -> None:
    pushed(client)

    assert read_commit(client, ORGANISATION, "unrelated", "c0ffee" + "0" * 34) is None


def test_a_repository_that_is_not_there_is_not_found(client: Client) -> None:
    with pytest.raises(NotFound):
        read_commit(client, ORGANISATION, "nowhere", "c0ffee" + "0" * 34)
