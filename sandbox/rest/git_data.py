"""Git data: `/repos/{owner}/{repo}/git/blobs|trees|commits`."""

import binascii
from base64 import b64decode
from datetime import datetime
from typing import Any

from sandbox.acts.repositories import noreply, web_flow
from sandbox.errors import ApiError, invalid, malformed, not_found
from sandbox.git.store import TREE_MODE, Entry, NoSuchObject, Person, is_path
from sandbox.rest.caller import InstallationCaller
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import git as shapes
from sandbox.world.repositories import Repository

routes = Routes()
GIT = "/repos/{owner}/{repo}/git"
MODES = {"100644", "100755", "040000", "160000", "120000"}


def not_empty(call: Call) -> Repository:
    """The repository, or 409 while it has no commit."""
    if call.repository.git.is_empty():
        raise ApiError(409, "Git Repository is empty.")
    return call.repository


@routes("POST", GIT + "/blobs", needs="contents:write")
def create_blob(call: Call) -> Answer:
    where, text = not_empty(call), call.body.text("content")
    sha = where.git.write_blob(_decoded(text, call.body.optional_text("encoding") or "utf-8"))
    url = shapes.blob(call.world, where, sha)["url"]
    return Answer({"sha": sha, "url": url}, 201)


def _decoded(text: str, encoding: str) -> bytes:
    if encoding == "base64":
        try:
            return b64decode(text)
        except binascii.Error:
            raise ApiError(422, "content is not valid Base64") from None
    return text.encode()


@routes("GET", GIT + "/blobs/{file_sha}", needs="contents:read")
def get_blob(call: Call, file_sha: str) -> Answer:
    where = not_empty(call)
    try:
        return Answer(shapes.blob(call.world, where, file_sha))
    except NoSuchObject:
        raise not_found() from None


@routes("POST", GIT + "/trees", needs="contents:write")
def create_tree(call: Call) -> Answer:
    where, items = not_empty(call), call.body.objects("tree")
    if not items:
        raise malformed('"tree" wasn\'t supplied.')
    base = call.body.optional_text("base_tree")
    removed = [_path(item) for item in items if "sha" in item and item["sha"] is None]
    added = [_entry(where, item) for item in items if item.get("sha") or "content" in item]
    try:
        if base is not None:
            base = _tree_of(where, base)
        sha = where.git.write_tree(base, added, removed)
    except NoSuchObject as error:
        raise ApiError(422, f"tree.sha {error} is not a valid object") from None
    return Answer(shapes.tree(call.world, where, sha, recursive=False), 201)


def _tree_of(where: Repository, sha: str) -> str:
    """The tree that a tree or commit sha names."""
    try:
        return str(where.git.commit(sha).tree.id)
    except NoSuchObject:
        return str(where.git.tree(sha).id)


def _path(item: dict[str, Any]) -> str:
    path = item.get("path")
    if not isinstance(path, str) or not path:
        raise malformed('"path" wasn\'t supplied.')
    return check_path(path)


def check_path(path: str) -> str:
    """The path, if git can hold it; 422 otherwise."""
    if not is_path(path):
        raise ApiError(422, "tree.path contains a malformed path component")
    return path


def _entry(where: Repository, item: dict[str, Any]) -> Entry:
    mode = item.get("mode")
    if mode not in MODES:
        raise ApiError(422, f"Must supply a valid tree.mode: {mode!r}")
    if item.get("sha"):
        return Entry(_path(item), int(mode, 8), str(item["sha"]))
    if int(mode, 8) == TREE_MODE:
        raise ApiError(422, "Must supply tree.sha for a tree")
    return Entry(_path(item), int(mode, 8), where.git.write_blob(str(item["content"]).encode()))


@routes("GET", GIT + "/trees/{tree_sha}", needs="contents:read")
def get_tree(call: Call, tree_sha: str) -> Answer:
    where = not_empty(call)
    try:
        try:
            sha = str(where.git.commit(where.git.resolve(tree_sha)).tree.id)
        except NoSuchObject:
            sha = str(where.git.tree(tree_sha).id)
    except NoSuchObject:
        raise not_found() from None
    return Answer(shapes.tree(call.world, where, sha, recursive="recursive" in call.query))


@routes("POST", GIT + "/commits", needs="contents:write")
def create_commit(call: Call) -> Answer:
    """A commit; one by an installation with no author and committer is signed by GitHub."""
    where, body = not_empty(call), call.body
    message, tree = body.text("message"), body.text("tree")
    given, committer = body.mapping("author"), body.mapping("committer")
    author = _person(call, given)
    signed = given is None and committer is None and isinstance(call.caller, InstallationCaller)
    who = web_flow(call.world) if signed else _person(call, committer or given)
    try:
        sha = where.git.write_commit(tree, body.texts("parents") or [], message, author, who)
    except NoSuchObject:
        raise ApiError(422, "Tree SHA does not exist") from None
    except (KeyError, ValueError):
        raise ApiError(422, "Parent SHA does not exist or is not a commit object") from None
    if signed:
        where.verified_commits.add(sha)
    return Answer(shapes.git_commit(call.world, where, sha), 201)


def _person(call: Call, given: dict[str, Any] | None) -> Person:
    account = call.actor.account
    if given is None:
        return Person(account.rest_login, noreply(account), call.world.now())
    if not isinstance(given.get("name"), str) or not isinstance(given.get("email"), str):
        raise malformed('"name" or "email" wasn\'t supplied.')
    moment = call.world.now()
    if given.get("date"):
        try:
            moment = datetime.fromisoformat(str(given["date"]))
        except ValueError:
            raise invalid("Commit", "date", "invalid") from None
    return Person(given["name"], given["email"], moment)


@routes("GET", GIT + "/commits/{commit_sha}", needs="contents:read")
def get_commit(call: Call, commit_sha: str) -> Answer:
    where = not_empty(call)
    try:
        return Answer(shapes.git_commit(call.world, where, commit_sha))
    except NoSuchObject:
        raise not_found() from None
