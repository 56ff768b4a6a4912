"""What checking templates may cost, and that it is bounded before anything is fetched."""

import pytest

from app.templates.limits import Limits
from tests.journeys.acme import Acme
from tests.journeys.branches import annotations, branch
from tests.journeys.checks.test_calls import CREATE, READ, UPDATE, counting
from tests.journeys.template_checks.made import service, template_run

FOLDERS = "QUERY ReadTemplateFolders"
FILES = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}"
TREES = "QUERY ReadTrees"
BLOB = "GET /repos/{owner}/{repo}/git/blobs/{oid}"

BOTH_CHECKS = {READ: 1, CREATE: 2, UPDATE: 1}


def test_a_changed_template_is_listed_and_fetched_in_one_call_each(acme: Acme) -> None:
    slipway, calls = counting(acme)

    branch(slipway, "second").adds_all(service("second-service"))

    assert calls == {**BOTH_CHECKS, FOLDERS: 1, FILES: 1, TREES: 1}


def test_what_was_fetched_is_not_fetched_again_for_the_next_commit(acme: Acme) -> None:
    slipway, calls = counting(acme)
    work = branch(slipway, "known")
    work.adds_all(service("known-service"))
    calls.clear()

    work.adds("notes.md", "The templates stay as this branch has them.\n")

    assert calls == {**BOTH_CHECKS, FOLDERS: 1}


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"large.bin": b"\0" * (Limits.total_bytes + 1)}, id="large"),
        pytest.param({f"{at}.txt": "" for at in range(Limits.files)}, id="many"),
    ],
)
def test_one_that_is_too_large_is_not_fetched(acme: Acme, files: dict[str, str | bytes]) -> None:
    slipway, calls = counting(acme)

    commit_id = branch(slipway, "too-large").adds_all(service("large-service", **files))

    told = template_run(acme, commit_id)
    [found] = annotations(acme, told)
    assert found["path"].startswith("cookiecutters/large-service/")
    assert "Allowed are 2,000 files with 10,485,760 bytes" in found["message"]
    assert told["conclusion"] == "failure"
    assert calls == {**BOTH_CHECKS, FOLDERS: 1, FILES: 1}


def test_files_that_are_no_text_are_not_fetched_without_end(acme: Acme) -> None:
    slipway, calls = counting(acme)
    files = {f"{at}.bin": bytes([0, at]) for at in range(Limits.binary_files + 1)}

    commit_id = branch(slipway, "no-text").adds_all(service("binary-service", **files))

    [found] = annotations(acme, template_run(acme, commit_id))
    assert "too many files that are no text" in found["message"]
    assert calls[BLOB] == 0
