"""Resolvers of check suites, check runs, their annotations, and commit statuses."""

from typing import Any

from sandbox.acts.check_suites import grow_stale
from sandbox.acts.requirements import rules_for
from sandbox.graphql.connections import connection
from sandbox.graphql.context import Info, Refusal, context_of, need, not_found
from sandbox.graphql.objects import GitThing, RefThing
from sandbox.shapes.checks import annotation
from sandbox.shapes.people import account
from sandbox.world.apps import App
from sandbox.world.checks import (
    Annotation,
    CheckRun,
    CheckSuite,
    CommitStatus,
)
from sandbox.world.pulls import PullRequest

Context = CheckRun | CommitStatus


def suites(one: GitThing, info: Info, **arguments: Any) -> dict[str, Any]:
    need(context_of(info), one.repository, "checks:read")
    wanted = arguments.get("filterBy") or {}
    known = one.repository.checks.of_commit.get(one.oid, [])
    grow_stale(context_of(info).world, known)
    found = [
        each
        for each in known
        if wanted.get("appId") in (None, each.app.id)
        and wanted.get("checkName", None) in (None, *(run.name for run in each.runs))
    ]
    return connection(info, found, arguments)


def runs(one: CheckSuite, info: Info, **arguments: Any) -> dict[str, Any]:
    wanted = arguments.get("filterBy") or {}
    statuses = wanted.get("statuses") or [wanted[key] for key in ("status",) if wanted.get(key)]
    conclusions = wanted.get("conclusions")
    found = [
        each
        for each in (one.runs if wanted.get("checkType") == "ALL" else one.latest)
        if wanted.get("appId") in (None, one.app.id)
        and wanted.get("checkName") in (None, each.name)
        and (not statuses or each.status.name in statuses)
        and (not conclusions or (each.conclusion and each.conclusion.name in conclusions))
    ]
    return connection(info, found, arguments)


def annotations(one: CheckRun, info: Info, **arguments: Any) -> dict[str, Any]:
    world = context_of(info).world
    found = [_annotation(each, annotation(world, one, each)) for each in one.annotations]
    return connection(info, found, arguments)


def _annotation(one: Annotation, shape: dict[str, Any]) -> dict[str, Any]:
    return {
        "annotationLevel": one.level.upper(),
        "blobUrl": shape["blob_href"],
        "location": {
            "start": {"line": one.start_line, "column": one.start_column},
            "end": {"line": one.end_line, "column": one.end_column},
        },
        "message": one.message,
        "path": one.path,
        "rawDetails": one.raw_details,
        "title": one.title,
    }


def is_required(one: Context, info: Info, **arguments: Any) -> bool:
    """Whether the rules of the named pull request's base want it."""
    pull = _pull(one, info, arguments)
    name = one.name if isinstance(one, CheckRun) else one.context
    return any(
        each.get("context") == name
        for rule in rules_for(pull, "required_status_checks")
        for each in rule.get("required_status_checks") or []
    )


def _pull(one: Context, info: Info, arguments: dict[str, Any]) -> PullRequest:
    where = one.suite.repository if isinstance(one, CheckRun) else one.repository
    number, node_id = arguments.get("pullRequestNumber"), arguments.get("pullRequestId")
    if number is None and node_id is None:
        # GitHub's words for this are unconfirmed.
        raise Refusal("ARGUMENT_ERROR", "A pull request ID or pull request number is required.")
    found = where.issues.get(number or 0) or context_of(info).world.nodes.get(node_id or "")
    if not isinstance(found, PullRequest) or found.repository is not where:
        raise not_found(f"a PullRequest with the number of {number}")
    return found


def conclusion(one: CheckRun | CheckSuite, _: Info) -> str | None:
    return one.conclusion and one.conclusion.name


def branch(one: CheckSuite, _: Info) -> RefThing | None:
    name = f"refs/heads/{one.head_branch}"
    known = one.head_branch is not None and one.repository.git.ref(name) is not None
    return RefThing(one.repository, name) if known else None


def run_path(one: CheckRun, _: Info) -> str:
    return f"/{one.suite.repository.full_name}/runs/{one.id}"


def run_url(one: CheckRun, info: Info) -> str:
    return context_of(info).world.url + run_path(one, info)


def suite_path(one: CheckSuite, _: Info) -> str:
    return f"/{one.repository.full_name}/commit/{one.head_sha}/checks"


def app_url(one: App, info: Info) -> str:
    return f"{context_of(info).world.url}/apps/{one.slug}"


def avatar_url(one: CommitStatus, info: Info, **_: Any) -> Any:
    return account(context_of(info).world, one.creator.account)["avatar_url"]


RESOLVERS: dict[str, dict[str, Any]] = {
    "Commit": {"checkSuites": suites},
    "CheckSuite": {
        "branch": branch,
        "checkRuns": runs,
        "commit": lambda one, _: GitThing("Commit", one.repository, one.head_sha),
        "conclusion": conclusion,
        "resourcePath": suite_path,
        "status": lambda one, _: one.status.name,
        "url": lambda one, info: context_of(info).world.url + suite_path(one, info),
    },
    "CheckRun": {
        "annotations": annotations,
        "checkSuite": lambda one, _: one.suite,
        "conclusion": conclusion,
        "isRequired": is_required,
        "permalink": run_url,
        "repository": lambda one, _: one.suite.repository,
        "resourcePath": run_path,
        "status": lambda one, _: one.status.name,
        "url": run_url,
    },
    "StatusContext": {
        "avatarUrl": avatar_url,
        "commit": lambda one, _: GitThing("Commit", one.repository, one.sha),
        "creator": lambda one, _: one.creator.account,
        "isRequired": is_required,
        "state": lambda one, _: one.state.name,
    },
    "App": {"description": lambda *_: "", "url": app_url},
}
