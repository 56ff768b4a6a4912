"""Submits a filled form: the issue that follows, labelled for everybody who may open one."""

from sandbox.acts.issues import open_issue
from sandbox.errors import ApiError, archived
from sandbox.pages.forms.definition import IssueForm
from sandbox.pages.forms.filling import Answers, body_of
from sandbox.world.issues import Actor, Issue
from sandbox.world.people import Account
from sandbox.world.repositories import Repository
from sandbox.world.state import World


def submit(
    world: World, where: Repository, who: Account, form: IssueForm, title: str, answers: Answers
) -> Issue:
    """File the issue; the answers must have met no complaint.

    The form's labels are set whatever the role of who files it; one that the repository
    lacks is skipped, and so is an assignee who does not exist.
    """
    check_open(where)
    labels = [where.labels.get(name.lower()) for name in form.labels]
    assignees = [world.account(login) for login in form.assignees]
    return open_issue(
        world,
        where,
        Actor(who),
        title,
        body_of(form, answers),
        [one for one in labels if one is not None],
        [one for one in assignees if one is not None],
    )


def check_open(where: Repository) -> None:
    """410 or 403 where no issue can be opened."""
    if not where.settings.has_issues:
        raise ApiError(410, "Issues has been disabled in this repository.")
    if where.archived:
        raise archived()
