"""One issue: its text, its comments, what happened in between, and its label buttons."""

from typing import Any

from flask import abort, redirect, render_template

from sandbox.pages.page import REPOSITORY, Pages, Visit, path_of
from sandbox.pages.timeline import changes, history
from sandbox.world.issues import Issue, Written
from sandbox.world.labels import Label
from sandbox.world.people import Role
from sandbox.world.pulls import PullRequest
from sandbox.world.roles import role_in

pages = Pages()


@pages("GET", REPOSITORY + "/issues/<int:number>")
def show_issue(visit: Visit, owner: str, repo: str, number: int) -> str:
    issue = visit.issue(owner, repo, number)
    if isinstance(issue, PullRequest):
        abort(redirect(path_of(issue), 302))
    parts = issue_parts(visit, issue)
    return render_template("issue.html", where=issue.repository, issue=issue, **parts)


def issue_parts(visit: Visit, issue: Issue) -> dict[str, Any]:
    """What the pages of issues and pull requests show alike."""
    return {
        "entries": history(issue),
        "changes": changes,
        "role": role_in(issue.repository, visit.who).role_name,
        "may_edit": _may_edit(visit, issue),
        "may_change": {one for one in (issue, *issue.comments) if _may_change(visit, issue, one)},
        "own_labels": _absent(issue, default=False),
        "usual_labels": _absent(issue, default=True),
    }


def _may_edit(visit: Visit, issue: Issue) -> bool:
    return issue.author.account is visit.who or visit.may(issue.repository, Role.TRIAGE)


def _may_change(visit: Visit, issue: Issue, written: Written) -> bool:
    """Whether to offer an edit; the API decides once more."""
    if written is issue:
        return _may_edit(visit, issue)
    return written.author.account is visit.who or visit.may(issue.repository, Role.WRITE)


def _absent(issue: Issue, *, default: bool) -> list[Label]:
    """Labels that the issue does not have: those of the repository, or GitHub's usual ones."""
    found = [one for one in issue.repository.labels.values() if one.default is default]
    return sorted((one for one in found if one not in issue.labels), key=lambda one: one.name)
