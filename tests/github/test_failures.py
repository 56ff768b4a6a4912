"""Which error each of GitHub's refusals becomes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.github import failures
from app.github.errors import (
    Archived,
    Busy,
    Conflict,
    Forbidden,
    GitHubError,
    Invalid,
    IssuesDisabled,
    Moved,
    NameTaken,
    NotFound,
    Suspended,
    Unauthorised,
    Unavailable,
    VersionRetired,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NAME_EXISTS = {
    "message": "Repository creation failed.",
    "errors": [
        {
            "resource": "Repository",
            "code": "custom",
            "field": "name",
            "message": "name already exists on this account",
        }
    ],
}


def an_answer(
    status: int, message: str = "", body: Any = None, headers: dict[str, str] | None = None
) -> GitHubError:
    return failures.of_answer(
        "PATCH /a/{b}", status, headers or {}, body or {"message": message}, NOW
    )


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (303, {"message": "The deployment branch policy already exists"}, NameTaken),
        (307, {"message": "Temporary Redirect"}, Moved),
        (401, {"message": "Bad credentials"}, Unauthorised),
        (403, {"message": "Resource not accessible by integration"}, Forbidden),
        (403, {"message": "Repository was archived so is read-only."}, Archived),
        (403, {"message": "This installation has been suspended"}, Suspended),
        (403, None, Unavailable),
        (404, {"message": "Not Found"}, NotFound),
        (408, None, Unavailable),
        (409, {"message": "Git Repository is empty."}, Conflict),
        (410, {"message": "This issue was deleted"}, NotFound),
        (410, {"message": "API version 2022-11-28 is no longer supported."}, VersionRetired),
        (410, {"message": "Gone"}, VersionRetired),
        (410, {"message": "Issues has been disabled in this repository."}, IssuesDisabled),
        (422, NAME_EXISTS, NameTaken),
        (422, {"message": "Validation Failed", "errors": [{"code": "already_exists"}]}, NameTaken),
        (422, {"message": "Update is not a fast forward"}, Conflict),
        (422, {"message": "Validation Failed", "errors": ["too long"]}, Invalid),
        (
            422,
            {
                "message": "There is at least one repository that does not exist or is not "
                "accessible to the parent installation."
            },
            NotFound,
        ),
        (
            422,
            {"message": "The permissions requested are not granted to this installation."},
            Forbidden,
        ),
        (422, {"message": "Sorry, your request timed out."}, Unavailable),
        (500, {"message": "Server Error"}, Unavailable),
        (502, None, Unavailable),
        (400, [1, 2], Invalid),
    ],
)
def test_each_refusal_has_its_type(status: int, body: Any, expected: type[GitHubError]) -> None:
    error = failures.of_answer("GET /a", status, {}, body, NOW)

    assert type(error) is expected


def test_a_refusal_says_what_github_said_and_where_to_ask() -> None:
    error = an_answer(404, "Not Found", headers={"x-github-request-id": "ABCD:1"})

    assert "PATCH /a/{b}" in str(error)
    assert str(error).endswith("GitHub said: Not Found")
    assert error.refusal.request_id == "ABCD:1"


def test_the_missing_permission_is_named() -> None:
    error = an_answer(
        403,
        "Resource not accessible by integration",
        headers={"x-accepted-github-permissions": "contents=write"},
    )

    assert isinstance(error, Forbidden)
    assert error.missing_permission == "contents: write"


def test_a_pipeline_without_its_permission_names_workflows() -> None:
    error = an_answer(
        404, "refusing to allow a GitHub App to create or update workflow `.github/workflows/a.yml`"
    )

    assert isinstance(error, Forbidden)
    assert error.missing_permission == "workflows: write"


def test_what_is_invalid_is_listed() -> None:
    error = an_answer(422, body={"errors": [{"field": "name", "code": "invalid"}, "too long"]})

    assert isinstance(error, Invalid)
    assert error.errors == ("name invalid", "too long")


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"retry-after": "17", "x-ratelimit-remaining": "0"}, 17),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1772442600"}, 600),
        ({}, 60),
    ],
)
def test_a_limit_says_when_to_come_back(status: int, headers: dict[str, str], wait: int) -> None:
    """Retry-After first, then the reset of a limit that is used up, else a minute."""
    error = an_answer(status, "You have exceeded a secondary rate limit.", headers=headers)

    assert isinstance(error, Busy)
    assert error.retry_at == NOW + timedelta(seconds=wait)


@pytest.mark.parametrize(
    "headers",
    [
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1"},
        {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 20},
        {"retry-after": "0"},
        {"retry-after": "9" * 20},
    ],
)
def test_a_moment_that_is_over_or_absurd_does_not_have_us_ask_without_a_pause(
    headers: dict[str, str],
) -> None:
    error = an_answer(403, "API rate limit exceeded", headers=headers)

    assert isinstance(error, Busy)
    assert error.retry_at == NOW + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("errors", "expected"),
    [
        ([{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}], Busy),
        ([{"message": "You have exceeded a secondary rate limit."}], Busy),
        ([{"type": "NOT_FOUND", "message": "Could not resolve to an Issue"}], NotFound),
        ([{"type": "FORBIDDEN", "message": "Resource not accessible by integration"}], Forbidden),
        ([{"message": "Something went wrong while executing your query."}], Unavailable),
        ([{"message": "Field 'nope' doesn't exist"}], Invalid),
        (["nonsense"], Invalid),
    ],
)
def test_graphql_errors_have_the_same_types(errors: list[Any], expected: type[GitHubError]) -> None:
    error = failures.of_graphql("QUERY Q", errors, {}, NOW)

    assert type(error) is expected
