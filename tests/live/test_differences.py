"""What counts as a difference between GitHub's answers and the sandbox's, and what does not."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.github.exchanges import Exchange
from app.live.compare import Difference, differences
from app.live.recording import Recording, Run, Spoken
from tests.live.place import Place
from tests.live.spoiling import spoilt_sandbox


def exchange(
    body: Any = None,
    status: int = 200,
    route: str = "/app",
    headers: Mapping[str, str] | None = None,
) -> Exchange:
    return Exchange("GET", route, route, {}, {}, None, status, headers or {}, body, "app")


def run(*exchanges: Exchange) -> Run:
    return Run({}, (Spoken("app", exchanges),))


def compared(there: Exchange, *here: Exchange, reads: frozenset[str] = frozenset()) -> list[str]:
    """Each difference in few words; `there` is what GitHub says."""
    known = Recording(tuple(run(one) for one in here), {"GET /app": reads})
    return [_words(one) for one in differences(run(there), known)]


def _words(one: Difference) -> str:
    mark = "! " if one.matters else ""
    return f"{mark}{one.where}: {one.there} / {one.here}"


def test_each_kind_is_found_at_a_sandbox_that_is_spoilt(here: Place) -> None:
    here.hear_of_a_label()

    with spoilt_sandbox():
        report = here.report()

    assert report.status == 1
    assert [f"{one.step} {_words(one)}" for one in report.differences] == [
        "app ! body events: string / list",
        "app body surprise: number / missing",
        "app body target_type: missing / string",
        "deliveries ! body []/guid: number / string",
        "create-control body size: missing / number",
        "protect ! header retry-after: present / missing",
        "topics ! status: 201 / 200",
    ]


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ({"a": 1}, {"a": 2}),
        ({"a": None}, {"a": "text"}),
        ({"a": "text"}, {"a": None}),
        ({"a": None}, {"a": {"b": 1}}),
        ({"a": []}, {"a": [{"b": 1}]}),
        ({"a": 1.5}, {"a": 1}),
        ([{"a": 1}, {"b": 1}], [{"b": 2}, {"a": 2}]),
        ({"permissions": {"issues": "write"}}, {"permissions": {"contents": "read"}}),
    ],
)
def test_what_is_no_difference(there: Any, here: Any) -> None:
    assert compared(exchange(there), exchange(here)) == []


@pytest.mark.parametrize(
    ("there", "here", "words"),
    [
        ({"a": "1"}, {"a": 1}, "body a: string / number"),
        ({}, {"a": 1}, "body a: missing / number"),
        ({"a": {"b": 1}}, {"a": {}}, "body a/b: number / missing"),
        ([{"a": 1}, {"b": 1}], [{"a": 1}], "body []/b: number / missing"),
        ({"a": True}, {"a": 1}, "body a: boolean / number"),
        (None, {"a": 1}, None),
    ],
)
def test_what_is_a_difference_of_shape(there: Any, here: Any, words: str | None) -> None:
    assert compared(exchange(there), exchange(here)) == ([words] if words else [])


def test_a_field_that_is_not_always_there_may_be_missing() -> None:
    here = (exchange({"a": 1, "b": 1}), exchange({"a": 1}))

    assert compared(exchange({"a": 1}), *here) == []
    assert compared(exchange({"b": 1}), *here) == ["body a: missing / number"]


def test_what_slipway_reads_is_marked() -> None:
    found = compared(exchange({"a": {}}), exchange({"a": {"b": 1}}), reads=frozenset({"a/b"}))

    assert found == ["! body a/b: missing / number"]


def test_any_status_of_any_check_at_the_sandbox_is_known() -> None:
    here = (exchange({"a": 1}), exchange({"message": "no"}, status=403))

    assert compared(exchange({"message": "not here"}, status=403), *here) == []
    assert compared(exchange(status=409), *here) == ["! status: 409 / 200, 403"]


def test_an_answer_that_still_holds_is_no_difference() -> None:
    assert compared(exchange(status=304), exchange({"a": 1})) == []


def test_headers_that_slipway_goes_by_are_compared() -> None:
    there = exchange(headers={"X-Accepted-GitHub-Permissions": "issues=read"})
    here = exchange(headers={"ETag": '"1"', "X-Accepted-GitHub-Permissions": "issues=write"})

    assert compared(there, here) == [
        "! header etag: missing / present",
        "! header x-accepted-github-permissions: issues=read / issues=write",
    ]


def test_a_call_that_one_of_both_does_not_make_is_a_difference() -> None:
    known = Recording((run(exchange(), exchange(route="/meta")),))

    found = differences(run(exchange(), exchange(route="/rate_limit")), known)

    assert [(one.call, one.there, one.here) for one in found] == [
        ("GET /rate_limit", "answers 200", "no call"),
        ("GET /meta", "no call", "answers 200"),
    ]
