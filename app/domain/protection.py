"""Whether the control repository is protected by review, as the root of trust: promise 9."""

from dataclasses import dataclass

from app.domain.code_owners import Line, owners_of, owners_of_all_below, read_lines
from app.domain.control import CODEOWNERS_PATHS, FORM_PATH, POLICY_PATH, TEMPLATES_PATH
from app.domain.verdict import Status, Verdict


@dataclass(frozen=True, slots=True)
class BranchRules:
    """What active rulesets, the organisation's included, demand of a branch.

    `approvals` is 0 both where none is asked for and where no pull request is needed at all.
    `reviews_every_push`: stale reviews are dismissed, or the last push has to be approved; without
    one, what is pushed after the review is merged unread.
    """

    pull_request: bool = False
    approvals: int = 0
    code_owner_review: bool = False
    reviews_every_push: bool = False
    required_checks: frozenset[str] = frozenset()
    blocks_force_push: bool = False
    blocks_deletion: bool = False


def judge_protection(
    rules: BranchRules, codeowners: str | None, errors: tuple[str, ...] = ()
) -> Verdict:
    """SATISFIED if nobody alone can change policy, form or templates; else REFUSED.

    `codeowners` is the text of the file that GitHub heeds, None without one. A path that
    takes precedence over it must be owned too, or whoever adds that file becomes the owner.
    `errors` is what GitHub ignores in it: an owner who may not write owns nothing.
    """
    children = (*_branch(rules), *_owners(codeowners), *_ignored(errors))
    missing = sum(child.status is Status.REFUSED for child in children)
    if missing:
        say = (
            "The control repository is not protected by review, so that nothing is built:"
            f" {missing} of {len(children)} conditions are missing."
        )
        return Verdict("protection", Status.REFUSED, say, children)
    say = "The control repository is protected by review."
    return Verdict("protection", Status.SATISFIED, say, children)


def _branch(rules: BranchRules) -> tuple[Verdict, ...]:
    ruleset = "In a ruleset for the default branch, under “Require a pull request before merging”,"
    return (
        _point(
            "review",
            rules.pull_request and rules.approvals >= 1,
            "The default branch takes pull requests with an approval only.",
            f"{ruleset} require at least 1 approval.",
        ),
        _point(
            "code owner review",
            rules.code_owner_review,
            "The default branch asks the code owners.",
            f"{ruleset} require review from code owners.",
        ),
        _point(
            "review of every push",
            rules.reviews_every_push,
            "What is pushed after a review is reviewed again.",
            f"{ruleset} dismiss stale approvals when new commits are pushed.",
        ),
    )


def _owners(codeowners: str | None) -> tuple[Verdict, ...]:
    lines = read_lines(codeowners or "")
    files = (POLICY_PATH, FORM_PATH, CODEOWNERS_PATHS[0])
    return (
        *(_owned(path, owners_of(lines, path), lines) for path in files),
        _owned(f"{TEMPLATES_PATH}/", owners_of_all_below(lines, TEMPLATES_PATH), lines),
    )


def _ignored(errors: tuple[str, ...]) -> tuple[Verdict, ...]:
    if not errors:
        return ()
    say = (
        f"GitHub ignores a line of CODEOWNERS; mend it, or give the team write access. {errors[0]}"
    )
    return (Verdict("CODEOWNERS", Status.REFUSED, say),)


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
