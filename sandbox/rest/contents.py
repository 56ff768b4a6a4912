"""Files by path, `/contents`, and what is read beside them: branches, commits, CODEOWNERS."""

import binascii
from base64 import b64decode
from typing import Any

from sandbox.acts.refs import move_ref
from sandbox.acts.repositories import noreply, web_flow
from sandbox.acts.rules import broken_rules, refusal
from sandbox.errors import ApiError, malformed, not_found
from sandbox.git.store import Entry, NoSuchObject, Person
from sandbox.rest.caller import InstallationCaller
from sandbox.rest.git_data import check_path
from sandbox.rest.refs import may_touch_workflows
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.rest.versions import OLD
from sandbox.shapes import git as shapes

routes = Routes()
CONTENTS = REPOSITORY + "/contents"
FULL_UP_TO = 1_000_000
MOST_ENTRIES = 1000


def _tree(call: Call) -> tuple[str, str]:
    """The asked ref (the default branch if none) and its tree; 404 when there is none."""
    where = call.repository
    ref = call.query.get("ref") or where.default_branch
    try:
        return ref, str(where.git.commit(where.git.resolve(ref)).tree.id)
    except NoSuchObject:
        if where.git.is_empty():
            raise ApiError(404, "This repository is empty.") from None
        raise ApiError(404, f"No commit found for the ref {ref}") from None


@routes("GET", CONTENTS, needs="contents:read")
def get_root(call: Call) -> Answer:
    return get_content(call, "")


@routes("GET", CONTENTS + "/{path}", needs="contents:read")
def get_content(call: Call, path: str) -> Answer:
    where, world = call.repository, call.world
    ref, tree = _tree(call)
    try:
        found = where.git.lookup(tree, path)
    except NoSuchObject:
        raise not_found() from None
    if found.type == "tree":
        prefix = f"{found.path}/" if found.path else ""
        entries = list(where.git.entries(found.sha, prefix=prefix))[:MOST_ENTRIES]
        shown = [shapes.content(world, where, one, ref) for one in entries]
        return Answer(shown if call.version != OLD else [_as_file(one) for one in shown])
    shape = shapes.content(world, where, found, ref)
    if found.type == "blob":
        data = where.git.blob(found.sha)
        fits = len(data) <= FULL_UP_TO
        shape["encoding"] = "base64" if fits else "none"
        shape["content"] = shapes.lines_of_base64(data) if fits else ""
    return Answer(shape)


def _as_file(line: dict[str, Any]) -> dict[str, Any]:
    """A line of a directory as the older version has it, which calls submodules files there."""
    return line | {"type": "file"} if line["type"] == "submodule" else line


@routes("PUT", CONTENTS + "/{path}", needs="contents:write")
def put_content(call: Call, path: str) -> Answer:
    """Create or update one file; an update names the blob that it replaces."""
    where = call.repository
    check_path(path)
    text, message = call.body.text("content"), call.body.text("message")
    try:
        data = b64decode(text)
    except binascii.Error:
        raise ApiError(422, "content is not valid Base64") from None
    known = _known(call, path)
    _check_sha(known, call.body.optional_text("sha"), path)
    mode = known.mode if known else 0o100644
    commit = _commit(call, [Entry(path, mode, where.git.write_blob(data))], [], message)
    made = where.git.lookup(str(where.git.commit(commit).tree.id), path)
    shown = shapes.content(call.world, where, made, _branch(call))
    body = {"content": shown, "commit": shapes.git_commit(call.world, where, commit)}
    return Answer(body, 200 if known else 201)


@routes("DELETE", CONTENTS + "/{path}", needs="contents:write")
def delete_content(call: Call, path: str) -> Answer:
    known = _known(call, path)
    if known is None:
        raise not_found()
    sha = call.body.optional_text("sha") or call.query.get("sha")
    _check_sha(known, sha, path)
    message = call.body.optional_text("message") or call.query.get("message") or f"Delete {path}"
    commit = _commit(call, [], [path], message)
    return Answer(
        {"content": None, "commit": shapes.git_commit(call.world, call.repository, commit)}
    )


def _branch(call: Call) -> str:
    asked = call.body.optional_text("branch") or call.query.get("branch")
    return asked or call.repository.default_branch


def _known(call: Call, path: str) -> Entry | None:
    where, head = call.repository, call.repository.git.ref(f"refs/heads/{_branch(call)}")
    if head is None and not where.git.is_empty():
        raise ApiError(404, f"Branch {_branch(call)} not found")
    try:
        return where.git.lookup(str(where.git.commit(head or "").tree.id), path)
    except NoSuchObject:
        return None


def _check_sha(known: Entry | None, sha: str | None, path: str) -> None:
    if known is not None and sha is None:
        raise malformed('"sha" wasn\'t supplied.')
    if known is not None and sha != known.sha:
        raise ApiError(409, f"{path} does not match {sha}")


def _commit(call: Call, entries: list[Entry], removed: list[str], message: str) -> str:
    """One commit on the branch by the caller; 409 when a rule forbids it (unconfirmed)."""
    where, world, actor = call.repository, call.world, call.actor
    ref = f"refs/heads/{_branch(call)}"
    head = where.git.ref(ref)
    base = str(where.git.commit(head).tree.id) if head else None
    broken = broken_rules(where, actor, ref, head, head or "")
    if broken:
        raise ApiError(409, refusal(broken))
    tree = where.git.write_tree(base, entries, removed)
    account = actor.account
    author = Person(account.rest_login, noreply(account), world.now())
    commit = where.git.write_commit(tree, [head] if head else [], message, author, web_flow(world))
    if isinstance(call.caller, InstallationCaller):
        where.verified_commits.add(commit)
    move_ref(world, where, actor, ref, commit, workflows=may_touch_workflows(call))
    return commit
