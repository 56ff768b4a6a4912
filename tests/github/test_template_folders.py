"""Which templates a commit has and how large they are, before a file of them is fetched."""

import pytest

from app.github.calls import CallLog
from app.github.client import Client
from app.github.commits import push_files
from app.github.errors import NotFound
from app.github.template_folders import ListedFile, list_files, read_template_folders
from tests.github.conftest import CONTROL, ORGANISATION

PLAIN = 0o100644
UNRELATED = "unrelated"
GIT = "/repos/{owner}/{repo}/git"


def pushed(client: Client, **files: str) -> str:
    """A commit with just these files below `cookiecutters/`; its id."""
    made = [(f"cookiecutters/{path}", PLAIN, text.encode()) for path, text in files.items()]
    push_files(client, ORGANISATION, UNRELATED, "main", "Change", made)
    ref = f"GET {GIT}/ref/heads/main"
    return str(client.rest(ref, owner=ORGANISATION, repo=UNRELATED)["object"]["sha"])


def test_the_newest_commit_is_held_against_the_one_before_it(
    client: Client, calls: CallLog
) -> None:
    commit_id = pushed(client, **{"go/a": "1", "py/a": "1", "README.md": "Read."})
    calls.calls.clear()

    found = read_template_folders(
        client, ORGANISATION, UNRELATED, commit_id, is_of_default_branch=False
    )

    assert found is not None
    assert found.changed == {"go", "py"} == found.at_commit.keys()
    assert found.before == {}
    assert calls.routes == ["QUERY ReadTemplateFolders"]


def test_files_are_listed_with_their_sizes_in_one_call(client: Client, calls: CallLog) -> None:
    commit_id = pushed(client, **{"go/deep/a": "four", "go/b": ""})
    found = read_template_folders(
        client, ORGANISATION, UNRELATED, commit_id, is_of_default_branch=True
    )
    assert found is not None
    calls.calls.clear()

    listed = list_files(client, ORGANISATION, UNRELATED, found.tree_id)

    assert listed == [ListedFile("go/b", 0), ListedFile("go/deep/a", 4)]
    assert len(calls.routes) == 1


def test_a_listing_that_github_cuts_is_none(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit_id = pushed(client, **{"go/a": "", "go/b": ""})
    monkeypatch.setattr("sandbox.shapes.git.MOST_LISTED", 1)

    assert list_files(client, ORGANISATION, UNRELATED, commit_id) is None


def test_a_commit_that_is_not_there_is_none(client: Client) -> None:
    gone = "c0ffee" + "0" * 34

    assert (
        read_template_folders(client, ORGANISATION, CONTROL, gone, is_of_default_branch=True)
        is None
    )


def test_a_repository_that_is_not_there_is_not_found(client: Client) -> None:
    with pytest.raises(NotFound):
        read_template_folders(
            client, ORGANISATION, "nowhere", "c0ffee" + "0" * 34, is_of_default_branch=True
        )
