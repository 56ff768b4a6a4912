"""Check runs of ours on a commit: made once, found again, and brought to their end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.replies.annotations import Annotation
from app.domain.replies.checks import CheckOutput
from app.github.client import Client
from app.github.errors import NotFound

_RUNS = "/repos/{owner}/{repo}/check-runs"
_ANNOTATIONS_A_CALL = 50


@dataclass(frozen=True, slots=True)
class CheckRun:
    """A check run; `annotations` is how many it has: GitHub adds to them and takes none off."""

    id: int
    annotations: int


@dataclass(frozen=True, slots=True)
class NewRun:
    """A check run to make; `mark` is what it is known by where its number got lost."""

    name: str
    commit_id: str
    mark: str


def find_run(client: Client, owner: str, repo: str, wanted: NewRun) -> CheckRun | None:
    """The run of that mark, if it was made.

    From `GET /repos/{owner}/{repo}/commits/{ref}/check-runs`.
    """
    answer = client.rest(
        "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
        None,
        {"check_name": wanted.name, "filter": "all", "per_page": 100},
        owner=owner,
        repo=repo,
        ref=wanted.commit_id,
    )
    marked = (one for one in answer["check_runs"] if one["external_id"] == wanted.mark)
    return next(map(_run, marked), None)


def read_run(client: Client, owner: str, repo: str, run_id: int) -> CheckRun | None:
    """The run of that number. From `GET …/check-runs/{run_id}`."""
    try:
        answer = client.rest(f"GET {_RUNS}/{{run_id}}", owner=owner, repo=repo, run_id=run_id)
    except NotFound:
        return None
    return _run(answer)


def begin_run(client: Client, owner: str, repo: str, new: NewRun) -> CheckRun:
    """Make a run that is in progress. From `POST …/check-runs`."""
    return _made(client, owner, repo, new, {"status": "in_progress"})


def make_run(client: Client, owner: str, repo: str, new: NewRun, output: CheckOutput) -> CheckRun:
    """Make a run that is at its end already; `output` has no more than 50 annotations."""
    assert len(output.annotations) <= _ANNOTATIONS_A_CALL
    return _made(client, owner, repo, new, _end(output, output.annotations))


def complete_run(client: Client, owner: str, repo: str, run: CheckRun, output: CheckOutput) -> None:
    """Bring a run to its end; what it says already of the annotations is not said again.

    From `PATCH …/check-runs/{run_id}`, one call for every 50 annotations; the last one completes.
    """
    batches = _batches(output.annotations[run.annotations :])
    for batch in batches[:-1]:
        said = {"status": "in_progress", "output": _said(output, batch)}
        _update(client, owner, repo, run, said)
    _update(client, owner, repo, run, _end(output, batches[-1]))


def _batches(annotations: Sequence[Annotation]) -> list[Sequence[Annotation]]:
    """At least one, which may be empty."""
    starts = range(0, max(len(annotations), 1), _ANNOTATIONS_A_CALL)
    return [annotations[start : start + _ANNOTATIONS_A_CALL] for start in starts]


def _made(client: Client, owner: str, repo: str, new: NewRun, said: Mapping[str, Any]) -> CheckRun:
    body = {"name": new.name, "head_sha": new.commit_id, "external_id": new.mark, **said}
    return _run(client.rest(f"POST {_RUNS}", body, owner=owner, repo=repo))


def _update(client: Client, owner: str, repo: str, run: CheckRun, said: Mapping[str, Any]) -> None:
    client.rest(f"PATCH {_RUNS}/{{run_id}}", said, owner=owner, repo=repo, run_id=run.id)


def _end(output: CheckOutput, annotations: Sequence[Annotation]) -> dict[str, Any]:
    said = _said(output, annotations)
    return {"status": "completed", "conclusion": output.conclusion, "output": said}


def _said(output: CheckOutput, annotations: Sequence[Annotation]) -> dict[str, Any]:
    return {
        "title": output.title,
        "summary": output.summary,
        "annotations": [_annotation(one) for one in annotations],
    }


def _annotation(one: Annotation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "path": one.path,
        "start_line": one.start_line,
        "end_line": one.end_line,
        "annotation_level": one.level.value,
        "title": one.title,
        "message": one.message,
    }
    columns = {"start_column": one.start_column, "end_column": one.end_column}
    return told | {name: value for name, value in columns.items() if value is not None}


def _run(answer: Any) -> CheckRun:
    return CheckRun(answer["id"], answer["output"]["annotations_count"])
