"""The newer version of the API: described by patches, and judged by what they leave."""

from dataclasses import replace
from typing import Any

import pytest

from tests.fidelity import versions
from tests.fidelity.description import rest
from tests.fidelity.judge import judge
from tests.fidelity.test_judge import HEADERS, TRUE

OLDER, NEWER = "2022-11-28", "2026-03-10"
SELECTED = "X-GitHub-Api-Version-Selected"
RATE = {"limit": 60, "used": 1, "remaining": 59, "reset": 1}
RESOURCES = {"resources": {"core": RATE, "search": RATE}}
REMOVED = {"op": "remove", "path": "/properties/a"}
ANOTHER = {"op": "replace", "path": "/required/1", "value": "c"}


def said_of(version: str, told: str | None, body: dict[str, Any]) -> str:
    """What is said of a rate limit that is told to who asks for a version."""
    others = {name: value for name, value in HEADERS.items() if name != SELECTED}
    answer = others | ({SELECTED: told} if told else {})
    asked = {"X-Github-Api-Version": version}
    exchange = replace(
        TRUE,
        method="GET",
        route="/rate_limit",
        request_headers=asked,
        request_body=None,
        status=200,
        response_headers=answer,
        response_body=body,
    )
    return "\n".join(judge(rest(), exchange))


def test_each_version_has_its_own_fields() -> None:
    assert said_of(OLDER, OLDER, RESOURCES | {"rate": RATE}) == ""
    assert said_of(NEWER, NEWER, RESOURCES) == ""
    assert "does not send: rate" in said_of(NEWER, NEWER, RESOURCES | {"rate": RATE})
    assert '"rate" is a required property' in said_of(OLDER, OLDER, RESOURCES)


def test_an_answer_says_of_which_version_it_is() -> None:
    assert "says 2022-11-28 to who asks for 2026-03-10" in said_of(NEWER, OLDER, RESOURCES)
    assert "lacks the header x-github-api-version-selected" in said_of(NEWER, None, RESOURCES)


def test_the_newer_version_has_statuses_of_its_own() -> None:
    older, newer = (rest().as_of(one).operations for one in (OLDER, NEWER))

    gone = "DELETE /app/installations/{installation_id}"
    assert (older[gone].statuses, newer[gone].statuses) == ({204, 404}, {202, 404})


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({"properties": {"a": None}}, {"properties": {"b": 2}, "required": ["a", "b"]}),
        ([REMOVED, ANOTHER], {"properties": {"b": 2}, "required": ["a", "c"]}),
    ],
)
def test_a_description_is_patched_in_either_way(change: Any, left: Any) -> None:
    part = {"properties": {"a": 1, "b": 2}, "required": ["a", "b"]}

    versions.patch(part, change)

    assert part == left


def test_a_patch_that_is_not_understood_is_not_left_out() -> None:
    with pytest.raises(versions.UnknownPatch, match="move /a"):
        versions.patch({"a": 1}, [{"op": "move", "path": "/a", "from": "/b"}])
