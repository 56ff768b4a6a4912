"""What a person does to an issue by its page; the API's own routes decide and do it."""

from typing import Any
from urllib.parse import quote

from flask import request as http_request
from werkzeug.wrappers import Response

from sandbox.errors import not_found
from sandbox.pages.acting import act
from sandbox.pages.page import REPOSITORY, Pages, Visit, path_of, see
from sandbox.rest.comments import COMMENT
from sandbox.rest.issue_labels import LABELS
from sandbox.rest.issues import ISSUE
from sandbox.world.issues import Comment, Issue, Written

pages = Pages()
PAGE = REPOSITORY + "/issues/<int:number>"
COMMENTS = ISSUE + "/comments"


@pages("POST", PAGE + "/labels")
def change_labels(visit: Visit, owner: str, repo: str, number: int) -> Response:
    """Put the label of the pressed button on, or take it off."""
    issue, form = visit.issue(owner, repo, number), http_request.form
    if "add" in form:
        _act(visit, issue, "POST", LABELS, {"labels": [form["add"]]})
    elif "remove" in form:
        _act(visit, issue, "DELETE", LABELS + "/{name}", name=form["remove"])
    return _back(issue, "labels")


@pages("POST", PAGE + "/title")
def rename(visit: Visit, owner: str, repo: str, number: int) -> Response:
    issue = visit.issue(owner, repo, number)
    _act(visit, issue, "PATCH", ISSUE, {"title": http_request.form.get("title", "")})
    return _back(issue)


@pages("POST", PAGE + "/body")
def rewrite(visit: Visit, owner: str, repo: str, number: int) -> Response:
    issue = visit.issue(owner, repo, number)
    _act(visit, issue, "PATCH", ISSUE, {"body": _typed(issue)})
    return _back(issue)


@pages("POST", PAGE + "/comments")
def comment(visit: Visit, owner: str, repo: str, number: int) -> Response:
    """Comment, if something was typed, and close or reopen, if that button was pressed."""
    issue, form = visit.issue(owner, repo, number), http_request.form
    text, state = form.get("body", ""), form.get("state")
    if text.strip() or state is None:
        _act(visit, issue, "POST", COMMENTS, {"body": text})
    if state is not None:
        _act(visit, issue, "PATCH", ISSUE, {"state": state})
    return _back(issue, "write")


@pages("POST", PAGE + "/comments/<int:comment_id>")
def change_comment(visit: Visit, owner: str, repo: str, number: int, comment_id: int) -> Response:
    """Rewrite a comment, or delete it by the button for that."""
    issue = visit.issue(owner, repo, number)
    where, found = issue.repository, _comment(issue, comment_id)
    if "delete" in http_request.form:
        act(visit, where, "DELETE", COMMENT, {}, comment_id=comment_id)
        return _back(issue)
    act(visit, where, "PATCH", COMMENT, {"body": _typed(found)}, comment_id=comment_id)
    return _back(issue, f"comment-{comment_id}")


def _act(
    visit: Visit,
    issue: Issue,
    method: str,
    path: str,
    body: dict[str, Any] | None = None,
    **params: Any,
) -> None:
    act(visit, issue.repository, method, path, body or {}, issue_number=issue.number, **params)


def _comment(issue: Issue, comment_id: int) -> Comment:
    for one in issue.comments:
        if one.id == comment_id:
            return one
    raise not_found()


def _typed(written: Written) -> str:
    """The text as typed; a browser's CRLF alone is no edit."""
    typed, known = http_request.form.get("body", ""), written.body or ""
    same = typed.replace("\r\n", "\n") == known.replace("\r\n", "\n")
    return known if same else typed


def _back(issue: Issue, anchor: str = "") -> Response:
    path = path_of(issue)
    return see(f"{path}#{quote(anchor)}" if anchor else path)
