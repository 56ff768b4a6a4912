"""Git over HTTP: stock `git http-backend` behind our authentication and rules."""

import binascii
import os
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flask import Flask, Response
from flask import request as http_request

from sandbox.acts.guards import Guard, guards
from sandbox.acts.refs import record_push
from sandbox.acts.templates import look
from sandbox.asked import asked_world
from sandbox.errors import ApiError
from sandbox.git.hook import UPDATE_HOOK, hook_environment
from sandbox.rest.caller import (
    Anonymous,
    Caller,
    InstallationCaller,
    UserCaller,
    actor_of,
    can_see,
    token_caller,
)
from sandbox.world.people import Role
from sandbox.world.repositories import Repository
from sandbox.world.roles import role_in
from sandbox.world.state import World

SERVICES = {"git-upload-pack", "git-receive-pack"}
LOGIN = {"WWW-Authenticate": 'Basic realm="sandbox"'}


@cache
def backend() -> str:
    """The path of git's CGI program; a sentence if it is not installed."""
    found = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True)
    path = Path(found.stdout.strip()) / "git-http-backend"
    if not path.exists():
        raise ApiError(500, f"{path} is missing: install git with its http-backend.")
    return str(path)


def mount_git(app: Flask) -> None:
    """Serve clone, fetch and push at `/{owner}/{repo}.git` and at `/{owner}/{repo}`."""

    def info(owner: str, repo: str) -> Response:
        service = http_request.args.get("service", "")
        return _serve(asked_world(), owner, repo, "/info/refs", service)

    def pack(owner: str, repo: str, service: str) -> Response:
        return _serve(asked_world(), owner, repo, f"/{service}", service)

    app.add_url_rule("/<owner>/<repo>/info/refs", "git info", info)
    path = "/<owner>/<repo>/<any('git-upload-pack','git-receive-pack'):service>"
    app.add_url_rule(path, "git pack", pack, methods=["POST"])


def _serve(world: World, owner: str, repo: str, path: str, service: str) -> Response:
    try:
        if service not in SERVICES:
            raise ApiError(403, "Please upgrade your git client.")
        with world.lock:
            caller = _caller(world)
            where = _repository(world, caller, owner, repo)
            if service == "git-receive-pack":
                _check_push(caller, where)
            if path == "/info/refs":
                look(world, where)
            environment = _environment(world, where, caller, path)
            before = where.git.refs()
        response = _run(environment, http_request.get_data())
        if path == "/git-receive-pack":
            _note_push(world, where, caller, before)
    except ApiError as error:
        return Response(error.message + "\n", error.status, error.headers, mimetype="text/plain")
    return response


def _caller(world: World) -> Caller:
    """Basic authentication: the password is the token, whatever the user name."""
    header = http_request.headers.get("Authorization", "")
    scheme, _, credential = header.partition(" ")
    if not header:
        return Anonymous()
    try:
        if scheme.lower() == "basic":
            credential = b64decode(credential).decode().partition(":")[2]
        return token_caller(world, credential)
    except (ApiError, binascii.Error, UnicodeDecodeError):
        message = "Invalid username or token. Password authentication is not supported."
        raise ApiError(401, message, headers=LOGIN) from None


def _repository(world: World, caller: Caller, owner: str, repo: str) -> Repository:
    name = repo.removesuffix(".git")
    found = world.repository(owner, name) or world.renamed(owner, name)
    if found is not None and can_see(caller, found) and _may_read(caller, found):
        return found
    if isinstance(caller, Anonymous):
        if found is not None and world.open_clones:
            return found
        raise ApiError(401, "Repository not found.", headers=LOGIN)
    raise ApiError(404, "Repository not found.")


def _may_read(caller: Caller, where: Repository) -> bool:
    if isinstance(caller, InstallationCaller) and where.private:
        return caller.token.allows("contents", "read")
    return True


def _check_push(caller: Caller, where: Repository) -> None:
    if isinstance(caller, Anonymous):
        raise ApiError(401, "Authentication required.", headers=LOGIN)
    if where.archived:
        raise ApiError(403, "This repository was archived so it is read-only.")
    match caller:
        case UserCaller(account):
            allowed = role_in(where, account) >= Role.WRITE
        case InstallationCaller(token):
            allowed = token.covers(where) and token.allows("contents", "write")
        case _:
            allowed = False
    if not allowed:
        who = actor_of(caller).account.rest_login
        raise ApiError(403, f"Permission to {where.full_name}.git denied to {who}.")


def _environment(world: World, where: Repository, caller: Caller, path: str) -> dict[str, str]:
    """The CGI environment, with the update hook's orders; nothing of ours leaks in."""
    hooks = _hooks(world.data)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "GIT_PROJECT_ROOT": str(where.git.path.parent),
        "GIT_HTTP_EXPORT_ALL": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_COUNT": "3",
        "GIT_CONFIG_KEY_0": "core.hooksPath",
        "GIT_CONFIG_VALUE_0": str(hooks),
        "GIT_CONFIG_KEY_1": "http.receivepack",
        "GIT_CONFIG_VALUE_1": "true",
        "GIT_CONFIG_KEY_2": "safe.directory",
        "GIT_CONFIG_VALUE_2": "*",
        "PATH_INFO": f"/{where.git.path.name}{path}",
        "REQUEST_METHOD": http_request.method,
        "QUERY_STRING": http_request.query_string.decode(),
        "CONTENT_TYPE": http_request.headers.get("Content-Type", ""),
        "HTTP_CONTENT_ENCODING": http_request.headers.get("Content-Encoding", ""),
        "GIT_PROTOCOL": http_request.headers.get("Git-Protocol", ""),
        "REMOTE_USER": "sandbox",
        "REMOTE_ADDR": "127.0.0.1",
    } | hook_environment(caller, _guards(where, caller), where.verified_commits)


def _guards(where: Repository, caller: Caller) -> Iterator[Guard]:
    """Which moves of which refs the rules forbid to this caller."""
    if not isinstance(caller, Anonymous):
        yield from guards(where, actor_of(caller))


def _hooks(data: Path) -> Path:
    folder = data / "hooks"
    script = folder / "update"
    if not script.exists():
        folder.mkdir(parents=True, exist_ok=True)
        script.write_text(UPDATE_HOOK, encoding="utf-8")
        script.chmod(0o755)
    return folder


def _run(environment: dict[str, str], body: bytes) -> Response:
    """Run the CGI program and hand its answer on."""
    environment["CONTENT_LENGTH"] = str(len(body))
    done = subprocess.run(
        [backend()], input=body, capture_output=True, env=environment, check=False
    )
    head, _, content = done.stdout.partition(b"\r\n\r\n")
    response = Response(content)
    for line in head.decode().splitlines():
        name, _, value = line.partition(": ")
        if name.lower() == "status":
            response.status_code = int(value.split()[0])
        else:
            response.headers[name] = value
    return response


def _note_push(world: World, where: Repository, caller: Caller, before: dict[str, str]) -> None:
    """Record what a push changed and tell the App."""
    with world.lock:
        after = where.git.refs()
        for ref in sorted(before.keys() | after.keys()):
            old, new = before.get(ref), after.get(ref)
            if old != new:
                record_push(world, where, actor_of(caller), ref, old, new)
