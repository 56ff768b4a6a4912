"""The issues of a repository, by state and label."""

from flask import render_template
from flask import request as http_request

from sandbox.pages.page import REPOSITORY, Pages, Visit
from sandbox.world.issues import Issue, State
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository

pages = Pages()


@pages("GET", REPOSITORY + "/issues")
def list_issues(visit: Visit, owner: str, repo: str) -> str:
    """`?state=open|closed` (open at first) and any number of `label=`."""
    where = visit.repository(owner, repo)
    asked = http_request.args.get("state")
    state = State.CLOSED if asked == State.CLOSED.value else State.OPEN
    names = [name.lower() for name in http_request.args.getlist("label")]
    fitting = [one for one in issues_of(where) if _has_labels(one, names)]
    return render_template(
        "issues.html",
        where=where,
        state=state,
        names=http_request.args.getlist("label"),
        counts={one: sum(1 for issue in fitting if issue.state is one) for one in State},
        issues=sorted((one for one in fitting if one.state is state), key=lambda one: -one.number),
    )


def issues_of(where: Repository) -> list[Issue]:
    """The issues that are no pull requests."""
    return [one for one in where.issues.values() if not isinstance(one, PullRequest)]


def _has_labels(issue: Issue, names: list[str]) -> bool:
    return set(names) <= {label.name.lower() for label in issue.labels}
