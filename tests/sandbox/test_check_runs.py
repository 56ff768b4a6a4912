"""Check runs: what an App reports of a commit, and who may read it where."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.acts import checks as acts
from tests.sandbox.checks import (
    RUNS,
    SERVICES,
    annotation,
    head_of,
    output,
    reports,
    with_checks,
)
from tests.sandbox.proposing import proposes
from tests.sandbox.voices import Voice

Person = Callable[[str], Voice]


@pytest.fixture
def seed(seed: dict[str, Any]) -> dict[str, Any]:
    return with_checks(seed)


def test_a_check_run_is_queued_until_the_app_says_more(installation: Voice) -> None:
    run = reports(installation)

    assert (run["status"], run["conclusion"], run["completed_at"]) == ("queued", None, None)
    assert run["head_sha"] == head_of(installation)
    assert installation.gets(f"{RUNS}/{run['id']}") == run


def test_a_conclusion_completes_a_run(installation: Voice) -> None:
    run = reports(installation, status="in_progress")

    done = installation.does("PATCH", f"{RUNS}/{run['id']}", {"conclusion": "neutral"})

    assert (done["status"], done["conclusion"]) == ("completed", "neutral")
    assert done["completed_at"] is not None


def test_a_completed_run_can_begin_anew(installation: Voice) -> None:
    run = reports(installation, conclusion="failure")

    again = installation.does("PATCH", f"{RUNS}/{run['id']}", {"status": "in_progress"})

    assert (again["status"], again["conclusion"], again["completed_at"]) == (
        "in_progress",
        None,
        None,
    )


def test_times_and_links_are_kept_as_said(installation: Voice) -> None:
    times = {"started_at": "2026-01-31T09:00:00Z", "completed_at": "2026-01-31T09:00:05Z"}
    said = {"details_url": "https://slipway.example/1", "external_id": "decision-1"} | times

    run = reports(installation, conclusion="success", **said)

    assert {name: run[name] for name in said} == said


def test_annotations_are_added_over_requests(installation: Voice) -> None:
    fifty = [annotation(message=f"Remark {number}") for number in range(50)]
    run = reports(installation, output=output(annotations=fifty))
    more = output(annotations=[annotation(title="Last", start_column=1, end_column=2)])

    run = installation.does("PATCH", f"{RUNS}/{run['id']}", {"output": more})

    assert run["output"]["annotations_count"] == 51
    listed = installation.gets(f"{RUNS}/{run['id']}/annotations?per_page=50&page=2")
    assert [(one["title"], one["end_column"]) for one in listed] == [("Last", 2)]


@pytest.mark.parametrize(
    "fields",
    [
        {"name": None},
        {"head_sha": "0" * 40},
        {"status": "completed"},
        {"status": "waiting"},
        {"conclusion": "stale"},
        {"conclusion": "splendid"},
        {"output": {"summary": "No title"}},
        {"output": {"title": "No summary"}},
        {"output": output(summary="x" * 65_536)},
        {"output": output(text="x" * 65_536)},
        {"output": output(annotations=[annotation()] * 51)},
        {"output": output(annotations=[annotation(annotation_level="hint")])},
        {"output": output(annotations=[annotation(start_line=None)])},
        {"output": output(annotations=[annotation(message="x" * 65_537)])},
        {"actions": [{"label": "Go", "description": "Go on", "identifier": "go"}] * 4},
        {"actions": [{"label": "x" * 21, "description": "Go on", "identifier": "go"}]},
        {"actions": [{"label": "Go", "description": "x" * 41, "identifier": "go"}]},
        {"actions": [{"label": "Go", "description": "Go on", "identifier": "x" * 21}]},
        {"started_at": "yesterday"},
    ],
)
def test_a_run_that_does_not_fit_is_refused(installation: Voice, fields: dict[str, Any]) -> None:
    body = {"name": "policy", "head_sha": head_of(installation)} | fields

    answer = installation.asks("POST", RUNS, body)

    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("field", ["summary", "text"])
def test_a_text_of_more_bytes_than_characters_is_bounded_by_its_bytes(
    installation: Voice, field: str
) -> None:
    """GitHub's pages speak of characters; its refusals of bytes."""
    body = {"name": "policy", "head_sha": head_of(installation)}
    longest = {**body, "output": output(**{field: "€" * 21_845})}
    longer = {**body, "output": output(**{field: "€" * 21_846})}

    assert installation.asks("POST", RUNS, longest).status_code == 201
    refused = installation.asks("POST", RUNS, longer)

    (error,) = refused.json()["errors"]
    assert refused.status_code == 422
    assert error["message"] == f"{field} exceeds a maximum bytesize of 65535"


def test_people_cannot_write_checks(person: Person, installation: Voice) -> None:
    run = reports(installation)
    body = {"name": "mine", "head_sha": run["head_sha"]}

    for verb, path in [
        ("POST", RUNS),
        ("PATCH", f"{RUNS}/{run['id']}"),
        ("POST", f"{RUNS}/{run['id']}/rerequest"),
        ("POST", f"{SERVICES}/check-suites"),
    ]:
        answer = person("ada").asks(verb, path, body)
        assert answer.status_code == 403
        assert answer.json()["message"] == "You must authenticate via a GitHub App."


def test_an_installation_needs_the_permission(installed: Callable[..., Voice]) -> None:
    reader = installed(permissions={"checks": "read", "contents": "read"})
    body = {"name": "policy", "head_sha": head_of(reader)}

    answer = reader.asks("POST", RUNS, body)

    assert answer.status_code == 403
    assert answer.headers["X-Accepted-GitHub-Permissions"] == "checks=write"


def test_the_list_of_a_branch_has_the_last_run_of_each_name(installation: Voice) -> None:
    reports(installation, conclusion="failure")
    last = reports(installation, conclusion="success")
    other = reports(installation, name="template", status="in_progress")
    path = f"{SERVICES}/commits/main/check-runs"

    def ids(query: str = "") -> list[int]:
        found = installation.gets(path + query)
        assert found["total_count"] == len(found["check_runs"])
        return [one["id"] for one in found["check_runs"]]

    assert ids() == [other["id"], last["id"]]
    assert len(ids("?filter=all")) == 3
    assert ids("?check_name=policy") == [last["id"]]
    assert ids("?status=in_progress") == [other["id"]]
    assert ids(f"?app_id={last['app']['id']}&status=completed") == [last["id"]]
    assert ids("?app_id=1") == []


def test_only_so_many_runs_of_a_name_are_kept(
    installation: Voice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "RUNS_OF_A_NAME", 2)
    first, second, third = (reports(installation) for _ in range(3))
    other = reports(installation, name="template")

    listed = installation.gets(f"{SERVICES}/commits/main/check-runs?filter=all")["check_runs"]

    assert [one["id"] for one in listed] == [other["id"], third["id"], second["id"]]
    assert installation.asks("GET", f"{RUNS}/{first['id']}").status_code == 404


def test_the_checks_of_an_unknown_commit_are_refused(installation: Voice) -> None:
    answer = installation.asks("GET", f"{SERVICES}/commits/nowhere/check-runs")

    assert answer.status_code == 422
    assert installation.asks("GET", f"{RUNS}/1").status_code == 404


def test_a_run_names_the_open_pull_requests_of_its_commit(
    person: Person, installation: Voice
) -> None:
    pull = proposes(person("ada"))

    run = reports(installation, head_sha=pull["head"]["sha"])

    assert [one["number"] for one in run["pull_requests"]] == [pull["number"]]
    assert reports(installation)["pull_requests"] == []
