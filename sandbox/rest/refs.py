"""Refs: `/repos/{owner}/{repo}/git/ref|refs|matching-refs`."""

from sandbox.acts import refs as acts
from sandbox.acts.lateness import shown_tip, shown_tips
from sandbox.errors import ApiError, malformed, not_found
from sandbox.git.store import NoSuchObject
from sandbox.rest.caller import InstallationCaller
from sandbox.rest.git_data import GIT, not_empty
from sandbox.rest.paging import paged
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.git import ref as shape

routes = Routes()


def may_touch_workflows(call: Call) -> bool:
    """Whether files under `.github/workflows` may change; people are not asked."""
    caller = call.caller
    return not isinstance(caller, InstallationCaller) or caller.token.allows("workflows", "write")


@routes("POST", GIT + "/refs", needs="contents:write")
def create_ref(call: Call) -> Answer:
    where = not_empty(call)
    name, sha = call.body.text("ref"), call.body.text("sha")
    if not name.startswith("refs/") or name.count("/") < 2:
        raise ApiError(422, f"{name} is not a valid ref name.")
    if where.git.ref(name) is not None:
        raise ApiError(422, "Reference already exists")
    return _moved(call, name, sha, 201, force=False)


@routes("PATCH", GIT + "/refs/{ref}", needs="contents:write")
def update_ref(call: Call, ref: str) -> Answer:
    where, name = not_empty(call), f"refs/{ref}"
    if where.git.ref(name) is None:
        raise ApiError(422, "Reference does not exist")
    return _moved(call, name, call.body.text("sha"), 200, force=bool(call.body.flag("force")))


def _moved(call: Call, name: str, sha: str, status: int, *, force: bool) -> Answer:
    where = call.repository
    try:
        where.git.commit(sha)
    except NoSuchObject:
        raise ApiError(422, "Object does not exist") from None
    workflows = may_touch_workflows(call)
    acts.move_ref(call.world, where, call.actor, name, sha, force=force, workflows=workflows)
    return Answer(shape(call.world, where, name, sha), status)


@routes("GET", GIT + "/ref/{ref}", needs="contents:read")
def get_ref(call: Call, ref: str) -> Answer:
    where, name = not_empty(call), f"refs/{ref}"
    sha = shown_tip(call.world, where, name)
    if sha is None:
        raise not_found()
    return Answer(shape(call.world, where, name, sha))


@routes("GET", GIT + "/matching-refs/{ref}", needs="contents:read")
def list_refs(call: Call, ref: str) -> Answer:
    where = call.repository
    found = shown_tips(call.world, where, f"refs/{ref}").items()
    return paged(call, [shape(call.world, where, name, sha) for name, sha in found])


@routes("DELETE", GIT + "/refs/{ref}", needs="contents:write")
def delete_ref(call: Call, ref: str) -> Answer:
    if not ref:
        raise malformed('"ref" wasn\'t supplied.')
    acts.delete_ref(call.world, not_empty(call), call.actor, f"refs/{ref}")
    return Answer(status=204)
