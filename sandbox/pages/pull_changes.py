"""What a person does to a pull request by its page; the API's own routes decide and do it.

That of a draft is an exception, for the API has it in GraphQL alone.
"""

from typing import Any

from flask import request as http_request
from werkzeug.wrappers import Response

from sandbox.acts.pulls import set_draft
from sandbox.errors import ApiError
from sandbox.pages.acting import act
from sandbox.pages.page import Pages, Visit, path_of, see
from sandbox.pages.pull import PAGE
from sandbox.rest import pulls as rest_pulls
from sandbox.rest.issues import ISSUE
from sandbox.rest.reviews import REVIEWS
from sandbox.world.issues import Actor
from sandbox.world.people import Role
from sandbox.world.pulls import PullRequest

pages = Pages()
MERGE = rest_pulls.PULL + "/merge"


@pages("POST", PAGE + "/conversation")
def say(visit: Visit, owner: str, repo: str, number: int) -> Response:
    """Comment or review, as the pressed button says; close or reopen along with a comment."""
    pull, form = visit.pull(owner, repo, number), http_request.form
    text, verdict, state = form.get("body", ""), form.get("verdict"), form.get("state")
    if verdict is not None:
        _act(visit, pull, "POST", REVIEWS, {"event": verdict, "body": text})
    elif text.strip() or state is None:
        body, number = {"body": text}, pull.number
        act(visit, pull.repository, "POST", ISSUE + "/comments", body, issue_number=number)
    if state is not None:
        _act(visit, pull, "PATCH", rest_pulls.PULL, {"state": state})
    return see(f"{path_of(pull)}#write")


@pages("POST", PAGE + "/merge")
def merge(visit: Visit, owner: str, repo: str, number: int) -> Response:
    """Merge what was on the page: a head that has moved since is refused."""
    pull, form = visit.pull(owner, repo, number), http_request.form
    wanted = {"merge_method": form.get("method", "merge"), "sha": form.get("sha") or None}
    _act(visit, pull, "PUT", MERGE, wanted)
    return see(f"{path_of(pull)}#merging")


@pages("POST", PAGE + "/update")
def update(visit: Visit, owner: str, repo: str, number: int) -> Response:
    pull = visit.pull(owner, repo, number)
    _act(visit, pull, "PUT", rest_pulls.PULL + "/update-branch", {})
    return see(f"{path_of(pull)}#merging")


@pages("POST", PAGE + "/draft")
def change_draft(visit: Visit, owner: str, repo: str, number: int) -> Response:
    """Mark it ready for review, or make it a draft again."""
    pull = visit.pull(owner, repo, number)
    if pull.author.account is not visit.who and not visit.may(pull.repository, Role.WRITE):
        raise ApiError(403, "Must have push access to Repository.")
    set_draft(visit.world, pull, Actor(visit.who), draft=http_request.form.get("draft") == "yes")
    return see(f"{path_of(pull)}#merging")


def _act(visit: Visit, pull: PullRequest, method: str, path: str, body: dict[str, Any]) -> None:
    act(visit, pull.repository, method, path, body, pull_number=pull.number)
