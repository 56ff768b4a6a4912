"""Commit statuses: `/repos/{owner}/{repo}/statuses/{sha}`, and by commit."""

from sandbox.acts.statuses import combined, set_status
from sandbox.errors import ApiError, malformed, not_found
from sandbox.git.store import NoSuchObject
from sandbox.rest.paging import page_of, paged
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import statuses as shapes
from sandbox.shapes.repository import api_url, minimal
from sandbox.world.checks import StatusState

routes = Routes()
COMMIT = REPOSITORY + "/commits/{ref}"


@routes("POST", REPOSITORY + "/statuses/{sha}", needs="statuses:write")
def create_status(call: Call, sha: str) -> Answer:
    body, where = call.body, call.repository
    try:
        where.git.commit(sha)
    except NoSuchObject:
        raise ApiError(422, f"No commit found for SHA: {sha}") from None
    state = body.text("state")
    if state not in {one.value for one in StatusState}:
        words = ", ".join(one.value for one in StatusState)
        raise malformed(f"For 'properties/state', {state} is not a member of [{words}].")
    made = set_status(
        call.world,
        where,
        call.actor,
        sha,
        StatusState(state),
        body.optional_text("context") or "default",
        body.optional_text("description"),
        body.optional_text("target_url"),
    )
    return Answer(shapes.status(call.world, made), 201)


@routes("GET", COMMIT + "/statuses", needs="statuses:read")
def list_statuses(call: Call, ref: str) -> Answer:
    """All of them, newest first."""
    found = call.repository.checks.statuses.get(_commit(call, ref), [])
    return paged(call, [shapes.status(call.world, one) for one in reversed(found)])


@routes("GET", COMMIT + "/status", needs="statuses:read")
def get_combined_status(call: Call, ref: str) -> Answer:
    """The newest of each context, and what they say together."""
    world, where, sha = call.world, call.repository, _commit(call, ref)
    found, api = where.checks.latest_statuses(sha), api_url(world, where)
    chosen, headers = page_of(call, found)
    body = {
        "state": combined(found).value,
        "statuses": [shapes.simple(world, one) for one in chosen],
        "sha": sha,
        "total_count": len(found),
        "repository": minimal(world, where),
        "commit_url": f"{api}/commits/{sha}",
        "url": f"{api}/commits/{sha}/status",
    }
    return Answer(body, headers=headers)


def _commit(call: Call, ref: str) -> str:
    try:
        return call.repository.git.resolve(ref.removeprefix("heads/").removeprefix("tags/"))
    except NoSuchObject:
        raise not_found() from None
