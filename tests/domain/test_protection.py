"""Promise 9: nothing is built from a control repository that one person alone can change."""

from dataclasses import replace

import pytest

from app.domain.protection import BranchRules, judge_protection
from app.domain.verdict import Status
from tests.domain.build import STARTER

CODEOWNERS = (STARTER / ".github/CODEOWNERS").read_text()
REVIEWED = BranchRules(
    pull_request=True, approvals=1, code_owner_review=True, reviews_every_push=True
)


def missing(rules: BranchRules, codeowners: str | None) -> list[str]:
    """The conditions that are not met; the root says so too."""
    verdict = judge_protection(rules, codeowners)
    refused = [child.rule for child in verdict.children if child.status is Status.REFUSED]
    assert (verdict.status is Status.REFUSED) is bool(refused)
    return refused


def unowned(codeowners: str) -> list[str]:
    return missing(REVIEWED, codeowners)


def test_the_starter_is_protected_by_a_reviewing_ruleset() -> None:
    assert missing(REVIEWED, CODEOWNERS) == []


def test_a_push_after_the_review_must_be_reviewed_too() -> None:
    assert missing(replace(REVIEWED, reviews_every_push=False), CODEOWNERS) == [
        "review of every push"
    ]


def test_without_rules_all_reviews_are_missing_and_what_to_do_is_said() -> None:
    verdict = judge_protection(BranchRules(), CODEOWNERS)

    assert missing(BranchRules(), CODEOWNERS) == [
        "review",
        "code owner review",
        "review of every push",
    ]
    assert "require at least 1 approval" in verdict.children[0].sentence
    assert "3 of 7 conditions are missing" in verdict.sentence


def test_an_owner_whom_github_ignores_protects_nothing() -> None:
    verdict = judge_protection(REVIEWED, CODEOWNERS, ("Unknown owner on line 2",))

    assert verdict.status is Status.REFUSED
    assert "Unknown owner on line 2" in verdict.children[-1].sentence


def test_without_codeowners_everything_is_unowned() -> None:
    verdict = judge_protection(REVIEWED, None)

    assert len(missing(REVIEWED, None)) == 4
    assert "Add a line “/policy.yml @your-org/your-team”" in verdict.children[3].sentence


def test_one_line_for_everything_is_enough() -> None:
    assert unowned("* @acme/platform") == []


@pytest.mark.parametrize(
    ("line", "freed"),
    [
        ("/policy.yml", "policy.yml"),
        ("*.yml", "policy.yml"),
        ("policy.*", "policy.yml"),
        (".github/", ".github/CODEOWNERS"),
        ("CODEOWNERS", ".github/CODEOWNERS"),
        ("/cookiecutters/", "cookiecutters/"),
        ("/cookiecutters/python-service/", "cookiecutters/"),
        ("*.py", "cookiecutters/"),
        ("**/hooks/", "cookiecutters/"),
        ("cookie*/x", "cookiecutters/"),
    ],
)
def test_a_later_line_without_owners_frees_what_it_matches(line: str, freed: str) -> None:
    assert freed in unowned(f"* @acme/platform\n{line}\n")


def test_an_earlier_line_without_owners_frees_nothing() -> None:
    assert unowned("/policy.yml\n*.py\n* @acme/platform") == []


@pytest.mark.parametrize(
    "line",
    ["POLICY.yml @a/b", "!policy.yml @a/b", "[p]olicy.yml @a/b", "policy.yml nobody", "# * @a/b"],
)
def test_a_line_that_github_skips_owns_nothing(line: str) -> None:
    assert "policy.yml" in unowned(line)


def test_a_comment_after_the_owners_is_none() -> None:
    assert unowned("* @acme/platform # all of it") == []


def test_a_folder_and_its_direct_files_only_does_not_own_what_is_deeper() -> None:
    assert "cookiecutters/" in unowned("/cookiecutters/* @acme/platform")


@pytest.mark.parametrize(
    "line",
    ["cookiecutters/", "/cookiecutters", "cookiecutters/**", "/cookiecutters/**/*", "**"],
)
def test_these_own_all_templates(line: str) -> None:
    assert "cookiecutters/" not in unowned(f"{line} @acme/platform")
