"""Merging pull requests and branches: `/pulls/{pull_number}/merge`, `/merges`."""

from sandbox.acts import merging as acts
from sandbox.errors import ApiError, malformed, not_found
from sandbox.git.merges import Conflict
from sandbox.git.store import NoSuchObject
from sandbox.rest.pulls import PULL, READ, WRITE, find_pull
from sandbox.rest.refs import may_touch_workflows
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes.change import commit_changes
from sandbox.shapes.git import commit
from sandbox.world.calls import Kind

routes = Routes()


@routes("GET", PULL + "/merge", needs=READ)
def is_merged(call: Call, pull_number: int) -> Answer:
    if not find_pull(call, pull_number).merged:
        raise not_found()
    return Answer(status=204)


@routes("PUT", PULL + "/merge", needs="contents:write", kind=Kind.CONTENT)
def merge(call: Call, pull_number: int) -> Answer:
    pull, body = find_pull(call, pull_number), call.body
    method = body.optional_text("merge_method") or "merge"
    if method not in set(acts.Method):
        raise malformed(f"{method} is not a member of [merge, squash, rebase].")
    sha = acts.merge_pull(
        call.world,
        pull,
        call.actor,
        acts.Method(method),
        title=body.optional_text("commit_title"),
        message=body.optional_text("commit_message"),
        expected=body.optional_text("sha"),
        workflows=may_touch_workflows(call),
    )
    return Answer({"sha": sha, "merged": True, "message": "Pull Request successfully merged"})


@routes("PUT", PULL + "/update-branch", needs=WRITE)
def update_branch(call: Call, pull_number: int) -> Answer:
    """Merge the base into the head, at once; GitHub takes a while after its answer."""
    pull = find_pull(call, pull_number)
    expected = call.body.optional_text("expected_head_sha")
    workflows = may_touch_workflows(call)
    acts.update_branch(call.world, pull, call.actor, expected, workflows=workflows)
    url = f"{call.world.url}/{call.repository.full_name}/pull/{pull.number}"
    return Answer({"message": "Updating pull request branch.", "url": url}, 202)


@routes("POST", "/repos/{owner}/{repo}/merges", needs="contents:write")
def merge_branch(call: Call) -> Answer:
    """Merge a branch or commit into a branch; 204 when it is in there, 409 on a conflict."""
    where, base, head = call.repository, call.body.text("base"), call.body.text("head")
    ref = f"refs/heads/{base}"
    tip = where.git.ref(ref)
    if tip is None:
        raise ApiError(404, "Base does not exist")
    try:
        found = where.git.resolve(head)
    except NoSuchObject:
        raise ApiError(404, "Head does not exist") from None
    if where.git.is_descendant(tip, found):
        return Answer(status=204)
    message = call.body.optional_text("commit_message") or f"Merge {head} into {base}"
    workflows = may_touch_workflows(call)
    try:
        made = acts.merge_branches(
            call.world, where, call.actor, (ref, found), message, workflows=workflows
        )
    except Conflict:
        raise ApiError(409, "Merge conflict") from None
    return Answer(commit(call.world, where, made) | commit_changes(call.world, where, made), 201)
