"""What a check run says of a commit of which nothing is to be judged, or that is not judged."""

from app.domain.control import TEMPLATES_PATH
from app.domain.replies.checks import CheckOutput, Conclusion
from app.domain.replies.layout import paragraphs
from app.domain.text import code


def unchanged() -> CheckOutput:
    """Of a commit whose policy, form and policy cases are those of the default branch."""
    title = "Policy, form and policy cases stay as they are"
    say = "This commit leaves policy, form and policy cases as they are on the default branch."
    return CheckOutput(Conclusion.SUCCESS, title, f"{say}\n", ())


def unchanged_templates() -> CheckOutput:
    """Of a commit whose templates are those of the default branch, or of the commit before it."""
    title = "Templates stay as they are"
    say = f"This commit leaves the templates below {code(TEMPLATES_PATH)} as they are."
    return CheckOutput(Conclusion.SUCCESS, title, f"{say}\n", ())


def of_fork(repository: str, commit_id: str) -> CheckOutput:
    """Of a commit that is only in a fork; `repository` is the control repository's full name."""
    where = code(repository, 200)
    why = (
        f"Nobody pushed this commit to {where} itself, so Slipway does not judge it: anybody could "
        "have written it."
    )
    todo = (
        f"**Next:** somebody with write access to {where} reads the change and pushes this same "
        "commit to a branch there. It is judged then, and the result shows in this pull request."
    )
    push = f"git push origin {commit_id}:refs/heads/judged-{commit_id[:8]}"
    how = "\n".join(["```sh", f"git fetch origin {commit_id}", push, "```"])
    title = "A commit of a fork is not judged"
    # Where the check is required, GitHub lets nothing be merged by this.
    return CheckOutput(Conclusion.ACTION_REQUIRED, title, paragraphs(why, todo, how), ())
