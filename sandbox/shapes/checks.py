"""JSON of check runs, suites and annotations, in answers and in webhooks."""

from typing import Any

from sandbox.clock import stamp, stamp_or_none
from sandbox.shapes.app import app as app_shape
from sandbox.shapes.repository import api_url, minimal
from sandbox.shapes.short import minimal_pull, simple_commit
from sandbox.world.checks import Annotation, CheckRun, CheckSuite
from sandbox.world.issues import State
from sandbox.world.pulls import pulls_of
from sandbox.world.state import World


def check_run(world: World, one: CheckRun) -> dict[str, Any]:
    """`check-run`."""
    where = one.suite.repository
    api = f"{api_url(world, where)}/check-runs/{one.id}"
    return {
        "id": one.id,
        "node_id": one.node_id,
        "head_sha": one.head_sha,
        "external_id": one.external_id,
        "name": one.name,
        "url": api,
        "html_url": f"{world.url}/{where.full_name}/runs/{one.id}",
        "details_url": one.details_url,
        "status": one.status.value,
        "conclusion": one.conclusion and one.conclusion.value,
        "started_at": stamp(one.started_at),
        "completed_at": stamp_or_none(one.completed_at),
        "output": {
            "title": one.title,
            "summary": one.summary,
            "text": one.text,
            "annotations_count": len(one.annotations),
            "annotations_url": f"{api}/annotations",
        },
        "check_suite": {"id": one.suite.id},
        "app": app_shape(world, one.suite.app),
        "pull_requests": pull_requests(world, one.suite),
    }


def check_run_told(world: World, one: CheckRun) -> dict[str, Any]:
    """A check run in a webhook, with more of its suite."""
    return check_run(world, one) | {"check_suite": _suite(world, one.suite)}


def check_suite(world: World, one: CheckSuite) -> dict[str, Any]:
    """`check-suite`."""
    return check_suite_told(world, one) | {"repository": minimal(world, one.repository)}


def check_suite_told(world: World, one: CheckSuite) -> dict[str, Any]:
    """A suite in its own webhook, where the repository stands beside it."""
    return _suite(world, one) | {
        "latest_check_runs_count": len(one.latest),
        "check_runs_url": f"{api_url(world, one.repository)}/check-suites/{one.id}/check-runs",
        "head_commit": simple_commit(one.repository, one.head_sha),
        "rerequestable": True,
        "runs_rerequestable": True,
    }


def _suite(world: World, one: CheckSuite) -> dict[str, Any]:
    return {
        "id": one.id,
        "node_id": one.node_id,
        "head_branch": one.head_branch,
        "head_sha": one.head_sha,
        "status": one.status.value,
        "conclusion": one.conclusion and one.conclusion.value,
        "url": f"{api_url(world, one.repository)}/check-suites/{one.id}",
        "before": one.before,
        "after": one.head_sha,
        "pull_requests": pull_requests(world, one),
        "app": app_shape(world, one.app),
        "created_at": stamp(one.created_at),
        "updated_at": stamp(one.updated_at),
    }


def pull_requests(world: World, one: CheckSuite) -> list[dict[str, Any]]:
    """The open pull requests whose head is the commit; those of forks are never told."""
    return [
        minimal_pull(world, pull)
        for pull in pulls_of(one.repository)
        if pull.state is State.OPEN and pull.head_sha == one.head_sha and pull.fork is None
    ]


def annotation(world: World, run: CheckRun, one: Annotation) -> dict[str, Any]:
    """`check-annotation`."""
    page = f"{world.url}/{run.suite.repository.full_name}"
    return {
        "path": one.path,
        "blob_href": f"{page}/blob/{run.head_sha}/{one.path}",
        "start_line": one.start_line,
        "end_line": one.end_line,
        "start_column": one.start_column,
        "end_column": one.end_column,
        "annotation_level": one.level,
        "title": one.title,
        "message": one.message,
        "raw_details": one.raw_details,
    }
