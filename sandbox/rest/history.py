"""Branches, commits and CODEOWNERS errors of a repository, read only."""

from sandbox.acts.refs import active_rules
from sandbox.errors import ApiError, not_found
from sandbox.git.store import NoSuchObject
from sandbox.rest.git_data import not_empty
from sandbox.rest.paging import paged
from sandbox.rest.repositories import REPOSITORY
from sandbox.rest.route import Answer, Call, Routes
from sandbox.shapes import git as shapes
from sandbox.world.people import Role
from sandbox.world.roles import role_in, team_role

routes = Routes()
CODEOWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")


@routes("GET", REPOSITORY + "/branches", needs="contents:read")
def list_branches(call: Call) -> Answer:
    where, found = call.repository, []
    for ref, sha in where.git.refs("refs/heads/").items():
        name = ref.removeprefix("refs/heads/")
        shape = shapes.branch(call.world, where, name, sha, bool(active_rules(where, ref)))
        brief = {key: shape[key] for key in ("name", "protected", "protection", "protection_url")}
        found.append(brief | {"commit": {"sha": sha, "url": shape["commit"]["url"]}})
    return paged(call, found)


@routes("GET", REPOSITORY + "/branches/{branch}", needs="contents:read")
def get_branch(call: Call, branch: str) -> Answer:
    where, ref = call.repository, f"refs/heads/{branch}"
    sha = where.git.ref(ref)
    if sha is None:
        raise ApiError(404, "Branch not found")
    protected = bool(active_rules(where, ref))
    return Answer(shapes.branch(call.world, where, branch, sha, protected))


@routes("GET", REPOSITORY + "/commits", needs="contents:read")
def list_commits(call: Call) -> Answer:
    where = not_empty(call)
    try:
        start = where.git.resolve(call.query.get("sha") or where.default_branch)
    except NoSuchObject:
        raise not_found() from None
    shas = [str(one.id) for one in where.git.repo.walk(start)]
    return paged(call, [shapes.commit(call.world, where, sha) for sha in shas])


@routes("GET", REPOSITORY + "/commits/{ref}", needs="contents:read")
def get_commit(call: Call, ref: str) -> Answer:
    where = not_empty(call)
    try:
        sha = where.git.resolve(ref.removeprefix("heads/"))
    except NoSuchObject:
        raise ApiError(422, f"No commit found for SHA: {ref}") from None
    return Answer(shapes.commit(call.world, where, sha) | {"files": [], "stats": {}})


@routes("GET", REPOSITORY + "/codeowners/errors", needs="contents:read")
def list_codeowners_errors(call: Call) -> Answer:
    """Owners that do not exist or may not write; 404 without the file. Patterns go unchecked."""
    where = call.repository
    try:
        tree = str(where.git.commit(where.git.resolve(where.default_branch)).tree.id)
    except NoSuchObject:
        raise not_found() from None
    for path in CODEOWNERS:
        try:
            text = where.git.blob(where.git.lookup(tree, path).sha).decode(errors="replace")
        except NoSuchObject:
            continue
        return Answer({"errors": _unknown_owners(call, path, text)})
    raise not_found()


def _unknown_owners(call: Call, path: str, text: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for number, line in enumerate(text.splitlines(), 1):
        owners = line.partition("#")[0].split()[1:]
        for owner in owners:
            if not _is_owner(call, owner):
                message = f"Unknown owner on line {number}: make sure {owner} exists"
                found.append(
                    {
                        "line": number,
                        "column": line.index(owner) + 1,
                        "kind": "Unknown owner",
                        "source": line,
                        "suggestion": f"make sure {owner} exists and has write access",
                        "message": message,
                        "path": path,
                    }
                )
    return found


def _is_owner(call: Call, owner: str) -> bool:
    """Whether this person or team exists and has the write access that owning code takes."""
    if not owner.startswith("@"):
        return "@" in owner
    login, _, slug = owner[1:].partition("/")
    if not slug:
        who = call.world.account(login)
        return who is not None and role_in(call.repository, who) >= Role.WRITE
    organisation = call.world.organisations.get(login.lower())
    team = organisation.teams.get(slug.lower()) if organisation else None
    return team is not None and team_role(call.repository, team) >= Role.WRITE
