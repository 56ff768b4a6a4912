"""Resolvers of Repository, Ref and git objects."""

from datetime import UTC, datetime
from typing import Any

from sandbox.acts.codeowners import codeowners_errors
from sandbox.acts.lateness import shown, shown_tip
from sandbox.clock import stamp
from sandbox.graphql.connections import connection
from sandbox.graphql.context import Info, context_of, need, not_found
from sandbox.graphql.objects import GitThing, RefThing, find_object
from sandbox.rest.repositories import role_of
from sandbox.world.issues import Issue
from sandbox.world.pulls import PullRequest
from sandbox.world.repositories import Repository

TEXT_LIMIT = 512_000


def url(one: Repository, info: Info) -> str:
    return f"{context_of(info).world.url}/{one.full_name}"


def default_branch_ref(one: Repository, info: Info) -> RefThing | None:
    need(context_of(info), one, "contents:read")
    name = f"refs/heads/{one.default_branch}"
    return RefThing(one, name) if shown_tip(context_of(info).world, one, name) else None


def ref(one: Repository, info: Info, **arguments: Any) -> RefThing | None:
    need(context_of(info), one, "contents:read")
    asked = arguments["qualifiedName"]
    names = [asked] if asked.startswith("refs/") else [f"refs/heads/{asked}", f"refs/tags/{asked}"]
    world = context_of(info).world
    return next((RefThing(one, name) for name in names if shown_tip(world, one, name)), None)


def git_object(one: Repository, info: Info, **arguments: Any) -> GitThing | None:
    need(context_of(info), one, "contents:read")
    return find_object(one, arguments.get("expression"), arguments.get("oid"))


def codeowners(one: Repository, info: Info, **_: Any) -> dict[str, Any] | None:
    context = context_of(info)
    need(context, one, "contents:read")
    errors = codeowners_errors(context.world, one)
    return None if errors is None else {"errors": errors}


def issue(one: Repository, info: Info, number: int) -> Issue:
    need(context_of(info), one, "issues:read")
    found = one.issues.get(number)  # that a transferred one is not found is unconfirmed
    if found is None or isinstance(found, PullRequest):
        raise not_found(f"an Issue with the number of {number}")
    return found


def issues(one: Repository, info: Info, **arguments: Any) -> dict[str, Any]:
    need(context_of(info), one, "issues:read")
    wanted = arguments.get("filterBy") or {}
    states = arguments.get("states") or wanted.get("states")
    labels = arguments.get("labels") or wanted.get("labels") or []
    names = {name.lower() for name in labels}
    since, author = wanted.get("since"), wanted.get("createdBy")
    found = [
        each
        for each in shown(context_of(info).world, one.issues.values())
        if not isinstance(each, PullRequest)
        and (not states or each.state.name in states)
        and (not names or names & {label.name.lower() for label in each.labels})
        and (since is None or stamp(each.updated_at) >= since)
        and (author is None or each.author.account.login == author)
    ]
    order = arguments.get("orderBy") or {"field": "CREATED_AT", "direction": "ASC"}
    if order["field"] == "UPDATED_AT":
        found.sort(key=lambda each: each.updated_at)
    if order["direction"] == "DESC":
        found.reverse()
    return connection(info, found, arguments)


def label(one: Repository, info: Info, name: str) -> Any:
    need(context_of(info), one, "issues:read")
    return one.labels.get(name.lower())


def labels(one: Repository, info: Info, **arguments: Any) -> dict[str, Any]:
    need(context_of(info), one, "issues:read")
    query = (arguments.get("query") or "").lower()
    known = shown(context_of(info).world, one.labels.values())
    found = [each for each in known if query in each.name.lower()]
    order = arguments.get("orderBy") or {"field": "CREATED_AT", "direction": "ASC"}
    if order["field"] == "NAME":
        found.sort(key=lambda each: each.name.lower())
    if order["direction"] == "DESC":
        found.reverse()
    return connection(info, found, arguments)


def viewer_permission(one: Repository, info: Info) -> str:
    return role_of(context_of(info).caller, one).name


