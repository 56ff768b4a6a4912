"""Decides which error an answer of GitHub means."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

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
    Refusal,
    Suspended,
    Unauthorised,
    Unavailable,
    VersionRetired,
)
from app.github.rate_headers import is_number

# GitHub asks for at least a minute when it names no time.
_PAUSE = timedelta(seconds=60)
_LIMITED = ("rate limit", "abuse detection", "submitted too quickly")
_NAME_TAKEN = re.compile(r"already.exists|must be unique")
_UNGRANTED = "permissions requested are not granted"
_CONFLICTS = ("already exists", "not a fast forward", "does not exist", "is at ")


def of_answer(
    route: str, status: int, headers: Mapping[str, str], body: Any, at: datetime
) -> GitHubError:
    """The error of a REST answer of status 300 or above.

    `headers` have lower-case names; `body` is the decoded JSON, whatever it is; `at` is now.
    """
    said = _message(body)
    refusal = Refusal(route, said, headers.get("x-github-request-id", ""))
    if status >= 500 or status == 408 or "request timed out" in said or _is_page(status, body):
        return Unavailable(refusal)
    if status == 303:
        return NameTaken(refusal)  # "the deployment branch policy already exists"
    if status < 400:
        return Moved(refusal, headers.get("location", ""))
    if status in {403, 429} and _is_limited(status, headers, said):
        return _busy(refusal, headers, at)
    if "refusing to allow" in said and "workflow" in said:
        return Forbidden(refusal, "workflows: write")
    return _of_status(status, refusal, headers, body)


def _is_page(status: int, body: Any) -> bool:
    """A refusal without JSON is not GitHub's: a proxy in between stands for it."""
    return status >= 400 and status != 401 and body is None


def _of_status(status: int, refusal: Refusal, headers: Mapping[str, str], body: Any) -> GitHubError:
    match status:
        case 401:
            return Unauthorised(refusal)
        case 403 if "archived" in refusal.said:
            return Archived(refusal)
        case 403 if "has been suspended" in refusal.said:
            return Suspended(refusal)
        case 403:
            return Forbidden(refusal, _permission(headers))
        case 404:
            return NotFound(refusal)
        case 410:
            return _gone(refusal)
        case 409:
            return Conflict(refusal)
        case _:
            return _invalid(refusal, body)


def _gone(refusal: Refusal) -> GitHubError:
    """Of issues GitHub says why. How it refuses a version that it retired is not published.

    To take that for a deleted issue would end every request.
    """
    if "disabled" in refusal.said:
        return IssuesDisabled(refusal)
    return NotFound(refusal) if "deleted" in refusal.said else VersionRetired(refusal)


def of_graphql(
    route: str, errors: Iterable[Any], headers: Mapping[str, str], at: datetime
) -> GitHubError:
    """The error of a GraphQL answer that carries `errors`, which GitHub sends as HTTP 200."""
    found = [error for error in errors if isinstance(error, dict)]
    said = "; ".join(_message(error) for error in found)
    refusal = Refusal(route, said, headers.get("x-github-request-id", ""), _path(found))
    kinds = {str(error.get("type", "")) for error in found}
    if "RATE_LIMITED" in kinds or any(word in said.lower() for word in _LIMITED):
        return _busy(refusal, headers, at)
    if "NOT_FOUND" in kinds:
        return NotFound(refusal)
    if kinds & {"FORBIDDEN", "INSUFFICIENT_SCOPES"}:
        return Forbidden(refusal, _permission(headers))
    if "Something went wrong" in said or kinds & {"SERVICE_UNAVAILABLE", "INTERNAL"}:
        return Unavailable(refusal)
    return Invalid(refusal)


def _is_limited(status: int, headers: Mapping[str, str], said: str) -> bool:
    return (
        status == 429
        or "retry-after" in headers
        or headers.get("x-ratelimit-remaining") == "0"
        or any(word in said.lower() for word in _LIMITED)
    )


def _busy(refusal: Refusal, headers: Mapping[str, str], at: datetime) -> Busy:
    """GitHub's order: Retry-After, then the reset of a limit used up, else a minute.

    A moment that is over by our clock, which may be fast, would have us ask without any pause.
    """
    if is_number(seconds := headers.get("retry-after", "")) and int(seconds) > 0:
        return Busy(refusal, at + timedelta(seconds=int(seconds)))
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and is_number(reset):
        reset_at = datetime.fromtimestamp(int(reset), UTC)
        return Busy(refusal, reset_at if reset_at > at else at + _PAUSE)
    return Busy(refusal, at + _PAUSE, is_named=False)


def _permission(headers: Mapping[str, str]) -> str:
    """`contents=write; issues=read` of the header, as people write it."""
    return headers.get("x-accepted-github-permissions", "").replace("=", ": ")


def _invalid(refusal: Refusal, body: Any) -> GitHubError:
    phrases = _phrases(body)
    if any(_NAME_TAKEN.search(phrase) for phrase in phrases):
        return NameTaken(refusal)
    if "not accessible" in refusal.said:
        # The answer to a token for a repository that is not there or not in the installation.
        return NotFound(refusal)
    if _UNGRANTED in refusal.said:
        return Forbidden(refusal)  # the answer to a token for a permission that was taken away
    if any(word in refusal.said for word in _CONFLICTS):
        return Conflict(refusal)
    return Invalid(refusal, phrases)


def _path(errors: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Where in the answer the first error is, such as `repository`, `issue`."""
    path = errors[0].get("path") if errors else None
    return tuple(map(str, path)) if isinstance(path, list) else ()


def _phrases(body: Any) -> list[str]:
    """GitHub's list of errors, whose entries are texts or objects."""
    errors = body.get("errors") if isinstance(body, dict) else None
    return [_phrase(error) for error in errors] if isinstance(errors, list) else []


def _phrase(error: Any) -> str:
    if not isinstance(error, dict):
        return str(error)
    message = error.get("message")
    return f"{error.get('field', '')} {message or error.get('code', '')}".strip()


def _message(body: Any) -> str:
    message = body.get("message") if isinstance(body, dict) else None
    return message if isinstance(message, str) else ""
