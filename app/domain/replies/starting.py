"""What Slipway writes when it sets a control repository up: the commit and the pull request."""

from collections.abc import Sequence

from app.domain.replies.layout import paragraphs, titled
from app.domain.text import code

_MOST_NAMED = 40

REPOSITORY_DESCRIPTION = "Ask for a new service here"
PULL_TITLE = "Set up requests for new services"
COMMIT_MESSAGE = (
    f"{PULL_TITLE}\n\nThe issue form, the policy with its cases, the templates, and who reviews"
    "\nchanges to them, as `slipway init` brings them.\n"
)


def pull_body(added: Sequence[str], different: Sequence[str]) -> str:
    """What the pull request adds, what it leaves alone, and what to look at before merging."""
    count = f"{len(added)} file{'s' if len(added) != 1 else ''}"
    return paragraphs(
        "This adds what Slipway reads: the form behind *New issue*, `policy.yml` with its cases, "
        f"the templates that repositories are built from, and CODEOWNERS. It is {count}, and "
        "nothing that was there is changed.",
        titled("Look at these before you merge", _LOOK),
        titled("Left as they are, though they differ from the starter", _named(different)),
        "Once it is merged, run `slipway init` again: it lays the ruleset by which these files "
        "are changed with a review only.",
    )


_LOOK = (
    "- `policy.yml`: who approves what, how repositories are named and set up",
    "- `.github/CODEOWNERS`: who reviews changes to all this",
    "- `.github/ISSUE_TEMPLATE/new-service.yml`: what a request has to answer",
)


def _named(paths: Sequence[str]) -> list[str]:
    shown = [f"- {code(path, 200)}" for path in paths[:_MOST_NAMED]]
    left = len(paths) - len(shown)
    return [*shown, f"- and {left} more"] if left > 0 else shown
