"""What a repository lacks of the starter, and what it keeps as it is."""

import pytest

from app.github.commits import PushedFile
from app.operations.init.comparing import compare, without_github_s_own
from app.templates.tree import blob_id

PATHS = (
    ".github/CODEOWNERS",
    "cookiecutters/platform/cookiecutter.json",
    "cookiecutters/platform/slipway.yml",
    "policy-tests/starter.yml",
    "policy.yml",
)
WANTED: tuple[PushedFile, ...] = tuple((path, 0o100644, path.encode()) for path in PATHS)
SAME = {path: blob_id(content) for path, _, content in WANTED}
OTHER = blob_id(b"other")


def missing(**there: str) -> list[str]:
    return [path for path, *_ in compare(WANTED, there).missing]


def test_all_is_missing_where_nothing_is() -> None:
    assert missing() == list(PATHS)
    assert not compare(WANTED, {}).is_same


def test_nothing_is_missing_where_all_is() -> None:
    assert compare(WANTED, SAME | {"more.txt": OTHER}).is_same


@pytest.mark.parametrize(
    ("there", "kept"),
    [
        ({"policy.yml": OTHER}, ("policy-tests/starter.yml", "policy.yml")),
        ({"CODEOWNERS": OTHER}, ("CODEOWNERS",)),
        ({"cookiecutters/platform/slipway.yml": OTHER}, ("cookiecutters/platform/",)),
    ],
)
def test_what_is_there_is_left_alone_with_all_that_belongs_to_it(
    there: dict[str, str], kept: tuple[str, ...]
) -> None:
    found = compare(WANTED, there)

    assert found.different == kept
    left = [path for path, *_ in found.missing]
    assert not [path for path in left if path.startswith(kept)]
    assert (".github/CODEOWNERS" in left) == (kept != ("CODEOWNERS",))


def test_an_equal_policy_without_its_cases_gets_them() -> None:
    there = {path: blob for path, blob in SAME.items() if path != "policy-tests/starter.yml"}

    assert missing(**there) == ["policy-tests/starter.yml"]


def test_the_readme_that_github_begins_with_counts_for_nothing() -> None:
    assert without_github_s_own({"README.md": OTHER}, is_first=True) == {}
    assert without_github_s_own({"README.md": OTHER}, is_first=False) == {"README.md": OTHER}
    both = {"README.md": OTHER, "a": OTHER}
    assert without_github_s_own(both, is_first=True) == both
