"""Whether the control repository is protected by review, as the root of trust: promise 9."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.code_owners import Line, owners_of, owners_of_all_below, read_lines
from app.domain.control import CODEOWNERS_PATHS, FORM_PATH, POLICY_PATH, TEMPLATES_PATH
from app.domain.verdict import Status, Verdict


@dataclass(frozen=True, slots=True)
class BranchRule:
    """A rule that holds for the default branch, from `GET /repos/{o}/{r}/rules/branches/{branch}`.

    `type` is GitHub's; the rest is from the parameters of a `pull_request` rule, and empty in
    others.
    """

    type: str
    required_approving_review_count: int = 0
    require_code_owner_review: bool = False


def judge_protection(rules: Sequence[BranchRule], codeowners: str | None) -> Verdict:
    """SATISFIED if nobody alone can change policy, form or templates; else REFUSED.

    `codeowners` is the text of the file that GitHub heeds, None without one. A path that
    takes precedence over it must be owned too, or whoever adds that file becomes the owner.
    """
    children = (*_branch(rules), *_owners(codeowners))
    missing = sum(child.status is Status.REFUSED for child in children)
    if missing:
        say = (
            "The control repository is not protected by review, so that nothing is built:"
            f" {missing} of {len(children)} conditions are missing."
        )
        return Verdict("protection", Status.REFUSED, say, children)
    say = "The control repository is protected by review."
    return Verdict("protection", Status.SATISFIED, say, children)


def _branch(rules: Sequence[BranchRule]) -> tuple[Verdict, ...]:
    reviews = [rule for rule in rules if rule.type == "pull_request"]
    approved = any(rule.required_approving_review_count >= 1 for rule in reviews)
    owned = any(rule.require_code_owner_review for rule in reviews)
    ruleset = "In a ruleset for the default branch, under “Require a pull request before merging”,"
    return (
        _point(
            "review",
            approved,
            "The default branch takes pull requests with an approval only.",
            f"{ruleset} require at least 1 approval.",
        ),
        _point(
            "code owner review",
            owned,
            "The default branch asks the code owners.",
            f"{ruleset} require review from code owners.",
        ),
    )


def _owners(codeowners: str | None) -> tuple[Verdict, ...]:
    lines = read_lines(codeowners or "")
    files = (POLICY_PATH, FORM_PATH, CODEOWNERS_PATHS[0])
    return (
        *(_owned(path, owners_of(lines, path), lines) for path in files),
        _owned(f"{TEMPLATES_PATH}/", owners_of_all_below(lines, TEMPLATES_PATH), lines),
    )


def _owned(path: str, owners: tuple[str, ...], lines: tuple[Line, ...]) -> Verdict:
    where = f"Add a line “/{path} @your-org/your-team” at the end of {CODEOWNERS_PATHS[0]}"
    why = "no line gives it owners" if lines else "there is no CODEOWNERS file with owners"
    return _point(
        path,
        bool(owners),
        f"{path} is owned by {', '.join(owners)}.",
        f"{where}: {why}, or a later line takes them away.",
    )


def _point(rule: str, holds: bool, well: str, mend: str) -> Verdict:
    return Verdict(rule, Status.SATISFIED if holds else Status.REFUSED, well if holds else mend)