def ref_target(one: RefThing, info: Info) -> GitThing:
    """Where it is; of a new one that is known by other means than its name, no past is told."""
    where, name = one.repository, one.full_name
    told = one.moved_to or shown_tip(context_of(info).world, where, name) or where.git.ref(name)
    return GitThing("Commit", where, told or "")


def blob_text(one: GitThing, info: Info) -> str | None:
    if blob_is_binary(one, info):
        return None
    data = one.repository.git.blob(one.oid)[:TEXT_LIMIT]
    return data.decode("utf-8", errors="replace")


def blob_is_binary(one: GitThing, _: Info) -> bool:
    return b"\0" in one.repository.git.blob(one.oid)[:8000]


def blob_size(one: GitThing, _: Info) -> int:
    return len(one.repository.git.blob(one.oid))


def tree_entries(one: GitThing, _: Info) -> list[dict[str, Any]]:
    prefix = f"{one.path}/" if one.path else ""
    return [
        {
            "name": each.path.rpartition("/")[2],
            "path": each.path,
            "extension": "." + each.path.rpartition(".")[2] if "." in each.path else "",
            "mode": each.mode,
            "type": each.type,
            "oid": each.sha,
            "size": each.size or 0,
            "repository": one.repository,
            "object": GitThing(each.type.capitalize(), one.repository, each.sha, each.path)
            if each.type != "commit"
            else None,
        }
        for each in one.repository.git.entries(one.oid, prefix=prefix)
    ]


def commit_tree(one: GitThing, _: Info) -> GitThing:
    return GitThing("Tree", one.repository, str(one.repository.git.commit(one.oid).tree.id))


def commit_message(one: GitThing, _: Info) -> str:
    return one.repository.git.commit(one.oid).message


def commit_headline(one: GitThing, info: Info) -> str:
    return commit_message(one, info).partition("\n")[0]


def commit_date(one: GitThing, _: Info) -> datetime:
    return datetime.fromtimestamp(one.repository.git.commit(one.oid).committer.time, UTC)


def _commit_url(one: GitThing, info: Info) -> str:
    return f"{url(one.repository, info)}/commit/{one.oid}"


def _commit_path(one: GitThing, _: Info) -> str:
    return f"/{one.repository.full_name}/commit/{one.oid}"


GIT_FIELDS = {"commitUrl": _commit_url, "commitResourcePath": _commit_path}

RESOLVERS: dict[str, dict[str, Any]] = {
    "Repository": {
        "codeowners": codeowners,
        "defaultBranchRef": default_branch_ref,
        "ref": ref,
        "object": git_object,
        "issue": issue,
        "issues": issues,
        "label": label,
        "labels": labels,
        "url": url,
        "viewerPermission": viewer_permission,
        "resourcePath": lambda one, _: f"/{one.full_name}",
        "homepageUrl": lambda one, _: one.homepage,
        "isArchived": lambda one, _: one.archived,
        "isPrivate": lambda one, _: one.private,
        "isEmpty": lambda one, _: one.git.is_empty(),
        "hasIssuesEnabled": lambda one, _: one.settings.has_issues,
        "nameWithOwner": lambda one, _: one.full_name,
        "visibility": lambda one, _: one.visibility.name,
    },
    "Ref": {
        "name": lambda one, _: one.full_name.split("/", 2)[2],
        "prefix": lambda one, _: "/".join(one.full_name.split("/", 2)[:2]) + "/",
        "target": ref_target,
    },
    "Blob": {
        "text": blob_text,
        "isBinary": blob_is_binary,
        "byteSize": blob_size,
        "isTruncated": lambda one, info: blob_size(one, info) > TEXT_LIMIT,
        **GIT_FIELDS,
    },
    "Tree": {"entries": tree_entries, **GIT_FIELDS},
    "Commit": {
        "tree": commit_tree,
        "message": commit_message,
        "messageHeadline": commit_headline,
        "committedDate": commit_date,
        **GIT_FIELDS,
    },
}
