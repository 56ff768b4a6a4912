"""Branches, commits and CODEOWNERS errors of a repository, read only."""

from sandbox.acts.codeowners import codeowners_errors
from sandbox.acts.lateness import shown_tip, shown_tips
from sandbox.acts.rules import is_protected
from sandbox.errors import ApiError, not_found
from sandbox.git.store import NoSuchObject
from sandbox.rest.git_data import not_empty
from sandbox.rest.paging import paged
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import git as shapes
from sandbox.shapes.change import commit_changes

routes = Routes()


@routes("GET", REPOSITORY + "/branches", needs="contents:read")
def list_branches(call: Call) -> Answer:
    where, found = call.repository, []
    for ref, sha in shown_tips(call.world, where, "refs/heads/").items():
        name = ref.removeprefix("refs/heads/")
        shape = shapes.branch(call.world, where, name, sha, is_protected(where, ref))
        brief = {key: shape[key] for key in ("name", "protected", "protection", "protection_url")}
        found.append(brief | {"commit": {"sha": sha, "url": shape["commit"]["url"]}})
    return paged(call, found)


@routes("GET", REPOSITORY + "/branches/{branch}", needs="contents:read")
def get_branch(call: Call, branch: str) -> Answer:
    where, ref = call.repository, f"refs/heads/{branch}"
    sha = shown_tip(call.world, where, ref)
    if sha is None:
        raise ApiError(404, "Branch not found")
    protected = is_protected(where, ref)
    return Answer(shapes.branch(call.world, where, branch, sha, protected))


@routes("GET", REPOSITORY + "/commits", needs="contents:read")
def list_commits(call: Call) -> Answer:
    where = not_empty(call)
    try:
        start = where.git.resolve(call.query.get("sha") or where.default_branch)
    except NoSuchObject:
        raise not_found() from None
    shas = [str(one.id) for one in where.git.repo.walk(start)]
    return paged(call, shapes.commits(call.world, where, shas))


@routes("GET", REPOSITORY + "/commits/{ref}", needs="contents:read")
def get_commit(call: Call, ref: str) -> Answer:
    where = not_empty(call)
    try:
        sha = where.git.resolve(ref.removeprefix("heads/"))
    except NoSuchObject:
        raise ApiError(422, f"No commit found for SHA: {ref}") from None
    changed = commit_changes(call.world, where, sha)
    return Answer(shapes.commit(call.world, where, sha) | changed)


@routes("GET", REPOSITORY + "/codeowners/errors", needs="contents:read")
def list_codeowners_errors(call: Call) -> Answer:
    """What GitHub ignores in the file; 404 without one."""
    errors = codeowners_errors(call.world, call.repository)
    if errors is None:
        raise not_found()
    return Answer({"errors": errors})
